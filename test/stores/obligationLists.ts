import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evolveAll } from '../../src/domain/evolve.ts';
import type { CalendarDate, CycleId, PersonId, Sha256 } from '../../src/domain/ids.ts';
import {
  isOverdue,
  type ObligationEvent,
  UNREACHABLE_REASONS,
  type UnreachableReason,
} from '../../src/domain/obligation.ts';
import { sortKeyOf, type TallyKey, tallyFrom, tallyKeyOf, unreachedFrom } from '../../src/domain/progress.ts';
import type { ObligationFilter, ObligationRecord, ObligationStore } from '../../src/usecases/ports.ts';
import { anyObligation, CYCLE, certified, NOON, obligationRecord, ROADS, someone } from './fixtures.ts';

const TODAY = '2026-12-03' as CalendarDate;

export function obligationListsContract(store: () => ObligationStore, { runs }: { runs: number }): void {
  it('counts and lists what a straightforward computation does, whatever became of whom', async () => {
    const managers = [someone(), someone(), someone()];
    let round = 0;
    const population = fc.array(fc.tuple(anyObligation(managers), anyObligation(managers)), {
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(population, fc.integer({ min: 1, max: 7 }), async (people, limit) => {
        round += 1;
        const cycle = `round ${round}` as CycleId;
        const records: ObligationRecord[] = [];
        for (const [first, then] of people) {
          const personId = someone();
          const { events = [], ...issued } = first;
          const made = obligationRecord({ ...issued, cycle, personId });
          const became = obligationRecord({ ...then, cycle, personId });
          records.push(became);
          await store().create({ ...made, obligation: evolveAll(made.obligation, events) });
          const read = await store().get(personId, made.obligation.id);
          assert.ok(read);
          await store().replace({ ...read, value: became });
        }
        for (const below of [undefined, ...managers, someone()])
          await compare(store(), records, { cycle, ...(below && { below }) }, limit);
      }),
      { numRuns: runs },
    );
  });

  it('lists only the parts that are asked for, a page at a time', async () => {
    const records = ROADS.map((events) => obligationRecord({ events }));
    for (const record of records) await store().create(record);
    const parts = ['declined', 'outstanding'] as const;
    const listed: ObligationRecord[] = [];
    for (let after: string | undefined; ; ) {
      const page = await store().list({ cycle: CYCLE, parts }, { limit: 1, ...(after && { after }) });
      listed.push(...page.items);
      after = page.next;
      if (after === undefined) break;
    }
    assert.deepEqual(listed.map(({ obligation }) => tallyKeyOf(obligation)).sort(), [...parts]);
    assert.deepEqual((await store().list({ cycle: CYCLE, parts: [] }, { limit: 9 })).items, []);
    const below = someone();
    assert.deepEqual((await store().list({ cycle: CYCLE, below, parts }, { limit: 9 })).items, []);
  });

  it('counts and lists as superseded whatever another one has taken the place of, and keeps it as it is', async () => {
    const boss = someone();
    const record = obligationRecord({ below: [boss], events: [certified({ withException: false })] });
    await store().create(record);
    const { personId, id } = record.obligation;
    const read = await store().get(personId, id);
    assert.ok(read);
    const replacedBy = `${id}.2` as typeof id;
    await store().replace({ ...read, value: { ...read.value, replacedBy } });
    assert.deepEqual((await store().get(personId, id))?.value, { ...record, replacedBy });
    for (const filter of [{ cycle: CYCLE }, { cycle: CYCLE, below: boss }]) {
      const tally = await store().tally(filter, TODAY);
      assert.deepEqual([tally.certified, tally.superseded], [0, 1]);
      const parts = ['superseded'] as const;
      assert.equal((await store().list({ ...filter, parts }, { limit: 9 })).items.length, 1);
    }
  });

  it('loses nobody when one person has several obligations in a cycle', async () => {
    const personId = someone();
    const events = [{ type: 'superseded', at: '2026-11-24T00:00:00.000Z', by: 'f'.repeat(64) }] as never;
    const records = ['a', 'b', 'c', 'd'].map((letter) =>
      obligationRecord({ personId, codeHash: letter.repeat(64) as Sha256, events }),
    );
    for (const record of records) await store().create(record);
    await compare(store(), records, { cycle: CYCLE }, 1);
  });

  it('pages through a list once, though others enter it and move in it meanwhile', async () => {
    const boss = someone();
    const make = (name: string) => obligationRecord({ name, below: [boss] });
    const records = Array.from({ length: 40 }, (_, index) => make(`Name ${String(index).padStart(2, '0')}`));
    for (const record of records) await store().create(record);
    const movers = new Set(
      records.filter((_, index) => index % 4 === 0).map(({ obligation }) => obligation.id),
    );
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await store().list({ cycle: CYCLE, below: boss }, { limit: 7, ...(after && { after }) });
      seen.push(...page.items.map(({ obligation }) => obligation.id));
      await store().create(make(`Name ${seen.length} and a half`));
      const mover = page.items.find(({ obligation }) => movers.has(obligation.id));
      if (mover) await sign(store(), mover);
      after = page.next;
      if (after === undefined) break;
    }
    const stayed = records.map(({ obligation }) => obligation.id).filter((id) => !movers.has(id));
    assert.deepEqual(
      seen.filter((id) => stayed.includes(id as never)),
      stayed,
    );
  });

  it('lists open ones that no message reaches, by reason, once each, and counts the same', async () => {
    const failed = (because: UnreachableReason): ObligationEvent => ({
      type: 'message-failed',
      at: NOON,
      kind: 'prompt',
      because,
    });
    const reasons = UNREACHABLE_REASONS.flatMap((reason, index) => Array(index % 4).fill(reason));
    const made = reasons.map((reason: UnreachableReason, index) =>
      obligationRecord({ name: `Name ${9 - (index % 5)}`, events: [failed(reason)] }),
    );
    const [refused] = [failed('refused')];
    const others = [
      obligationRecord(),
      obligationRecord({ events: [refused, { type: 'reachable-again', at: NOON }] }),
      obligationRecord({ events: [refused, { type: 'silenced', at: NOON }] }),
      ...ROADS.slice(1).map((events) => obligationRecord({ events: [refused, ...events] })),
      obligationRecord({ cycle: '2025' as CycleId, events: [refused] }),
    ];
    for (const record of [...made, ...others]) await store().create(record);
    const listed: ObligationRecord[] = [];
    for (let after: string | undefined; ; ) {
      const page = await store().unreached({ cycle: CYCLE }, { limit: 2, ...(after && { after }) });
      assert.ok(page.items.length <= 2);
      listed.push(...page.items);
      after = page.next;
      if (after === undefined) break;
    }
    assert.deepEqual(
      listed.map(({ obligation, shown }) => `${obligation.unreachable?.because}, ${shown.displayName}`),
      made.map(({ obligation, shown }) => `${obligation.unreachable?.because}, ${shown.displayName}`).sort(),
    );
    assert.deepEqual(new Set(listed), new Set(made));
    const counts = new Map(
      UNREACHABLE_REASONS.map((reason) => [reason, reasons.filter((each) => each === reason).length]),
    );
    assert.deepEqual(await store().unreachedCounts({ cycle: CYCLE }), unreachedFrom(counts));
    assert.deepEqual(
      await store().unreachedCounts({ cycle: '1999' as CycleId }),
      unreachedFrom(new Map<UnreachableReason, number>()),
    );
  });

  it('takes off that list whoever is reached or has signed, and puts on whoever is not', async () => {
    const record = obligationRecord();
    await store().create(record);
    const names = async () => (await store().unreached({ cycle: CYCLE }, { limit: 9 })).items.length;
    const become = async (event: ObligationEvent) => {
      const { personId, id } = record.obligation;
      const read = await store().get(personId, id);
      assert.ok(read);
      const obligation = evolveAll(read.value.obligation, [event]);
      await store().replace({ ...read, value: { ...read.value, obligation } });
    };
    const failed = { type: 'message-failed', at: NOON, kind: 'prompt', because: 'refused' } as const;
    assert.equal(await names(), 0);
    await become(failed);
    assert.equal(await names(), 1);
    await become({ type: 'reachable-again', at: NOON });
    assert.equal(await names(), 0);
    await become(failed);
    await become(certified({ withException: false }));
    assert.equal(await names(), 0);
  });

  it('makes a page end where the list does', async () => {
    for (const name of ['A', 'B']) await store().create(obligationRecord({ name }));
    assert.equal((await store().list({ cycle: CYCLE }, { limit: 2 })).next, undefined);
    assert.deepEqual(await store().list({ cycle: '1999' as CycleId }, { limit: 2 }), { items: [] });
    assert.equal((await store().list({ cycle: CYCLE, below: someone() }, { limit: 2 })).items.length, 0);
  });
}

