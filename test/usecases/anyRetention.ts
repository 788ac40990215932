import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { isCovered } from '../../src/domain/coverage.ts';
import type { PersonId } from '../../src/domain/ids.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { ERASED_NAME, type HoldScope, listHash } from '../../src/domain/retention.ts';
import { dateAt } from '../../src/domain/time.ts';
import { openSqliteEraser } from '../../src/sqlite/openSqliteEraser.ts';
import { erasures, withoutOwn } from '../../src/usecases/erasures.ts';
import { executeErasure } from '../../src/usecases/executeErasure.ts';
import { findDue } from '../../src/usecases/findDue.ts';
import { legalHolds } from '../../src/usecases/legalHolds.ts';
import { openedCycles } from '../../src/usecases/openedCycles.ts';
import { recordedSigner } from '../../src/usecases/recordedSigner.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { mortal } from '../helpers/mortal.ts';
import { personId } from '../helpers/people.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { anyStep, type Step as LifeStep, NAMES, take } from './anyLife.ts';

/** Two of them once were, or are, in finance themselves. */
const OFFICE = ['Ada', 'Bea', 'Dana', 'Paul'] as const;
type Officer = (typeof OFFICE)[number];

/** By when it was proposed. */
type Which = number | 'newest';

export type Step =
  | { readonly do: 'live'; readonly step: LifeStep }
  | { readonly do: 'years'; readonly years: number }
  | { readonly do: 'everybody leaves' | 'look' | 'seal' }
  | { readonly do: 'hold'; readonly by: Officer; readonly what: 'all' | 'cycle' | (typeof NAMES)[number] }
  | { readonly do: 'release'; readonly by: Officer; readonly which: number }
  | { readonly do: 'role'; readonly of: Officer }
  | { readonly do: 'propose'; readonly by: Officer }
  | { readonly do: 'request'; readonly by: Officer; readonly name: (typeof NAMES)[number] }
  | { readonly do: 'confirm' | 'withdraw'; readonly by: Officer; readonly which: Which }
  | { readonly do: 'execute'; readonly which: Which; readonly cut?: { call: number; effect: boolean } };

const by = fc.constantFrom(...OFFICE);
const name = fc.constantFrom(...NAMES);
const which = fc.nat({ max: 3 });
const step = <S extends Step>(of: { [K in keyof S]: fc.Arbitrary<S[K]> }) =>
  fc.record(of) as fc.Arbitrary<Step>;
const is = <T extends string>(what: T) => fc.constant(what);

const cut = fc.record({ call: fc.integer({ min: 1, max: 120 }), effect: fc.boolean() });

/** Anything that may come between somebody's last day and the end of their records, in any order. */
const anySingleStep: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: step({ do: is('live'), step: anyStep }), weight: 6 },
  { arbitrary: step({ do: is('years'), years: fc.constantFrom(1, 3, 8) }), weight: 2 },
  { arbitrary: step({ do: fc.constantFrom('everybody leaves', 'look', 'look', 'seal') }), weight: 4 },
  { arbitrary: step({ do: is('hold'), by, what: fc.constantFrom('all', 'cycle', ...NAMES) }), weight: 2 },
  { arbitrary: step({ do: is('release'), by, which }), weight: 3 },
  { arbitrary: step({ do: is('role'), of: by }), weight: 1 },
  { arbitrary: step({ do: is('propose'), by }), weight: 4 },
  { arbitrary: step({ do: is('request'), by, name }), weight: 3 },
  {
    arbitrary: step({ do: fc.constantFrom('confirm', 'confirm', 'confirm', 'withdraw'), by, which }),
    weight: 8,
  },
  { arbitrary: step({ do: is('execute'), which }), weight: 4 },
  {
    arbitrary: step({
      do: is('execute'),
      which,
      cut,
    }),
    weight: 4,
  },
);

/** The way that it goes when all is well, with what comes in between; who does what is any of them. */
const round = fc
  .record({
    first: by,
    second: by,
    times: fc.array(anySingleStep, { minLength: 3, maxLength: 3 }),
    quiet: fc.boolean(),
    cut: fc.option(cut, { nil: undefined }),
  })
  .map(({ first, second, times, quiet, cut: cutAt }): Step[] => {
    const between = (n: number) => (quiet ? [] : times.slice(n, n + 1));
    return [
      { do: 'look' },
      ...between(0),
      { do: 'propose', by: first },
      ...between(1),
      { do: 'confirm', by: second, which: 'newest' },
      ...between(2),
      { do: 'execute', which: 'newest', ...(cutAt && { cut: cutAt }) },
    ];
  });

/** Some steps, and some rounds among them. */
export const someSteps: fc.Arbitrary<readonly Step[]> = fc
  .array(
    fc.oneof({ arbitrary: anySingleStep.map((each) => [each]), weight: 4 }, { arbitrary: round, weight: 1 }),
    { maxLength: 16, size: 'max' },
  )
  .map((steps) => steps.flat());

