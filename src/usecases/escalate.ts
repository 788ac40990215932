import { decide } from '../domain/decide.ts';
import { digestsOf, type Escalation, type EscalationRules, escalationsOf } from '../domain/escalation.ts';
import type { CycleId, PersonId } from '../domain/ids.ts';
import type { CycleRules } from '../domain/schedule.ts';
import { dateAt } from '../domain/time.ts';
import { currentCycle } from './currentCycle.ts';
import { type DigestItem, updateDigest, withItems } from './digestBox.ts';
import { ALONE, type JobRun } from './jobRun.ts';
import type { Clock, ObligationRecord, ObligationStore, PeopleStore, ProgrammeStore } from './ports.ts';
import { surroundingsIn } from './surroundings.ts';
import { updateObligation } from './updateObligation.ts';

/** Obligations looked at together: each recipient's digest is written once for all of them. */
const TOGETHER = 200;

export type EscalateDeps = {
  readonly people: PeopleStore;
  readonly obligations: ObligationStore;
  readonly programme: ProgrammeStore;
  readonly escalationRules: EscalationRules;
  readonly cycleRules: CycleRules;
  readonly timeZone: string;
  readonly clock: Clock;
};

/** `nobody`: escalations of which there is nobody who may hear. */
export type EscalationReport = { escalated: number; recipients: number; nobody: number };

type Due = { readonly record: ObligationRecord; readonly escalation: Escalation };

/**
 * Finds what has been overdue for so long that others must hear of it, and puts it into what each of them is told next.
 * That comes first and the record of it second: a crash in between finds it there again, and nobody is told twice.
 */
export function escalate(deps: EscalateDeps) {
  return async (run: JobRun = ALONE): Promise<EscalationReport> => {
    const report: EscalationReport = { escalated: 0, recipients: 0, nobody: 0 };
    const today = dateAt(deps.clock(), deps.timeZone);
    const around = surroundingsIn(deps.people);
    const recipients = new Set<PersonId>();
    for await (const records of unsettledOf(deps, (await currentCycle(deps)).id)) {
      if (!run.mayGoOn()) break;
      const due: Due[] = [];
      for (const record of records) {
        const { obligation } = record;
        if (obligation.overdueAfter >= today) continue;
        const issuedOn = dateAt(obligation.issuedAt, deps.timeZone);
        const surrounding = await around(obligation.personId);
        for (const escalation of escalationsOf(
          obligation,
          issuedOn,
          today,
          deps.escalationRules,
          surrounding,
        ))
          due.push({ record, escalation });
      }
      for (const id of await escalateThese(deps, due, report)) recipients.add(id);
      report.recipients = recipients.size;
      run.progress(report);
    }
    return report;
  };
}

async function* unsettledOf(
  { obligations }: EscalateDeps,
  cycle: CycleId,
): AsyncGenerator<readonly ObligationRecord[]> {
  for (let after: string | undefined; ; ) {
    const page = { limit: TOGETHER, ...(after && { after }) };
    const { items, next } = await obligations.list({ cycle, parts: ['outstanding', 'declined'] }, page);
    yield items;
    if (!next) return;
    after = next;
  }
}

async function escalateThese(
  { programme, obligations, clock }: EscalateDeps,
  due: readonly Due[],
  report: EscalationReport,
): Promise<readonly PersonId[]> {
  const digests = digestsOf(due);
  for (const [recipient, items] of digests)
    await updateDigest(programme, recipient, (digest) => withItems(digest, items.map(itemOf)));
  for (const { record, escalation } of due) {
    const { personId, id } = record.obligation;
    const { step, to } = escalation;
    // Not recorded as done: as soon as there is somebody who may hear of it, they do.
    if (to.length === 0) {
      report.nobody += 1;
      continue;
    }
    await updateObligation(obligations, { personId, id }, (current) =>
      decide(current, { type: 'record-escalation', step, to }, clock()),
    );
    report.escalated += 1;
  }
  return [...digests.keys()];
}

function itemOf({ record: { obligation, shown }, escalation: { step } }: Due): DigestItem {
  return {
    personId: obligation.personId,
    obligationId: obligation.id,
    displayName: shown.displayName,
    overdueAfter: obligation.overdueAfter,
    step,
  };
}
