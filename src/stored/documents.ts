import type { Alarm, AlarmRecord } from '../domain/alarm.ts';
import type { Disclosure, SealedCertificate } from '../domain/certificate.ts';
import { isCovered } from '../domain/coverage.ts';
import type { CycleId, Instant, ObligationId } from '../domain/ids.ts';
import { words } from '../domain/names.ts';
import { isOpen } from '../domain/obligation.ts';
import { asCounted, sortKeyOf, type TallyKey, tallyKeyOf, unreachedKeyOf } from '../domain/progress.ts';
import type { SealedRecord } from '../domain/signedRecord.ts';
import type { ObligationRecord, PersonRecord, ProgrammeDocument, ProgrammeKind } from '../usecases/ports.ts';
import { type Shape, unwrap } from './unwrap.ts';

/**
 * What is stored, in both stores: a domain record inside an envelope with its kind, its schema version and the few
 * fields that queries need. The envelope is computed on every write, so it cannot part from the record.
 */
type Envelope<K extends string> = { readonly id: string; readonly kind: K; readonly schema: 1 };

export type PersonDocument = Envelope<'person'> & {
  readonly covered: boolean;
  readonly seniorOfficer: boolean;
  /** The display name as `searchKeyOf` has it. */
  readonly searchKey: string;
  readonly record: PersonRecord;
};

export type ObligationDocument = Envelope<'obligation'> &
  ObligationRecord & {
    readonly personId: string;
    readonly cycle: CycleId;
    readonly tallyKey: TallyKey;
    /** `sortKeyOf` and the id: a person may have several in a cycle, and paging needs every key to be unique. */
    readonly sortKey: string;
    readonly overdueAfter: string;
    /** See `messageKeyOf`; absent when no message is to be sent. */
    readonly messageKey?: string;
    /** See `unreachedKeyOf`; absent unless it is open and no message reaches the person. */
    readonly unreachedKey?: string;
  };

export type CertificateDocument = Envelope<'certificate'> & {
  readonly personId: string;
  readonly sealed: SealedCertificate;
};

export type DisclosureDocument = Envelope<'disclosure'> & {
  readonly personId: string;
  readonly disclosure: Disclosure;
};

export type RecordDocument = Envelope<'record'> & {
  readonly personId: string;
  readonly sealed: SealedRecord;
};

export type ProgrammeEnvelope<K extends ProgrammeKind = ProgrammeKind> = Envelope<K> & {
  readonly value: ProgrammeDocument[K];
};

export function personDocument(record: PersonRecord): PersonDocument {
  return {
    id: encodeId(record.id),
    kind: 'person',
    schema: 1,
    covered: isCovered(record.coverage),
    seniorOfficer: record.coverage.kind === 'senior-officer',
    searchKey: searchKeyOf(record.person.displayName),
    record,
  };
}

export function obligationDocument(record: ObligationRecord): ObligationDocument {
  const { obligation, shown, replacedBy } = record;
  const counted = asCounted(record);
  const next = isOpen(counted) ? obligation.nextMessageAt : undefined;
  // A name cut in the middle of a letter outside the basic plane is not well-formed, and not storable as UTF-8.
  const sortKey = `${sortKeyOf(counted, shown.displayName)}|${obligation.id}`.toWellFormed();
  const unreachedKey = unreachedKeyOf(counted, sortKey);
  return {
    id: encodeId(obligation.id),
    kind: 'obligation',
    schema: 1,
    personId: obligation.personId,
    cycle: obligation.cycle,
    tallyKey: tallyKeyOf(counted),
    sortKey,
    overdueAfter: obligation.overdueAfter,
    ...(next && { messageKey: messageKeyOf(next, obligation.id) }),
    ...(unreachedKey && { unreachedKey }),
    ...(replacedBy && { replacedBy }),
    shown,
    obligation,
  };
}

export function certificateDocument(sealed: SealedCertificate): CertificateDocument {
  const { id, signer } = sealed.certificate;
  return { id: encodeId(id), kind: 'certificate', schema: 1, personId: signer.id, sealed };
}

/** Its id has a prefix: it shares its partition with certificates and must never be taken for one. */
export function disclosureDocument(disclosure: Disclosure): DisclosureDocument {
  const { id, personId } = disclosure;
  return { id: disclosureDocumentId(id), kind: 'disclosure', schema: 1, personId, disclosure };
}

export function disclosureDocumentId(id: string): string {
  return encodeId(`disclosure.${id}`);
}

/** Its id has a prefix, as a disclosure's has. */
export function recordDocument(sealed: SealedRecord): RecordDocument {
  const { id, personId } = sealed.record;
  return { id: recordDocumentId(id), kind: 'record', schema: 1, personId, sealed };
}

