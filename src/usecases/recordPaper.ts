import { STATEMENT_IDS } from '../domain/certificate.ts';
import type { CodeVersion } from '../domain/code.ts';
import { decide } from '../domain/decide.ts';
import { canonicalJson, digestOf } from '../domain/digest.ts';
import type { CalendarDate, ObligationId, PersonId, Sha256, TenantId } from '../domain/ids.ts';
import type { Obligation } from '../domain/obligation.ts';
import {
  countedFrom,
  type PaperCertificate,
  type PaperEntries,
  type PaperProblem,
  paperId,
  paperNumber,
  scanOf,
  whyNotPaper,
} from '../domain/paperCertificate.ts';
import { asCounted } from '../domain/progress.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { type SealedRecord, sealRecord } from '../domain/signedRecord.ts';
import { dateAt } from '../domain/time.ts';
import { Failure } from './failures.ts';
import { heal } from './heal.ts';
import { mayAct } from './mayAct.ts';
import type {
  CertificateStore,
  Clock,
  ObligationRecord,
  ObligationStore,
  PeopleStore,
  PersonRecord,
  Signer,
  Versioned,
} from './ports.ts';
import { settlePaper } from './settlePaper.ts';
import type { CertificateWording } from './signCertificate.ts';
import { signJws } from './signJws.ts';
import { updateObligation } from './updateObligation.ts';

/** The electronic signature is out of reach here: of the store of certificates only records are used (promise 1). */
export type PaperDeps = {
  readonly people: PeopleStore;
  readonly obligations: ObligationStore;
  readonly certificates: CertificateStore;
  /** A version of the Code by its hash; undefined where it is not at hand. */
  readonly versionOf: (hash: Sha256) => CodeVersion | undefined;
  readonly wording: Pick<CertificateWording, 'statements'>;
  readonly company: string;
  readonly tenant: TenantId;
  readonly software: PaperCertificate['software'];
  readonly timeZone: string;
  readonly clock: Clock;
  readonly signer: Signer;
};

/** What a paper may be recorded for, and what is on record already. */
export type PaperForm = {
  readonly person: PersonRecord;
  /** The newest first; the first is proposed. */
  readonly obligations: readonly Obligation[];
};

