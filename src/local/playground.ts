import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import type { DirectoryPerson } from '../domain/person.ts';

export type Playground = { readonly url: string; stop(): Promise<void> };

/**
 * Starts Microsoft's local Teams client as one of the sample organisation's people. It runs in a child process that
 * ends with this one, also when this one is killed.
 * @throws Error with code EADDRINUSE when the port is taken, and one naming its log when it does not start.
 */
export async function startPlayground(options: {
  port: number;
  botEndpoint: string;
  folder: string;
  tenantId: string;
  me: DirectoryPerson;
  others: readonly DirectoryPerson[];
}): Promise<Playground> {
  await requireFree(options.port);
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(resolve(folder, '.m365agentsplayground.yml'), stringify(configuration(options)));
  const child = fork(
    new URL('./playgroundProcess.ts', import.meta.url),
    ['start', '-e', options.botEndpoint, '-c', 'msteams', '-p', String(options.port), '--disable-telemetry'],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
      env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' },
    },
  );
  await new Promise<void>((ready, fail) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Listening on')) ready();
    });
    child.once('error', fail);
    child.once('exit', (code) =>
      fail(new Error(`Agents Playground ended with code ${code}. Its log is in ${folder}.`)),
    );
  });
  return {
    url: `http://localhost:${options.port}`,
    stop: () =>
      new Promise((done) => {
        if (child.exitCode !== null || child.signalCode !== null) return done();
        child.once('exit', () => done());
        child.kill('SIGTERM');
      }),
  };
}

/** Agents Playground wants at least five other users, and a group chat and a team that nobody needs here. */
function configuration(options: Parameters<typeof startPlayground>[0]): object {
  const user = (person: DirectoryPerson, id: string) => ({
    id,
    name: person.displayName,
    userPrincipleName: person.userPrincipalName ?? person.id,
    aadObjectId: person.id,
    givenName: person.givenName ?? person.displayName,
    surname: person.surname ?? person.displayName,
    email: person.mail ?? `${person.id}@aleris.example`,
  });
  return {
    version: '0.1.1',
    tenantId: options.tenantId,
    bot: { id: 'code-of-ethics', name: 'Code of Ethics' },
    currentUser: user(options.me, 'user-0'),
    users: options.others.map((person, index) => user(person, `user-${index + 1}`)),
    personalChat: { id: 'personal-chat' },
    groupChat: { id: 'group-chat', name: 'Group chat' },
    team: {
      id: 'team',
      name: 'Finance',
      aadGroupId: '00000000-0000-4000-8000-0000000000aa',
      channels: [{ id: 'announcements', name: 'Announcements' }],
    },
  };
}

/** Agents Playground would silently take another port. */
function requireFree(port: number): Promise<void> {
  return new Promise((free, taken) => {
    const probe = createServer();
    probe.once('error', taken);
    probe.listen(port, () => probe.close(() => free()));
  });
}
