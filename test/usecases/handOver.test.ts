import assert from 'node:assert/strict';
import { isRefusal } from '../../src/domain/refusal.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { HAND_OVER_LIMIT, type HandedOver, handOver } from '../../src/usecases/handOver.ts';
import type { ConversationAddress, PersonRecord, Stores } from '../../src/usecases/ports.ts';
import { countingStores } from '../helpers/watchedStores.ts';
import { personRecord } from '../stores/fixtures.ts';

const chat = (name: string): ConversationAddress => ({
  channelId: 'msteams',
  serviceUrl: 'https://x.example',
  conversationId: name,
  userId: name,
  botId: 'b',
});

describe('what somebody writes to the Compliance Office', () => {
  let stores: Stores;
  let told: { to: string; question: HandedOver }[];
  const asker = personRecord({ name: 'Maya Okafor' });
  const officers: readonly PersonRecord[] = [
    personRecord({ roles: ['compliance'], conversation: chat('dana') }),
    personRecord({ roles: ['compliance'], conversation: chat('erik') }),
    personRecord({ roles: ['compliance'] }),
    personRecord({ roles: ['audit-committee-chair'], conversation: chat('chair') }),
    personRecord({ roles: ['manager'], conversation: chat('manager') }),
  ];
  beforeEach(async () => {
    stores = openSqliteStores(':memory:');
    told = [];
    for (const record of [asker, ...officers]) await stores.people.create(record);
    await stores.programme.create('population', 'now', {
      compliance: officers.map(({ id }) => id),
      auditCommittee: [],
    });
  });
  afterEach(() => stores.close());

  const send = (of: Stores, fails: (to: string) => boolean = () => false) =>
    handOver({
      ...of,
      tell: async (to, question) => {
        if (fails(to.conversationId)) throw new Error('403');
        told.push({ to: to.conversationId, question });
      },
    });

  it('reaches everyone of it who has a chat, nobody else, and is written nowhere', async () => {
    const counting = countingStores(stores);
    assert.deepEqual(await send(counting)(asker.id, ' May I? '), { told: 2 });
    assert.deepEqual(told.map(({ to }) => to).sort(), ['dana', 'erik']);
    assert.deepEqual(told[0]?.question, { from: asker, text: 'May I?' });
    assert.deepEqual(counting.writes(), []);
    assert.equal(counting.calls.length, 2 + officers.length);
  });

  it('says how many it reached, none where nobody could be', async () => {
    assert.deepEqual(await send(stores, (to) => to === 'dana')(asker.id, 'x'), { told: 1 });
    assert.deepEqual(await send(stores, () => true)(asker.id, 'x'), { told: 0 });
  });

  it('is refused when there is nothing, too much, or nobody known who writes', async () => {
    for (const [who, text, why] of [
      [asker.id, '  ', 'text-missing'],
      [asker.id, 'x'.repeat(HAND_OVER_LIMIT + 1), 'text-too-long'],
      [personRecord().id, 'x', 'not-covered'],
    ] as const) {
      const outcome = await send(stores)(who, text);
      assert.ok(isRefusal(outcome) && outcome.refused === why);
    }
    assert.deepEqual(told, []);
  });
});
