import type { Office } from './coverage.ts';
import type { CalendarDate, PersonId } from './ids.ts';
import { awaitsSignature, type Obligation } from './obligation.ts';
import { daysBetween, later } from './time.ts';

export const ESCALATION_STEPS = ['manager', 'compliance', 'audit-committee-chair'] as const;
export type EscalationStep = (typeof ESCALATION_STEPS)[number];

export type EscalationRules = {
  /** Days overdue after which the manager is told, or for the CEO and the CFO the chair. */
  readonly managerAfterDays: number;
  /** Days overdue after which compliance is told. */
  readonly complianceAfterDays: number;
};

/** Where somebody stands in the company, and who could be told about them. */
export type Surrounding = {
  readonly offices: readonly Office[];
  /** From the direct manager upwards. */
  readonly managerChain: readonly PersonId[];
  /** Somebody's own managers, the same way; undefined for whoever cannot be told: gone, disabled or unknown. */
  readonly chainOf: (id: PersonId) => readonly PersonId[] | undefined;
  readonly compliance: readonly PersonId[];
  readonly auditCommitteeChair?: PersonId | undefined;
  /** Told where there is no chair to tell. */
  readonly auditCommittee: readonly PersonId[];
};

/**
 * One rung of the ladder: who is to be told now. Nobody in `to` means that there is nobody who may be: it stays due
 * until there is.
 */
export type Escalation = { readonly step: EscalationStep; readonly to: readonly PersonId[] };

/** Those whose escalations go past everybody in the company, since everybody works for them (promise 7). */
const ABOVE_ALL: readonly Office[] = ['chief-executive-officer', 'chief-financial-officer'];

/**
 * Who is to be told today that somebody is overdue, and has not been told before. A decline is treated like any
 * other open item: a manager who is told of the one and not of the other could tell them apart (promise 7). Nobody
 * is told of their own obligation or of that of somebody above them.
 */
export function escalationsOf(
  obligation: Obligation,
  issuedOn: CalendarDate,
  today: CalendarDate,
  rules: EscalationRules,
  around: Surrounding,
): readonly Escalation[] {
  if (!awaitsSignature(obligation.state)) return [];
  // Whoever is asked when twelve months are over already gets the same days to answer as anybody.
  const days = daysBetween(later(obligation.overdueAfter, issuedOn), today);
  const told = toldOf(obligation);
  const due: Escalation[] = [];
  const isStillThere = (id: PersonId): boolean => concerns(id, around) && around.chainOf(id) !== undefined;
  for (const step of stepsAfter(days, rules, around)) {
    // What only somebody was told who has left, or has no part in it any more, nobody knows who should.
    if (told.some((each) => each.step === step && each.to.some(isStillThere))) continue;
    const before = [...told, ...due].flatMap(({ to }) => to);
    const recipients = recipientsOf(step, obligation.personId, around);
    const to = recipients.filter((id) => !before.includes(id));
    if (to.length > 0 || recipients.length === 0) due.push({ step, to });
  }
  return due;
}

/** Whether somebody has to do with it: by being above the person, or by the role they have now. */
export function concerns(
  id: PersonId,
  around: Pick<Surrounding, 'managerChain' | 'compliance' | 'auditCommittee' | 'auditCommitteeChair'>,
): boolean {
  const { managerChain, compliance, auditCommittee, auditCommitteeChair } = around;
  return [...managerChain, ...compliance, ...auditCommittee, auditCommitteeChair].includes(id);
}

/** The steps taken since it became overdue by the date it has now: a new date begins anew. */
function toldOf({ history, overdueAfter }: Obligation): readonly Escalation[] {
  return history.flatMap((event) =>
    event.type === 'escalated' && event.overdueAfter === overdueAfter
      ? [{ step: event.step, to: event.to }]
      : [],
  );
}

function stepsAfter(
  days: number,
  { managerAfterDays, complianceAfterDays }: EscalationRules,
  { offices }: Surrounding,
): readonly EscalationStep[] {
  if (ABOVE_ALL.some((office) => offices.includes(office)))
    return days >= Math.min(managerAfterDays, complianceAfterDays) ? ['audit-committee-chair'] : [];
  return [
    ...(days >= managerAfterDays ? (['manager'] as const) : []),
    ...(days >= complianceAfterDays ? (['compliance'] as const) : []),
  ];
}

function recipientsOf(step: EscalationStep, about: PersonId, around: Surrounding): readonly PersonId[] {
  const mayHear = (id: PersonId): boolean => {
    const chain = around.chainOf(id);
    return id !== about && chain !== undefined && !chain.includes(about);
  };
  const chair = around.auditCommitteeChair;
  const committee = [...(chair && mayHear(chair) ? [chair] : []), ...around.auditCommittee.filter(mayHear)];
  const above = around.managerChain.find(mayHear);
  const compliance = around.compliance.filter(mayHear);
  switch (step) {
    case 'audit-committee-chair':
      return chair && mayHear(chair) ? [chair] : committee;
    case 'manager':
      if (above) return [above];
      return compliance.length > 0 ? compliance : committee.slice(0, 1);
    case 'compliance':
      return compliance.length > 0 ? compliance : committee.slice(0, 1);
  }
}

/** What one recipient is told, in one message: escalations to one person are one digest. */
export function digestsOf<T extends { readonly escalation: Escalation }>(
  items: readonly T[],
): ReadonlyMap<PersonId, readonly T[]> {
  const digests = new Map<PersonId, T[]>();
  for (const item of items) {
    for (const id of item.escalation.to) digests.set(id, [...(digests.get(id) ?? []), item]);
  }
  return digests;
}