async function sign(store: ObligationStore, { obligation }: ObligationRecord): Promise<void> {
  const read = await store.get(obligation.personId, obligation.id);
  assert.ok(read);
  const next = evolveAll(read.value.obligation, [certified({ withException: false })]);
  await store.replace({ ...read, value: { ...read.value, obligation: next } });
}

async function compare(
  store: ObligationStore,
  records: readonly ObligationRecord[],
  filter: ObligationFilter,
  limit: number,
): Promise<void> {
  const { below } = filter;
  const mine = records.filter(
    ({ shown }) => below === undefined || shown.managerChain.includes(below as PersonId),
  );
  const counts = new Map<TallyKey, number>();
  for (const { obligation } of mine)
    counts.set(tallyKeyOf(obligation), (counts.get(tallyKeyOf(obligation)) ?? 0) + 1);
  const overdue = mine.filter(({ obligation }) => isOverdue(obligation, TODAY)).length;
  assert.deepEqual(await store.tally(filter, TODAY), tallyFrom(counts, overdue));

  const listed: ObligationRecord[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.list(filter, { limit, ...(after && { after }) });
    assert.ok(page.items.length <= limit);
    listed.push(...page.items);
    after = page.next;
    if (after === undefined) break;
  }
  assert.deepEqual(keysOf(listed), keysOf(mine).sort());
  assert.deepEqual(new Set(listed), new Set(mine));
}

function keysOf(records: readonly ObligationRecord[]): string[] {
  return records.map(({ obligation, shown }) => sortKeyOf(obligation, shown.displayName));
}
