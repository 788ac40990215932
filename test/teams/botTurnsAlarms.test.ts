import assert from 'node:assert/strict';
import type { CalendarDate } from '../../src/domain/ids.ts';
import { CONTEXT } from './cards/cardWorld.ts';
import { elementsOfType, wordsOf } from './cards/readCard.ts';
import { buttonOf, chatOf, readInvoked } from './chat.ts';
import { COMPANY } from './company.ts';
import { cardOf } from './connectorStub.ts';
import { openStage, type Stage } from './stage.ts';

const { texts } = CONTEXT;
const NEW_CFO = { ...COMPANY.otto, jobTitle: 'Interim Chief Financial Officer' };

describe('alarms in Teams', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const digests = () =>
    stage.connector.sent.filter((sent) =>
      wordsOf(sent.activity.attachments?.[0]?.content).includes('new alarm'),
    );
  const becomesCfo = () => {
    stage.directory.people = Object.values(COMPANY).map((each) => (each.id === NEW_CFO.id ? NEW_CFO : each));
  };

  it('are told to compliance once they can be written to, in one message, once, and to nobody else', async () => {
    await chatOf(stage, 'maya').install();
    await stage.service.run('deliver');
    assert.deepEqual(digests(), []);
    await chatOf(stage, 'dana').install();
    await stage.service.run('deliver');
    const [digest, ...more] = digests();
    assert.ok(digest && more.length === 0);
    assert.equal(digest.conversation, 'chat-of-dana');
    assert.match(wordsOf(cardOf(digest)), /Nobody holds the office of Treasurer/);
    await stage.service.run('deliver');
    assert.equal(digests().length, 1);
  });

  it('say that an office is newly filled the same day, and the new holder is asked the same day', async () => {
    await chatOf(stage, 'dana').install();
    await chatOf(stage, 'otto').install();
    await stage.service.run('deliver');
    becomesCfo();
    stage.now = '2026-11-24T14:00:00.000Z' as typeof stage.now;
    await stage.service.run('sync');
    const told = digests().at(-1);
    assert.ok(told);
    assert.match(wordsOf(cardOf(told)), /Otto Operations holds the office of Chief Financial Officer since/);
    assert.equal((await stage.obligationOf('otto')).due, '2026-12-08' as CalendarDate);
    assert.ok(chatOf(stage, 'otto').prompt());
  });

  it('are followed by what is owed even when it failed at first', async () => {
    becomesCfo();
    stage.breakStore((call) => call === 'obligations.create');
    await stage.service.run('sync');
    assert.ok(stage.logged.some(({ event }) => event === 'follow-up-failed'));
    stage.breakStore(undefined);
    await stage.service.run('deliver');
    assert.equal((await stage.obligationOf('otto')).state.status, 'outstanding');
  });

  it('are listed, looked into and cleared with a reason by compliance', async () => {
    const dana = chatOf(stage, 'dana');
    const list = await dana.see('alarms');
    const { total } = await stage.service.bot.openAlarms({ limit: 1 });
    assert.match(wordsOf(list), new RegExp(`${total} alarms are raised`));
    const one = (await dana.press(list, 'alarm.show')).card;
    assert.ok(one);
    const refused = (await dana.press(one, 'alarm.clear', { because: ' ' })).card;
    assert.ok(wordsOf(refused).includes(texts.certification.refusals['text-missing']));
    const done = (await dana.press(one, 'alarm.clear', { because: 'There is *none*' })).card;
    assert.ok(done);
    assert.match(wordsOf(done), /Dana Whitfield cleared it: “There is \\\*none\\\*”/);
    assert.equal(elementsOfType(done, 'Input.Text').length, 0);
    assert.equal((await stage.service.bot.openAlarms({ limit: 1 })).total, total - 1);
    const again = (await dana.press(one, 'alarm.clear', { because: 'twice' })).card;
    assert.ok(wordsOf(again).includes(texts.certification.refusals['alarm-is-over']));
  });

  it('are turned page by page, all of them once', async () => {
    const dana = chatOf(stage, 'dana');
    let page = await dana.see('alarms');
    const seen: unknown[] = [];
    for (;;) {
      const looks = elementsOfType(page, 'Action.Execute').filter(({ verb }) => verb === 'alarm.show');
      seen.push(...looks.map(({ data }) => (data as { alarm: string }).alarm));
      const more = (page.actions ?? []).find(
        (each) => 'data' in each && typeof each.data === 'object' && 'after' in (each.data ?? {}),
      );
      if (!more) break;
      const { verb, data } = more as unknown as { verb: string; data: object };
      const turned = await dana.invoke({ action: { type: 'Action.Execute', verb, data } });
      const { card } = readInvoked(turned.body);
      assert.ok(card);
      page = card;
    }
    assert.equal(new Set(seen).size, seen.length);
    assert.equal(seen.length, (await stage.service.bot.openAlarms({ limit: 1 })).total);
  });

  it('are refused to everybody else, whatever card they send', async () => {
    const list = await chatOf(stage, 'dana').see('alarms');
    const { data } = buttonOf(list, 'alarm.show') as { data: { alarm: string } };
    const facts = 'a'.repeat(64);
    for (const name of ['maya', 'renee', 'katherine', 'margaret'] as const) {
      const [answer] = await chatOf(stage, name).type('alarms');
      assert.equal(answer?.activity.text, texts.noRole.compliance);
      for (const [verb, more] of [
        ['alarms.page', {}],
        ['alarm.show', { alarm: data.alarm }],
        ['alarm.clear', { alarm: data.alarm, facts, because: 'x' }],
        ['alarm.confirm', { alarm: data.alarm, facts, because: 'x' }],
      ] as const) {
        const { body } = await chatOf(stage, name).invoke({
          action: { type: 'Action.Execute', verb, data: more },
        });
        assert.equal(readInvoked(body).sentence, texts.noRole.compliance);
      }
    }
  });

  it('are not decided by who is of compliance no more, before the next sync', async () => {
    const dana = chatOf(stage, 'dana');
    const list = await dana.see('alarms');
    const { data } = buttonOf(list, 'alarm.show') as { data: { alarm: string } };
    const { alarm } = data;
    const { body } = await dana.invoke({ action: { type: 'Action.Execute', verb: 'alarm.show', data } });
    const { card } = readInvoked(body);
    assert.ok(card);
    const { facts } = (buttonOf(card, 'alarm.clear') as { data: { facts: string } }).data;
    stage.directory.people = stage.directory.people.filter(({ id }) => id !== COMPANY.dana.id);
    for (const [verb, more] of [
      ['alarm.clear', { alarm, facts, because: 'x' }],
      ['alarm.confirm', { alarm, facts, because: 'x' }],
      ['amendment.decide', { read: stage.now, signedAnewBy: 'nobody', dueAfterDays: '9', because: 'x' }],
    ] as const) {
      const answer = await dana.invoke({ action: { type: 'Action.Execute', verb, data: more } });
      assert.equal(readInvoked(answer.body).sentence, texts.roleNotHeld.lacks);
    }
    assert.equal((await stage.service.bot.oneAlarm(alarm))?.state, 'raised');
  });

  it('of a fall hold the sync until compliance confirms it, which runs it at once', async () => {
    const many = Array.from({ length: 30 }, (_, n) => ({
      ...COMPANY.maya,
      id: `10000000-0000-4000-8000-${String(n).padStart(12, '0')}` as typeof COMPANY.maya.id,
    }));
    stage.directory.people = [...Object.values(COMPANY), ...many];
    await stage.service.run('sync');
    stage.directory.people = [
      ...Object.values(COMPANY),
      ...many.map((each) => ({ ...each, accountEnabled: false })),
    ];
    await assert.rejects(stage.service.run('sync'), /limits\.mostLostPercent/);
    const dana = chatOf(stage, 'dana');
    const list = await dana.see('alarms');
    assert.match(wordsOf(list), /30 of the 34 people covered/);
    const { body } = await dana.invoke({
      action: { type: 'Action.Execute', verb: 'alarm.show', data: { alarm: 'population-fell' } },
    });
    const one = readInvoked(body).card;
    assert.ok(one);
    await dana.press(one, 'alarm.confirm', { because: 'The plant was sold' });
    const { counts } = await (async () => {
      let covered = 0;
      for await (const batch of stage.stores.people.all({ coveredOnly: true })) covered += batch.length;
      return { counts: covered };
    })();
    assert.equal(counts, 4);
    const after = await stage.service.bot.oneAlarm('population-fell');
    assert.equal(after?.state, 'gone');
  });
});
