import assert from 'node:assert/strict';
import type { Instant } from '../../src/domain/ids.ts';
import { CONTEXT } from './cards/cardWorld.ts';
import { elementsOfType, inputsOf, wordsOf } from './cards/readCard.ts';
import { chatOf, readInvoked } from './chat.ts';
import { COMPANY, type CompanyName } from './company.ts';
import { complianceOffice } from './complianceOffice.ts';
import { openStage, type Stage } from './stage.ts';

const { texts } = CONTEXT;
const BECAUSE = { because: 'The lawsuit *Smith*' };

describe('legal holds in the chat', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
    complianceOffice(stage, 'dana', 'otto');
    await stage.service.run('sync');
  });
  afterEach(() => stage.close());

  const say = async (name: CompanyName, text: string) => {
    const [answer] = await chatOf(stage, name).type(text);
    return answer?.activity.text ?? wordsOf(answer?.activity.attachments?.[0]?.content);
  };
  const place = async (text: string, inputs: object = {}, name: CompanyName = 'dana') => {
    const chat = chatOf(stage, name);
    const form = await chat.see(text);
    return await chat.press(form, 'hold.place', { ...BECAUSE, ...inputs });
  };
  const inForce = async () =>
    (await stage.service.bot.retention.holds.list()).filter(({ released }) => !released);

  it('are placed on a person, a cycle and everything, with the reason, by whom and since when', async () => {
    assert.match(await say('dana', 'hold'), /No legal hold is in force/);
    const { card } = await place('hold Maya Okafor');
    assert.match(
      wordsOf(card),
      /in force from now on[\s\S]*Maya Okafor[\s\S]*Smith[\s\S]*Dana Whitfield, 23 November 2026/,
    );
    await place('hold 2026');
    await place('hold everything');
    const words = await say('otto', 'hold');
    assert.match(words, /3 holds are in force/);
    for (const what of ['Maya Okafor', 'Cycle 2026', 'Everything']) assert.ok(words.includes(what), what);
    assert.deepEqual((await inForce()).map(({ scope }) => scope.kind).sort(), ['all', 'cycle', 'person']);
  });

  it('are placed on a cycle that is chosen, from the buttons', async () => {
    const dana = chatOf(stage, 'dana');
    const { card: form } = await dana.press(await dana.see('hold'), 'hold.form');
    assert.ok(form);
    assert.deepEqual(inputsOf(form)[0]?.choices, [{ title: '2026', value: '2026' }]);
    const { card } = await dana.press(form, 'hold.place', { ...BECAUSE, cycle: '2026' });
    assert.match(wordsOf(card), /Cycle 2026/);
    const forged = {
      action: { verb: 'hold.place', data: { id: 'x', scope: 'cycle', cycle: '1999', ...BECAUSE } },
    };
    assert.match(readInvoked((await dana.invoke(forged)).body).sentence ?? '', /There is no cycle 1999/);
    assert.equal((await inForce()).length, 1);
  });

  it('want a reason, and keep what was typed', async () => {
    const empty = await place('hold Maya Okafor', { because: '  ' });
    assert.ok(wordsOf(empty.card).includes(texts.holds.problems['text-missing'] ?? '?'));
    const long = await place('hold Maya Okafor', { because: 'x'.repeat(1_001) });
    assert.ok(wordsOf(long.card).includes(texts.holds.problems['text-too-long'] ?? '?'));
    assert.equal(inputsOf(long.card)[0]?.value, 'x'.repeat(1_000));
    assert.equal((await inForce()).length, 0);
  });

  it('are one hold when the form is sent twice, at once or after its release', async () => {
    const dana = chatOf(stage, 'dana');
    const form = await dana.see('hold Maya Okafor');
    await Promise.all([1, 2].map(() => dana.press(form, 'hold.place', BECAUSE)));
    const [hold, ...others] = await inForce();
    assert.ok(hold && others.length === 0);
    await stage.service.bot.retention.holds.release(COMPANY.otto.id, { hold: hold.id, because: 'Settled' });
    const { card } = await dana.press(form, 'hold.place', BECAUSE);
    assert.match(wordsOf(card), /has done its work before[\s\S]*Why released/);
    assert.equal((await inForce()).length, 0);
  });

  it('are released with a reason, once, and stay on record', async () => {
    const dana = chatOf(stage, 'dana');
    const { card: placed } = await place('hold everything');
    assert.ok(placed);
    const { card: ask } = await dana.press(placed, 'hold.show');
    assert.match(wordsOf(ask), /Release the hold: Everything\?/);
    assert.ok(ask);
    stage.now = '2026-11-24T14:00:00.000Z' as Instant;
    const missing = await dana.press(ask, 'hold.release', { because: '' });
    assert.ok(wordsOf(missing.card).includes(texts.holds.problems['text-missing'] ?? '?'));
    const done = await dana.press(ask, 'hold.release', { because: 'Settled' });
    assert.match(wordsOf(done.card), /The hold is released/);
    const again = await chatOf(stage, 'otto').press(ask, 'hold.release', { because: 'Also settled' });
    assert.match(wordsOf(again.card), /has done its work before[\s\S]*Dana Whitfield, 24 November 2026/);
    const released = await dana.press(await dana.see('hold'), 'hold.page');
    assert.match(wordsOf(released.card), /Released by Dana Whitfield, 24 Nov 2026: “Settled”/);
    assert.match(await say('dana', 'holds'), /No legal hold is in force/);
  });

  it('are not released by whom they keep', async () => {
    await place('hold Otto Operations');
    const otto = chatOf(stage, 'otto');
    const { card } = await otto.press(await otto.see('hold'), 'hold.show');
    assert.ok(card);
    const { card: ask } = await otto.press(card, 'hold.show');
    assert.ok(ask);
    const refused = await otto.press(ask, 'hold.release', { because: 'Nothing to see here' });
    assert.ok(wordsOf(refused.card).includes(texts.holds.problems['own-records'] ?? '?'));
    assert.equal((await inForce()).length, 1);
  });

  it('are for whoever is of the Compliance Office at this moment alone', async () => {
    const dana = chatOf(stage, 'dana');
    const form = await dana.see('hold Maya Okafor');
    complianceOffice(stage, 'otto');
    const lost = await dana.press(form, 'hold.place', BECAUSE);
    assert.deepEqual(lost, { sentence: texts.roleNotHeld.lacks });
    const now = stage.directory.now;
    stage.directory.now = async () => {
      throw new Error('a fault');
    };
    await assert.doesNotReject(dana.press(form, 'hold.place', BECAUSE));
    stage.directory.now = now;
    for (const name of ['maya', 'renee', 'katherine', 'margaret'] as const) {
      assert.equal(await say(name, 'hold'), texts.noRole.compliance, name);
      for (const text of ['hold Maya Okafor', 'hold everything', 'hold 2026'])
        assert.equal(await say(name, text), texts.noRole.action, `${name}: ${text}`);
      const forged = await chatOf(stage, name).press(form, 'hold.place', BECAUSE);
      assert.deepEqual(forged, { sentence: texts.noRole.compliance });
    }
    assert.equal((await inForce()).length, 0);
  });

  it('are placed on nobody by a refresh, and on nobody when the store fails', async () => {
    const dana = chatOf(stage, 'dana');
    const form = await dana.see('hold Maya Okafor');
    await dana.press(form, 'hold.place', BECAUSE, { trigger: 'automatic' });
    assert.equal((await inForce()).length, 0);
    stage.breakStore((call) => call === 'programme.create');
    const failed = await dana.press(form, 'hold.place', BECAUSE);
    stage.breakStore(undefined);
    assert.deepEqual(failed, { sentence: texts.problems.tryAgain });
    assert.equal((await inForce()).length, 0);
    await dana.press(form, 'hold.place', BECAUSE);
    assert.equal((await inForce()).length, 1);
  });

  it('are asked for nobody that is not known, and which of several is chosen', async () => {
    assert.equal(await say('dana', 'hold Ruth Unknown'), texts.actions.unknown);
    assert.match(await say('dana', 'hold 1999'), /There is no cycle 1999/);
    stage.directory.people.push({
      ...COMPANY.zoe,
      id: COMPANY.zoe.id.replace(/4$/, '9') as typeof COMPANY.zoe.id,
    });
    await stage.service.run('sync');
    const dana = chatOf(stage, 'dana');
    const choose = await dana.see('hold Zoë');
    assert.equal(elementsOfType(choose, 'Action.Execute').length, 2);
    const { card } = await dana.press(choose, 'hold.form');
    assert.match(wordsOf(card), /Hold Zoë Müller-Łuczak\?/);
  });

  it('are not what a question about the Code is taken for', async () => {
    for (const name of ['maya', 'dana'] as const)
      for (const text of ['hold on, may I accept a gift?', 'hold shares in a supplier?'])
        assert.match(await say(name, text), /Code/, text);
    assert.notEqual(await say('maya', 'hold shares'), texts.noRole.action);
  });
});
