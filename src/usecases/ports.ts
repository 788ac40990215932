import type { ActionRecord } from '../domain/actions.ts';
import type { AlarmRecord } from '../domain/alarm.ts';
import type { AmendmentDecision } from '../domain/amendment.ts';
import type { Disclosure, SealedCertificate } from '../domain/certificate.ts';
import type { SealedCheckpoint } from '../domain/checkpoint.ts';
import type { Coverage } from '../domain/coverage.ts';
import type {
  CalendarDate,
  CertificateId,
  CycleId,
  GroupId,
  Instant,
  ObligationId,
  PersonId,
  Sha256,
} from '../domain/ids.ts';
import type { PublicJwk } from '../domain/jws.ts';
import type { MessageKind, Obligation, UnreachableReason } from '../domain/obligation.ts';
import type { OfficeHolders } from '../domain/offices.ts';
import type { PaperCertificate } from '../domain/paperCertificate.ts';
import type { DirectoryPerson, PersonWithGroups } from '../domain/person.ts';
import type { Tally, TallyKey, UnreachedCounts } from '../domain/progress.ts';
import type { QuestionCounts } from '../domain/questionCounts.ts';
import type { DueEntry, Erasable, Erasure, ErasureStep, Hold } from '../domain/retention.ts';
import type { Roster, RosterEntry, RosterPage } from '../domain/roster.ts';
import type { Cycle } from '../domain/schedule.ts';
import type { Correction, LedgerSubject, ledgered, SealedRecord } from '../domain/signedRecord.ts';
import type { Waiver } from '../domain/waiver.ts';
import type { Digest } from './digestBox.ts';
import type { FileOfferRecord } from './fileOffers.ts';
import type { NoticeBox } from './noticeBox.ts';

/** Where a directory read can be taken up again; opaque to everyone but the adapter that made it. */
export type DirectoryCursor = string & { readonly brand: 'DirectoryCursor' };

export type DirectoryPage = {
  /** Complete, current facts of accounts that are new or changed since the cursor. */
  readonly changed: readonly DirectoryPerson[];
  readonly removed: readonly { readonly id: PersonId; readonly reason: 'changed' | 'deleted' }[];
  /** Accounts that could not be used and why, for the log: counts only, no names. */
  readonly skipped: readonly { readonly id?: string; readonly reason: string }[];
  /** Store it only after the page's effects are stored. */
  readonly cursor: DirectoryCursor;
  /** True on the last page: the picture is complete and `cursor` is where the next round begins. */
  readonly complete: boolean;
};

