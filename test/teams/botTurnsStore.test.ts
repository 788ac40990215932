import assert from 'node:assert/strict';
import type { Card } from '../../src/teams/cards/context.ts';
import { CONTEXT } from './cards/cardWorld.ts';
import { wordsOf } from './cards/readCard.ts';
import { type Chat, chatOf } from './chat.ts';
import { assertNothingSigned, certificatesOf, FILLED, readToTheForm } from './signing.ts';
import { openStage, type Stage } from './stage.ts';

const { problems, certification } = CONTEXT.texts;
const NAMED = { ...FILLED, typedName: 'Maya Okafor' };

describe('while the store does not answer', () => {
  let stage: Stage;
  let maya: Chat;
  let form: Card;

  beforeEach(async () => {
    stage = await openStage();
    maya = chatOf(stage, 'maya');
    await maya.install();
    form = await readToTheForm(maya);
  });
  afterEach(() => stage.close());

  const sign = (inputs: object = {}) =>
    maya.press(form, 'certificate.sign', { ...NAMED, ...inputs }, { on: maya.prompt() });

  for (const call of ['people.get', 'obligations.get', 'certificates.create']) {
    it(`at ${call}, signing says try again, signs nothing, and works afterwards`, async () => {
      stage.breakStore((each) => each === call);
      assert.deepEqual(await sign(), { sentence: problems.tryAgain });
      await assertNothingSigned(stage, 'maya');
      stage.breakStore(undefined);
      assert.ok(wordsOf((await sign()).card).includes(certification.receipt.title));
      assert.equal((await certificatesOf(stage, 'maya')).length, 1);
    });
  }

  it('after the certificate was made, the next look finds it and closes the obligation', async () => {
    stage.breakStore((call) => call === 'obligations.replace');
    await sign();
    const [made] = await certificatesOf(stage, 'maya');
    assert.ok(made);
    assert.equal((await stage.obligationOf('maya')).state.status, 'outstanding');
    stage.breakStore(undefined);
    assert.ok(wordsOf(await maya.see('status')).includes(certification.receipt.title));
    assert.equal((await stage.obligationOf('maya')).state.status, 'certified');
    assert.deepEqual(await certificatesOf(stage, 'maya'), [made]);
  });

  it('after the certificate was made, a second click shows that certificate and no other', async () => {
    stage.breakStore((call) => call === 'obligations.replace');
    await sign();
    const made = await certificatesOf(stage, 'maya');
    stage.breakStore(undefined);
    assert.ok(wordsOf((await sign()).card).includes(certification.receipt.title));
    assert.deepEqual(await certificatesOf(stage, 'maya'), made);
  });

  it('does not tell a signer that nothing was changed when their certificate was made', async () => {
    stage.breakStore((call) => call === 'obligations.replace');
    const { sentence } = await sign();
    assert.equal((await certificatesOf(stage, 'maya')).length, 1);
    assert.doesNotMatch(sentence ?? '', /nothing was changed/);
  });

  it('keeps the text of an exception once, however often signing had to be tried', async () => {
    const { card } = await maya.press(form, 'exception.form');
    assert.ok(card);
    const inputs = { ...NAMED, exception: 'marmalade-umbrella-7319' };
    const kept: string[] = [];
    const { createDisclosure } = stage.stores.certificates;
    stage.stores.certificates.createDisclosure = async (disclosure) => {
      const outcome = await createDisclosure.call(stage.stores.certificates, disclosure);
      if (outcome === 'created') kept.push(disclosure.id);
      return outcome;
    };
    stage.breakStore((call) => call === 'certificates.create');
    await maya.press(card, 'certificate.sign', inputs);
    await maya.press(card, 'certificate.sign', inputs);
    stage.breakStore(undefined);
    await maya.press(card, 'certificate.sign', inputs);
    const [sealed] = await certificatesOf(stage, 'maya');
    assert.ok(kept.includes(String(sealed?.certificate.exception?.id)));
    assert.equal(kept.length, 1);
  });

  it('at the decline’s record, declining says try again and declines nothing', async () => {
    const { card } = await maya.press(form, 'decline.form');
    assert.ok(card);
    for (const call of ['obligations.get', 'certificates.createDisclosure', 'obligations.replace']) {
      stage.breakStore((each) => each === call);
      const answer = await maya.press(card, 'decline.submit', { reason: 'because' });
      assert.deepEqual(answer, { sentence: problems.tryAgain }, call);
      await assertNothingSigned(stage, 'maya');
    }
  });

  it('answers every command and button with try again, and every question as always', async () => {
    stage.breakStore(() => true);
    for (const command of ['status', 'sign', 'code', 'my certificates', 'help', 'team', 'programme']) {
      const [answer] = await maya.type(command);
      assert.equal(answer?.activity.text, problems.tryAgain, command);
    }
    for (const verb of ['exception.form', 'decline.form', 'code.read'])
      assert.deepEqual(await maya.press(form, verb), { sentence: problems.tryAgain }, verb);
    for (const text of ['may I accept a gift from a supplier?', 'report']) {
      const [answer] = await maya.type(text);
      assert.ok(answer?.activity.attachments, text);
    }
  });

  it('logs what failed and where, and nothing of what a card carried', async () => {
    stage.breakStore((call) => call === 'certificates.create');
    await sign();
    const failed = stage.logged.filter(({ event }) => event === 'turn-failed');
    assert.deepEqual(
      failed.map(({ level, type, err }) => [level, type, err instanceof Error && err.name]),
      [['error', 'invoke', 'StoreUnavailable']],
    );
    assert.doesNotMatch(JSON.stringify({ ...failed[0], err: undefined }), /Okafor|confirmed/);
  });

  it('keeps a prompt due: whoever wrote meanwhile is answered, and prompted once by the next job', async () => {
    const zoe = chatOf(stage, 'zoe');
    stage.breakStore((call) => call === 'obligations.replace');
    assert.equal((await zoe.type('hello')).length, 1);
    const before = stage.connector.sent.length;
    stage.breakStore(undefined);
    await stage.service.run('deliver');
    await stage.service.run('deliver');
    const sent = stage.connector.sent.slice(before);
    assert.deepEqual(
      sent.map(({ conversation }) => conversation),
      ['chat-of-zoe'],
    );
    assert.deepEqual(sent[0], zoe.prompt());
  });
});
