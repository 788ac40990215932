import { askedProcess } from './askedProcess.ts';
import type { DeliverAnswer } from './deliverService.ts';
import { print } from './turnsBench.ts';

const SIZES = [1_000, 100_000] as const;
/** Requests a second that Teams takes of one app in one tenant. */
const ALLOWED = 50;
const LEAST_RATE = 0.95;
const MOST_OVER_LIMIT = 0.001;

/**
 * Prompts to a Teams that enforces its published limits, on a simulated clock, at two sizes side by side, each in a
 * process of its own: cards, store and HTTP are the real ones.
 */
export async function deliverBench(): Promise<void> {
  const answers: DeliverAnswer[] = [];
  for (const size of SIZES) {
    const service = askedProcess('./deliverService.ts', [String(size)]);
    answers.push(await service.ask<DeliverAnswer>({}));
    service.end();
  }
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
  line('memory before', ({ before }) => `${before.toFixed(0)} MiB`);
  line('memory peak', ({ peak }) => `${peak.toFixed(0)} MiB`, `${(large.peak / small.peak).toFixed(2)}x`);
  line('  beyond what it began with', ({ peak, before }) => `${(peak - before).toFixed(0)} MiB`);
  const kept =
    large.report.sent === SIZES[1] &&
    answers.every(({ lost, twice }) => lost === 0 && twice === 0) &&
    rateOf(large) / ALLOWED >= LEAST_RATE &&
    overLimitOf(large) <= MOST_OVER_LIMIT;
  if (kept) return;
  print('This is not as promised.');
  process.exitCode = 1;
}

const rateOf = ({ report, simulatedSeconds }: DeliverAnswer): number => report.sent / simulatedSeconds;
const overLimitOf = ({ overLimit, requests }: DeliverAnswer): number => overLimit / requests;
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
