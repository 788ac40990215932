import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AskedProcess, askedProcess } from './askedProcess.ts';
import type { DeliverAnswer, DeliverQuestion } from './deliverService.ts';
import { print } from './turnsBench.ts';

const SIZES = [1_000, 100_000] as const;
/** Requests a second that Teams takes of one app in one tenant. */
const ALLOWED = 50;
const LEAST_RATE = 0.95;
const MOST_OVER_LIMIT = 0.001;
const MOST_MEMORY = 1.2;

/**
 * Prompts to a Teams that enforces its published limits, on a simulated clock, at two sizes side by side, each in a
 * process of its own: cards, store and HTTP are the real ones.
 */
export async function deliverBench(): Promise<void> {
  const answers: DeliverAnswer[] = [];
  for (const size of SIZES) answers.push(await measure(size));
  const [small, large] = answers;
  if (!small || !large) return;
  const line = (what: string, of: (one: DeliverAnswer) => string, note = '') =>
    print(`${what.padEnd(40)}${of(small).padStart(14)}${of(large).padStart(14)}  ${note}`);
  line('prompts due', (one) => String(one === small ? SIZES[0] : SIZES[1]));
  line('sent', ({ report }) => String(report.sent));
  line('lost / twice', ({ lost, twice }) => `${lost} / ${twice}`, 'must be 0 / 0');
  line('simulated time', ({ simulatedSeconds }) => `${simulatedSeconds.toFixed(1)} s`);
  line('a second', (one) => rateOf(one).toFixed(2));
  line('of the allowed rate', (one) => percent(rateOf(one) / ALLOWED), `must be >= ${percent(LEAST_RATE)}`);
  line('answered 429', (one) => percent(overLimitOf(one)), `must be <= ${percent(MOST_OVER_LIMIT)}`);
  line('real time', ({ realSeconds }) => `${realSeconds.toFixed(1)} s`);
  line(
    'memory in use, peak',
    ({ live }) => `${live.toFixed(0)} MiB`,
    `${(large.live / small.live).toFixed(2)}x`,
  );
  line(
    'memory resident, peak',
    ({ resident }) => `${resident.toFixed(0)} MiB`,
    `${(large.resident / small.resident).toFixed(2)}x`,
  );
  const kept =
    large.report.sent === SIZES[1] &&
    answers.every(({ lost, twice }) => lost === 0 && twice === 0) &&
    large.live / small.live <= MOST_MEMORY &&
    rateOf(large) / ALLOWED >= LEAST_RATE &&
    overLimitOf(large) <= MOST_OVER_LIMIT;
  if (kept) return;
  print('This is not as promised.');
  process.exitCode = 1;
}

async function measure(size: number): Promise<DeliverAnswer> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const args = [String(size), join(folder, 'bench.sqlite')];
  const [filling, delivering] = [
    askedProcess('./deliverService.ts', args),
    askedProcess('./deliverService.ts', args),
  ];
  const ask = <Answer>(who: AskedProcess, question: DeliverQuestion) => who.ask<Answer>(question);
  try {
    const { url } = await ask<{ url: string }>(delivering, { about: 'url' });
    await ask(filling, { about: 'fill', url });
    filling.end();
    return await ask<DeliverAnswer>(delivering, { about: 'deliver' });
  } finally {
    delivering.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

const rateOf = ({ report, simulatedSeconds }: DeliverAnswer): number => report.sent / simulatedSeconds;
const overLimitOf = ({ overLimit, requests }: DeliverAnswer): number => overLimit / requests;
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
