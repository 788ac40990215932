import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

export type Settings = Readonly<Record<string, string>>;
export type Exit = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** One machine with a folder of its own, on which the service is started as a person would. */
export type Machine = {
  readonly folder: string;
  readonly database: string;
  /** Runs to the end. */
  run(args: readonly string[], settings?: Settings): Promise<Exit>;
  /** Begins, and is left to itself. */
  start(settings?: Settings): Promise<Started>;
  /** Ends whatever is left, and takes the folder away. */
  clear(): void;
};

export type Started = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  /** The status of an address, or undefined while nobody answers. */
  status(path: string): Promise<number | undefined>;
  /** @throws Error with what was printed, when it does not get ready. */
  ready(): Promise<void>;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Exit>;
  /** Whether any process of it is left, children included. */
  isAlive(): boolean;
  output(): string;
};

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** @throws Error after so many milliseconds. */
export async function eventually(holds: () => boolean | Promise<boolean>, within = 5_000): Promise<void> {
  for (const end = Date.now() + within; !(await holds()); await pause(20))
    if (Date.now() > end) throw new Error(`Not within ${within} ms: ${holds}`);
}

export function machine(): Machine {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  const started: Started[] = [];
  const database = join(folder, 'programme.sqlite');
  const begin = (args: readonly string[], settings: Settings) => {
    const { PATH = '', NODE_V8_COVERAGE } = process.env;
    const env = { PATH, ...(NODE_V8_COVERAGE && { NODE_V8_COVERAGE }), PLAYGROUND: 'off', ...settings };
    // A group of its own, so that children that outlive it are found.
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env, detached: true });
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].on('data', (chunk) => {
        printed[stream] += chunk;
      });
    const exit = once(child, 'close').then(([code]): Exit => ({ code, ...printed }));
    return { child, printed, exit };
  };
  return {
    folder,
    database,
    run: (args, settings = {}) => begin(args, { SQLITE_FILE: database, ...settings }).exit,
    async start(settings = {}) {
      const port = await freePort();
      const { child, printed, exit } = begin([], {
        SQLITE_FILE: database,
        PORT: String(port),
        ...settings,
      });
      const url = `http://127.0.0.1:${port}`;
      const output = () => printed.stdout + printed.stderr;
      const status = (path: string) =>
        fetch(url + path).then(
          (response) => response.status,
          () => undefined,
        );
      const service: Started = {
        child,
        url,
        port,
        status,
        output,
        async ready() {
          await eventually(async () => {
            if (child.exitCode !== null) throw new Error(output());
            // What it prints comes last, when it can also be stopped properly.
            return (await status('/readyz')) === 200 && output().includes('Ctrl-C');
          });
        },
        end: (signal) => {
          child.kill(signal);
          return exit;
        },
        isAlive: () => signalGroup(child, 0),
      };
      started.push(service);
      return service;
    },
    clear() {
      for (const { child } of started) signalGroup(child, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether there was any process to receive it. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