export type PaperCommand = PaperEntries & {
  /** From the verified token. */
  readonly by: PersonId;
  readonly person: PersonId;
  readonly obligation: ObligationId;
  /** Of the record that is written: 1 for the first, each later one corrects the one before. */
  readonly number: number;
  readonly hashed: 'typed' | 'from-upload';
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

/** The obligations of somebody that a paper can be recorded for, or corrected. Some three store calls; for compliance. */
export function paperForm(deps: PaperDeps) {
  return async (by: PersonId, personId: PersonId): Promise<PaperForm | Refusal> => {
    if (!(await mayAct(deps.people, by, 'compliance'))) return refuse('role-missing');
    if (by === personId) return refuse('own-obligation');
    return await formOf(deps, by, personId);
  };
}

async function formOf(deps: PaperDeps, by: PersonId, personId: PersonId): Promise<PaperForm | Refusal> {
  const person = await deps.people.get(personId);
  if (!person) return refuse('unknown-obligation');
  const found = await deps.obligations.ofPerson(personId);
  let last: Refusal = refuse('unknown-obligation');
  const obligations: Obligation[] = [];
  for (const each of found) {
    const { obligation } = await heal(deps, each);
    const standing = asCounted({ ...each.value, obligation });
    if (standing.state.status === 'superseded') continue;
    const allowed = decide(
      obligation,
      { type: 'intend-paper', by, number: nextNumber(obligation) },
      deps.clock(),
    );
    if (isRefusal(allowed)) last = found[0] === each ? allowed : last;
    else obligations.push(obligation);
  }
  return obligations.length > 0 ? { person: person.value, obligations } : last;
}

/** Of the record that a form for this obligation would write. */
export function nextNumber({ state }: Obligation): number {
  return (state.status === 'certified' ? paperNumber(state.onPaper?.record) : 0) + 1;
}

/**
 * Records that somebody signed on paper: the intention in the obligation's trail, the record, then the obligation. The
 * record's id follows from the obligation and its number, so a second click, a retry or another instance finds the
 * first; a crash in between is healed when the obligation is next read, which knows by the intention that it has to
 * look. The service signs that the paper was received; no certificate is made. Some seven store calls.
 */
export function recordPaper(deps: PaperDeps) {
  return async (command: PaperCommand): Promise<PaperRecorded | Refusal> => {
    const { by, person: personId } = command;
    const actor = (await deps.people.get(by))?.value;
    if (!actor?.roles.includes('compliance')) return refuse('role-missing');
    if (by === personId) return refuse('own-obligation');
    const [found, person] = await Promise.all([
      deps.obligations.get(personId, command.obligation),
      deps.people.get(personId),
    ]);
    if (!found || !person) return refuse('unknown-obligation');
    const { obligation } = await heal(deps, found);
    const earlier = await recordOf(deps, personId, paperId(obligation.id, command.number));
    if (earlier) return await again(deps, command, earlier, found);
    if (asCounted({ ...found.value, obligation }).state.status === 'superseded') return refuse('superseded');

    const now = deps.clock();
    const version = deps.versionOf(obligation.codeHash);
    const codeSince = version?.effectiveOn ?? version?.adoptedOn;
    const corrects = command.number > 1;
    const { timeZone } = deps;
    const problem = whyNotPaper(command, {
      obligation,
      ...(codeSince && { codeSince }),
      corrects,
      now,
      timeZone,
    });
    if (problem) {
      const form = await formOf(deps, by, personId);
      return isRefusal(form) ? form : { outcome: 'mend', problem, form };
    }
    const target = { personId, id: obligation.id };
    const { number } = command;
    const intended = await updateObligation(deps.obligations, target, (current) =>
      decide(current, { type: 'intend-paper', by, number }, now),
    );
    if (isRefusal(intended)) return intended;
    const wrong = corrects ? await recordOf(deps, personId, paperId(obligation.id, number - 1)) : undefined;
    if (corrects && !wrong) return refuse('decision-changed');
    const record = paperOf(deps, command, { obligation, version, actor, person: person.value, wrong, now });
    const jws = await signJws(deps.signer, { payload: canonicalJson(record), typ: 'coec-record+json' });
    const sealed = sealRecord(record, jws);
    if ((await deps.certificates.createRecord(sealed)) === 'exists') {
      const first = await recordOf(deps, personId, record.id);
      if (!first) throw new Error(`The record ${record.id} exists and cannot be read.`);
      return await again(deps, command, first, intended);
    }
    return { outcome: 'recorded', sealed, obligation: await settled(deps, record, intended), before: false };
  };
}

type Sealed = SealedRecord<PaperCertificate>;

async function recordOf(deps: PaperDeps, person: PersonId, id: string): Promise<Sealed | undefined> {
  const sealed = await deps.certificates.getRecord(person, id);
  if (sealed?.record.type !== 'paper-certificate') return undefined;
  return { ...sealed, record: sealed.record };
}

/** Confirmed before, by them and with the same entries: it is done. Anything else is looked at anew. */
async function again(
  deps: PaperDeps,
  command: PaperCommand,
  sealed: Sealed,
  known: Versioned<ObligationRecord>,
): Promise<PaperRecorded | Refusal> {
  const { record } = sealed;
  const same =
    record.by === command.by &&
    record.signedOn === command.signedOn &&
    record.scan.sha256 === scanOf(command.scan) &&
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

function paperOf(
  deps: PaperDeps,
  command: PaperCommand,
  facts: {
    readonly obligation: Obligation;
    readonly version: CodeVersion | undefined;
    readonly actor: PersonRecord;
    readonly person: PersonRecord;
    readonly wrong: Sealed | undefined;
    readonly now: PaperCertificate['at'];
  },
): PaperCertificate {
  const { obligation, version, actor, person, wrong, now } = facts;
  const texts = STATEMENT_IDS.map((id) => ({ id, ...deps.wording.statements[id] }));
  const signedOn = command.signedOn as CalendarDate;
  const because = command.because.trim();
  return {
    schema: 1,
    type: 'paper-certificate',
    id: paperId(obligation.id, command.number),
    personId: obligation.personId,
    displayName: person.person.displayName,
    addressedTo: 'Audit Committee',
    company: deps.company,
    obligation: {
      id: obligation.id,
      cycle: obligation.cycle,
      due: obligation.due,
      overdueAfter: obligation.overdueAfter,
      late: dateAt(countedFrom(signedOn, now, deps.timeZone), deps.timeZone) > obligation.overdueAfter,
    },
    code: {
      ...(version && { title: version.title, label: version.label }),
      sha256: obligation.codeHash,
    },
    statements: { version: digestOf(texts), texts },
    signedOn,
    countedFrom: countedFrom(signedOn, now, deps.timeZone),
    scan: { sha256: scanOf(command.scan) as Sha256, hashed: command.hashed },
    keptAt: command.keptAt.trim(),
    ...(because && { because }),
    ...(wrong && { corrects: { id: wrong.record.id, sha256: wrong.sha256 } }),
    by: command.by,
    byName: actor.person.displayName,
    at: now,
    tenant: deps.tenant,
    software: deps.software,
  };
}
