import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../../src/domain/ids.ts';
import { CONTEXT } from './cards/cardWorld.ts';
import { wordsOf } from './cards/readCard.ts';
import { type Chat, chatOf } from './chat.ts';
import { COMPANY } from './company.ts';
import { cardOf, type Fault } from './connectorStub.ts';
import { certificatesOf, FILLED, readToTheForm } from './signing.ts';
import { openStage, type Stage } from './stage.ts';

const { certification, below, problems } = CONTEXT.texts;
const teamsSays = (code: string) => ({ error: { code, message: 'as Teams words it' } });

describe('while Teams does not take messages', () => {
  let stage: Stage;
  let maya: Chat;
  beforeEach(async () => {
    stage = await openStage();
    maya = chatOf(stage, 'maya');
  });
  afterEach(() => stage.close());

  const final: readonly [fault: Fault, because: string][] = [
    [{ status: 403, body: teamsSays('ConversationBlockedByUser') }, 'blocked-by-user'],
    [{ status: 403, body: teamsSays('BotDisabledByAdmin') }, 'disabled-by-admin'],
    [{ status: 403, body: teamsSays('BotNotInConversationRoster') }, 'app-not-installed'],
    [{ status: 404, body: teamsSays('ConversationNotFound') }, 'not-found'],
    [{ status: 403, body: '<html>Forbidden by a proxy</html>' }, 'refused'],
  ];
  for (const [fault, because] of final) {
    it(`with ${fault.status}, ${because}: the person could not be reached, for that reason, until they install again`, async () => {
      stage.connector.fail(fault);
      await maya.install();
      const { unreachable, nextMessageAt, messagesSent } = await stage.obligationOf('maya');
      assert.deepEqual(unreachable, { since: stage.now, because });
      assert.equal(nextMessageAt, undefined);
      assert.equal(messagesSent, 0);
      assert.equal(stage.connector.refused.length, 1, 'tried once');
      stage.now = '2026-11-24T14:00:00.000Z' as Instant;
      await stage.service.run('deliver');
      assert.equal(stage.connector.refused.length, 1, 'not tried again by the job');
      stage.connector.fail(undefined);
      await maya.install();
      assert.ok(maya.prompt());
      assert.equal((await stage.obligationOf('maya')).unreachable, undefined);
    });
  }

  const passing: readonly Fault[] = [408, 412, 429, 500, 502, 503, 504].map((status) => ({ status }));
  for (const fault of [...passing, { status: 429, headers: { 'retry-after': '1' } }]) {
    const asked = fault.headers ? ' and Retry-After' : '';
    it(`with ${fault.status}${asked}: the prompt is tried once, kept, and arrives once later`, async () => {
      stage.connector.fail({ ...fault, body: teamsSays('Throttled') });
      await maya.install();
      assert.equal(stage.connector.refused.length, 1, 'a POST is not repeated: they would be prompted twice');
      const failed = await stage.obligationOf('maya');
      assert.equal(failed.unreachable?.because, 'service-unavailable');
      assert.ok(failed.nextMessageAt && failed.nextMessageAt > stage.now);
      stage.connector.fail(undefined);
      await stage.service.run('deliver');
      assert.equal(stage.connector.sent.length, 0, 'not before its time');
      stage.now = failed.nextMessageAt;
      await stage.service.run('deliver');
      await stage.service.run('deliver');
      assert.equal(stage.connector.sent.length, 1);
    });
  }

  it('lists in the programme who was not reached', async () => {
    const dana = chatOf(stage, 'dana');
    stage.connector.fail({ status: 403, body: teamsSays('BotDisabledByAdmin') });
    await maya.install();
    stage.connector.fail(undefined);
    assert.match(wordsOf(await dana.see('programme')), /Maya Okafor\nOutstanding; not reached/);
  });

  it('a signature still counts when the card could not be replaced afterwards', async () => {
    await maya.install();
    const form = await readToTheForm(maya);
    stage.connector.fail({ status: 502, body: 'Bad Gateway' });
    const inputs = { ...FILLED, typedName: 'Maya Okafor' };
    const { card } = await maya.press(form, 'certificate.sign', inputs, { on: maya.prompt() });
    assert.ok(wordsOf(card).includes(certification.receipt.title));
    assert.equal((await certificatesOf(stage, 'maya')).length, 1);
    const tasks = stage.logged.filter(({ event }) => event === 'background-task-failed');
    assert.deepEqual(
      tasks.map(({ level, task }) => [level, task]),
      [['warn', 'update-card']],
    );
  });

  it('answers a button whose result is to come as a message with a sentence, not an error', async () => {
    await maya.install();
    const help = await maya.see('help');
    stage.connector.fail({ status: 502, body: 'Bad Gateway' });
    const { sentence } = await maya.press(help, 'command');
    assert.ok(sentence && sentence !== below);
  });

  it('answers a typed command with HTTP 500 that says nothing, and serves the next one', async () => {
    await maya.install();
    stage.connector.fail((body) => ({ status: 502, body: `the proxy repeats: ${body}` }));
    await assert.rejects(maya.type('status'), /500/);
    stage.connector.fail(undefined);
    assert.ok(await maya.see('status'));
  });

  it('leaves nobody waiting while the store is slow: what was asked for arrives a moment later', async function () {
    this.timeout(15_000);
    const zoe = chatOf(stage, 'zoe');
    await Promise.all([maya.install(), zoe.install()]);
    const [form, help] = [await readToTheForm(maya), await zoe.see('help')];
    const { certificates, people } = stage.stores;
    const { create } = certificates;
    const { get } = people;
    certificates.create = async (sealed) => pause(4_800).then(() => create.call(certificates, sealed));
    people.get = async (id) => pause(id === COMPANY.zoe.id ? 4_800 : 0).then(() => get.call(people, id));
    const before = stage.connector.sent.length;
    const started = performance.now();
    const inputs = { ...FILLED, typedName: 'Maya Okafor' };
    const [signing, asking] = await Promise.all([
      maya.press(form, 'certificate.sign', inputs, { on: maya.prompt() }),
      zoe.press(help, 'command', { command: 'status' }, { on: zoe.prompt() }),
    ]);
    assert.ok(performance.now() - started < 8_000);
    for (const { sentence } of [signing, asking]) assert.equal(sentence, problems.stillWorking);
    const later = stage.connector.sent.slice(before);
    const [receipt] = later.filter(({ replaces }) => replaces === maya.prompt().id);
    assert.ok(receipt && wordsOf(cardOf(receipt)).includes(certification.receipt.title));
    const toZoe = later.filter(({ conversation }) => conversation === 'chat-of-zoe');
    assert.ok(toZoe.some(({ activity }) => activity.attachments));
    assert.ok(toZoe.every(({ activity }) => activity.text !== problems.tryAgain));
  });
});
