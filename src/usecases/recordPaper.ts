import type { CodeVersion } from '../domain/code.ts';
import { decide } from '../domain/decide.ts';
import { canonicalJson } from '../domain/digest.ts';
import type { ObligationId, PersonId, Sha256 } from '../domain/ids.ts';
import type { Obligation } from '../domain/obligation.ts';
import {
  type PaperCertificate,
  type PaperEntries,
  type PaperProblem,
  paperId,
  scanOf,
  whyNotPaper,
} from '../domain/paperCertificate.ts';
import { asCounted } from '../domain/progress.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { type SealedRecord, sealRecord } from '../domain/signedRecord.ts';
import { Failure } from './failures.ts';
import { heal } from './heal.ts';
import type { HoldsRoleNow } from './holdsRoleNow.ts';
import { foretell } from './noticeBox.ts';
import { formOf, type PaperForm, type PaperFormDeps, recordOf } from './paperForm.ts';
import { type PaperRecordDeps, paperRecord } from './paperRecord.ts';
import type { ObligationRecord, Signer, Versioned } from './ports.ts';
import { readScanReceipt } from './scanReceipt.ts';
import { settlePaper } from './settlePaper.ts';
import { signJws } from './signJws.ts';
import { updateObligation } from './updateObligation.ts';

/** The electronic signature is out of reach here: of the store of certificates only records are used (promise 1). */
export type PaperDeps = PaperFormDeps &
  PaperRecordDeps & {
    /** A version of the Code by its hash; undefined where it is not at hand. */
    readonly versionOf: (hash: Sha256) => CodeVersion | undefined;
    readonly holdsRoleNow: HoldsRoleNow;
    readonly signer: Signer;
  };

export type PaperCommand = PaperEntries & {
  /** From the verified token. */
  readonly by: PersonId;
  readonly person: PersonId;
  readonly obligation: ObligationId;
  /** Of the record that is written: 1 for the first, each later one corrects the one before. */
  readonly number: number;
  /** That the service hashed the scan itself, where what stands in `scan` is that hash. Nothing else can say so. */
  readonly receipt?: string;
};

export type PaperRecorded =
  | {
      readonly outcome: 'recorded';
      readonly sealed: SealedRecord<PaperCertificate>;
      readonly obligation: Obligation;
      /** It was there before: confirmed twice. */
      readonly before: boolean;
    }
  | { readonly outcome: 'mend'; readonly problem: PaperProblem; readonly form: PaperForm };

/**
 * Records that somebody signed on paper: the intention in the obligation's trail, that they are to be told, the record,
 * then the obligation. The record's id follows from the obligation and its number, so a second click, a retry or another
 * instance finds the first; a crash in between is healed when the obligation is next read, which knows by the intention
 * that it has to look. The service signs that the paper was received; no certificate is made. For compliance as the
 * directory says at this moment. Some nine store calls.
 */