/** Who people are and who they report to. */
export interface Directory {
  /**
   * Pages of accounts: all of them without a cursor, else what changed since.
   * @throws DirectoryCursorExpired when the cursor is no longer valid: begin again without one.
   * @throws DirectoryUnavailable when the directory cannot be read; nothing is lost by trying later.
   */
  changes(cursor?: DirectoryCursor): AsyncIterable<DirectoryPage>;
  /** Members of a group, direct and nested, people only. An unknown group throws DirectoryGroupMissing. */
  members(group: GroupId): AsyncIterable<readonly PersonId[]>;
  /**
   * The time zones people keep their calendars in, as IANA names. Whoever has none that can be told is not in it.
   * `forbidden` when the permission to ask is missing: nobody's can be told.
   * @throws DirectoryUnavailable
   */
  timeZones(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string> | 'forbidden'>;
}

/** A place for what is too much to hold in memory, for as long as a job runs. */
export interface Spool {
  /** Returns where it is. */
  append(person: DirectoryPerson): number;
  read(at: number): DirectoryPerson;
  close(): void;
}

/** What the directory says at this moment, for what must not wait for the next sync. */
export interface LiveRoles {
  /**
   * Whether the account is there and enabled, and to which of these groups the person belongs, directly or nested.
   * Answers within a few seconds, or throws.
   * @throws DirectoryForbidden, DirectoryUnavailable
   */
  now(
    person: PersonId,
    among: readonly GroupId[],
  ): Promise<{ readonly active: boolean; readonly groups: readonly GroupId[] }>;
}

/** Tells the time; the only source of `now` outside adapters. */
export type Clock = () => Instant;

/** A document with the mark of the version it was read at. */
export type Versioned<T> = { readonly value: T; readonly etag: string };

/** Where in Teams a person can be written to; from the latest activity they sent. */
export type ConversationAddress = {
  readonly channelId: string;
  readonly serviceUrl: string;
  readonly conversationId: string;
  /** The person's and the bot's ids on that channel (`29:...`, `28:...` in Teams). */
  readonly userId: string;
  readonly botId: string;
  readonly locale?: string;
};

export const ROLES = ['manager', 'compliance', 'audit-committee', 'audit-committee-chair'] as const;
export type Role = (typeof ROLES)[number];

/** What the programme knows of one person. */
export type PersonRecord = {
  readonly id: PersonId;
  readonly person: PersonWithGroups;
  readonly coverage: Coverage;
  readonly roles: readonly Role[];
  /** From the direct manager upwards, without repeats. */
  readonly managerChain: readonly PersonId[];
  readonly firstSeenOn: CalendarDate;
  /** True for those found by the very first sync: nobody among them is a new hire by that fact alone. */
  readonly inBaseline: boolean;
  readonly coveredSince?: CalendarDate;
  /** Who confirmed that they, among many at once, are not covered any more. */
  readonly letGo?: { readonly by: PersonId; readonly at: Instant };
  /** When their time zone was last asked for, whether or not one was told. */
  readonly timeZoneReadOn?: CalendarDate;
  /** Set when the directory no longer has the account. */
  readonly removed?: { readonly at: Instant; readonly reason: 'changed' | 'deleted' };
  readonly conversation?: ConversationAddress;
};

/** People by Entra object id. */
export interface PeopleStore {
  get(id: PersonId): Promise<Versioned<PersonRecord> | undefined>;
  create(record: PersonRecord): Promise<'created' | 'exists'>;
  /** Returns it at its new version. @throws StoreConflict when the document changed since it was read. */
  replace(record: Versioned<PersonRecord>): Promise<Versioned<PersonRecord>>;
  /** Everyone, in batches; `coveredOnly` leaves out those no rule covers. */
  all(options?: { coveredOnly?: boolean }): AsyncIterable<readonly Versioned<PersonRecord>[]>;
  /** Those whose display name contains the text, any case, at most `limit`. */
  named(text: string, limit: number): Promise<readonly PersonRecord[]>;
  /** Holders of the six offices. */
  seniorOfficers(): Promise<readonly PersonRecord[]>;
}

/** An obligation with what lists show of its person; kept current by the `issue` job. */
export type ObligationRecord = {
  readonly obligation: Obligation;
  readonly shown: {
    readonly displayName: string;
    readonly jobTitle?: string;
    readonly managerChain: readonly PersonId[];
  };
  /** Another one of the same cycle has taken its place: see `asCounted`. */
  readonly replacedBy?: ObligationId;
};

export type ObligationFilter = {
  readonly cycle: CycleId;
  /** Only people of this manager's organisation, at any depth. */
  readonly below?: PersonId;
};

/** What a list may be narrowed to. */
export type ListFilter = ObligationFilter & { readonly parts?: readonly TallyKey[] };

export type Page<T> = { readonly items: readonly T[]; readonly next?: string };

/** One document per obligation, its state and trail replaced as one. */
export interface ObligationStore {
  get(personId: PersonId, id: ObligationId): Promise<Versioned<ObligationRecord> | undefined>;
  /** All of one person's, newest cycle first. */
  ofPerson(personId: PersonId): Promise<readonly Versioned<ObligationRecord>[]>;
  create(record: ObligationRecord): Promise<'created' | 'exists'>;
  /** Returns it at its new version. @throws StoreConflict when the document changed since it was read. */
  replace(record: Versioned<ObligationRecord>): Promise<Versioned<ObligationRecord>>;
  /** Open obligations whose next message is due at `now`, in batches. */
  dueForMessage(now: Instant): AsyncIterable<readonly Versioned<ObligationRecord>[]>;
  /** Everything of a cycle, in batches: for jobs. */
  ofCycle(cycle: CycleId): AsyncIterable<readonly Versioned<ObligationRecord>[]>;
  /** Counts by part; `today` decides what is overdue. */
  tally(filter: ObligationFilter, today: CalendarDate): Promise<Tally>;
  /** In the order of `sortKeyOf`; `after` is a page's `next`. */
  list(filter: ListFilter, page: { limit: number; after?: string }): Promise<Page<ObligationRecord>>;
  /** Open ones that no message reaches, in the order of `unreachedKeyOf`; `after` is a page's `next`. */
  unreached(
    filter: Pick<ObligationFilter, 'cycle'>,
    page: { limit: number; after?: string },
  ): Promise<Page<ObligationRecord>>;
  /** How many those are, by reason. */
  unreachedCounts(filter: Pick<ObligationFilter, 'cycle'>): Promise<UnreachedCounts>;
}

/** Create-only: there is no way to change or remove what was signed (promise 3). */
export interface CertificateStore {
  create(certificate: SealedCertificate): Promise<'created' | 'exists'>;
  get(personId: PersonId, id: CertificateId): Promise<SealedCertificate | undefined>;
  /** Newest first. */
  ofPerson(personId: PersonId): Promise<readonly SealedCertificate[]>;
  createDisclosure(disclosure: Disclosure): Promise<'created' | 'exists'>;
  getDisclosure(personId: PersonId, id: string): Promise<Disclosure | undefined>;
  /** What is signed beside certificates. */
  createRecord(record: SealedRecord): Promise<'created' | 'exists'>;
  getRecord(personId: PersonId, id: string): Promise<SealedRecord | undefined>;
  /** In the order of their ids. */
  recordsOf(personId: PersonId): Promise<readonly SealedRecord[]>;
  /**
   * Everything that belongs into the ledger, in batches, beginning where the cursor was given out: each at least once,
   * some again, none missing, also of those whose writing was under way at the time.
   */
  added(cursor?: AddedCursor): AsyncIterable<{
    readonly subjects: readonly LedgerSubject[];
    readonly cursor: AddedCursor;
  }>;
}

/**
 * What removes for good. The service has no such thing: only `npm run retention -- execute` opens one, under an
 * identity of its own.
 */
export interface Eraser {
  /**
   * Removes a certificate, a correction, a record of a paper, a disclosure or a person's record, and nothing else. Only under a tombstone.
   * @throws StoreConflict where the store itself finds that a hold or a missing confirmation forbids it.
   */
  erase(personId: PersonId, item: Erasable): Promise<'erased' | 'absent'>;
  close(): Promise<void>;
}

/** How far what was added has been read; opaque to everyone but the store that made it. */
export type AddedCursor = string & { readonly brand: 'AddedCursor' };

/** The programme's own few documents, by kind and id. */
export interface ProgrammeStore {
  get<K extends ProgrammeKind>(kind: K, id: string): Promise<Versioned<ProgrammeDocument[K]> | undefined>;
  create<K extends ProgrammeKind>(
    kind: K,
    id: string,
    value: ProgrammeDocument[K],
  ): Promise<'created' | 'exists'>;
  /** Those of a kind in the order of their ids, beginning after `after`; a page's `next` is its last id. */
  list<K extends ProgrammeKind>(
    kind: K,
    page: { limit: number; after?: string },
  ): Promise<Page<Versioned<ProgrammeDocument[K]> & { readonly id: string }>>;
  /** @throws StoreConflict when the document changed since it was read. */
  replace<K extends ProgrammeKind>(
    kind: K,
    id: string,
    value: Versioned<ProgrammeDocument[K]>,
  ): Promise<void>;
}

/** How a job's run ended: counts by name in JSON, or the code of the failure. */
export type JobEnd = {
  readonly finishedAt: Instant;
  readonly outcome?: string;
  readonly failure?: string;
};

/** A job's latest run: ended where `finishedAt` is, else going on, or cut short when nobody holds its lease. */
export type JobRecord = Partial<JobEnd> & {
  readonly startedAt: Instant;
  /** Of the lease it runs under. */
  readonly token?: number;
  readonly progress?: { readonly at: Instant; readonly counts: Readonly<Record<string, number>> };
  readonly previous?: JobEnd & { readonly startedAt: Instant };
};

/** One leaf, and whose it is. */
export type LedgerEntry = {
  readonly leaf: Sha256;
  readonly type: ReturnType<typeof ledgered>['type'];
  readonly id: string;
  readonly personId: PersonId;
};

export type ProgrammeDocument = {
  /** How far the directory has been read. */
  cursor: {
    readonly cursor?: DirectoryCursor;
    readonly completedAt?: Instant;
    readonly baselineAt?: Instant;
    /** Of how many people the directory showed the last day. None: they are not kept, or may not be read. */
    readonly leaveDates?: number;
  };
  /** When a job last ran, how far it is or what it did; and how the run before ended. */
  run: JobRecord;
  /** Who may run a job now; `token` grows with each holder. */
  lease: { readonly holder: string; readonly token: number; readonly expiresAt: Instant };
  /** What somebody is told next of others' overdue certificates, under their id. */
  digest: Digest;
  /** What somebody is told that others recorded about them, under their id. */
  notice: NoticeBox;
  /** Local mode only: when the sample organisation began, and who is acted as in a conversation. */
  local: { readonly since?: Instant; readonly personId?: PersonId };
  /** Which Code versions came into force, and who signs them anew: one document, `code`, the last decision stands. */
  'in-force': { readonly decisions: readonly AmendmentDecision[] };
  /** A cycle that was opened, under its id; the newest one under `newest` too. */
  cycle: Cycle & { readonly openedAt: Instant; readonly codeHash: Sha256 };
  /** Who had to certify in a cycle: the head, with the hashes of its parts. Written once, after them. */
  roster: Omit<Roster, 'parts'> & { readonly parts: readonly Sha256[] };
  /** Written once, under cycle and hash. */
  'roster-part': { readonly entries: readonly RosterEntry[] };
  /** Later joiners and leavers, numbered within the cycle. Written once. */
  'roster-page': RosterPage;
  /** What somebody must look into, with its history; under `alarmId`. Kept when it is over. */
  alarm: AlarmRecord;
  /** One entry of the register of waivers and amendments, under its number. Never removed. */
  waiver: Waiver;
  /** A file that waits to be fetched, under the slot of its person and kind. */
  'file-offer': FileOfferRecord;
  /** What compliance or a manager did to obligations, under the id of what they confirmed. */
  action: ActionRecord;
  /** A legal hold, under its id; never removed, in force until it is released. */
  hold: Hold;
  /** What the `retention` job found to be due; under `now`. */
  'retention-due': {
    readonly at: Instant;
    readonly entries: readonly DueEntry[];
    /** As many more are due and not in it: they come when these are gone. */
    readonly more: number;
    /** People who would be due and are under a hold. */
    readonly held: number;
    /** Compliance has yet to be told of it: see `digest`. */
    readonly untold?: true;
  };
  /** A list that was proposed to be erased, with who confirmed it and what came of it. Never removed. */
  erasure: Erasure;
  /** One person's erasure, under list and person. */
  'erasure-step': ErasureStep;
  /** How often each passage was what people asked for, under the month: counts, of nobody. */
  questions: QuestionCounts;
  /** A public key, under its id: what it signed stays verifiable after the next one took over. Written once. */
  'signing-key': { readonly jwk: PublicJwk; readonly since: Instant };
  /** How far the ledger is: its newest checkpoint, and what it has taken in. */
  ledger: { readonly size: number; readonly cursor?: AddedCursor };
  /** Neighbouring leaves, under the number of the first. Never more than a block of 256, never across two. Written once. */
  'ledger-page': { readonly entries: readonly LedgerEntry[] };
  /** The hash of a complete subtree of 2^8 or 2^16 leaves, under level and number. Written once. */
  'ledger-node': { readonly hash: Sha256 };
  /** Where a record is in the ledger, under type and id. Written once. */
  'ledger-entry': { readonly index: number };
  /** A signed root, under its size, with what the tree needs to grow. Written once. */
  checkpoint: SealedCheckpoint & { readonly frontier: readonly Sha256[] };
  /** Which checkpoint is being sent to the Audit Committee, since when. */
  'checkpoint-round': { readonly size: number; readonly since: Instant };
  /** Who has been sent which checkpoint, under its size and the person. Written once. */
  'checkpoint-sent': { readonly at: Instant };
  /** What the syncs keep of the population as a whole; under `now`. */
  population: {
    readonly compliance: readonly PersonId[];
    readonly auditCommittee: readonly PersonId[];
    /** Since when somebody is covered who was not before: the `issue` job must run after that. */
    readonly joinedAt?: Instant;
    /** Who held the offices at the end of the last complete sync. */
    readonly holders?: OfficeHolders;
  };
};
export type ProgrammeKind = keyof ProgrammeDocument;

/** One key that signs; its private half never leaves where it is kept. */
export interface SigningKey {
  /** RFC 7638 thumbprint of the public key. */
  readonly kid: string;
  readonly publicJwk: PublicJwk;
  /** ES256 over the bytes: 64 bytes, r and s (RFC 7518 3.4). @throws KeyUnavailable */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** The key in service now. @throws KeyUnavailable, KeyUnusable */
export type Signer = () => Promise<SigningKey>;

/** Everything that is kept. */
export type Stores = {
  readonly people: PeopleStore;
  readonly obligations: ObligationStore;
  readonly certificates: CertificateStore;
  readonly programme: ProgrammeStore;
  /** The same for jobs, which wait longer than a person would; absent where there is no difference. */
  readonly forJobs?: Pick<Stores, 'people' | 'obligations' | 'certificates' | 'programme'>;
  /** Whether the store answers. @throws StoreUnavailable */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/** What came of sending one message. */
export type Delivery =
  | { readonly outcome: 'sent' }
  | {
      readonly outcome: 'failed';
      readonly because: UnreachableReason;
      readonly retry: 'later' | 'on-reinstall';
    };

type NotReached = Extract<Delivery, { outcome: 'failed' }>;

/** What came of installing the app for somebody. */
export type Installation = { readonly outcome: 'installed' | 'was-installed' } | NotReached;

/** Puts the app where a person can be written to; Teams then tells of their chat. */
export interface AppInstaller {
  install(person: PersonId): Promise<Installation>;
}

/** Writes to a person in Teams without being asked. */
export interface Messenger {
  /** Resolves when messages may go out; a service that has asked for a pause keeps everybody waiting here. */
  ready(): Promise<void>;
  prompt(to: ConversationAddress, message: PromptMessage): Promise<Delivery>;
  digest(to: ConversationAddress, message: DigestMessage): Promise<Delivery>;
  notice(to: ConversationAddress, message: NoticeMessage): Promise<Delivery>;
  /** Opens the chat of somebody for whom the app is installed. */
  begin(
    person: PersonId,
  ): Promise<{ readonly outcome: 'begun'; readonly address: ConversationAddress } | NotReached>;
}

/** What somebody is told of others' overdue certificates, and in which roles they read it. */
export type DigestMessage = Pick<Digest, 'items' | 'more'> & {
  readonly roles: readonly Role[];
  /** For compliance: of how many people records are due to be erased, and since when the first. */
  readonly due?: { readonly people: number; readonly since: CalendarDate };
};

/** What somebody is told that others recorded about them. */
export type NoticeMessage = { readonly items: readonly Noticed[] };

export type Noticed = {
  readonly record: PaperCertificate | Correction;
  /** Who recorded it; absent where the directory no longer says. */
  readonly byName?: string;
};

/** What a prompt or reminder is about; how it looks is the messenger's business. */
export type PromptMessage = {
  readonly kind: MessageKind;
  readonly obligation: Obligation;
  readonly person: DirectoryPerson;
};
