import assert from 'node:assert/strict';
import type { Instant } from '../../src/domain/ids.ts';
import type { Obligation, ObligationState } from '../../src/domain/obligation.ts';
import type { Card } from '../../src/teams/cards/context.ts';
import { CODE, CONTEXT } from './cards/cardWorld.ts';
import { inputsOf, wordsOf } from './cards/readCard.ts';
import { type Chat, chatOf } from './chat.ts';
import { COMPANY } from './company.ts';
import { cardOf } from './connectorStub.ts';
import { assertNothingSigned, certificatesOf, FILLED, readToTheForm } from './signing.ts';
import { openStage, type Stage } from './stage.ts';

const { refusals, receipt, standing } = CONTEXT.texts.certification;
const NAMED = { ...FILLED, typedName: 'Maya Okafor' };

describe('a certificate is not signed', () => {
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

  it('a second time by a second click, nor by two at once: there is one, and both show it', async () => {
    const [first, second] = await Promise.all([
      maya.press(form, 'certificate.sign', NAMED),
      maya.press(form, 'certificate.sign', NAMED),
    ]);
    const third = await maya.press(form, 'certificate.sign', { ...NAMED, typedName: 'Okafor Maya' });
    const numbers = [first, second, third].map(({ card }) => /2026-\w{4}-\w{4}/.exec(wordsOf(card))?.[0]);
    assert.equal(new Set(numbers).size, 1);
    assert.ok(numbers[0]);
    assert.equal((await certificatesOf(stage, 'maya')).length, 1);
  });

  it('by an automatic refresh, which only shows where one stands', async () => {
    const { card } = await maya.press(form, 'certificate.sign', NAMED, { trigger: 'automatic' });
    assert.ok(wordsOf(card).includes(CONTEXT.texts.certification.title));
    await assertNothingSigned(stage, 'maya');
  });

  it('with somebody else’s card, which stays theirs', async () => {
    const zoe = chatOf(stage, 'zoe');
    for (const trigger of ['manual', 'automatic'] as const) {
      const inputs = { ...FILLED, typedName: 'Zoë Müller-Łuczak' };
      const { sentence } = await zoe.press(form, 'certificate.sign', inputs, { on: maya.prompt(), trigger });
      assert.equal(sentence, refusals['not-yours']);
    }
    await assertNothingSigned(stage, 'maya');
    await assertNothingSigned(stage, 'zoe');
    assert.deepEqual(
      stage.connector.sent.filter(({ how }) => how === 'replaced'),
      [],
    );
  });

  it('for an obligation that never was', async () => {
    const obligation = `2026.${'0'.repeat(16)}.${COMPANY.maya.id}`;
    const { sentence } = await maya.press(form, 'certificate.sign', { ...NAMED, obligation });
    assert.equal(sentence, refusals['unknown-obligation']);
    await assertNothingSigned(stage, 'maya');
  });

  it('with a card from last year, which becomes the card of this year', async () => {
    stage.now = '2027-11-10T14:00:00.000Z' as Instant;
    await stage.service.run('issue');
    const { card } = await maya.press(form, 'certificate.sign', NAMED, { on: maya.prompt() });
    const words = wordsOf(card);
    assert.ok(words.includes(refusals.superseded));
    assert.ok(words.includes('2027'));
    await assertNothingSigned(stage, 'maya');
  });

  it('with a card of this year that names an earlier Code', async () => {
    const [known] = await stage.stores.obligations.ofPerson(COMPANY.maya.id);
    assert.ok(known);
    const { obligation } = known.value;
    const codeHash = CODE.hash.replace(/^./, (digit) =>
      digit === '0' ? '1' : '0',
    ) as Obligation['codeHash'];
    await stage.stores.obligations.replace({
      ...known,
      value: { ...known.value, obligation: { ...obligation, codeHash } },
    });
    const { card } = await maya.press(form, 'certificate.sign', NAMED);
    assert.ok(wordsOf(card).includes(refusals.superseded));
    await assertNothingSigned(stage, 'maya');
  });

  it('before the Code was opened', async () => {
    const zoe = chatOf(stage, 'zoe');
    await zoe.install();
    const obligation = (await stage.obligationOf('zoe')).id;
    const data = { obligation, withException: false, ...FILLED, typedName: 'Zoë Müller-Łuczak' };
    const { body } = await zoe.invoke({ action: { verb: 'certificate.sign', data } });
    assert.ok(JSON.stringify(body).includes(refusals['code-not-opened']));
    const early = await zoe.invoke({ action: { verb: 'certificate.form', data: { obligation } } });
    assert.ok(JSON.stringify(early.body).includes(refusals['code-not-opened']));
    await assertNothingSigned(stage, 'zoe');
  });

  const incomplete: Readonly<Record<string, [inputs: object, why: string]>> = {
    'with a statement left open': [
      { ...NAMED, 'statement-read': 'no' },
      refusals['statements-not-confirmed'],
    ],
    'with no statement confirmed': [{ typedName: 'Maya Okafor' }, refusals['statements-not-confirmed']],
    'without consent to sign electronically': [{ ...NAMED, consent: 'no' }, refusals['consent-missing']],
    'with a blank name': [{ ...FILLED, typedName: ' \t ' }, refusals['name-missing']],
    'with no name at all': [FILLED, refusals['name-missing']],
    "with somebody else's name": [{ ...FILLED, typedName: 'Renée Delacroix' }, refusals['name-differs']],
    'with half a name': [{ ...FILLED, typedName: 'Maya' }, refusals['name-differs']],
    'with a name and more': [{ ...FILLED, typedName: 'Maya Okafor MBA' }, refusals['name-differs']],
    'with 100 KB for a name': [
      { ...FILLED, typedName: 'Maya Okafor '.repeat(9_000) },
      refusals['name-differs'],
    ],
  };
  for (const [what, [inputs, why]] of Object.entries(incomplete)) {
    it(`${what}: the form says so and keeps what was entered`, async () => {
      const { card } = await maya.press(form, 'certificate.sign', inputs, { on: maya.prompt() });
      assert.ok(wordsOf(card).includes(why));
      const shown = new Map(inputsOf(card).map(({ id, value }) => [id, value]));
      for (const [id, value] of Object.entries(inputs))
        if (id !== 'typedName') assert.equal(shown.get(id), value, id);
      assert.ok(JSON.stringify(card).length < 28 * 1024);
      await assertNothingSigned(stage, 'maya');
    });
  }

  const elsewhere: Readonly<Record<string, [state: ObligationState, says: string]>> = {
    paused: [
      { status: 'paused', since: '2026-11-22T09:00:00.000Z' as Instant, because: 'leave' },
      standing.paused,
    ],
    excused: [
      {
        status: 'excused',
        excusedAt: '2026-11-22T09:00:00.000Z' as Instant,
        by: COMPANY.dana.id,
        because: 'x',
      },
      standing.excused,
    ],
    left: [
      { status: 'left', at: '2026-11-22T09:00:00.000Z' as Instant, because: 'out-of-scope' },
      standing.left,
    ],
    superseded: [
      { status: 'superseded', at: '2026-11-22T09:00:00.000Z' as Instant, by: CODE.hash },
      standing.superseded,
    ],
  };
  for (const [status, [state, says]] of Object.entries(elsewhere)) {
    it(`once it is ${status}: whatever button is pressed, the card becomes what is so now`, async () => {
      const [known] = await stage.stores.obligations.ofPerson(COMPANY.maya.id);
      assert.ok(known);
      const obligation = { ...known.value.obligation, state };
      await stage.stores.obligations.replace({ ...known, value: { ...known.value, obligation } });
      for (const verb of ['certificate.sign', 'exception.form', 'decline.form', 'code.read']) {
        const inputs = verb === 'certificate.sign' ? NAMED : {};
        const { card } = await maya.press(form, verb, inputs, { on: maya.prompt() });
        assert.ok(wordsOf(card).includes(says), verb);
      }
      await assertNothingSigned(stage, 'maya', status);
    });
  }

  it('by reading, opening, refreshing or typing sign', async () => {
    await maya.type('sign');
    await maya.type('I sign the certificate');
    await maya.press(form, 'code.read');
    await maya.press(form, 'exception.form');
    await assertNothingSigned(stage, 'maya');
  });

  it('by a prompt from before it was signed: the old card becomes the receipt', async () => {
    await maya.press(form, 'certificate.sign', NAMED);
    const prompt = maya.prompt();
    const { card } = await maya.press(cardOf(prompt), 'decline.form', {}, { on: prompt });
    assert.ok(wordsOf(card).includes(receipt.title));
    const [certificate] = await certificatesOf(stage, 'maya');
    assert.ok(certificate);
  });
});
