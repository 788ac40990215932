import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

/** A Monday morning in working hours: at night and on weekends nobody is written to, so no test depends on the hour. */
export const A_MORNING = '2026-11-23T15:00:00Z';

/** The service as somebody starts it, in local mode, with its files in a folder of its own. */
export type RunningService = {
  readonly process: ChildProcess;
  readonly messagesUrl: string;
  readonly playgroundUrl: string;
  readonly playgroundPort: number;
  /** Everything it has printed. */
  output(): string;
  /** Ends it, and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
};

/** Starts it and waits until it is ready. Ports that nobody uses, unless the environment names them. */
export async function startService(folder: string, env: NodeJS.ProcessEnv = {}): Promise<RunningService> {
  const [port, playgroundPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(port),
      PLAYGROUND_PORT: String(playgroundPort),
      LOCAL_NOW: A_MORNING,
      SQLITE_FILE: join(folder, 'programme.sqlite'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const service: RunningService = {
    process: child,
    messagesUrl: `http://127.0.0.1:${port}/api/messages`,
    playgroundUrl: `http://127.0.0.1:${playgroundPort}`,
    playgroundPort,
    output: () => Buffer.concat(chunks).toString('utf8'),
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
  await until(
    () => service.output().includes('Ctrl-C'),
    () => `The service did not start:\n${service.output()}`,
    () => child.exitCode !== null,
  );
  return service;
}

/** Waits until something is so. Throws what `otherwise` says after 60 s, or at once when it cannot become so any more. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  otherwise: () => string,
  isHopeless: () => boolean = () => false,
): Promise<void> {
  const giveUp = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > giveUp || isHopeless()) throw new Error(otherwise());
    await pause(25);
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'code-of-ethics-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}
