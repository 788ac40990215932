import assert from 'node:assert/strict';
import { CONTEXT } from './cards/cardWorld.ts';
import { wordsOf } from './cards/readCard.ts';
import { chatOf, readInvoked } from './chat.ts';
import { openStage, type Stage } from './stage.ts';

const { texts } = CONTEXT;

describe('who signs the Code version in force anew', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const decisions = () => stage.service.bot.amendmentDecisions();
  const DECIDED = { signedAnewBy: 'senior-officers', dueAfterDays: '10', because: 'The Board asks for it' };

  it('is shown to compliance, who may decide otherwise with a reason', async () => {
    const dana = chatOf(stage, 'dana');
    const card = await dana.see('amendment');
    assert.ok(wordsOf(card).includes(texts.amendment.who.everyone));
    const after = await dana.press(card, 'amendment.decide', DECIDED);
    assert.ok(wordsOf(after).includes(texts.amendment.done));
    const [file, decided, ...more] = await decisions();
    assert.deepEqual([file?.by, more], ['programme-file', []]);
    assert.deepEqual(
      [decided?.signedAnewBy, decided?.dueAfterDays, decided?.because],
      ['senior-officers', 10, 'The Board asks for it'],
    );
  });

  it('is not decided by a card that somebody else has overtaken, nor without a reason', async () => {
    const dana = chatOf(stage, 'dana');
    const card = await dana.see('amendment');
    await dana.press(card, 'amendment.decide', { ...DECIDED, because: ' ' });
    assert.equal((await decisions()).length, 1);
    stage.now = '2026-11-23T16:00:00.000Z' as typeof stage.now;
    await dana.press(card, 'amendment.decide', DECIDED);
    const again = await dana.press(card, 'amendment.decide', DECIDED);
    assert.ok(wordsOf(again).includes(texts.certification.refusals['decision-changed']));
    assert.equal((await decisions()).length, 2);
  });

  it('is decided by nobody but compliance, and by no card that was altered', async () => {
    const dana = chatOf(stage, 'dana');
    await dana.see('amendment');
    const [{ at: read } = { at: '' }] = await decisions();
    const invoke = (name: 'dana' | 'maya' | 'otto', data: object) =>
      chatOf(stage, name).invoke({ action: { type: 'Action.Execute', verb: 'amendment.decide', data } });
    for (const name of ['maya', 'otto'] as const) {
      const [answer] = await chatOf(stage, name).type('amendment');
      assert.equal(answer?.activity.text, texts.noRole.compliance);
      await invoke(name, { ...DECIDED, read });
    }
    for (const odd of [
      { signedAnewBy: 'some' },
      { dueAfterDays: 0 },
      { dueAfterDays: 1e9 },
      { read: 'now' },
      { by: 'me' },
    ])
      readInvoked((await invoke('dana', { ...DECIDED, read, ...odd })).body);
    assert.equal((await decisions()).length, 1);
  });
});
