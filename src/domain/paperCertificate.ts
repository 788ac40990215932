import { recordNumber, type ShownText, type StatementId } from './certificate.ts';
import type { CalendarDate, CycleId, Instant, ObligationId, PersonId, Sha256, TenantId } from './ids.ts';
import type { Obligation } from './obligation.ts';
import { atHour, dateAt } from './time.ts';

/**
 * That somebody signed on paper (ESIGN 15 USC 7001(c): nobody has to sign electronically): compliance records that the
 * signed sheet was received and where it is. The service's signature on it is over that receipt; it is nobody's
 * electronic signature, and a type of its own (promise 1).
 */
export type PaperCertificate = {
  readonly schema: 1;
  readonly type: 'paper-certificate';
  /** `<obligation>.paper.<number>` */
  readonly id: string;
  /** Who signed the paper. */
  readonly personId: PersonId;
  readonly displayName: string;
  readonly addressedTo: 'Audit Committee';
  readonly company: string;
  readonly obligation: {
    readonly id: ObligationId;
    readonly cycle: CycleId;
    readonly due: CalendarDate;
    readonly overdueAfter: CalendarDate;
    readonly late: boolean;
  };
  /** Title and label are absent for a version that is no longer at hand. */
  readonly code: { readonly title?: string; readonly label?: string; readonly sha256: Sha256 };
  /** What the sheet has them certify; the version is the SHA-256 of the four statements. */
  readonly statements: {
    readonly version: Sha256;
    readonly texts: readonly ({ readonly id: StatementId } & ShownText)[];
  };
  /** The date on the paper. */
  readonly signedOn: CalendarDate;
  /** From when twelve months are counted: noon of that day in the company's time zone, or when it was recorded if sooner. */
  readonly countedFrom: Instant;
  readonly scan: { readonly sha256: Sha256; readonly hashed: 'typed' | 'from-upload' };
  readonly keptAt: string;
  /** Why it is dated before it was asked for, or what was wrong in the record it takes the place of. */
  readonly because?: string;
  readonly corrects?: { readonly id: string; readonly sha256: Sha256 };
  /** Who recorded it: never the person themselves. */
  readonly by: PersonId;
  readonly byName: string;
  readonly at: Instant;
  readonly tenant: TenantId;
  readonly software: { readonly name: string; readonly version: string };
};

/** What an obligation says of the paper it was met with. */
export type OnPaper = {
  readonly record: string;
  readonly signedOn: CalendarDate;
  readonly by: PersonId;
  readonly byName: string;
  readonly recordedAt: Instant;
};

export function onPaperOf(record: PaperCertificate): OnPaper {
  const { id, signedOn, by, byName, at } = record;
  return { record: id, signedOn, by, byName, recordedAt: at };
}

export function paperId(obligation: ObligationId, number: number): string {
  return `${obligation}.paper.${number}`;
}

/** The obligation that a record of a paper is about, and which of its records it is; undefined for another id. */
export function partsOfPaperId(record: string): { obligation: ObligationId; number: number } | undefined {
  const [, obligation, number] = /^(.+)\.paper\.([1-9]\d{0,3})$/.exec(record) ?? [];
  return obligation && number
    ? { obligation: obligation as ObligationId, number: Number(number) }
    : undefined;
}

/** The number of a record of somebody's paper; 0 where there is none. */
export function paperNumber(record: string | undefined): number {
  return partsOfPaperId(record ?? '')?.number ?? 0;
}

/** What people quote, marked as of a paper: `P-2026-7F3K-92QD`. */
export function paperReference({
  record,
  sha256,
}: {
  readonly record: Pick<PaperCertificate, 'obligation'>;
  readonly sha256: Sha256;
}): string {
  return `P-${recordNumber(record.obligation.cycle, sha256)}`;
}

/** What compliance enters. */
export type PaperEntries = {
  readonly signedOn?: CalendarDate;
  readonly keptAt: string;
  readonly scan: string;
  readonly because: string;
  readonly confirmed: boolean;
};

/** Longer places and reasons are refused. Characters. */
export const LONGEST_PAPER_TEXT = 500;

/** What compliance mends in the form. */
export type PaperProblem =
  | 'date-missing'
  | 'date-in-future'
  | 'reason-for-date'
  | 'reason-missing'
  | 'place-missing'
  | 'scan-unusable'
  /** It was hashed from an upload too long ago. */
  | 'scan-expired'
  | 'text-too-long'
  | 'not-confirmed';

/** What is missing or cannot be in what was entered; undefined when it can be recorded. */
export function whyNotPaper(
  entries: PaperEntries,
  facts: {
    readonly obligation: Pick<Obligation, 'issuedAt'>;
    /** The day the Code version took effect or was adopted, where that is known. */
    readonly codeSince?: CalendarDate;
    readonly corrects: boolean;
    readonly now: Instant;
    readonly timeZone: string;
  },
): PaperProblem | undefined {
  const { signedOn, keptAt, scan, because, confirmed } = entries;
  if (!signedOn) return 'date-missing';
  if (signedOn > dateAt(facts.now, facts.timeZone)) return 'date-in-future';
  if (keptAt.trim() === '') return 'place-missing';
  if (scanOf(scan) === undefined) return 'scan-unusable';
  if (keptAt.length > LONGEST_PAPER_TEXT || because.length > LONGEST_PAPER_TEXT) return 'text-too-long';
  if (because.trim() === '') {
    if (facts.corrects) return 'reason-missing';
    if (signedOn < earliestDate(facts)) return 'reason-for-date';
  }
  return confirmed ? undefined : 'not-confirmed';
}

/** A paper dated before it was asked for, or before its Code was in force, needs a reason. */
export function earliestDate(facts: {
  readonly obligation: Pick<Obligation, 'issuedAt'>;
  readonly codeSince?: CalendarDate;
  readonly timeZone: string;
}): CalendarDate {
  const issuedOn = dateAt(facts.obligation.issuedAt, facts.timeZone);
  const { codeSince } = facts;
  return codeSince && codeSince > issuedOn ? codeSince : issuedOn;
}

/** A SHA-256 as people paste it: 64 hexadecimal digits in any case, with spaces between or a `sha256:` before. */
export function scanOf(text: string): Sha256 | undefined {
  const hex = text
    .trim()
    .toLowerCase()
    .replace(/^sha-?256\s*[:=]?\s*/, '')
    .replace(/[\s:]/g, '');
  return /^[0-9a-f]{64}$/.test(hex) ? (hex as Sha256) : undefined;
}

/** See `PaperCertificate.countedFrom`. */
export function countedFrom(signedOn: CalendarDate, now: Instant, timeZone: string): Instant {
  const noon = atHour(signedOn, 12, timeZone);
  return noon < now ? noon : now;
}
