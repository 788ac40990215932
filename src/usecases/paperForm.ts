import { decide } from '../domain/decide.ts';
import type { Instant, PersonId } from '../domain/ids.ts';
import type { Obligation } from '../domain/obligation.ts';
import { type PaperCertificate, paperId, paperNumber } from '../domain/paperCertificate.ts';
import { asCounted } from '../domain/progress.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import type { SealedRecord } from '../domain/signedRecord.ts';
import { heal } from './heal.ts';
import { mayAct } from './mayAct.ts';
import { type Telling, tellingOf } from './noticeBox.ts';
import type {
  CertificateStore,
  ObligationStore,
  PeopleStore,
  PersonRecord,
  ProgrammeStore,
} from './ports.ts';

export type PaperFormDeps = {
  readonly people: PeopleStore;
  readonly obligations: ObligationStore;
  readonly certificates: CertificateStore;
  readonly programme: ProgrammeStore;
  readonly clock: () => Instant;
};

/** An obligation that a paper can be recorded for. */
export type PaperEntry = {
  readonly obligation: Obligation;
  /** Of the record that the form would write: 1 for the first, each later one corrects the one before. */
  readonly number: number;
  /** The record that it would correct. */
  readonly earlier?: SealedRecord<PaperCertificate>;
  /** Whether the person was told of that one. */
  readonly telling?: Telling;
};

export type PaperForm = {
  readonly person: PersonRecord;
  /** The newest first. */
  readonly entries: readonly PaperEntry[];
};

/**
 * The obligations of somebody that a paper can be recorded for, or the record of one corrected. Some four store calls,
 * and one for each paper on record; for compliance, and never about themselves.
 */
export function paperForm(deps: PaperFormDeps) {
  return async (by: PersonId, personId: PersonId): Promise<PaperForm | Refusal> => {
    if (!(await mayAct(deps.people, by, 'compliance'))) return refuse('role-missing');
    if (by === personId) return refuse('own-obligation');
    return await formOf(deps, by, personId);
  };
}

/** The same for whoever was found to be allowed. */
export async function formOf(
  deps: PaperFormDeps,
  by: PersonId,
  personId: PersonId,
): Promise<PaperForm | Refusal> {
  const person = await deps.people.get(personId);
  if (!person) return refuse('unknown-obligation');
  const found = await deps.obligations.ofPerson(personId);
  const notices = (await deps.programme.get('notice', personId))?.value;
  let last: Refusal = refuse('unknown-obligation');
  const entries: PaperEntry[] = [];
  for (const each of found) {
    const { obligation } = await heal(deps, each);
    const standing = asCounted({ ...each.value, obligation });
    if (standing.state.status === 'superseded') continue;
    const number = nextNumber(obligation);
    const allowed = decide(obligation, { type: 'intend-paper', by, number }, deps.clock());
    if (isRefusal(allowed)) {
      if (found[0] === each) last = allowed;
      continue;
    }
    const earlier = await recordOf(deps, personId, paperId(obligation.id, number - 1));
    const telling = earlier && tellingOf(notices, earlier.record.id);
    entries.push({ obligation, number, ...(earlier && { earlier }), ...(telling && { telling }) });
  }
  return entries.length > 0 ? { person: person.value, entries } : last;
}

/** Of the record that a form for this obligation would write. */
function nextNumber({ state }: Obligation): number {
  return (state.status === 'certified' ? paperNumber(state.onPaper?.record) : 0) + 1;
}

/** A record of a paper; number 0 is none, and costs no read. */
export async function recordOf(
  { certificates }: Pick<PaperFormDeps, 'certificates'>,
  person: PersonId,
  id: string,
): Promise<SealedRecord<PaperCertificate> | undefined> {
  if (paperNumber(id) === 0) return undefined;
  const sealed = await certificates.getRecord(person, id);
  if (sealed?.record.type !== 'paper-certificate') return undefined;
  return { ...sealed, record: sealed.record };
}