/** Everybody signs or declines, leaves, and the years pass: here something can be erased at all. */
export const LONG_AGO: readonly Step[] = [
  { do: 'live', step: { do: 'sign', name: 'Ada' } },
  { do: 'live', step: { do: 'sign with exception', name: 'Bea' } },
  { do: 'live', step: { do: 'decline', name: 'Cas' } },
  { do: 'live', step: { do: 'excuse', name: 'Dee' } },
  { do: 'seal' },
  { do: 'everybody leaves' },
  { do: 'years', years: 8 },
  { do: 'look' },
];

type Row = {
  readonly table: string;
  readonly personId: PersonId;
  readonly id: string;
  readonly document: string;
};

/** What the file holds that retention may take away, read past everything that is tested. */
export type World = {
  readonly programme: TestProgramme;
  readonly file: string;
  readonly office: Set<PersonId>;
  /** Who proposed or confirmed while they were of the office: list and person. */
  readonly decided: Set<string>;
  rows(): ReadonlyMap<string, Row>;
  /** How many records have gone so far. */
  erased: number;
  close(): Promise<void>;
};

/** `guarded`: the file's own triggers are there; without, as on Cosmos DB, only the use cases stand between. */
export function retentionWorld(folder: string, guarded: boolean): World {
  const file = join(folder, 'store.db');
  const programme = testProgramme({ file, pageSize: 2 });
  programme.signer = recordedSigner({ ...programme });
  const direct = new DatabaseSync(file);
  if (!guarded)
    direct.exec(
      'DROP TRIGGER certificates_stay; DROP TRIGGER disclosures_stay; DROP TRIGGER records_stay; DROP TRIGGER a_confirmation_stays;',
    );
  return {
    programme,
    file,
    decided: new Set(),
    office: new Set(OFFICE.map(personId)),
    erased: 0,
    rows() {
      const found = new Map<string, Row>();
      for (const table of ['certificates', 'disclosures', 'records', 'people', 'obligations']) {
        const person = table === 'people' ? 'id' : 'person_id';
        for (const row of direct.prepare(`SELECT ${person} AS personId, id, document FROM ${table}`).all())
          found.set(`${table} ${row.id}`, { ...row, table } as unknown as Row);
      }
      return found;
    },
    async close() {
      direct.close();
      await programme.stores.close();
    },
  };
}

/** Does one step as the service or the operator would; then looks whether anything went that had to stay. */
export async function takeStep(world: World, step: Step): Promise<void> {
  const before = world.rows();
  const facts = step.do === 'execute' ? await whatMatters(world, step.which) : undefined;
  await happen(world, step);
  const after = world.rows();
  const today = dateAt(world.programme.clock(), world.programme.timeZone);
  for (const [key, row] of before) {
    if (after.has(key)) {
      if (!wasEmptied(row, after.get(key))) continue;
    } else world.erased += 1;
    assert.ok(facts, `${key} is gone after ${step.do}`);
    assert.ok(facts.list, `${key} is gone, and no list was there`);
    const { list } = facts;
    assert.ok(list.confirmed && !list.withdrawn, `${key} went under a list that nobody else had confirmed`);
    const { proposed, confirmed } = list;
    assert.notEqual(confirmed.by, proposed.by);
    for (const { by: officer } of [proposed, confirmed]) {
      assert.ok(world.decided.has(`${list.id} ${officer}`), 'they were of the office when they decided');
      assert.notEqual(officer, row.personId, 'somebody decided about their own records');
    }
    assert.ok(list.entries.some(({ personId: on }) => on === row.personId));
    assert.ok(!facts.held(row.personId), `${key} went under a hold in force`);
    const kept = facts.people.get(row.personId);
    assert.ok(kept, key);
    assert.ok(!kept.active, `${key} went of somebody who is covered`);
    assert.ok(kept.last, key);
    const [year = '', rest] = [kept.last.slice(0, 4), kept.last.slice(4)];
    assert.ok(today > `${Number(year) + 7}${rest}`, `${key} went within the period: ${kept.last}`);
  }
}

/** Whether a name was taken out of an obligation. */
function wasEmptied(before: Row, after: Row | undefined): boolean {
  const isEmpty = ({ document }: Row) => document.includes(`"displayName":"${ERASED_NAME}"`);
  return before.table === 'obligations' && after !== undefined && !isEmpty(before) && isEmpty(after);
}

