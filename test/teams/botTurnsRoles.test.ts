import assert from 'node:assert/strict';
import { personas } from '../../src/local/personas.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { CONTEXT } from './cards/cardWorld.ts';
import { elementsOfType, type Node, wordsOf } from './cards/readCard.ts';
import { activityFrom, chatOf, post, readInvoked } from './chat.ts';
import { COMPANY, type CompanyName } from './company.ts';
import { cardOf } from './connectorStub.ts';
import { FILLED, readToTheForm } from './signing.ts';
import { openStage, type Stage, TENANT } from './stage.ts';

const { texts } = CONTEXT;

describe('what somebody may see in Teams', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
    for (const name of Object.keys(COMPANY) as CompanyName[]) await chatOf(stage, name).install();
  });
  after(() => stage.close());

  const say = async (name: CompanyName, text: string): Promise<string> => {
    const [answer, ...more] = await chatOf(stage, name).type(text);
    assert.ok(answer && more.length === 0);
    return answer.activity.text ?? wordsOf(answer.activity.attachments?.[0]?.content);
  };

  const may: Readonly<Record<CompanyName, readonly string[]>> = {
    maya: ['status', 'sign', 'code', 'my certificates', 'report', 'help'],
    zoe: ['status', 'sign', 'code', 'my certificates', 'report', 'help'],
    renee: ['status', 'sign', 'code', 'my certificates', 'team', 'remind', 'report', 'help'],
    katherine: ['status', 'sign', 'code', 'my certificates', 'team', 'remind', 'report', 'help'],
    otto: ['code', 'report', 'help'],
    dana: [
      'code',
      ...['programme', 'alarms', 'cases', 'unreached', 'offices', 'roster', 'why …'],
      ...['remind', 'extend …', 'pause …', 'resume …', 'excuse …', 'reissue …'],
      ...['pack', 'export', 'paper …', 'correct …', 'waivers', 'hold', 'retention', 'erase …'],
      ...['amendment', 'preview', 'questions', 'jobs'],
      ...['report', 'help'],
    ],
    margaret: ['code', 'offices', 'pack', 'export', 'report', 'help'],
  };
  for (const name of Object.keys(may) as CompanyName[]) {
    it(`is listed by help for ${name}`, async () => {
      const groups = elementsOfType(await chatOf(stage, name).see('help'), 'FactSet');
      const commands = groups.flatMap(({ facts }) => (facts as Node[]).map(({ title }) => title));
      assert.deepEqual(commands, may[name]);
    });
  }

  it('is the own organisation, at every level, for a manager, and for nobody else', async () => {
    assert.match(await say('renee', 'team'), /Maya Okafor[\s\S]*Zoë Müller-Łuczak|Zoë[\s\S]*Maya/);
    const katherines = await say('katherine', 'team');
    for (const name of ['renee', 'maya', 'zoe'] as const)
      assert.ok(katherines.includes(COMPANY[name].displayName), name);
    assert.equal(katherines.includes('Katherine'), false);
    for (const name of ['maya', 'otto', 'dana', 'margaret'] as const)
      assert.equal(await say(name, 'team'), texts.noRole.team, name);
  });

  it('is the whole programme for compliance, where declines have names, and for nobody else', async () => {
    assert.ok((await say('dana', 'programme')).includes('Katherine Voss'));
    for (const name of ['maya', 'renee', 'katherine', 'otto', 'margaret'] as const)
      assert.equal(await say(name, 'programme'), texts.noRole.compliance, name);
  });

  it('is the six offices for compliance and the Audit Committee, and for nobody else', async () => {
    for (const name of ['dana', 'margaret'] as const)
      assert.ok((await say(name, 'offices')).includes('Katherine Voss'), name);
    for (const name of ['maya', 'renee', 'katherine', 'otto'] as const)
      assert.equal(await say(name, 'offices'), texts.noRole.offices, name);
  });

  it('is decided by the person, not by the card: pages and commands of a forged card are refused', async () => {
    const { team, compliance, offices } = texts.noRole;
    const forged = [
      [{ verb: 'programme.page', data: {} }, compliance],
      [{ verb: 'team.page', data: { after: '0|2026|x|y' } }, team],
      [{ verb: 'command', data: { command: 'programme' } }, compliance],
      [{ verb: 'command', data: { command: 'offices' } }, offices],
    ] as const;
    for (const [action, says] of forged) {
      const { body } = await chatOf(stage, 'maya').invoke({ action });
      assert.deepEqual(readInvoked(body), { sentence: says });
    }
  });

  it('is the offices that are vacant or doubled, with a warning', async () => {
    const words = await say('dana', 'offices');
    assert.ok(words.includes(texts.offices.warning));
    assert.ok(words.includes(texts.offices.vacant));
  });

  it('is where to raise a concern, for everyone, never a form', async () => {
    for (const name of ['otto', 'maya', 'margaret'] as const) {
      const card = await chatOf(stage, name).see('report');
      assert.ok(wordsOf(card).includes(texts.protectedRights));
      assert.equal(JSON.stringify(card).includes('"Input.'), false);
    }
  });

  it('is nothing in a group chat or a channel, whoever asks, by text or by card', async () => {
    const who = { name: 'dana', aadObjectId: COMPANY.dana.id };
    for (const conversationType of ['groupChat', 'channel']) {
      const conversation = { id: 'a-group', tenantId: TENANT, conversationType, isGroup: true };
      const before = stage.connector.sent.length;
      await post(
        stage,
        activityFrom(stage, who, { type: 'message', text: '<at>Code</at> programme', conversation }),
      );
      const value = { action: { verb: 'command', data: { command: 'programme' } } };
      const invoke = { type: 'invoke', name: 'adaptiveCard/action', value, conversation };
      const { status, body } = await post(stage, activityFrom(stage, who, invoke));
      await post(
        stage,
        activityFrom(stage, who, { type: 'installationUpdate', action: 'add', conversation }),
      );
      await stage.service.settle();
      assert.equal(status, 200);
      assert.equal(readInvoked(body).card, undefined);
      const sent = stage.connector.sent.slice(before);
      assert.deepEqual(
        sent.map(({ activity }) => [activity.text, activity.attachments?.length ?? 0]),
        [[texts.problems.personalOnly, 0]],
      );
    }
    assert.equal(
      (await stage.stores.people.get(COMPANY.dana.id))?.value.conversation?.conversationId,
      'chat-of-dana',
    );
  });

  it('is not what somebody else may see: acting as another is refused outside local mode', async () => {
    assert.equal(await say('maya', 'act as Dana Whitfield'), texts.noRole.local);
    assert.equal(await say('maya', 'programme'), texts.noRole.compliance);
  });
});

