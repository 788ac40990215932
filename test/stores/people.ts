import assert from 'node:assert/strict';
import type { PersonId } from '../../src/domain/ids.ts';
import { StoreConflict } from '../../src/usecases/failures.ts';
import type { PeopleStore } from '../../src/usecases/ports.ts';
import { collected, NOON, personRecord, someone } from './fixtures.ts';

const NOT_COVERED = { kind: 'not-covered', by: { rule: 'no rule', value: '' } } as const;
const CFO = {
  kind: 'senior-officer',
  offices: ['chief-financial-officer'],
  by: { rule: 'offices.chief-financial-officer.titles', value: 'CFO' },
} as const;

export function peopleContract(store: () => PeopleStore): void {
  it('gives back exactly what was put in', async () => {
    const record = personRecord({
      name: 'Zoë "Zo" 𝒵 \u0000 \\ 王',
      removed: { at: NOON, reason: 'deleted' },
      conversation: {
        channelId: 'msteams',
        serviceUrl: 'https://x',
        conversationId: 'c',
        userId: 'u',
        botId: 'b',
      },
    });
    assert.equal(await store().create(record), 'created');
    assert.deepEqual((await store().get(record.id))?.value, record);
    assert.equal(await store().get(someone()), undefined);
  });

  it('keeps the first of two people with one id', async () => {
    const record = personRecord();
    await store().create(record);
    assert.equal(await store().create({ ...record, inBaseline: false }), 'exists');
    assert.deepEqual((await store().get(record.id))?.value, record);
  });

  it('refuses to replace what somebody else changed, or what was never there', async () => {
    const record = personRecord();
    await store().create(record);
    const read = await store().get(record.id);
    assert.ok(read);
    await store().replace({ ...read, value: { ...record, roles: ['manager'] } });
    await assert.rejects(
      store().replace({ ...read, value: { ...record, roles: ['compliance'] } }),
      StoreConflict,
    );
    assert.deepEqual((await store().get(record.id))?.value.roles, ['manager']);
    await assert.rejects(store().replace({ ...read, value: personRecord() }), StoreConflict);
  });

  it('keeps people apart whose ids have characters that an address gives a meaning', async () => {
    const ids = ['a/b', 'a\\b', 'a?b', 'a#b', 'a%2Fb', 'a b', 'ä'] as PersonId[];
    for (const id of ids) assert.equal(await store().create(personRecord({ id, name: id })), 'created');
    for (const id of ids) assert.equal((await store().get(id))?.value.person.displayName, id);
    assert.equal((await collected(store().all())).length, ids.length);
  });

  it('goes through everyone once, though people are added and changed meanwhile', async () => {
    const before = Array.from({ length: 410 }, () => personRecord());
    await Promise.all(before.map((record) => store().create(record)));
    const seen: PersonId[] = [];
    for await (const batch of store().all()) {
      seen.push(...batch.map(({ value }) => value.id));
      await Promise.all(batch.slice(0, 20).map((found) => store().replace(found)));
      await Promise.all(Array.from({ length: 5 }, () => store().create(personRecord())));
    }
    const expected = new Set(before.map(({ id }) => id));
    assert.deepEqual(seen.filter((id) => expected.has(id)).sort(), [...expected].sort());
    assert.equal(new Set(seen).size, seen.length);
  });

  it('leaves out those no rule covers, if asked', async () => {
    const covered = personRecord();
    await store().create(covered);
    await store().create(personRecord({ coverage: NOT_COVERED }));
    const found = await collected(store().all({ coveredOnly: true }));
    assert.deepEqual(
      found.map(({ value }) => value.id),
      [covered.id],
    );
    assert.equal((await collected(store().all())).length, 2);
  });

  it('finds the holders of the six offices', async () => {
    const officer = personRecord({ coverage: CFO });
    await store().create(officer);
    await store().create(personRecord());
    assert.deepEqual(await store().seniorOfficers(), [officer]);
  });

  for (const [name, text] of [
    ['Ada Lovelace', 'LOVE'],
    ['Zoë Müller', 'zoe mÜ'],
    ['Łukasz Żółć', 'ŻÓŁ'],
    ['İpek Işık', 'ipek ış'],
    ['Straßer', 'STRASS'],
    ['Ольга Иванова', 'ИВАН'],
    ['Ὀδυσσεύς', 'ΟΔΥΣΣΕΥΣ'],
    ['Ὀδυσσεύς', 'ΟΔΥΣ'],
    ['王 小明', '小'],
    ['محمد علي', 'علي'],
    ["Sean O'Brien", 'obri'],
    ['Anne-Marie 100%', '100%'],
  ] as const) {
    it(`finds ${name} by ${text}`, async () => {
      const record = personRecord({ name });
      await store().create(record);
      await store().create(personRecord({ name: 'Nobody Else' }));
      assert.deepEqual(await store().named(text, 10), [record]);
    });
  }

  it('finds at most as many names as asked for, in order, and none by an empty text', async () => {
    for (const name of ['Cy Twin', 'Al Twin', 'Bo Twin', '_%']) await store().create(personRecord({ name }));
    const found = await store().named('twin', 2);
    assert.deepEqual(
      found.map(({ person }) => person.displayName),
      ['Al Twin', 'Bo Twin'],
    );
    for (const text of ['', '  ', '_', "'"]) assert.deepEqual(await store().named(text, 10), []);
  });
}
