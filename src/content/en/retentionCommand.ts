import type { RefusalCode } from '../../domain/refusal.ts';
import type { Erasure, LeftOut } from '../../domain/retention.ts';
import { retention } from './retention.ts';

const WHY: Partial<Record<RefusalCode, string>> = {
  'unknown-list': 'there is no such list, it was withdrawn, or nobody else has confirmed it yet',
  'same-person': 'whoever proposed it has confirmed it too, and nobody else',
  'list-changed': 'it is not what was confirmed: its hash differs',
};

/** What `npm run retention` says. */
export const retentionTexts = {
  usage: [
    'npm run retention -- execute <list>',
    '  Erases what two people of the Compliance Office have confirmed, under a tombstone each.',
    '  `retention` in the chat shows the lists. In a tenant it runs as whoever signed in with `az login`, who has',
    '  to be the one named by operatorPrincipalId: the service itself may not erase anything.',
  ].join('\n'),
  because: (origin: Erasure['origin'], years: number) =>
    origin === 'period'
      ? `the retention period of ${years} years is over`
      : `erasure was asked for, and the retention period of ${years} years is over`,
  goesOnFrom: (when: string) =>
    `Local mode: the service's clock was moved (LOCAL_NOW). This goes on from ${when}, the latest it has recorded.`,
  clockBehind:
    'Nothing was erased: the clock of this machine is behind what the service has recorded by more than five minutes. Set it.',
  elsewhere: 'Another process erases at this moment. Nothing was done here.',
  refused: (list: string, why: RefusalCode | '') =>
    why === 'not-now'
      ? `The list ${list} was interrupted: another process may have taken over. Run it again, it goes on.`
      : `Nothing was erased of the list ${list}${why ? `: ${WHY[why] ?? why}` : ''}.`,
  done: (list: string, { erased, items, leftOut }: NonNullable<Erasure['executed']>) =>
    [
      `List ${list}: ${retention.retention.people(erased)} erased; ${items} records removed or emptied in this run.`,
      ...(Object.entries(leftOut) as [LeftOut, number][]).map(
        ([why, count]) =>
          `  left out: ${retention.retention.people(count)}: ${retention.retention.leftOut[why]}`,
      ),
    ].join('\n'),
};