describe('acting as somebody else in local mode', () => {
  it('shows what they see, signs in their name only with their name, and outlives a restart', async () => {
    const stores = openSqliteStores(':memory:');
    const identity = () => personas({ ...stores, suggested: [COMPANY.renee.id] });
    const stage = await openStage({ stores, identity: identity() });
    try {
      const chat = chatOf(stage, 'maya');
      await chat.install();
      const [nobody] = await chat.type('act as Nobody Anywhere');
      assert.match(String(nobody?.activity.text), /Nobody in the sample[\s\S]*act as Renée Delacroix/);
      const [acting, due] = await chat.type('act as renee delacroix');
      assert.match(String(acting?.activity.text), /You are now \*\*Renée Delacroix\*\*/);
      assert.ok(wordsOf(cardOf(due ?? assert.fail('nothing due reached her'))).includes('Hello Renée'));
      assert.ok(wordsOf(await chat.see('team')).includes('Maya Okafor'));
      assert.equal(
        await identity().whoIs({ conversationId: 'chat-of-maya', personId: undefined }),
        COMPANY.renee.id,
      );
      await chat.type('act as Maya Okafor');
      const inputs = { ...FILLED, typedName: 'Renée Delacroix' };
      const { card } = await chat.press(await readToTheForm(chat), 'certificate.sign', inputs);
      assert.ok(wordsOf(card).includes(texts.certification.refusals['name-differs']));
    } finally {
      await stage.close();
    }
  });
});
