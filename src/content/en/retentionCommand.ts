import type { Erasure } from '../../domain/retention.ts';

/** What `npm run retention` says. */
export const retentionTexts = {
  usage: [
    'npm run retention -- execute <list>',
    '  Erases what two people of the Compliance Office have confirmed, under a tombstone each.',
    '  Run it under an identity of its own: the service itself may not erase anything.',
  ].join('\n'),
  because: (origin: Erasure['origin'], years: number) =>
    origin === 'period'
      ? `the retention period of ${years} years is over`
      : `erasure was asked for, and the retention period of ${years} years is over`,
  elsewhere: 'Another process erases at this moment. Nothing was done here.',
  refused: (list: string, why: string) =>
    `Nothing was erased: the list ${list} is not there, was withdrawn, or nobody else has confirmed it (${why}).`,
  done: (list: string, { erased, items, leftOut }: NonNullable<Erasure['executed']>) =>
    [
      `List ${list}: ${erased} people erased, ${items} records removed or emptied in this run.`,
      ...Object.entries(leftOut).map(([why, count]) => `  left out: ${count} (${why})`),
    ].join('\n'),
};
