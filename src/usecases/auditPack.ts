import type { SealedCheckpoint } from '../domain/checkpoint.ts';
import type { CodeVersion } from '../domain/code.ts';
import type { CycleId, PersonId } from '../domain/ids.ts';
import { keyIdOf } from '../domain/keyIdOf.ts';
import { isSignedHere, type Obligation } from '../domain/obligation.ts';
import {
  bracketOf,
  disclosureReference,
  OVERDUE_BRACKETS,
  organisationOf,
  type Pack,
  type PackCheckpoint,
  type PackDisclosure,
  type PackOffice,
  type PackOrganisation,
  type PackPerson,
  type PackWaiver,
  packFacts,
} from '../domain/pack.ts';
import { asCounted, type ManagerView, rosterSize } from '../domain/progress.ts';
import {
  countedOf,
  type ObligationStatusFact,
  type RosterRecord,
  reconcile,
  statusFactOf,
} from '../domain/roster.ts';
import type { Cycle, CycleRules } from '../domain/schedule.ts';
import { dateAt } from '../domain/time.ts';
import { currentCycle } from './currentCycle.ts';
import { newestCheckpoint } from './ledgerStore.ts';
import type {
  CertificateStore,
  Clock,
  ObligationRecord,
  ObligationStore,
  PeopleStore,
  ProgrammeStore,
} from './ports.ts';
import { officeStatus } from './programmeStatus.ts';
import { readRoster } from './readRoster.ts';

export type PackDeps = {
  readonly people: PeopleStore;
  readonly obligations: ObligationStore;
  readonly certificates: CertificateStore;
  readonly programme: ProgrammeStore;
  readonly code: CodeVersion;
  readonly company: string;
  readonly cycleRules: CycleRules;
  readonly timeZone: string;
  readonly clock: Clock;
  /** Waivers and amendments that the register has for the cycle. */
  readonly waivers?: () => Promise<readonly PackWaiver[]>;
};

/** More organisations than a page can compare are counted together. */
const MOST_ORGANISATIONS = 24;

/**
 * Everything the Audit Committee's pack says of a cycle. Reads the cycle's obligations once, in batches, and keeps one
 * short line a person; exceptions, declines and the names of managers cost one read each.
 */
