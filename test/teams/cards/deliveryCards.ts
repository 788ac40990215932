import type { EscalationStep } from '../../../src/domain/escalation.ts';
import type { CalendarDate, ObligationId } from '../../../src/domain/ids.ts';
import { digestCard } from '../../../src/teams/cards/digestCard.ts';
import { TEAM_PAGE } from '../../../src/teams/cards/teamCard.ts';
import type { Role } from '../../../src/usecases/ports.ts';
import { CONTEXT, ME } from './cardWorld.ts';
import type { Named } from './signingCards.ts';

/** What jobs send and tell, about people of this name. */
export function deliveryCards(name: string): readonly Named[] {
  const digest = (step: EscalationStep, count: number, roles: readonly Role[]) =>
    digestCard(CONTEXT, {
      items: Array.from({ length: count }, (_, n) => ({
        personId: ME,
        obligationId: `obligation-${n}` as ObligationId,
        displayName: name,
        overdueAfter: '2026-11-14' as CalendarDate,
        step,
      })),
      more: count > TEAM_PAGE ? 900 : 0,
      roles,
    });
  return [
    { what: 'a digest for a manager', card: digest('manager', 1, ['manager']) },
    { what: 'a long digest for compliance', card: digest('compliance', 2 * TEAM_PAGE, ['compliance']) },
    {
      what: 'a digest for the chair',
      card: digest('audit-committee-chair', 2, ['audit-committee', 'audit-committee-chair']),
    },
  ];
}
