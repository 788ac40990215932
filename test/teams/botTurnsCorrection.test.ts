import assert from 'node:assert/strict';
import type { Correction } from '../../src/domain/signedRecord.ts';
import { inputsOf, wordsOf } from './cards/readCard.ts';
import { buttonOf, chatOf } from './chat.ts';
import { COMPANY, type CompanyName } from './company.ts';
import { cardOf } from './connectorStub.ts';
import { certificatesOf, signAs } from './signing.ts';
import { openStage, type Stage } from './stage.ts';

const SAYS = 'The title was *Controller*, not Accountant.';

describe('a correction of a certificate in the chat', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
    await signAs(stage, 'maya');
  });
  afterEach(() => stage.close());

  const corrections = async () =>
    (await stage.stores.certificates.recordsOf(COMPANY.maya.id)).map(({ record }) => record as Correction);
  const said = async (who: CompanyName, text: string) => {
    const [answer] = await chatOf(stage, who).type(text);
    return answer?.activity.text ?? (answer ? wordsOf(cardOf(answer)) : '');
  };
  /** The answer; what she is to be told comes with it. */
  const mine = async () => {
    const [answer] = await chatOf(stage, 'maya').type('my certificates');
    assert.ok(answer);
    return cardOf(answer);
  };
  const formFor = () => chatOf(stage, 'dana').see('correct Maya Okafor');

  it('is said, confirmed, and stands beside the certificate, which stays as it was signed', async () => {
    const [before] = await certificatesOf(stage, 'maya');
    const form = await formFor();
    assert.match(wordsOf(form), /Correct a certificate of Maya Okafor/);
    const { card } = await chatOf(stage, 'dana').press(form, 'correction.record', { says: SAYS });
    assert.match(wordsOf(card), /Recorded: a correction of a certificate of Maya Okafor/);
    const [record, ...more] = await corrections();
    assert.deepEqual([record?.says, record?.by, more], [SAYS, COMPANY.dana.id, []]);
    assert.deepEqual(await certificatesOf(stage, 'maya'), [before]);

    const list = await mine();
    assert.match(wordsOf(list), /1 correction/);
    const { card: receipt } = await chatOf(stage, 'maya').press(list, 'certificate.show');
    assert.match(wordsOf(receipt), /stays as you signed it/);
    assert.ok(wordsOf(receipt).includes(SAYS));
    assert.match(wordsOf(receipt), /Dana Whitfield, 23 November 2026/);
    assert.match(wordsOf(await formFor()), /Corrected before/);
  });

  it('is told to whoever signed, once', async () => {
    await chatOf(stage, 'maya').install();
    const form = await formFor();
    for (let press = 0; press < 2; press += 1)
      await chatOf(stage, 'dana').press(form, 'correction.record', { says: SAYS });
    assert.equal((await corrections()).length, 1);
    for (let run = 0; run < 2; run += 1) await stage.service.run('deliver');
    const told = stage.connector.sent.filter(({ activity }) => activity.summary?.startsWith('Something was'));
    assert.deepEqual(
      told.map(({ conversation }) => conversation),
      ['chat-of-maya'],
    );
    const words = wordsOf(told[0] && cardOf(told[0]));
    assert.ok(words.includes(SAYS));
    assert.match(words, /Is that wrong/);
    assert.match(wordsOf(await formFor()), /They were told/);
  });

  it('keeps what was typed when something has to be mended', async () => {
    const chat = chatOf(stage, 'dana');
    const form = await formFor();
    assert.match(
      wordsOf((await chat.press(form, 'correction.record', { says: ' ' })).card),
      /Say what is wrong/,
    );
    const long = 'x'.repeat(4_001);
    const { card } = await chat.press(form, 'correction.record', { says: long });
    assert.match(wordsOf(card), /longer than 4,000 characters/);
    assert.equal(inputsOf(card)[0]?.value, long);
    assert.deepEqual(await corrections(), []);
  });

  it('is for compliance as the directory says at this moment', async () => {
    const form = await formFor();
    const { data } = buttonOf(form, 'correction.record') as { data: object };
    for (const who of ['maya', 'renee', 'margaret'] as const) {
      assert.match(await said(who, 'correct Maya Okafor'), /Only the Compliance Office/);
      assert.match(await said(who, 'correct'), /Only the Compliance Office/);
      const { body } = await chatOf(stage, who).invoke({
        action: { type: 'Action.Execute', verb: 'correction.record', data: { ...data, says: SAYS } },
      });
      assert.match(JSON.stringify(body), /Only the Compliance Office/);
    }
    stage.directory.people = stage.directory.people.filter(({ id }) => id !== COMPANY.dana.id);
    const { sentence } = await chatOf(stage, 'dana').press(form, 'correction.record', { says: SAYS });
    assert.match(sentence ?? '', /Your role was taken away/);
    assert.deepEqual(await corrections(), []);
  });

  it('says what there is to correct, and how papers are', async () => {
    assert.match(await said('dana', 'correct'), /Type `correct` and a name/);
    assert.match(await said('dana', 'correct Zoë Müller-Łuczak'), /has signed no certificate here/);
  });

  it('ends somewhere: of one certificate there are at most twenty', async () => {
    const chat = chatOf(stage, 'dana');
    const form = await formFor();
    for (let n = 1; n <= 20; n += 1) await chat.press(form, 'correction.record', { says: `Number ${n}.` });
    const { sentence } = await chat.press(form, 'correction.record', { says: 'Number 21.' });
    assert.match(sentence ?? '', /twenty corrections already/);
    assert.equal((await corrections()).length, 20);
    const list = await mine();
    const { card } = await chatOf(stage, 'maya').press(list, 'certificate.show');
    assert.match(wordsOf(card), /and 17 more, all of them in the PDF/);
    assert.match(wordsOf(card), /Number 18\.\nNumber 19\.\nNumber 20\./);
  });
});