export function auditPack(deps: PackDeps) {
  return async (id?: CycleId): Promise<Pack> => {
    const at = deps.clock();
    const today = dateAt(at, deps.timeZone);
    const cycle = await cycleFor(deps, id);
    const roster = await readRoster(deps.programme, cycle.id);
    const read = await readCycle(deps, cycle.id);
    const { equation, differences } = reconcile(roster ?? nobody(deps, cycle.id), read.facts);
    const people: Line[] = read.counted.map((record) => lineOf(record, today));
    const organisations = await organisationsOf(deps, people);
    const lines = people
      .map(({ head, ...line }) => ({ ...line, organisation: organisations.nameOf(head) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const overdue = Object.fromEntries(OVERDUE_BRACKETS.map((bracket) => [bracket, 0])) as Record<
      (typeof OVERDUE_BRACKETS)[number],
      number
    >;
    for (const { overdueDays } of lines) if (overdueDays > 0) overdue[bracketOf(overdueDays)] += 1;
    const { code } = deps;
    const checkpoint = await newestCheckpoint(deps.programme);
    return {
      company: deps.company,
      cycle,
      at,
      today,
      code: { title: code.title, label: code.label, sha256: code.hash, madePublic: code.madePublic },
      equation: roster ? equation : { ...equation, joined: lines.length, balances: true },
      ...(roster && { rosterSha256: roster.roster.sha256 }),
      differences: roster ? differences : [],
      late: lines.filter(({ late }) => late).length,
      offices: await officesOf(deps, today),
      organisations: organisations.list,
      people: lines,
      overdue,
      disclosures: await disclosuresOf(deps, read.counted),
      unreached: await deps.obligations.unreachedCounts({ cycle: cycle.id }),
      waivers: (await deps.waivers?.()) ?? [],
      ...(checkpoint && { checkpoint: checkpointFacts(checkpoint) }),
    };
  };
}

/** What its file is called by, and how many people it is about. Two store calls. */
export function packAbout(
  deps: Pick<PackDeps, 'obligations' | 'programme' | 'cycleRules' | 'timeZone' | 'clock'>,
) {
  return async (): Promise<{ cycle: CycleId; today: Pack['today']; people: number }> => {
    const today = dateAt(deps.clock(), deps.timeZone);
    const { id: cycle } = await currentCycle(deps);
    return { cycle, today, people: rosterSize(await deps.obligations.tally({ cycle }, today)) };
  };
}

function checkpointFacts({ checkpoint, jws }: SealedCheckpoint): PackCheckpoint {
  const { size, root, at } = checkpoint;
  const kid = keyIdOf(jws);
  return { size, root, at, ...(kid && { kid }) };
}

type Line = Omit<PackPerson, 'organisation'> & { readonly head: PersonId };

async function cycleFor(deps: PackDeps, id: CycleId | undefined): Promise<Cycle> {
  const opened = id && (await deps.programme.get('cycle', id));
  if (!opened) return await currentCycle(deps);
  const { value } = opened;
  return { id: value.id, opensOn: value.opensOn, due: value.due };
}

/** Of each person the one obligation by which they are counted (promise 5). */
async function readCycle({ obligations }: PackDeps, cycle: CycleId) {
  const facts: ObligationStatusFact[] = [];
  const records = new Map<string, ObligationRecord>();
  const ofPerson = new Map<PersonId, ObligationStatusFact[]>();
  for await (const batch of obligations.ofCycle(cycle))
    for (const { value } of batch) {
      const obligation = asCounted(value);
      const fact = statusFactOf(value.obligation);
      facts.push(fact);
      const counted = { ...fact, part: statusFactOf(obligation).part };
      ofPerson.set(fact.personId, [...(ofPerson.get(fact.personId) ?? []), counted]);
      records.set(fact.obligationId, { ...value, obligation: withoutHistory(obligation) });
    }
  const counted = [...ofPerson.values()].flatMap((all) => {
    const one = countedOf(all);
    const record = one && records.get(one.obligationId);
    return record ? [record] : [];
  });
  return { facts, counted };
}

/** Ten thousand histories are not kept in memory for a page of counts. */
function withoutHistory(obligation: Obligation): Obligation {
  return { ...obligation, history: [] };
}

function nobody({ code, clock }: PackDeps, cycle: CycleId): RosterRecord {
  const roster = { cycle, frozenAt: clock(), codeHash: code.hash, count: 0, parts: [], sha256: code.hash };
  return { roster, pages: [] };
}

function lineOf({ obligation, shown }: ObligationRecord, today: Pack['today']): Line {
  return {
    name: shown.displayName,
    ...(shown.jobTitle && { title: shown.jobTitle }),
    head: organisationOf(obligation.personId, shown.managerChain),
    ...packFacts(obligation, today),
  };
}

async function organisationsOf({ people }: PackDeps, lines: readonly Line[]) {
  const counts = new Map<PersonId, Record<ManagerView, number>>();
  for (const { head, view } of lines) {
    const of = counts.get(head) ?? { complete: 0, outstanding: 0, overdue: 0, paused: 0, 'not-required': 0 };
    of[view] += 1;
    counts.set(head, of);
  }
  const size = (of: Record<ManagerView, number>) => Object.values(of).reduce((sum, n) => sum + n, 0);
  const largest = [...counts].sort(([a, x], [b, y]) => size(y) - size(x) || (a < b ? -1 : 1));
  const list: (PackOrganisation & { readonly head: PersonId })[] = [];
  for (const [head, of] of largest.slice(0, MOST_ORGANISATIONS)) {
    const person = (await people.get(head))?.value.person;
    list.push({
      head,
      name: person?.displayName ?? head,
      ...(person?.jobTitle && { title: person.jobTitle }),
      counts: of,
    });
  }
  const names = new Map(list.map(({ head, name }) => [head, name]));
  const rest = largest.slice(MOST_ORGANISATIONS);
  const together = { complete: 0, outstanding: 0, overdue: 0, paused: 0, 'not-required': 0 };
  for (const [, of] of rest) for (const view of Object.keys(of) as ManagerView[]) together[view] += of[view];
  return {
    list: [
      ...list.map(({ head: _, ...organisation }): PackOrganisation => organisation),
      ...(rest.length > 0 ? [{ name: '', counts: together }] : []),
    ],
    nameOf: (head: PersonId) => names.get(head) ?? '',
  };
}

async function officesOf(deps: PackDeps, today: Pack['today']): Promise<readonly PackOffice[]> {
  const offices = await officeStatus(deps)();
  return offices.map(({ office, holders }) => ({
    office,
    holders: holders.map(({ record, obligation }) => {
      const name = record.person.displayName;
      if (!obligation) return { name, view: 'not-asked', late: false };
      const { view, certifiedAt, onPaper, late, due } = packFacts(obligation, today);
      return { name, view, late, due, ...(certifiedAt && { certifiedAt }), ...(onPaper && { onPaper }) };
    }),
  }));
}

/** By reference, in the order of time; an exception's hash stands in the certificate. */
async function disclosuresOf(
  { certificates }: PackDeps,
  records: readonly ObligationRecord[],
): Promise<readonly PackDisclosure[]> {
  const found: PackDisclosure[] = [];
  for (const { obligation } of records) {
    const { state, personId } = obligation;
    if (state.status === 'declined') {
      const reference = disclosureReference('decline', state.record.sha256);
      found.push({ kind: 'decline', reference, at: state.declinedAt });
    }
    if (!isSignedHere(state) || !state.withException) continue;
    const sealed = await certificates.get(personId, state.certificateId);
    const sha256 = sealed?.certificate.exception?.sha256;
    if (sha256)
      found.push({
        kind: 'exception',
        reference: disclosureReference('exception', sha256),
        at: state.certifiedAt,
      });
  }
  return found.sort((a, b) => (a.at < b.at ? -1 : 1));
}