export function recordPaper(deps: PaperDeps) {
  return async (command: PaperCommand): Promise<PaperRecorded | Refusal> => {
    const { by, person: personId, number } = command;
    const actor = (await deps.people.get(by))?.value;
    if (!actor?.roles.includes('compliance')) return refuse('role-missing');
    if (by === personId) return refuse('own-obligation');
    const [found, person] = await Promise.all([
      deps.obligations.get(personId, command.obligation),
      deps.people.get(personId),
    ]);
    if (!found || !person) return refuse('unknown-obligation');
    const { obligation } = await heal(deps, found);
    const scan = await scanIn(deps, command);
    const earlier = await recordOf(deps, personId, paperId(obligation.id, number));
    if (earlier) return await again(deps, { command, scan }, earlier, found);
    if (asCounted({ ...found.value, obligation }).state.status === 'superseded') return refuse('superseded');

    const now = deps.clock();
    const version = deps.versionOf(obligation.codeHash);
    const problem = problemIn(deps, command, { obligation, version, scan, now });
    if (problem) {
      const form = await formOf(deps, by, personId);
      return isRefusal(form) ? form : { outcome: 'mend', problem, form };
    }
    if ((await deps.holdsRoleNow({ person: by, role: 'compliance' })).outcome !== 'holds')
      return refuse('role-missing');
    const { signedOn, keptAt, because } = command;
    const { sha256, hashed } = scan;
    if (!signedOn || !sha256) throw new Error('What is missing was found to be there.');
    const target = { personId, id: obligation.id };
    const intended = await updateObligation(deps.obligations, target, (current) =>
      decide(current, { type: 'intend-paper', by, number }, now),
    );
    if (isRefusal(intended)) return intended;
    const wrong = await recordOf(deps, personId, paperId(obligation.id, number - 1));
    if (number > 1 && !wrong) return refuse('decision-changed');
    const record = paperRecord(
      deps,
      { signedOn, keptAt, because },
      { number, scan: { sha256, hashed }, obligation, version, actor, person: person.value, wrong, now },
    );
    const jws = await signJws(deps.signer, { payload: canonicalJson(record), typ: 'coec-record+json' });
    const sealed = sealRecord(record, jws);
    await foretell(deps.programme, personId, { record: record.id, at: now });
    if ((await deps.certificates.createRecord(sealed)) === 'exists') {
      const first = await recordOf(deps, personId, record.id);
      if (!first) throw new Error(`The record ${record.id} exists and cannot be read.`);
      return await again(deps, { command, scan }, first, intended);
    }
    return { outcome: 'recorded', sealed, obligation: await settled(deps, record, intended), before: false };
  };
}

/** The hash of the scan, and how it is known; `isOver` where it was hashed from an upload too long ago. */
type KnownScan = {
  readonly sha256: Sha256 | undefined;
  readonly hashed: PaperCertificate['scan']['hashed'];
  readonly isOver: boolean;
};

/** What was typed, unless it is what a receipt vouches for: a receipt that is none makes nothing of it. */
async function scanIn(deps: PaperDeps, { by, receipt, scan }: PaperCommand): Promise<KnownScan> {
  const typed = scanOf(scan);
  const read = receipt === undefined ? undefined : await readScanReceipt(deps)(receipt, by);
  if (!read || (scan.trim() !== '' && typed !== read.scan.sha256))
    return { sha256: typed, hashed: 'typed', isOver: false };
  return { sha256: read.scan.sha256, hashed: 'from-upload', isOver: read.isOver };
}

function problemIn(
  { timeZone }: PaperDeps,
  command: PaperCommand,
  {
    obligation,
    version,
    scan,
    now,
  }: {
    readonly obligation: Obligation;
    readonly version: CodeVersion | undefined;
    readonly scan: KnownScan;
    readonly now: PaperCertificate['at'];
  },
): PaperProblem | undefined {
  if (scan.isOver) return 'scan-expired';
  const codeSince = version?.effectiveOn ?? version?.adoptedOn;
  return whyNotPaper(
    { ...command, scan: scan.sha256 ?? '' },
    { obligation, ...(codeSince && { codeSince }), corrects: command.number > 1, now, timeZone },
  );
}

/** Confirmed before, by them and with the same entries: it is done. Anything else is looked at anew. */
async function again(
  deps: PaperDeps,
  { command, scan }: { readonly command: PaperCommand; readonly scan: KnownScan },
  sealed: SealedRecord<PaperCertificate>,
  known: Versioned<ObligationRecord>,
): Promise<PaperRecorded | Refusal> {
  const { record } = sealed;
  const same =
    record.by === command.by &&
    record.signedOn === command.signedOn &&
    record.scan.sha256 === scan.sha256 &&
    record.keptAt === command.keptAt.trim();
  if (!same) return refuse('decision-changed');
  return { outcome: 'recorded', sealed, obligation: await settled(deps, record, known), before: true };
}

/** The record is safe once it is written: an obligation that cannot be brought up to it now is healed when next read. */
async function settled(
  deps: PaperDeps,
  record: PaperCertificate,
  known: Versioned<ObligationRecord>,
): Promise<Obligation> {
  try {
    return (await settlePaper(deps, record, known)).value.obligation;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return known.value.obligation;
  }
}
