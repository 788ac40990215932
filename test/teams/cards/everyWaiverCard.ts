import type { CalendarDate, PersonId } from '../../../src/domain/ids.ts';
import {
  isWaiverRefusal,
  recordWaiver,
  stepWaiver,
  WAIVER_KINDS,
  waiverStatus,
} from '../../../src/domain/waiver.ts';
import { actOnCard, waiverCard, waiverForm, waiversCard } from '../../../src/teams/cards/waiverCards.ts';
import type { RegisteredWaiver } from '../../../src/usecases/waiverRegister.ts';
import { CONTEXT, ME, NOW } from './cardWorld.ts';
import type { Named } from './signingCards.ts';

const TODAY = '2026-11-23' as CalendarDate;
const RULES = { implicitAfterDays: 30 };

/** The register's cards in every state, with texts of this kind in them. */
export function waiverCards(text: string): readonly Named[] {
  const by = { person: ME as PersonId, at: NOW, today: TODAY };
  const entries = WAIVER_KINDS.flatMap((kind, n): RegisteredWaiver[] => {
    const facts = {
      kind,
      what: text,
      forWhom: text,
      executiveOfficer: true,
      approver: 'board',
      on: '2026-11-20' as CalendarDate,
    } as const;
    const made = recordWaiver(facts, { ...by, number: n + 1 });
    if (isWaiverRefusal(made)) throw new Error(made.waiverRefused);
    const step = { type: 'disclose', on: TODAY, way: 'website', where: text } as const;
    const done = stepWaiver(made, step, by, RULES);
    if (isWaiverRefusal(done)) throw new Error(done.waiverRefused);
    return [made, done].map((waiver) => ({ waiver, status: waiverStatus(waiver, TODAY, RULES) }));
  });
  return [
    {
      what: 'register of waivers',
      card: waiversCard(CONTEXT, { entries: [...entries, ...entries], note: 'Done.' }),
    },
    { what: 'empty register of waivers', card: waiversCard(CONTEXT, { entries: [] }) },
    ...WAIVER_KINDS.map((kind) => ({
      what: `register of waivers, form, ${kind}`,
      card: waiverForm(CONTEXT, { kind, today: TODAY, problem: { waiverRefused: 'board-only' } }),
    })),
    ...entries.flatMap((entry) => [
      {
        what: `register of waivers, entry, ${entry.status.state}`,
        card: waiverCard(CONTEXT, { entry, today: TODAY }),
      },
      { what: `register of waivers, acting on ${entry.status.state}`, card: actOnCard(CONTEXT, { entry }) },
    ]),
  ];
}
