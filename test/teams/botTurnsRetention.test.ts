import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { retentionRulesOf } from '../../src/composeRetention.ts';
import { openSqliteEraser } from '../../src/sqlite/openSqliteEraser.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import type { Card } from '../../src/teams/cards/context.ts';
import { executeErasure } from '../../src/usecases/executeErasure.ts';
import { DirectoryUnavailable } from '../../src/usecases/failures.ts';
import { testSigner } from '../helpers/testSigner.ts';
import { CONTEXT, PROGRAMME } from './cards/cardWorld.ts';
import { elementsOfType, wordsOf } from './cards/readCard.ts';
import { type Chat, chatOf } from './chat.ts';
import { COMPANY, type CompanyName } from './company.ts';
import { complianceOffice, leftLongAgo } from './complianceOffice.ts';
import { openStage, type Stage, TENANT } from './stage.ts';

const { texts } = CONTEXT;
const { retention: t } = texts;

describe('retention in the chat', () => {
  let folder: string;
  let stage: Stage;
  let dana: Chat;
  let otto: Chat;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'retention-'));
    stage = await openStage({ stores: openSqliteStores(join(folder, 'store.db')) });
    complianceOffice(stage, 'dana', 'otto');
    await leftLongAgo(stage, 'zoe', 'maya');
    [dana, otto] = [chatOf(stage, 'dana'), chatOf(stage, 'otto')];
  });
  afterEach(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  const shown = (card: Card | undefined): Card => card ?? assert.fail('a card is shown');
  const may = (card: Card, verb: string) =>
    elementsOfType(card, 'Action.Execute').some((action) => action.verb === verb);
  const due = async (chat: Chat) =>
    shown((await chat.press(await chat.see('retention'), 'retention.due')).card);
  const propose = async (chat: Chat) => shown((await chat.press(await due(chat), 'retention.propose')).card);
  /** As somebody else finds it on the overview. */
  const open = async (chat: Chat) =>
    shown((await chat.press(await chat.see('retention'), 'retention.show')).card);
  const lists = () => stage.service.bot.retention.erasures.list();
  const say = async (name: CompanyName, text: string) => {
    const [answer] = await chatOf(stage, name).type(text);
    return answer?.activity.text ?? wordsOf(answer?.activity.attachments?.[0]?.content);
  };
  const execute = async (list: string) => {
    const eraser = openSqliteEraser(join(folder, 'store.db'));
    try {
      return await executeErasure({
        ...stage.stores,
        eraser,
        signer: testSigner,
        clock: () => stage.now,
        tenant: TENANT,
        software: { name: 'bot', version: '0.0.0' },
        because: () => 'the retention period of 7 years is over',
        retentionRules: retentionRulesOf(PROGRAMME),
        seal: () => stage.service.run('seal'),
      })(list);
    } finally {
      await eraser.close();
    }
  };

  it('is what is due, proposed by one, confirmed by another, and what the operator runs', async () => {
    assert.match(
      wordsOf(await dana.see('programme')),
      /The records of 2 people are due to be erased: type `retention`/,
    );
    const overview = wordsOf(await dana.see('retention'));
    assert.match(overview, /The records of 2 people are due/);
    assert.match(overview, /2 certificates, 2 obligations with their history, 2 people’s entries/);
    const list = await due(dana);
    for (const name of ['Zoë Müller-Łuczak', 'Maya Okafor']) assert.ok(wordsOf(list).includes(name), name);
    const { card: proposed } = await dana.press(list, 'retention.propose');
    assert.ok(wordsOf(proposed).includes(t.notes.proposed));
    assert.ok(proposed && !may(proposed, 'retention.confirm'), 'not by whoever proposed it');

    const asked = await open(otto);
    assert.match(wordsOf(asked), /Dana Whitfield, 23 November 2034/);
    const { card: confirmed } = await otto.press(asked, 'retention.confirm');
    const [erasure] = await lists();
    assert.ok(erasure?.confirmed);
    assert.ok(wordsOf(confirmed).includes(t.notes.confirmed));
    assert.ok(wordsOf(confirmed).includes(`npm run retention -- execute ${erasure.id}`));
    assert.equal(
      (await stage.stores.certificates.ofPerson(COMPANY.zoe.id)).length,
      1,
      'nothing is erased by that',
    );

    await execute(erasure.id);
    assert.deepEqual(await stage.stores.certificates.ofPerson(COMPANY.zoe.id), []);
    await stage.service.run('retention');
    assert.match(wordsOf(await dana.see('retention')), /Nothing is due/);
    const done = shown((await dana.press(await dana.see('retention'), 'retention.page')).card);
    const after = wordsOf(shown((await dana.press(done, 'retention.show')).card));
    assert.match(after, /Executed[\s\S]*2 people; 6 records/);
    assert.match(after, /no longer known/);
    assert.ok(!after.includes('Maya'));
  });

  it('is one list however often it is proposed, at once or by another', async () => {
    const [mine, others] = [await due(dana), await due(otto)];
    await Promise.all([dana.press(mine, 'retention.propose'), dana.press(mine, 'retention.propose')]);
    const { card } = await otto.press(others, 'retention.propose');
    assert.ok(wordsOf(card).includes(t.notes.already));
    assert.equal((await lists()).length, 1);
    assert.equal((await lists())[0]?.proposed.by, COMPANY.dana.id);
  });

  it('is confirmed by nobody who proposed it, however the card came about', async () => {
    await propose(dana);
    const stolen = await open(otto);
    const { card } = await dana.press(stolen, 'retention.confirm');
    assert.ok(wordsOf(card).includes(t.problem('same-person')));
    assert.equal((await lists())[0]?.confirmed, undefined);
  });

  it('is confirmed once, and a second click finds it confirmed', async () => {
    await propose(dana);
    const asked = await open(otto);
    const clicks = await Promise.all([1, 2].map(() => otto.press(asked, 'retention.confirm')));
    for (const { card } of clicks) assert.ok(wordsOf(card).includes(t.run.title));
    const at = (await lists())[0]?.confirmed;
    complianceOffice(stage, 'dana', 'otto', 'renee');
    await stage.service.run('sync');
    const { card } = await chatOf(stage, 'renee').press(asked, 'retention.confirm');
    assert.ok(wordsOf(card).includes(t.problem('already-confirmed')));
    assert.deepEqual((await lists())[0]?.confirmed, at);
  });

  it('is shown anew when something else is due by now, or nothing', async () => {
    const stale = await due(dana);
    const { holds } = stage.service.bot.retention;
    const scope = { kind: 'person', personId: COMPANY.zoe.id } as const;
    await holds.place(COMPANY.otto.id, { id: 'a-hold', scope, because: 'A lawsuit' });
    await stage.service.run('retention');
    const { card } = await dana.press(stale, 'retention.propose');
    assert.ok(wordsOf(card).includes(t.problem('list-changed')));
    assert.ok(!wordsOf(card).includes('Zoë'));
    assert.match(wordsOf(await dana.see('retention')), /1 person, due but for a legal hold/);
    await holds.place(COMPANY.otto.id, { id: 'all', scope: { kind: 'all' }, because: 'A lawsuit' });
    await stage.service.run('retention');
    const nothing = await dana.press(stale, 'retention.propose');
    assert.ok(wordsOf(nothing.card).includes(t.problem('nothing')));
    assert.equal((await lists()).length, 0);
  });

  it('is withdrawn by whoever of them, and what is due can be proposed again', async () => {
    await propose(dana);
    const asked = await open(otto);
    const { card } = await otto.press(asked, 'retention.withdraw');
    assert.ok(wordsOf(card).includes(t.notes.withdrawn));
    const late = await otto.press(asked, 'retention.confirm');
    assert.ok(wordsOf(late.card).includes(t.problem('unknown-list')));
    assert.equal((await lists())[0]?.confirmed, undefined);
    await propose(otto);
    assert.equal((await lists()).length, 2);
  });

  it('is withdrawn no more once an operator has begun', async () => {
    await propose(dana);
    const asked = await open(otto);
    const { card: confirmed } = await otto.press(asked, 'retention.confirm');
    const id = (await lists())[0]?.id ?? '';
    await execute(id);
    const { card } = await otto.press(shown(confirmed), 'retention.withdraw');
    assert.ok(wordsOf(card).includes(t.problem('being-executed')));
    assert.equal((await lists())[0]?.withdrawn, undefined);
  });

  it('shows who was left out, and that it can be run again', async () => {
    await propose(dana);
    await otto.press(await open(otto), 'retention.confirm');
    const scope = { kind: 'person', personId: COMPANY.zoe.id } as const;
    await stage.service.bot.retention.holds.place(COMPANY.otto.id, { id: 'h', scope, because: 'A lawsuit' });
    const id = (await lists())[0]?.id ?? '';
    await execute(id);
    const words = wordsOf(await open(dana));
    assert.match(words, /Executed, 1 person left out/);
    assert.match(words, /1 person: under a legal hold/);
    assert.ok(words.includes(t.run.leftOut));
    assert.equal((await stage.stores.certificates.ofPerson(COMPANY.zoe.id)).length, 1);
  });

  it('is for whoever is of the Compliance Office at this moment, and changes nothing while nobody can tell', async () => {
    await propose(dana);
    const asked = await open(otto);
    const { now } = stage.directory;
    stage.directory.now = async () => {
      throw new DirectoryUnavailable('The directory does not answer.');
    };
    assert.deepEqual(await otto.press(asked, 'retention.confirm'), {
      sentence: texts.roleNotHeld.unavailable,
    });
    stage.directory.now = now;
    complianceOffice(stage, 'dana');
    for (const verb of ['retention.confirm', 'retention.withdraw'])
      assert.deepEqual(await otto.press(asked, verb), { sentence: texts.roleNotHeld.lacks });
    const [list] = await lists();
    assert.deepEqual([list?.confirmed, list?.withdrawn], [undefined, undefined]);
    for (const name of ['renee', 'katherine', 'margaret'] as const) {
      assert.equal(await say(name, 'retention'), texts.noRole.compliance);
      assert.equal(await say(name, 'erase'), texts.noRole.compliance);
      assert.equal(await say(name, 'erase Maya Okafor'), texts.noRole.action);
      assert.deepEqual(await chatOf(stage, name).press(asked, 'retention.confirm'), {
        sentence: texts.noRole.compliance,
      });
    }
  });

  it('is half-done by no failure of the store: pressing again goes on', async () => {
    await propose(dana);
    const asked = await open(otto);
    stage.breakStore((call) => call === 'programme.replace');
    assert.deepEqual(await otto.press(asked, 'retention.confirm'), { sentence: texts.problems.tryAgain });
    stage.breakStore(undefined);
    assert.equal((await lists())[0]?.confirmed, undefined);
    await otto.press(asked, 'retention.confirm', {}, { trigger: 'automatic' });
    assert.equal((await lists())[0]?.confirmed, undefined, 'a refresh confirms nothing');
    await otto.press(asked, 'retention.confirm');
    assert.equal((await lists())[0]?.confirmed?.by, COMPANY.otto.id);
  });

  describe('of somebody of the Compliance Office who left it long ago and is back', () => {
    beforeEach(async () => {
      // Zoë works for compliance now; what she signed in finance is due.
      complianceOffice(stage, 'dana', 'otto', 'zoe');
      stage.directory.people.push({ ...COMPANY.zoe, department: 'Legal', jobTitle: 'Counsel' });
      const { changes } = stage.directory;
      stage.directory.changes = async function* (cursor) {
        for await (const page of changes.call(stage.directory, cursor))
          yield { ...page, removed: page.removed.filter(({ id }) => id !== COMPANY.zoe.id) };
      };
      await stage.service.run('sync');
      await stage.service.run('retention');
    });

    it('is proposed without her own, and her own by another', async () => {
      const zoe = chatOf(stage, 'zoe');
      const hers = await due(zoe);
      assert.ok(wordsOf(hers).includes(t.withoutOwn));
      assert.ok(!wordsOf(hers).includes('Zoë'));
      await zoe.press(hers, 'retention.propose');
      assert.deepEqual(
        (await lists())[0]?.entries.map(({ personId }) => personId),
        [COMPANY.maya.id],
      );
      const all = await due(dana);
      assert.ok(wordsOf(all).includes('Zoë'));
      const stolen = await zoe.press(all, 'retention.propose');
      assert.ok(wordsOf(stolen.card).includes(t.problem('list-changed')));
    });

    it('is confirmed by anybody but her', async () => {
      await propose(dana);
      const asked = await open(otto);
      const zoe = chatOf(stage, 'zoe');
      const { card } = await zoe.press(asked, 'retention.confirm');
      assert.ok(wordsOf(card).includes(t.problem('own-records')));
      assert.ok(wordsOf(card).includes(t.ownOnIt));
      assert.equal((await lists())[0]?.confirmed, undefined);
      assert.equal(await say('zoe', 'erase Zoë Müller-Łuczak'), texts.erase.own);
    });
  });
});

