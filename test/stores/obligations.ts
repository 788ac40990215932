import assert from 'node:assert/strict';
import { evolve } from '../../src/domain/evolve.ts';
import type { CycleId, Instant, Sha256 } from '../../src/domain/ids.ts';
import { StoreConflict } from '../../src/usecases/failures.ts';
import type { ObligationRecord, ObligationStore, Versioned } from '../../src/usecases/ports.ts';
import { CYCLE, certified, collected, dueAt, NOON, obligationRecord, someone } from './fixtures.ts';

export function obligationsContract(store: () => ObligationStore): void {
  const stored = async (record: ObligationRecord): Promise<Versioned<ObligationRecord>> => {
    await store().create(record);
    const found = await store().get(record.obligation.personId, record.obligation.id);
    assert.ok(found);
    return found;
  };
  const idsOf = (records: readonly Versioned<ObligationRecord>[]) =>
    records.map(({ value }) => value.obligation.id);

  it('gives back exactly what was put in, to its own person only', async () => {
    const record = obligationRecord({ name: 'Zoë 𝒵', below: [someone(), someone()] });
    assert.deepEqual((await stored(record)).value, record);
    assert.equal(await store().get(someone(), record.obligation.id), undefined);
  });

  it('issues once: the second of two finds the first', async () => {
    const record = obligationRecord();
    const outcomes = await Promise.all([store().create(record), store().create(record)]);
    assert.deepEqual(outcomes.sort(), ['created', 'exists']);
    const changed = { ...record, obligation: evolve(record.obligation, certified({ withException: false })) };
    assert.equal(await store().create(changed), 'exists');
    assert.deepEqual(
      (await store().ofPerson(record.obligation.personId)).map(({ value }) => value),
      [record],
    );
  });

  it('lets one of two simultaneous changes win', async () => {
    const read = await stored(obligationRecord());
    const change = (withException: boolean) =>
      store().replace({
        ...read,
        value: { ...read.value, obligation: evolve(read.value.obligation, certified({ withException })) },
      });
    const outcomes = await Promise.allSettled([change(true), change(false)]);
    const lost = outcomes.filter(({ status }) => status === 'rejected');
    assert.equal(lost.length, 1);
    assert.ok((lost[0] as PromiseRejectedResult).reason instanceof StoreConflict);
    await assert.rejects(store().replace({ ...read, value: obligationRecord() }), StoreConflict);
  });

  it("lists a person's own, newest cycle first", async () => {
    const personId = someone();
    const later = { at: '2027-01-05T00:00:00.000Z' as Instant, codeHash: 'ff'.repeat(32) as Sha256 };
    for (const facts of [{}, { cycle: '2027' as CycleId }, later, { cycle: '2025' as CycleId }])
      await store().create(obligationRecord({ personId, ...facts }));
    await store().create(obligationRecord());
    const found = await store().ofPerson(personId);
    assert.deepEqual(
      found.map(({ value }) => [value.obligation.cycle, value.obligation.issuedAt]),
      [
        ['2027', NOON],
        [CYCLE, later.at],
        [CYCLE, NOON],
        ['2025', NOON],
      ],
    );
  });

  it('has a message due from its very millisecond on, and only while it awaits the person', async () => {
    const at = (time: string) => dueAt(obligationRecord(), `2026-11-23T${time}Z` as Instant);
    const [early, exact, late] = [at('11:59:59.999'), at('12:00:00.000'), at('12:00:00.001')];
    const { nextMessageAt: _, ...settled } = obligationRecord().obligation;
    const silent = { ...obligationRecord(), obligation: settled };
    const paused = obligationRecord({ events: [certified({ withException: false })] });
    for (const record of [late, exact, early, silent, paused]) await store().create(record);
    const due = await collected(store().dueForMessage(NOON));
    assert.deepEqual(idsOf(due), [early.obligation.id, exact.obligation.id]);
    assert.deepEqual(await collected(store().dueForMessage('2026-11-23T11:59:59.998Z' as Instant)), []);
  });

  it('hands out every message due once, though each is rescheduled as it is handed out', async () => {
    const records = Array.from({ length: 405 }, (_, index) =>
      dueAt(obligationRecord(), new Date(Date.parse(NOON) - (index % 7) * 1000).toISOString() as Instant),
    );
    await Promise.all(records.map((record) => store().create(record)));
    const seen: string[] = [];
    for await (const batch of store().dueForMessage(NOON)) {
      seen.push(...idsOf(batch));
      const later = '2026-11-23T12:10:00.000Z' as Instant;
      await Promise.all(
        batch.map(({ value, etag }) => store().replace({ etag, value: dueAt(value, later) })),
      );
    }
    assert.deepEqual(seen.sort(), records.map(({ obligation }) => obligation.id).sort());
    assert.deepEqual(await collected(store().dueForMessage(NOON)), []);
  });

  it('goes through a cycle once, though each changes its place in lists meanwhile', async () => {
    const records = Array.from({ length: 405 }, () => obligationRecord());
    await Promise.all(records.map((record) => store().create(record)));
    await store().create(obligationRecord({ cycle: '2027' as CycleId }));
    const seen: string[] = [];
    for await (const batch of store().ofCycle(CYCLE)) {
      seen.push(...idsOf(batch));
      for (const { etag, value } of batch.slice(0, 30)) {
        const obligation = evolve(value.obligation, certified({ withException: false }));
        await store().replace({ etag, value: { ...value, obligation } });
      }
    }
    assert.deepEqual(seen.sort(), records.map(({ obligation }) => obligation.id).sort());
  });
}
