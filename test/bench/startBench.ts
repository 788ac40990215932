import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, print } from './turnsBench.ts';

const ROUNDS = 7;

/** The packages that the service loads in local mode before it is ready, and nothing else. */
const DEPENDENCIES = [
  'botbuilder',
  'botframework-connector',
  'restify',
  'node-cron',
  'zod',
  'yaml',
  'pino',
  'canonicalize',
  'temporal-polyfill',
  'dictionary-en',
  'fastest-levenshtein',
  'p-queue',
  'p-retry',
  'rate-limiter-flexible',
  'windows-iana',
  'countries-and-timezones',
  'diff',
  '@microsoft/microsoft-graph-client',
  'node:sqlite',
];

/** Process start to ready in local mode, beside the time of importing the dependencies alone, round by round. */
export async function startBench(): Promise<void> {
  const imports = DEPENDENCIES.map((name) => `import(${JSON.stringify(name)})`).join(', ');
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const importing = await timed([
      '--input-type=module',
      '-e',
      `await Promise.all([${imports}]); process.stdout.write('running'); process.exit(0)`,
    ]);
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    const file = join(folder, 'start.sqlite');
    const environment = { SQLITE_FILE: file, PLAYGROUND: 'off', PORT: String(20_000 + round) };
    const first = await timed(['src/main.js'], environment);
    const again = await timed(['src/main.js'], environment);
    rmSync(folder, { recursive: true, force: true });
    ratios.push(again / importing);
    print(
      `round ${round + 1}: imports ${importing.toFixed(0)} ms, first start ${first.toFixed(0)} ms, start ${again.toFixed(0)} ms`,
    );
  }
  print(`start to ready against importing the dependencies: ${median(ratios).toFixed(2)}x (target <= 1.3x)`);
}

/** Milliseconds until the process says that it is running. */
function timed(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let took: number | undefined;
    child.stdout.on('data', (chunk: Buffer) => {
      if (took !== undefined || !chunk.toString().includes('running')) return;
      took = performance.now() - begun;
      child.kill('SIGTERM');
    });
    child.once('exit', () => (took === undefined ? reject(new Error('It did not start.')) : resolve(took)));
  });
}
