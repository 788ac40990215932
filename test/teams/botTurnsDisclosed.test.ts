import assert from 'node:assert/strict';
import type { DisclosureRef } from '../../src/domain/certificate.ts';
import { isSignedHere } from '../../src/domain/obligation.ts';
import type { Card } from '../../src/teams/cards/context.ts';
import { CONTEXT } from './cards/cardWorld.ts';
import { inputsOf, wordsOf } from './cards/readCard.ts';
import { type Chat, chatOf } from './chat.ts';
import { COMPANY } from './company.ts';
import { cardOf } from './connectorStub.ts';
import { assertNothingSigned, certificatesOf, FILLED, readToTheForm } from './signing.ts';
import { openStage, type Stage } from './stage.ts';

const { refusals, receipt, standing, form: words } = CONTEXT.texts.certification;
const NAMED = { ...FILLED, typedName: 'Maya Okafor' };
const TEXT = 'My spouse owns 3% of a scrap supplier; marmalade-umbrella-7319.';

describe('somebody with something to disclose', () => {
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

  const open = async (verb: string): Promise<Card> => {
    const { card } = await maya.press(form, verb, {}, { on: maya.prompt() });
    assert.ok(card);
    return card;
  };
  const textOf = async (ref: DisclosureRef | undefined) =>
    ref && (await stage.stores.certificates.getDisclosure(COMPANY.maya.id, ref.id))?.text;

  it('certifies with an exception, whose text is kept apart and shown nowhere', async () => {
    const exceptionForm = await open('exception.form');
    const inputs = { ...NAMED, exception: ` ${TEXT}\n` };
    const { card } = await maya.press(exceptionForm, 'certificate.sign', inputs, { on: maya.prompt() });
    assert.ok(wordsOf(card).includes(receipt.exceptionRecorded));
    const [sealed] = await certificatesOf(stage, 'maya');
    assert.equal(await textOf(sealed?.certificate.exception), TEXT);
    assert.equal(JSON.stringify(sealed).includes('marmalade'), false);
    assert.equal(JSON.stringify(stage.connector.sent).includes('marmalade'), false);
    const { state } = await stage.obligationOf('maya');
    assert.equal(isSignedHere(state) && state.withException, true);
  });

  it('is asked for words when the exception is blank, and keeps what else was entered', async () => {
    const exceptionForm = await open('exception.form');
    const { card } = await maya.press(exceptionForm, 'certificate.sign', { ...NAMED, exception: '  ' });
    assert.ok(wordsOf(card).includes(refusals['text-missing']));
    const entered = new Map(inputsOf(card).map(({ id, value }) => [id, value]));
    assert.equal(entered.get('typedName'), 'Maya Okafor');
    assert.equal(entered.get('statement-read'), 'confirmed');
    await assertNothingSigned(stage, 'maya');
  });

  it('is asked to shorten an exception of 100 KB, and nothing of it is kept', async () => {
    const exceptionForm = await open('exception.form');
    const exception = `${'long '.repeat(20_000)}`;
    const { card } = await maya.press(exceptionForm, 'certificate.sign', { ...NAMED, exception });
    assert.ok(wordsOf(card).includes(refusals['text-too-long']));
    assert.ok(JSON.stringify(card).length < 28 * 1024);
    await assertNothingSigned(stage, 'maya');
  });

  it('may go back and certify without one: an exception typed before is not taken along', async () => {
    const exceptionForm = await open('exception.form');
    const { card } = await maya.press(exceptionForm, 'certificate.form', { exception: TEXT });
    assert.equal(card, undefined);
    const plain = await maya.press(exceptionForm, 'certificate.form');
    assert.ok(plain.card && !wordsOf(plain.card).includes(words.exceptionLabel));
    await maya.press(plain.card, 'certificate.sign', { ...NAMED, exception: TEXT });
    const [sealed] = await certificatesOf(stage, 'maya');
    assert.equal(sealed?.certificate.exception, undefined);
  });

  it('declines with a reason, which is kept apart; the card says so and stays so', async () => {
    const declineForm = await open('decline.form');
    const { card } = await maya.press(declineForm, 'decline.submit', { reason: TEXT }, { on: maya.prompt() });
    assert.ok(wordsOf(card).includes(standing.declinedTitle));
    const { state } = await stage.obligationOf('maya');
    assert.equal(state.status, 'declined');
    assert.equal(await textOf(state.status === 'declined' ? state.record : undefined), TEXT);
    const replaced = stage.connector.sent.at(-1);
    assert.deepEqual([replaced?.how, replaced?.replaces], ['replaced', maya.prompt().id]);
    assert.equal(JSON.stringify(stage.connector.sent).includes('marmalade'), false);
    assert.deepEqual(await certificatesOf(stage, 'maya'), []);
  });

  it('is asked for a reason when there is none, or to shorten one of 100 KB', async () => {
    const declineForm = await open('decline.form');
    for (const [reason, why] of [
      ['', refusals['text-missing']],
      [' \n ', refusals['text-missing']],
      ['x'.repeat(100_000), refusals['text-too-long']],
    ] as const) {
      const { card } = await maya.press(declineForm, 'decline.submit', { reason });
      assert.ok(wordsOf(card).includes(why));
    }
    await assertNothingSigned(stage, 'maya');
  });

  it('who sent a reason that is too long finds it in the form again, and need not type it anew', async () => {
    const declineForm = await open('decline.form');
    const { card } = await maya.press(declineForm, 'decline.submit', { reason: 'because '.repeat(600) });
    const [reason] = inputsOf(card);
    assert.ok(String(reason?.value ?? '').startsWith('because because'));
  });

  it('declines once: a second click tells that it is done', async () => {
    const declineForm = await open('decline.form');
    await maya.press(declineForm, 'decline.submit', { reason: TEXT });
    const { card } = await maya.press(declineForm, 'decline.submit', { reason: 'another reason' });
    assert.ok(wordsOf(card).includes(refusals['already-declined']));
    const { history } = await stage.obligationOf('maya');
    assert.equal(history.filter(({ type }) => type === 'declined').length, 1);
  });

  it('may change their mind after declining, and sign', async () => {
    await maya.press(await open('decline.form'), 'decline.submit', { reason: TEXT });
    const declined = await maya.see('status');
    assert.ok(wordsOf(declined).includes(standing.declinedTitle));
    const again = await maya.see('sign');
    await maya.press(again, 'certificate.sign', NAMED);
    assert.equal((await certificatesOf(stage, 'maya')).length, 1);
  });

  it('is open, and nothing more, to their manager, whatever they disclosed', async () => {
    const renee = chatOf(stage, 'renee');
    const outstanding = cardOf((await renee.type('team'))[0] ?? maya.prompt());
    await maya.press(await open('decline.form'), 'decline.submit', { reason: TEXT });
    const declined = await renee.see('team');
    assert.deepEqual(declined, outstanding);
    await maya.press(form, 'certificate.sign', { ...NAMED, withException: true, exception: TEXT });
    const certified = wordsOf(await renee.see('team'));
    assert.ok(certified.includes(CONTEXT.texts.words.managerViews.complete));
    assert.doesNotMatch(certified, /exception|declin|marmalade/i);
  });
});
