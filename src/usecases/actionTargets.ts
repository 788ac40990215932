import type { ListName, Selection } from '../domain/actions.ts';
import { ownerOf } from '../domain/actions.ts';
import type { CalendarDate, PersonId } from '../domain/ids.ts';
import { words } from '../domain/names.ts';
import { type AskedAs, isOverdue } from '../domain/obligation.ts';
import { asCounted, type TallyKey } from '../domain/progress.ts';
import type { CycleRules } from '../domain/schedule.ts';
import { dateAt } from '../domain/time.ts';
import { currentCycle } from './currentCycle.ts';
import type { Clock, ObligationRecord, ObligationStore, PeopleStore, ProgrammeStore } from './ports.ts';
import { forEach } from './updatePerson.ts';

export type TargetDeps = {
  readonly people: PeopleStore;
  readonly obligations: ObligationStore;
  readonly programme: ProgrammeStore;
  readonly cycleRules: CycleRules;
  readonly timeZone: string;
  readonly clock: Clock;
};

/** What one action may be done to: more do not fit into one record of it. */
export const MOST_TARGETS = 20_000;
const PAGE = 500;

/**
 * The obligations of the current cycle that a selection means, in the order of lists. One store call for the cycle and one for one person; a
 * page of a list for every 500, and a read of each where it is narrowed to a department.
 * @returns 'too-many' beyond `MOST_TARGETS`.
 */
export async function actionTargets(
  deps: TargetDeps,
  selection: Selection,
  as: AskedAs,
): Promise<readonly ObligationRecord[] | 'too-many'> {
  const today = dateAt(deps.clock(), deps.timeZone);
  const { id: cycle } = await currentCycle(deps);
  switch (selection.kind) {
    case 'person': {
      const all = await deps.obligations.ofPerson(selection.person);
      const ofCycle = all.filter(({ value }) => value.obligation.cycle === cycle);
      const newest =
        ofCycle.find(({ value }) => asCounted(value).state.status !== 'superseded') ?? ofCycle[0];
      return newest ? [newest.value] : [];
    }
    case 'action': {
      const event = await deps.programme.get('action', selection.id);
      const undone = new Set(event?.value.notDone?.map(({ target }) => target));
      const found = new Map<string, ObligationRecord>();
      const ids = event?.value.targets.filter((id) => !undone.has(id)) ?? [];
      await forEach(ids, async (id) => {
        const target = await deps.obligations.get(ownerOf(id), id);
        if (target) found.set(id, target.value);
      });
      return ids.flatMap((id) => found.get(id) ?? []);
    }
    case 'list':
      return await listed(deps, { selection, as, cycle, today });
  }
}

type Asked = {
  readonly selection: Extract<Selection, { kind: 'list' }>;
  readonly as: AskedAs;
  readonly cycle: ObligationRecord['obligation']['cycle'];
  readonly today: CalendarDate;
};

async function listed(deps: TargetDeps, asked: Asked): Promise<readonly ObligationRecord[] | 'too-many'> {
  const fits = await narrowing(deps, asked);
  const found: ObligationRecord[] = [];
  for (let after: string | undefined; ; ) {
    const page = await pageOf(deps, asked, after);
    found.push(...(await fits(page.items)));
    if (found.length > MOST_TARGETS) return 'too-many';
    after = page.next;
    if (after === undefined) return found;
  }
}

async function pageOf({ obligations }: TargetDeps, { selection, as, cycle, today }: Asked, after?: string) {
  const page = { limit: PAGE, ...(after && { after }) };
  const { list, below } = selection;
  if (list === 'unreached') return await obligations.unreached({ cycle }, page);
  const filter = { cycle, parts: partsOf(list, as), ...(below && { below }) };
  const found = await obligations.list(filter, page);
  if (list !== 'overdue') return found;
  // Soonest due first: after the first that is not overdue there are no more.
  const items = found.items.filter(({ obligation }) => isOverdue(obligation, today));
  return items.length < found.items.length ? { items } : { ...found, items };
}

function partsOf(list: Exclude<ListName, 'unreached'>, as: AskedAs): readonly TallyKey[] {
  // A decline looks like any other open item to a manager (promise 7).
  if (as === 'manager') return ['outstanding', 'declined'];
  return [list === 'overdue' ? 'outstanding' : list];
}

/** Leaves those of a page who are of the organisation, the office and the department. */
async function narrowing({ people }: TargetDeps, { selection }: Asked) {
  const { below, office, department } = selection;
  const holders = office && new Set((await people.seniorOfficers()).flatMap(holderOf(office)));
  const wanted = department && words(department).join(' ');
  return async (items: readonly ObligationRecord[]): Promise<readonly ObligationRecord[]> => {
    const some = items.filter(
      ({ obligation: { personId }, shown }) =>
        (!below || shown.managerChain.includes(below)) && (!holders || holders.has(personId)),
    );
    if (!wanted) return some;
    const inIt = new Set<PersonId>();
    await forEach(some, async ({ obligation: { personId } }) => {
      const found = await people.get(personId);
      if (words(found?.value.person.department ?? '').join(' ') === wanted) inIt.add(personId);
    });
    return some.filter(({ obligation: { personId } }) => inIt.has(personId));
  };
}

type Narrowed = Extract<Selection, { kind: 'list' }>;

function holderOf(office: NonNullable<Narrowed['office']>) {
  return ({ id, coverage }: Awaited<ReturnType<PeopleStore['seniorOfficers']>>[number]): PersonId[] =>
    coverage.kind === 'senior-officer' && coverage.offices.includes(office) ? [id] : [];
}
