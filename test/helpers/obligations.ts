import { begin, evolveAll } from '../../src/domain/evolve.ts';
import type { CycleId, PersonId, Sha256 } from '../../src/domain/ids.ts';
import type { Obligation, ObligationEvent, ObligationReason } from '../../src/domain/obligation.ts';
import { paperId } from '../../src/domain/paperCertificate.ts';
import type { ObligationRecord } from '../../src/usecases/ports.ts';
import { at, day } from './clock.ts';
import { code } from './code.ts';
import { personId } from './people.ts';

export const CYCLE = '2026' as CycleId;

export type ObligationFacts = {
  readonly cycle?: string;
  readonly codeHash?: Sha256;
  readonly reason?: ObligationReason;
  readonly issuedAt?: string;
  readonly due?: string;
  readonly overdueAfter?: string;
  /** What has happened since it was issued. */
  readonly events?: readonly ObligationEvent[];
};

/** An obligation of the cycle of 2026, issued on the day it opened, unless `facts` say otherwise. */
export function obligationOf(name: string, facts: ObligationFacts = {}): Obligation {
  const { cycle = CYCLE, codeHash = code.hash, reason = 'annual', events = [] } = facts;
  const due = day(facts.due ?? '2026-12-17');
  const issued = {
    type: 'issued',
    at: at(facts.issuedAt ?? '2026-11-02T10:30:00Z'),
    reason,
    due,
    overdueAfter: day(facts.overdueAfter ?? due),
  } as const;
  return evolveAll(begin({ personId: personId(name), cycle: cycle as CycleId, codeHash }, issued), events);
}

/** The same with what lists show of the person. */
export function obligationRecord(
  name: string,
  facts: ObligationFacts & { readonly below?: readonly PersonId[]; readonly jobTitle?: string } = {},
): ObligationRecord {
  const { below = [], jobTitle, ...rest } = facts;
  return {
    obligation: obligationOf(name, rest),
    shown: { displayName: name, managerChain: below, ...(jobTitle && { jobTitle }) },
  };
}

const DISCLOSED = { id: 'disclosed', sha256: 'd'.repeat(64) as Sha256 };

/** What may have happened to an obligation, for `events`. */
export const happened = {
  opened: (when = '2026-11-03T10:00:00Z'): ObligationEvent => ({ type: 'code-opened', at: at(when) }),
  certified: (name: string, facts: { withException?: boolean; when?: string } = {}): ObligationEvent => ({
    type: 'certified',
    at: at(facts.when ?? '2026-11-04T10:00:00Z'),
    certificateId: obligationOf(name).id,
    withException: facts.withException ?? false,
    late: false,
  }),
  onPaper: (name = 'Ada', facts: { on?: string; number?: number } = {}): ObligationEvent => ({
    type: 'certified-on-paper',
    at: at('2026-11-05T10:00:00Z'),
    certifiedAt: at(`${facts.on ?? '2026-11-04'}T12:00:00Z`),
    onPaper: {
      record: paperId(obligationOf(name).id, facts.number ?? 1),
      signedOn: day(facts.on ?? '2026-11-04'),
      by: personId('Compliance'),
      byName: 'Compliance',
      recordedAt: at('2026-11-05T10:00:00Z'),
    },
    late: false,
  }),
  declined: (): ObligationEvent => ({
    type: 'declined',
    at: at('2026-11-04T10:00:00Z'),
    record: DISCLOSED,
  }),
  paused: (): ObligationEvent => ({
    type: 'paused',
    at: at('2026-11-04T10:00:00Z'),
    by: personId('Compliance'),
    because: 'parental leave',
  }),
  excused: (): ObligationEvent => ({
    type: 'excused',
    at: at('2026-11-04T10:00:00Z'),
    by: personId('Compliance'),
    because: 'asked twice',
  }),
  left: (): ObligationEvent => ({ type: 'left', at: at('2026-11-04T10:00:00Z'), because: 'left-company' }),
  superseded: (): ObligationEvent => ({
    type: 'superseded',
    at: at('2026-11-04T10:00:00Z'),
    by: 'f'.repeat(64) as Sha256,
  }),
} as const;
