import type { AmendmentDecision } from '../../../src/domain/amendment.ts';
import type { PersonId, Sha256 } from '../../../src/domain/ids.ts';
import { amendmentCard } from '../../../src/teams/cards/amendmentCard.ts';
import { CONTEXT, NOW } from './cardWorld.ts';
import type { Named } from './signingCards.ts';

const DANA = '00000000-0000-4000-8000-000000000000' as PersonId;

/** The card of the Code version in force, as nobody has decided and as somebody often has. */
export function amendmentCards(name: string): readonly Named[] {
  const first: AmendmentDecision = {
    codeHash: 'a'.repeat(64) as Sha256,
    label: name.slice(0, 40),
    inForceSince: NOW,
    at: NOW,
    by: 'programme-file',
    signedAnewBy: 'everyone',
    dueAfterDays: 30,
  };
  const decided = {
    ...first,
    by: DANA,
    because: name.repeat(20).slice(0, 500),
    signedAnewBy: 'nobody',
  } as const;
  const names = new Map([[DANA, name]]);
  return [
    { what: 'amendment', card: amendmentCard(CONTEXT, { decisions: [first], names }) },
    {
      what: 'amendment, decided often',
      card: amendmentCard(CONTEXT, {
        decisions: Array.from({ length: 20 }, () => decided),
        names,
        problem: 'decision-changed',
        because: name,
      }),
    },
  ];
}