export function recordDocumentId(id: string): string {
  return encodeId(`record.${id}`);
}

export function programmeDocument<K extends ProgrammeKind>(
  kind: K,
  id: string,
  value: ProgrammeDocument[K],
): ProgrammeEnvelope<K> {
  return { id: encodeId(id), kind, schema: 1, value };
}

const PERSON: Shape = { id: 'string', 'person.displayName': 'string', 'coverage.kind': 'string' };
const OBLIGATION: Shape = {
  id: 'string',
  personId: 'string',
  cycle: 'string',
  overdueAfter: 'string',
  'state.status': 'string',
  'history.length': 'number',
};
const SHOWN: Shape = { displayName: 'string', 'managerChain.length': 'number' };
const SEALED: Shape = { sha256: 'string', 'certificate.id': 'string', 'certificate.signer.id': 'string' };
const RECORD: Shape = {
  sha256: 'string',
  jws: 'string',
  'record.id': 'string',
  'record.type': 'string',
  'record.personId': 'string',
};
const DISCLOSURE: Shape = { id: 'string', personId: 'string', text: 'string' };

/** Each of these @throws StoreUnusable, naming kind and id, when the stored document cannot be read. */
export function personFrom(stored: unknown, id: string): PersonRecord {
  return unwrap(stored, { kind: 'person', id }).part<PersonRecord>('record', PERSON);
}

export function obligationFrom(stored: unknown, id: string): ObligationRecord {
  const document = unwrap(stored, { kind: 'obligation', id });
  const replacedBy = document.text('replacedBy');
  return {
    obligation: document.part('obligation', OBLIGATION),
    shown: document.part('shown', SHOWN),
    ...(replacedBy && { replacedBy: replacedBy as ObligationId }),
  };
}

export function certificateFrom(stored: unknown, id: string): SealedCertificate {
  return unwrap(stored, { kind: 'certificate', id }).part('sealed', SEALED);
}

export function recordFrom(stored: unknown, id: string): SealedRecord {
  return unwrap(stored, { kind: 'record', id }).part('sealed', RECORD);
}

export function disclosureFrom(stored: unknown, id: string): Disclosure {
  return unwrap(stored, { kind: 'disclosure', id }).part('disclosure', DISCLOSURE);
}

export function programmeFrom<K extends ProgrammeKind>(
  kind: K,
  stored: unknown,
  id: string,
): ProgrammeDocument[K] {
  const value = unwrap(stored, { kind, id }).part<ProgrammeDocument[K]>('value', {});
  return kind === 'alarm' ? (alarmFrom(value) as ProgrammeDocument[K]) : value;
}

type FirstAlarm = Partial<
  Pick<Extract<Alarm, { kind: 'roster-differs' }>, 'cycle' | 'counts' | 'differences'>
> & {
  readonly since?: Instant;
  readonly at?: Instant;
};

/** Before alarms had kinds there was one, that the roster differs, and no history was kept of it. */
function alarmFrom(value: unknown): AlarmRecord {
  if ('history' in (value as object)) return value as AlarmRecord;
  const { since, at: endedAt, cycle, counts, differences } = value as FirstAlarm;
  const none = { 'without-obligation': 0, 'not-on-roster': 0, twice: 0, altered: 0 };
  return {
    alarm: {
      kind: 'roster-differs',
      cycle: cycle ?? ('' as CycleId),
      counts: counts ?? none,
      differences: differences ?? [],
    },
    state: since ? 'raised' : 'gone',
    since: since ?? endedAt ?? ('' as Instant),
    history: since ? [{ type: 'raised', at: since }] : endedAt ? [{ type: 'gone', at: endedAt }] : [],
  };
}

/** When the next message is due, and for whom: instants compare as text, and the id makes each key unique. */
function messageKeyOf(at: Instant, id: ObligationId): string {
  return `${at}|${id}`;
}

/** Greater than every key due at `now` or before, smaller than every later one: `~` sorts after `|`. */
export function messageKeysUntil(now: Instant): string {
  return `${now}~`;
}

/** A name, or part of one, in the form in which names are searched: case, accents and punctuation do not matter. */
export function searchKeyOf(name: string): string {
  // Greek has two small sigmas, and which one a capital becomes depends on what follows it.
  return words(name).join(' ').replaceAll('ς', 'σ').toWellFormed();
}

/** Cosmos DB refuses `/ \ ? #` in ids. Ours contain none; a directory could. `%` keeps it unambiguous. */
export function encodeId(id: string): string {
  return id.replace(/[%/\\?#]/g, (character) => encodeURIComponent(character));
}
