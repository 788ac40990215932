import assert from 'node:assert/strict';
import { isIntact } from '../../src/domain/certificate.ts';
import { passagesOf } from '../../src/domain/code.ts';
import type { DirectoryCursor } from '../../src/usecases/ports.ts';
import { CODE, CONTEXT } from './cards/cardWorld.ts';
import { elementsOfType, wordsOf } from './cards/readCard.ts';
import { type Chat, chatOf } from './chat.ts';
import { COMPANY, companyDirectory } from './company.ts';
import { cardOf } from './connectorStub.ts';
import { certificatesOf, FILLED, readToTheForm } from './signing.ts';
import { openStage, type Stage } from './stage.ts';

const { certification } = CONTEXT.texts;

describe('a covered employee in Teams', () => {
  let stage: Stage;
  let maya: Chat;

  beforeEach(async () => {
    stage = await openStage();
    maya = chatOf(stage, 'maya');
  });
  afterEach(() => stage.close());

  const sign = async () =>
    maya.press(
      await readToTheForm(maya),
      'certificate.sign',
      { ...FILLED, typedName: 'Maya Okafor' },
      { on: maya.prompt(), trigger: 'manual' },
    );

  it('is prompted when the app is installed, with words for the activity feed', async () => {
    await maya.install();
    const prompt = maya.prompt();
    assert.equal(stage.connector.sent.length, 1);
    assert.match(String(prompt.activity.summary), /certification is due 7 December 2026/);
    const words = wordsOf(cardOf(prompt));
    assert.ok(words.includes('Hello Maya.'));
    assert.ok(words.includes(CONTEXT.texts.words.reasons.hire));
    assert.equal('msteams' in cardOf(prompt), false, 'the width of Teams is for Teams');
    assert.equal((await stage.obligationOf('maya')).messagesSent, 1);
  });

  it('is prompted once, though Teams reports the same installation twice', async () => {
    await maya.install();
    await maya.install();
    assert.equal(stage.connector.sent.length, 1);
  });

  it('is prompted, once, by whatever they write first, where no installation was reported', async () => {
    const [answer, prompt, ...more] = await maya.type('what about gifts?');
    assert.ok(answer && prompt && more.length === 0);
    assert.equal(prompt, maya.prompt());
    assert.equal((await maya.type('and favours?')).length, 1);
    await stage.service.run('deliver');
    assert.equal(stage.connector.sent.length, 3);
  });

  it('reads the whole Code in the card, signs, and the card becomes the receipt, for good', async () => {
    await maya.install();
    const { card } = await sign();
    assert.ok(card);
    const words = wordsOf(card);
    assert.ok(words.includes(certification.receipt.title));
    const [certificate] = await certificatesOf(stage, 'maya');
    assert.ok(certificate && isIntact(certificate));
    assert.match(words, /2026-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    const replaced = stage.connector.sent.filter(({ how }) => how === 'replaced').at(-1);
    assert.equal(replaced?.replaces, maya.prompt().id);
    assert.deepEqual(replaced && cardOf(replaced), card);
  });

  it('leaves a certificate with everything that a proof needs', async () => {
    await maya.install();
    await sign();
    const [sealed] = await certificatesOf(stage, 'maya');
    assert.ok(sealed);
    const { certificate } = sealed;
    const { statements, consent } = CONTEXT.texts.certificateWording;
    assert.deepEqual(
      certificate.statements.map(({ shown }) => shown),
      Object.values(statements).map(({ shown }) => shown),
    );
    assert.equal(certificate.consent.version, consent.version);
    assert.equal(certificate.code.sha256, CODE.hash);
    assert.equal(certificate.code.passages, passagesOf(CODE).length);
    assert.equal(certificate.signer.id, COMPANY.maya.id);
    assert.equal(certificate.signer.typedName, 'Maya Okafor');
    assert.equal(certificate.signedAt, stage.now);
    assert.equal(certificate.channel.conversationId, 'chat-of-maya');
    assert.match(certificate.channel.activityId, /^activity-/);
    assert.deepEqual(certificate.authentication, {
      method: 'local',
      at: stage.now,
      description: CONTEXT.texts.certificateWording.authentication.local,
    });
  });

  it('finds the receipt again under status, sign and my certificates', async () => {
    await maya.install();
    await sign();
    const number = /2026-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(wordsOf(await maya.see('status')))?.[0];
    assert.ok(number);
    for (const command of ['sign', 'my certificates'])
      assert.ok(wordsOf(await maya.see(command)).includes(number), command);
    const again = await maya.press(await maya.see('my certificates'), 'certificate.show');
    assert.ok(wordsOf(again.card).includes(number));
  });

  it('gets the Code apart from the receipt, which stays', async () => {
    await maya.install();
    const { card } = await sign();
    assert.ok(card);
    const before = stage.connector.sent.length;
    const { sentence } = await maya.press(card, 'code.read', {}, { on: maya.prompt() });
    assert.equal(sentence, CONTEXT.texts.below);
    const [shown, ...more] = stage.connector.sent.slice(before);
    assert.ok(shown && more.length === 0);
    assert.equal(shown.how, 'sent');
    assert.ok(elementsOfType(cardOf(shown), 'TextRun').length > 0);
  });

  it('signs with a name whose accents, case and order are their own business', async () => {
    const zoe = chatOf(stage, 'zoe');
    await zoe.install();
    const inputs = { ...FILLED, typedName: '  luczak   MULLER, zoe ' };
    await zoe.press(await readToTheForm(zoe), 'certificate.sign', inputs);
    const [sealed] = await certificatesOf(stage, 'zoe');
    assert.equal(sealed?.certificate.signer.typedName, 'luczak   MULLER, zoe');
    assert.equal(sealed?.certificate.signer.displayName, 'Zoë Müller-Łuczak');
  });

  it('who is not covered reads the Code and is asked for nothing', async () => {
    const otto = chatOf(stage, 'otto');
    await otto.install();
    assert.equal(stage.connector.sent.length, 0);
    assert.ok(wordsOf(await otto.see('status')).includes(certification.standing.nothing));
    const card = await otto.see('code');
    assert.equal(JSON.stringify(card).includes('certificate.form'), false);
  });

  it('whom the directory has not shown yet is told so, and is asked for nothing', async () => {
    const empty = { ...companyDirectory(), people: [] };
    empty.changes = async function* () {
      yield { changed: [], removed: [], skipped: [], cursor: 'end' as DirectoryCursor, complete: true };
    };
    const early = await openStage({ directory: empty });
    try {
      const card = await chatOf(early, 'maya').see('status');
      assert.ok(wordsOf(card).includes(certification.standing.unknown));
    } finally {
      await early.close();
    }
  });
});
