import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askedProcess } from './askedProcess.ts';
import type { GraphQuestion, Place, Requests } from './graphService.ts';
import type { SyncAnswer, SyncQuestion } from './syncService.ts';
import { print } from './turnsBench.ts';

const SIZES = [10_000, 100_000] as const;
const SEED = 7;
const PAGE = 999;
const CHANGED_PERCENT = 1;
/**
 * V8 leaves garbage lying as long as there is room, so that resident memory says how much was allocated. In a heap held
 * to this it says how much is needed, and a sync that needed more for more people would die.
 */
const HEAP_MIB = 128;
const HELD = [`--max-heap-size=${HEAP_MIB}`, '--max-semi-space-size=8'];

type Run = SyncAnswer & { readonly requests: Requests };
type Measured = {
  readonly size: number;
  readonly download: Run;
  readonly first: Run;
  /** The same in a heap that is held small. */
  readonly held: Run;
  readonly unchanged: Run;
  readonly changed: Run;
  readonly people: number;
};

/**
 * The sync over the Graph emulator at two sizes: first load, nothing changed, 1 % changed. The emulator, the sync and
 * the mere download of the same pages each have a process of their own.
 */
export async function syncBench(): Promise<void> {
  const measured: Measured[] = [];
  for (const size of SIZES) measured.push(await measure(size));
  const [small, large] = measured;
  if (!small || !large) return;
  const line = (what: string, of: (one: Measured) => string, note = '') =>
    print(`${what.padEnd(46)}${of(small).padStart(14)}${of(large).padStart(14)}  ${note}`);
  const megabytes = (value: number) => `${value.toFixed(0)} MiB`;

  line('people', ({ size }) => String(size));
  line('merely download and parse', ({ download }) => `${download.seconds.toFixed(2)} s`);
  line('first load', ({ first }) => `${first.seconds.toFixed(2)} s`);
  line('  beside merely downloading and parsing', ({ first, download }) => times(first, download));
  line(
    '  page requests',
    ({ first }) => String(first.requests.pages),
    `must be ${measured.map(({ size }) => Math.ceil(size / PAGE)).join(' and ')}`,
  );
  line('  other requests', ({ first }) => String(first.requests.batches + first.requests.others));
  line('  store reads of one person', ({ first }) => String(first.reads));
  line('  store writes', ({ first }) => String(first.writes));
  line('  store writes a person', ({ first, size }) => (first.writes / size).toFixed(2));
  line('  memory before', ({ first }) => megabytes(first.before));
  line('  memory peak', ({ first }) => megabytes(first.peak), ratio(large.first.peak, small.first.peak));
  line(
    `  memory peak in a heap of ${HEAP_MIB} MiB`,
    ({ held }) => megabytes(held.peak),
    ratio(large.held.peak, small.held.peak),
  );
  line('  memory after', ({ first }) => megabytes(first.after), ratio(large.first.after, small.first.after));
  line('  download alone: memory peak', ({ download }) => megabytes(download.peak));
  line('nothing changed', ({ unchanged }) => `${unchanged.seconds.toFixed(2)} s`);
  line('  requests', ({ unchanged }) => all(unchanged));
  line('  store writes', ({ unchanged }) => String(unchanged.writes), 'must be 0');
  line(`${CHANGED_PERCENT} % changed`, ({ changed }) => `${changed.seconds.toFixed(2)} s`);
  line('  people changed', ({ people }) => String(people));
  line(
    '  requests',
    ({ changed }) => all(changed),
    'a page for 999 changed, and a look at each, 20 at a time',
  );
  line('  store writes', ({ changed }) => String(changed.writes), 'must be the people changed');
  line(
    '  memory peak',
    ({ changed }) => megabytes(changed.peak),
    ratio(large.changed.peak, small.changed.peak),
  );
  for (const one of measured) check(one);
}

async function measure(size: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const graph = askedProcess('./graphService.ts', [String(size), String(SEED)]);
  const asked = (question: GraphQuestion) => graph.ask<Requests>(question);
  const { url, group } = await graph.ask<Place>({ about: 'place' });
  const syncing = askedProcess('./syncService.ts', [url, group, join(folder, 'bench.sqlite')]);
  const holding = askedProcess('./syncService.ts', [url, group, join(folder, 'held.sqlite')], HELD);
  const downloading = askedProcess('./syncService.ts', [url, group, ':memory:']);
  const run = async (question: SyncQuestion): Promise<Run> => {
    const answer = await (question.run === 'sync' ? syncing : downloading).ask<SyncAnswer>(question);
    return { ...answer, requests: await asked({ about: 'requests' }) };
  };
  try {
    // Once for the emulator to warm up, not counted.
    await run({ run: 'download' });
    const download = await run({ run: 'download' });
    const held = {
      ...(await holding.ask<SyncAnswer>({ run: 'sync' })),
      requests: await asked({ about: 'requests' }),
    };
    const first = await run({ run: 'sync' });
    const unchanged = await run({ run: 'sync' });
    const { changed: people } = await graph.ask<{ changed: number }>({ changePercent: CHANGED_PERCENT });
    const changed = await run({ run: 'sync' });
    return { size, download, first, held, unchanged, changed, people };
  } finally {
    for (const each of [downloading, holding, syncing, graph]) each.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counts do not depend on the machine: a wrong one fails the bench. */
function check({ size, first, unchanged, changed, people }: Measured): void {
  const wrong = [
    first.requests.pages === Math.ceil(size / PAGE) ? [] : ['page requests of the first load'],
    first.report?.people === size ? [] : ['people taken in'],
    unchanged.writes === 0 ? [] : ['writes though nothing changed'],
    unchanged.requests.pages === 1 ? [] : ['page requests though nothing changed'],
    changed.writes === people ? [] : ['writes for those who changed'],
    changed.requests.pages === Math.ceil(people / PAGE) ? [] : ['page requests for those who changed'],
    changed.requests.batches <= Math.ceil(people / 20) + changed.requests.pages
      ? []
      : ['looks at who changed'],
  ].flat();
  if (wrong.length === 0) return;
  print(`At ${size} people these are not as promised: ${wrong.join(', ')}.`);
  process.exitCode = 1;
}

const times = (one: Run, other: Run): string => `${(one.seconds / other.seconds).toFixed(2)}x`;

function ratio(large: number, small: number): string {
  return `${(large / small).toFixed(2)}x for ${SIZES[1] / SIZES[0]} times the people`;
}

function all({ requests: { pages, batches, others } }: Run): string {
  return `${pages} + ${batches} + ${others}`;
}
