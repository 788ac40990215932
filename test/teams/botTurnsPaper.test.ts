import assert from 'node:assert/strict';
import type { PaperCertificate } from '../../src/domain/paperCertificate.ts';
import { tallyKeyOf } from '../../src/domain/progress.ts';
import type { SealedRecord } from '../../src/domain/signedRecord.ts';
import type { Card } from '../../src/teams/cards/context.ts';
import { elementsOfType, inputsOf, wordsOf } from './cards/readCard.ts';
import { buttonOf, chatOf } from './chat.ts';
import { COMPANY, type CompanyName } from './company.ts';
import { cardOf } from './connectorStub.ts';
import { assertNothingSigned, certificatesOf, signAs } from './signing.ts';
import { openStage, type Stage } from './stage.ts';

const SCAN = 'ab'.repeat(32);
const ENTERED = {
  signedOn: '2026-11-23',
  scan: SCAN,
  keptAt: 'Legal, cabinet *4*',
  because: '',
  confirmed: 'confirmed',
};

describe('a paper in the chat', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const papers = async (name: CompanyName = 'maya') =>
    (await stage.stores.certificates.recordsOf(
      COMPANY[name].id,
    )) as readonly SealedRecord<PaperCertificate>[];
  const formFor = async (name = 'Maya Okafor') => await chatOf(stage, 'dana').see(`paper ${name}`);
  const record = async (entered: object = {}, form?: Card) =>
    await chatOf(stage, 'dana').press(form ?? (await formFor()), 'paper.record', { ...ENTERED, ...entered });
  const entryOf = (card: Card, id: string) => inputsOf(card).find((input) => input.id === id)?.value;
  const said = async (who: CompanyName, text: string) => {
    const [answer] = await chatOf(stage, who).type(text);
    return answer?.activity.text ?? (answer ? wordsOf(cardOf(answer)) : '');
  };
  const noticesTo = (name: CompanyName) =>
    stage.connector.sent.filter(
      ({ conversation, activity }) =>
        conversation === `chat-of-${name}` && activity.summary?.startsWith('Something was recorded'),
    );

  it('is recorded by compliance, and shown for what it is wherever a status is shown', async () => {
    const form = await formFor();
    assert.match(wordsOf(form), /Record the paper that Maya Okafor signed/);
    assert.match(wordsOf(form), /Get-FileHash.*shasum -a 256.*sha256sum/s);
    const { card } = await record({}, form);
    assert.ok(card);
    assert.match(wordsOf(card), /Recorded: the paper of Maya Okafor/);
    assert.match(wordsOf(card), /P-2026-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    assert.match(wordsOf(card), /not an electronic signature/);
    assert.match(wordsOf(card), /cabinet \\\*4\\\*/);
    const [{ record: paper } = assert.fail('a record')] = await papers();
    assert.deepEqual(
      [paper.by, paper.byName, paper.signedOn, paper.scan],
      [COMPANY.dana.id, 'Dana Whitfield', '2026-11-23', { sha256: SCAN, hashed: 'typed' }],
    );
    assert.equal(tallyKeyOf(await stage.obligationOf('maya')), 'certified-on-paper');
    assert.deepEqual(await certificatesOf(stage, 'maya'), [], 'nobody signed for anybody');

    const words = /signed on 23 Nov 2026, recorded by Dana Whitfield on 23 Nov 2026/;
    assert.match(await said('dana', 'why Maya Okafor'), words);
    assert.match(await said('dana', 'programme'), /1 certified on paper/);
    assert.match(await said('dana', 'programme'), /Maya Okafor\s+Certified on paper/);
    const status = await said('maya', 'status');
    assert.match(status, /Certified on paper[\s\S]*23 November 2026[\s\S]*Dana Whitfield/);
    assert.match(status, /not an electronic signature/);
    assert.match(status, /Compliance Office \(compliance@aleris\.example\)/);
    assert.match(await said('maya', 'sign'), /Certified on paper/);
    const mine = await said('maya', 'my certificates');
    assert.match(mine, words);
    assert.match(mine, /P-2026-/);
    assert.doesNotMatch(await said('renee', 'team'), /paper/, 'a manager sees status only');
    assert.match(await said('renee', 'team'), /1 of 2 complete/);
  });

  it('of an officer is shown to the Audit Committee as one on paper', async () => {
    await record({}, await formFor('Katherine Voss'));
    assert.match(await said('margaret', 'offices'), /Certified on paper, signed 23 Nov 2026/);
  });

  it('keeps everything that was typed when something has to be mended', async () => {
    const wrong = {
      'no date': [{ signedOn: '' }, /date on the sheet is missing/],
      'a day that is none': [{ signedOn: '2026-02-31' }, /date on the sheet is missing/],
      'the future': [{ signedOn: '2026-11-24' }, /lies in the future/],
      'a date before it was asked for': [{ signedOn: '2026-10-01' }, /Give the reason/],
      'no place': [{ keptAt: '  ' }, /Say where the sheet is kept/],
      'no hash': [{ scan: 'abc' }, /no SHA-256/],
      'a place too long': [{ keptAt: 'x'.repeat(501) }, /at most 500/],
      'no confirmation': [{ confirmed: 'no' }, /confirmation is missing/],
    } as const;
    for (const [what, [change, words]] of Object.entries(wrong)) {
      const entered = { ...ENTERED, because: what.startsWith('a date') ? '' : 'She *asked*', ...change };
      const { card } = await record(entered);
      assert.ok(card, what);
      assert.match(wordsOf(card), words, what);
      for (const [id, value] of Object.entries(entered)) {
        // What is no day cannot stand in a field for one.
        if (id !== 'signedOn' || !/missing/.test(words.source))
          assert.equal(entryOf(card, id) ?? '', value, `${what}: ${id}`);
      }
      const { card: done } = await chatOf(stage, 'dana').press(card, 'paper.cancel');
      assert.match(wordsOf(done), /Nothing was recorded/);
    }
    assert.deepEqual(await papers(), []);
    await assertNothingSigned(stage, 'maya');
  });

  it('is recorded once, however often the button is pressed', async () => {
    const form = await formFor();
    await record({}, form);
    stage.now = '2026-11-23T15:00:00.000Z' as Stage['now'];
    const { card } = await record({}, form);
    assert.match(wordsOf(card), /recorded already/);
    assert.equal((await papers()).length, 1);
    const { sentence } = await record({ keptAt: 'Elsewhere' }, form);
    assert.match(sentence ?? '', /Nothing was recorded: something else was recorded meanwhile/);
  });

  it('is corrected by the same command, in a form that begins with what is on record', async () => {
    await record();
    const again = await formFor();
    assert.match(wordsOf(again), /Correct the record of Maya Okafor’s paper/);
    assert.match(wordsOf(again), /They have not been told yet/);
    assert.deepEqual(
      ['signedOn', 'scan', 'keptAt'].map((id) => entryOf(again, id)),
      ['2026-11-23', SCAN, 'Legal, cabinet *4*'],
    );
    const { card: missing } = await record({}, again);
    assert.match(wordsOf(missing), /Say what was wrong/);
    const { card } = await record({ signedOn: '2026-11-20', because: 'Misread.' }, again);
    assert.match(wordsOf(card), /In place of/);
    const [first, second] = await papers();
    assert.deepEqual(second?.record.corrects, { id: first?.record.id, sha256: first?.sha256 });
    assert.match(await said('maya', 'status'), /20 November 2026/);
    assert.match(await said('maya', 'my certificates'), /signed on 20 Nov 2026.*\(corrected once\)/);
  });

  it('is told to whoever signed it, once, with whom to turn to if it is wrong', async () => {
    await chatOf(stage, 'maya').install();
    await record();
    await stage.service.run('deliver');
    await stage.service.run('deliver');
    const [told, ...more] = noticesTo('maya');
    assert.ok(told && more.length === 0);
    const words = wordsOf(cardOf(told));
    assert.match(words, /Dana Whitfield of the Compliance Office recorded on 23 Nov 2026 that you signed/);
    assert.match(words, /on paper on 23 November 2026/);
    assert.match(words, /Is that wrong, or did you not sign\?.*compliance@aleris\.example/);
    assert.match(wordsOf(await formFor()), /They were told 23 November 2026/);
    await record({ because: 'Wrong folder.', keptAt: 'Cabinet 5' }, await formFor());
    await stage.service.run('deliver');
    assert.equal(noticesTo('maya').length, 2);
    assert.match(wordsOf(cardOf(noticesTo('maya')[1] ?? told)), /corrected.*Wrong folder/s);
  });

  it('waits for their working hours, unless they have just written', async () => {
    await chatOf(stage, 'maya').install();
    stage.now = '2026-11-24T03:00:00.000Z' as Stage['now'];
    await record();
    await stage.service.run('deliver');
    assert.equal(noticesTo('maya').length, 0);
    stage.now = '2026-11-24T15:00:00.000Z' as Stage['now'];
    await stage.service.run('deliver');
    assert.equal(noticesTo('maya').length, 1);
    await record({}, await formFor('Zoë'));
    stage.now = '2026-11-25T03:00:00.000Z' as Stage['now'];
    await chatOf(stage, 'zoe').type('status');
    assert.equal(noticesTo('zoe').length, 1);
  });

  it('comes on a sheet that can be printed, for that one person', async () => {
    const form = await formFor();
    const before = stage.connector.sent.length;
    await chatOf(stage, 'dana').press(form, 'paper.sheet');
    const [sent] = stage.connector.sent.slice(before);
    const url = String(elementsOfType(sent && cardOf(sent), 'Action.OpenUrl')[0]?.url);
    const fetched = await fetch(url.replace(/^(http:\/\/[^/]+)?/, new URL(stage.url).origin));
    assert.equal(fetched.status, 200);
    assert.match(String(fetched.headers.get('content-disposition')), /on paper 2026 Maya Okafor\.pdf/);
    assert.equal((await fetched.text()).slice(0, 5), '%PDF-');
  });

  it('is for the Compliance Office: whoever else asks is told how to sign on paper, or refused', async () => {
    const form = await formFor();
    const { data } = buttonOf(form, 'paper.record') as { data: object };
    for (const who of ['maya', 'renee', 'margaret', 'otto'] as const) {
      assert.match(await said(who, 'paper Zoë Müller-Łuczak'), /Only the Compliance Office can do that/);
      for (const [verb, sent] of [
        ['paper.record', { ...data, ...ENTERED }],
        ['paper.form', { person: COMPANY.maya.id }],
        ['paper.find', { name: 'Maya' }],
        ['paper.sheet', data],
        ['correction.form', { person: COMPANY.maya.id }],
      ] as const) {
        const { body } = await chatOf(stage, who).invoke({
          action: { type: 'Action.Execute', verb, data: sent },
        });
        assert.match(
          JSON.stringify(body),
          /Only the Compliance Office|Nothing was recorded|no such file|cannot use/,
          `${who} ${verb}`,
        );
      }
    }
    assert.match(await said('maya', 'paper'), /ask the Compliance Office \(compliance@aleris\.example\)/);
    assert.match(await said('dana', 'paper'), /Type `paper` and a name/);
    assert.deepEqual(await papers(), []);
    await assertNothingSigned(stage, 'maya');
  });

  it('is nothing for whoever lost the role since the last sync', async () => {
    const form = await formFor();
    stage.directory.people = stage.directory.people.filter(({ id }) => id !== COMPANY.dana.id);
    const { sentence } = await record({}, form);
    assert.match(sentence ?? '', /Your role was taken away/);
    assert.deepEqual(await papers(), []);
  });

  it('says why where there is none to record', async () => {
    await signAs(stage, 'maya');
    assert.match(await said('dana', 'paper Maya Okafor'), /they have signed here/);
    assert.match(await said('dana', 'paper Otto Operations'), /nothing has been asked of them/);
    assert.match(await said('dana', 'paper Erika Mustermann'), /Nobody in the directory has that name/);
  });

  it('leaves what only sounds like it to the Code', async () => {
    for (const who of ['dana', 'maya'] as const)
      for (const text of ['correct me if I am wrong: may I take a gift?', 'paper records of expenses'])
        assert.doesNotMatch(
          await said(who, text),
          /Only the Compliance Office|Nobody in the directory/,
          text,
        );
  });
});
