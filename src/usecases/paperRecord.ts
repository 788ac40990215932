import { STATEMENT_IDS } from '../domain/certificate.ts';
import type { CodeVersion } from '../domain/code.ts';
import { digestOf } from '../domain/digest.ts';
import type { CalendarDate, Instant, Sha256, TenantId } from '../domain/ids.ts';
import type { Obligation } from '../domain/obligation.ts';
import {
  countedFrom,
  type PaperCertificate,
  type PaperEntries,
  paperId,
} from '../domain/paperCertificate.ts';
import type { SealedRecord } from '../domain/signedRecord.ts';
import { dateAt } from '../domain/time.ts';
import type { PersonRecord } from './ports.ts';
import type { CertificateWording } from './signCertificate.ts';

export type PaperRecordDeps = {
  readonly wording: Pick<CertificateWording, 'statements'>;
  readonly company: string;
  readonly tenant: TenantId;
  readonly software: PaperCertificate['software'];
  readonly timeZone: string;
};

/** The record of a paper as it is signed and kept, from entries that can be recorded. */
export function paperRecord(
  deps: PaperRecordDeps,
  entries: Pick<PaperEntries, 'keptAt' | 'because'> & { readonly signedOn: CalendarDate },
  facts: {
    readonly number: number;
    readonly scan: { readonly sha256: Sha256; readonly hashed: PaperCertificate['scan']['hashed'] };
    readonly obligation: Obligation;
    readonly version: CodeVersion | undefined;
    readonly actor: PersonRecord;
    readonly person: PersonRecord;
    /** The record it takes the place of. */
    readonly wrong: SealedRecord<PaperCertificate> | undefined;
    readonly now: Instant;
  },
): PaperCertificate {
  const { obligation, version, actor, person, wrong, now, number, scan } = facts;
  const { signedOn } = entries;
  const texts = STATEMENT_IDS.map((id) => ({ id, ...deps.wording.statements[id] }));
  const because = entries.because.trim();
  const from = countedFrom(signedOn, now, deps.timeZone);
  return {
    schema: 1,
    type: 'paper-certificate',
    id: paperId(obligation.id, number),
    personId: obligation.personId,
    displayName: person.person.displayName,
    addressedTo: 'Audit Committee',
    company: deps.company,
    obligation: {
      id: obligation.id,
      cycle: obligation.cycle,
      due: obligation.due,
      overdueAfter: obligation.overdueAfter,
      late: dateAt(from, deps.timeZone) > obligation.overdueAfter,
    },
    code: {
      ...(version && { title: version.title, label: version.label }),
      sha256: obligation.codeHash,
    },
    statements: { version: digestOf(texts), texts },
    signedOn,
    countedFrom: from,
    scan,
    keptAt: entries.keptAt.trim(),
    ...(because && { because }),
    ...(wrong && { corrects: { id: wrong.record.id, sha256: wrong.sha256 } }),
    by: actor.id,
    byName: actor.person.displayName,
    at: now,
    tenant: deps.tenant,
    software: deps.software,
  };
}