describe('a request for erasure in the chat', () => {
  let stage: Stage;
  let dana: Chat;
  beforeEach(async () => {
    stage = await openStage();
    complianceOffice(stage, 'dana', 'otto');
    await stage.service.run('sync');
    dana = chatOf(stage, 'dana');
  });
  afterEach(() => stage.close());
  const lists = () => stage.service.bot.retention.erasures.list();
  const asked = async (text: string) => wordsOf(await dana.see(text));

  it('is refused for whoever is covered, with words to answer', async () => {
    const words = await asked('erase Zoë Müller-Łuczak');
    assert.match(words, /The records of Zoë Müller-Łuczak stay/);
    assert.ok(words.includes(texts.erase.because.active));
    assert.ok(words.includes(texts.erase.answers.active));
  });

  it('is refused within the period, with the day on which it ends', async () => {
    await leftLongAgo(stage, 'zoe');
    stage.now = '2030-01-01T12:00:00.000Z' as typeof stage.now;
    const words = await asked('erase Zoë');
    assert.match(words, /until 25 November 2033/);
    assert.ok(words.includes(texts.erase.answers['within-period']('25 November 2033', 7)));
  });

  it('is refused under a hold, with which one, and an answer that does not give its reason', async () => {
    await leftLongAgo(stage, 'zoe');
    const { holds } = stage.service.bot.retention;
    const scope = { kind: 'person', personId: COMPANY.zoe.id } as const;
    await holds.place(COMPANY.otto.id, { id: 'one', scope, because: 'The inquiry into the plant' });
    await holds.place(COMPANY.otto.id, { id: 'two', scope: { kind: 'all' }, because: 'A lawsuit' });
    const words = await asked('erase Zoë');
    assert.match(words, /The inquiry into the plant/);
    assert.match(words, /Otto Operations, 23 November 2034/);
    assert.match(words, /1 more legal hold: type `hold`/);
    const answer = texts.erase.answers.held('23 Nov 2034');
    assert.ok(words.includes(answer) && !answer.includes('inquiry'));
  });

  it('is refused where nothing is kept', async () => {
    assert.ok((await asked('erase Otto Operations')).includes(texts.erase.because.nothing));
  });

  it('becomes a list of one, once, which another confirms; what comes in between is looked at again', async () => {
    await leftLongAgo(stage, 'zoe');
    const card = await dana.see('erase Zoë Müller-Łuczak');
    const { holds } = stage.service.bot.retention;
    await holds.place(COMPANY.otto.id, { id: 'all', scope: { kind: 'all' }, because: 'A lawsuit' });
    const held = await dana.press(card, 'erase.request');
    assert.ok(wordsOf(held.card).includes(texts.erase.because.held));
    await holds.release(COMPANY.otto.id, { hold: 'all', because: 'Settled' });
    assert.equal((await lists()).length, 0);
    await Promise.all([1, 2].map(() => dana.press(card, 'erase.request')));
    const [list, ...others] = await lists();
    assert.ok(list && others.length === 0);
    assert.equal(list.origin, 'request');
    const otto = chatOf(stage, 'otto');
    const { card: open } = await otto.press(await otto.see('retention'), 'retention.show');
    assert.match(wordsOf(open), /Somebody asked for it[\s\S]*Zoë/);
    assert.ok(open);
    await otto.press(open, 'retention.confirm');
    assert.ok((await lists())[0]?.confirmed);
  });

  it('names nobody in the log, whoever is meant', async () => {
    await dana.type('erase Zoë Müller-Łuczak');
    await dana.type('erase Ruth Unknown');
    assert.doesNotMatch(JSON.stringify(stage.logged), /Zoë|Ruth/);
  });
});
