import type { EscalationStep } from '../../../src/domain/escalation.ts';
import type { CalendarDate, ObligationId } from '../../../src/domain/ids.ts';
import type { JobName } from '../../../src/jobs/jobs.ts';
import { digestCard } from '../../../src/teams/cards/digestCard.ts';
import { jobsCard } from '../../../src/teams/cards/jobsCard.ts';
import { TEAM_PAGE } from '../../../src/teams/cards/teamCard.ts';
import type { JobStatus } from '../../../src/usecases/jobStatus.ts';
import type { Role } from '../../../src/usecases/ports.ts';
import { CONTEXT, ME, NOW } from './cardWorld.ts';
import type { Named } from './signingCards.ts';

/** What jobs send and tell, about people of this name. */
export function deliveryCards(name: string): readonly Named[] {
  const due = { people: 12, since: '2026-11-01' as CalendarDate };
  const digest = (step: EscalationStep, count: number, roles: readonly Role[], isDue = false) =>
    digestCard(CONTEXT, {
      ...(isDue && { due }),
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
  const at = NOW;
  const jobs: readonly JobStatus<JobName>[] = [
    { name: 'sync', last: { at, counts: { added: 3, peopleGone: 1 } }, next: at },
    { name: 'issue', last: { at, failure: 'store-unavailable' }, next: at },
    { name: 'escalate' },
    {
      name: 'deliver',
      last: { at, counts: {} },
      running: { since: at, holder: 'host-1:42:0a1b2c3d', counts: { sent: 12_000, unreachable: 7 } },
      next: at,
    },
    { name: 'reconcile', cutShort: at, next: at },
    { name: 'seal', running: { since: at, holder: name } },
  ];
  return [
    { what: 'jobs', card: jobsCard(CONTEXT, { jobs }) },
    { what: 'a digest for a manager', card: digest('manager', 1, ['manager']) },
    { what: 'a long digest for compliance', card: digest('compliance', 2 * TEAM_PAGE, ['compliance']) },
    { what: 'a digest of what is due', card: digest('compliance', 0, ['compliance'], true) },
    { what: 'a digest of both', card: digest('compliance', 2, ['compliance'], true) },
    {
      what: 'a digest for the chair',
      card: digest('audit-committee-chair', 2, ['audit-committee', 'audit-committee-chair']),
    },
  ];
}
