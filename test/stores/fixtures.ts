import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import {
  type Certificate,
  type Disclosure,
  type SealedCertificate,
  seal,
} from '../../src/domain/certificate.ts';
import { begin, evolveAll } from '../../src/domain/evolve.ts';
import type { CalendarDate, CycleId, Instant, PersonId, Sha256, TenantId } from '../../src/domain/ids.ts';
import type { Obligation, ObligationEvent } from '../../src/domain/obligation.ts';
import { obligationId } from '../../src/domain/obligation.ts';
import { paperId } from '../../src/domain/paperCertificate.ts';
import { type SealedRecord, sealRecord } from '../../src/domain/signedRecord.ts';
import type { ObligationRecord, PersonRecord } from '../../src/usecases/ports.ts';

export const CYCLE = '2026' as CycleId;
export const CODE = 'c0de'.repeat(16) as Sha256;
export const NOON = '2026-11-23T12:00:00.000Z' as Instant;
export const DUE = '2026-12-02' as CalendarDate;

export function someone(): PersonId {
  return randomUUID() as PersonId;
}

export function personRecord(
  facts: { id?: PersonId; name?: string } & Partial<PersonRecord> = {},
): PersonRecord {
  const { id = someone(), name = 'Ada Lovelace', ...rest } = facts;
  return {
    id,
    person: { id, displayName: name, accountEnabled: true, userType: 'member', groupIds: [] },
    coverage: { kind: 'finance-staff', by: { rule: 'financeStaff.departments', value: 'Finance' } },
    roles: [],
    managerChain: [],
    firstSeenOn: '2026-11-01' as CalendarDate,
    inBaseline: true,
    ...rest,
  };
}

export type ObligationFacts = {
  readonly personId?: PersonId;
  readonly cycle?: CycleId;
  readonly codeHash?: Sha256;
  readonly at?: Instant;
  readonly overdueAfter?: CalendarDate;
  readonly events?: readonly ObligationEvent[];
  readonly name?: string;
  readonly below?: readonly PersonId[];
};

export function obligationRecord(facts: ObligationFacts = {}): ObligationRecord {
  const { personId = someone(), cycle = CYCLE, codeHash = CODE, at = NOON, overdueAfter = DUE } = facts;
  const issued = { type: 'issued', at, reason: 'annual', due: overdueAfter, overdueAfter } as const;
  const obligation = begin({ personId, cycle, codeHash }, issued);
  return {
    obligation: evolveAll(obligation, facts.events ?? []),
    shown: { displayName: facts.name ?? 'Ada Lovelace', managerChain: facts.below ?? [] },
  };
}

/** The same obligation with its next message at another time. */
export function dueAt(record: ObligationRecord, nextMessageAt: Instant): ObligationRecord {
  return { ...record, obligation: { ...record.obligation, nextMessageAt } };
}

const BY = '00000000-0000-4000-8000-000000000001' as PersonId;

/** Events that lead to each part of a tally. */
export const ROADS: readonly (readonly ObligationEvent[])[] = [
  [],
  [certified({ withException: false })],
  [certified({ withException: true })],
  [
    {
      type: 'certified-on-paper',
      at: NOON,
      certifiedAt: NOON,
      onPaper: {
        record: paperId(obligationId(BY, CYCLE, CODE), 1),
        signedOn: '2026-12-01' as CalendarDate,
        by: BY,
        byName: 'Dana Whitfield',
        recordedAt: NOON,
      },
      late: false,
    },
  ],
  [{ type: 'declined', at: NOON, record: { id: 'd', sha256: CODE } }],
  [{ type: 'paused', at: NOON, by: BY, because: 'parental leave' }],
  [{ type: 'excused', at: NOON, by: BY, because: 'duplicate' }],
  [{ type: 'left', at: NOON, because: 'left-company' }],
  [{ type: 'superseded', at: NOON, by: CODE }],
];

export function certified({ withException }: { withException: boolean }): ObligationEvent {
  const certificateId = obligationId(BY, CYCLE, CODE);
  return { type: 'certified', at: NOON, certificateId, withException, late: false };
}

export const NAMES = [
  'Ada Lovelace',
  'ada lovelace',
  'Łukasz Żółć',
  '王 小明',
  'Ольга Иванова',
  'Ὀδυσσεύς',
  'محمد علي',
  "O'Brien | 100%",
  '',
] as const;

/** An obligation in any state, below any of the managers, and what it may become. */
export function anyObligation(managers: readonly PersonId[]): fc.Arbitrary<ObligationFacts> {
  return fc.record({
    events: fc.constantFrom(...ROADS),
    overdueAfter: fc.constantFrom('2026-12-01', '2026-12-02', '2026-12-03') as fc.Arbitrary<CalendarDate>,
    name: fc.constantFrom(...NAMES),
    below: fc.subarray([...managers]),
  });
}

export function signed(obligation: Obligation, signedAt: Instant = NOON): SealedCertificate {
  const statement = {
    id: 'received',
    shown: 'Ich habe ein Exemplar erhalten. ✓',
    english: 'I received a copy.',
  } as const;
  const certificate: Certificate = {
    schema: 1,
    type: 'electronic',
    id: obligation.id,
    addressedTo: 'Audit Committee',
    company: 'Contoso Ltd.',
    statements: [statement],
    language: 'de',
    code: { title: 'Code of Ethics', label: '2026', sha256: CODE, passages: 40 },
    consent: { version: '1', shown: 'Einverstanden', english: 'I consent' },
    signer: { id: obligation.personId, tenant: 't' as TenantId, displayName: 'Ada', typedName: 'Ada' },
    obligation: {
      id: obligation.id,
      reason: obligation.reason,
      cycle: obligation.cycle,
      due: obligation.due,
      overdueAfter: obligation.due,
      late: false,
    },
    openedAt: NOON,
    signedAt,
    channel: { id: 'msteams', conversationId: 'c', activityId: 'a' },
    authentication: { method: 'teams', at: NOON },
    software: { name: 'bot', version: '0.1.0' },
  };
  return seal(certificate);
}

export function correctionOf({ certificate, sha256 }: SealedCertificate, says: string): SealedRecord {
  return sealRecord(
    {
      schema: 1,
      type: 'correction',
      id: `${certificate.id}.correction.1`,
      personId: certificate.signer.id,
      corrects: { id: certificate.id, sha256 },
      says,
      by: BY,
      at: NOON,
      tenant: certificate.signer.tenant,
      software: certificate.software,
    },
    'a.b.c',
  );
}

export function disclosureOf(obligation: Obligation, text: string): Disclosure {
  const { id, personId } = obligation;
  return { id, personId, obligationId: id, kind: 'exception', text, nonce: 'n', at: NOON };
}

export async function collected<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  for await (const batch of batches) found.push(...batch);
  return found;
}