async function whatMatters(world: World, which: Which) {
  const { programme } = world;
  const list = await listAt(world, which);
  const holds = (await legalHolds(deciding(world)).list()).filter(({ released }) => !released);
  const cyclesOf = new Map<PersonId, ReadonlySet<string>>();
  const people = new Map<PersonId, { active: boolean; last: string | undefined }>();
  for (const each of NAMES) {
    const id = personId(each);
    const record = (await programme.people.get(id))?.value;
    const owed = (await programme.obligations.ofPerson(id)).map(({ value }) => value.obligation);
    const signed = await programme.certificates.ofPerson(id);
    cyclesOf.set(id, new Set(owed.map(({ cycle }) => cycle)));
    const moments = [
      ...owed.flatMap(({ history }) => history.map(({ at }) => at)),
      ...signed.map(({ certificate }) => certificate.signedAt),
      ...(record?.removed ? [record.removed.at] : []),
    ];
    const last = moments.sort().at(-1);
    people.set(id, {
      active: record !== undefined && !record.removed && isCovered(record.coverage),
      last: last && dateAt(last, programme.timeZone),
    });
  }
  const held = (id: PersonId) =>
    holds.some(
      ({ scope }) =>
        scope.kind === 'all' ||
        (scope.kind === 'person' && scope.personId === id) ||
        (scope.kind === 'cycle' && cyclesOf.get(id)?.has(scope.cycle)),
    );
  return { list, held, people };
}

function deciding(world: World) {
  return {
    ...world.programme,
    holdsRoleNow: async ({ person }: { person: PersonId }) =>
      ({ outcome: world.office.has(person) ? 'holds' : 'lacks' }) as const,
  };
}

/** The oldest first, so that a number means the same list. */
async function listAt(world: World, which: Which) {
  const lists = (await erasures(deciding(world)).list()).toReversed();
  return lists.at(which === 'newest' ? -1 : which);
}

async function happen(world: World, step: Step): Promise<void> {
  const { programme } = world;
  const { clock } = programme;
  const decide = erasures(deciding(world));
  const holds = legalHolds(deciding(world));
  // No two things happen at one moment.
  clock.advance({ seconds: 1 });
  switch (step.do) {
    case 'live':
      await take(programme, step.step);
      return;
    case 'years':
      return clock.advance({ days: step.years * 366 });
    case 'everybody leaves':
      for (const each of NAMES) await take(programme, { do: 'leave', name: each });
      await take(programme, { do: 'night' });
      return;
    case 'look':
      await findDue(programme)();
      return;
    case 'seal':
      await sealLedger(programme)();
      return;
    case 'role': {
      const id = personId(step.of);
      if (!world.office.delete(id)) world.office.add(id);
      return;
    }
    case 'hold': {
      const [cycle] = await openedCycles(programme.programme);
      if (step.what === 'cycle' && !cycle) return;
      const scope: HoldScope =
        step.what === 'all'
          ? { kind: 'all' }
          : step.what === 'cycle'
            ? { kind: 'cycle', cycle: cycle ?? ('' as never) }
            : { kind: 'person', personId: personId(step.what) };
      await holds.place(personId(step.by), { id: programme.nonce(), scope, because: 'A lawsuit.' });
      return;
    }
    case 'release': {
      const hold = (await holds.list()).toReversed()[step.which];
      if (hold) await holds.release(personId(step.by), { hold: hold.id, because: 'Settled.' });
      return;
    }
    case 'propose': {
      const entries = withoutOwn((await decide.due())?.entries ?? [], personId(step.by));
      const made = await decide.propose(personId(step.by), { sha256: listHash(entries) });
      if (!isRefusal(made)) note(world, made.id, made.proposed.by);
      return;
    }
    case 'request': {
      const { entry } = await decide.look(personId(step.name));
      const asked = { personId: personId(step.name), sha256: entry.sha256 };
      const made = await decide.request(personId(step.by), asked);
      if (!isRefusal(made)) note(world, made.id, made.proposed.by);
      return;
    }
    case 'confirm':
    case 'withdraw': {
      const list = await listAt(world, step.which);
      if (!list) return;
      const { id, sha256 } = list;
      if (step.do === 'withdraw') return void (await decide.withdraw(personId(step.by), id));
      const made = await decide.confirm(personId(step.by), { list: id, sha256 });
      if (!isRefusal(made) && world.office.has(personId(step.by))) note(world, id, personId(step.by));
      return;
    }
    case 'execute': {
      const list = await listAt(world, step.which);
      if (list) await execute(world, list.id, step.cut);
      return;
    }
  }
}

function note({ decided }: World, list: string, officer: PersonId): void {
  decided.add(`${list} ${officer}`);
}

/** The operator's command; cut short at a call of a store, if it comes to so many. */
export async function execute(
  { programme, file }: World,
  list: string,
  cut?: { readonly call: number; readonly effect: boolean },
): Promise<void> {
  const eraser = openSqliteEraser(file);
  try {
    const { deps, died } = mortal({ ...programme, eraser }, cut);
    const work = executeErasure({
      ...deps,
      because: () => 'the retention period of 7 years is over',
      seal: sealLedger(deps),
    })(list);
    await Promise.race([work, died]);
  } finally {
    await eraser.close();
  }
}
