import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { CalendarDate, Instant, PersonId } from '../../src/domain/ids.ts';
import { obligationId } from '../../src/domain/obligation.ts';
import type { Card } from '../../src/teams/cards/context.ts';
import { TEAM_PAGE } from '../../src/teams/cards/teamCard.ts';
import { CONTEXT } from './cards/cardWorld.ts';
import { elementsOfType, inputsOf, type Node, wordsOf } from './cards/readCard.ts';
import { buttonOf, type Chat, chatOf, readInvoked } from './chat.ts';
import { COMPANY, type CompanyName } from './company.ts';
import { cardOf } from './connectorStub.ts';
import { certificatesOf, FILLED, readToTheForm } from './signing.ts';
import { openStage, type Stage } from './stage.ts';

const { texts } = CONTEXT;
const t = texts.actions;
const SIGNED = { ...FILLED, typedName: 'Maya Okafor' };
const REASON = 'marmalade-umbrella-7319';
const COMPANY_NAMES = Object.keys(COMPANY) as CompanyName[];

describe('what compliance does about people, in Teams,', () => {
  let stage: Stage;
  let dana: Chat;
  beforeEach(async () => {
    stage = await openStage();
    for (const name of COMPANY_NAMES) await chatOf(stage, name).install();
    dana = chatOf(stage, 'dana');
  });
  afterEach(() => stage.close());

  const say = async (name: CompanyName, text: string): Promise<string> => {
    const [answer, ...more] = await chatOf(stage, name).type(text);
    assert.ok(answer && more.length === 0, text);
    return answer.activity.text ?? wordsOf(cardOf(answer));
  };
  const pressed = async (card: Card, verb: string, inputs: object = {}): Promise<Card> => {
    const { card: next } = await dana.press(card, verb, inputs);
    assert.ok(next, verb);
    return next;
  };
  const did = async (text: string, inputs: object = {}): Promise<Card> =>
    await pressed(await dana.see(text), 'action.do', { reason: REASON, ...inputs });
  const statusOf = async (name: CompanyName) => (await stage.obligationOf(name)).state.status;
  const tomorrow = () => {
    stage.now = new Date(Date.parse(stage.now) + 86_400_000).toISOString() as Instant;
  };

  it('is shown before it is done, with a reason, and says what was done and how to take it back', async () => {
    const form = await dana.see('excuse Maya Okafor');
    const words = wordsOf(form);
    for (const word of [t.ask.excuse('Maya Okafor'), t.means.excuse, 'Accounting', 'Outstanding'])
      assert.ok(words.includes(word), word);
    assert.deepEqual(
      inputsOf(form).map(({ id, isRequired }) => [id, isRequired]),
      [['reason', true]],
    );
    assert.equal(await statusOf('maya'), 'outstanding');
    const done = await pressed(form, 'action.do', { reason: REASON });
    for (const word of [t.done.excuse(1), 'Maya Okafor', REASON])
      assert.ok(wordsOf(done).includes(word), word);
    const { state } = await stage.obligationOf('maya');
    assert.ok(state.status === 'excused' && state.by === COMPANY.dana.id && state.because === REASON);
    assert.ok((await say('maya', 'status')).includes(texts.certification.standing.excused));

    const undo = await pressed(done, 'action.form');
    assert.ok(wordsOf(undo).includes(t.ask['withdraw-excuse'](t.people(1))));
    await pressed(undo, 'action.do', { reason: 'A mistake.' });
    assert.equal(await statusOf('maya'), 'outstanding');
  });

  it('needs a reason: the form comes back and says so, and nothing is done', async () => {
    const form = await dana.see('pause Maya Okafor');
    const again = await pressed(form, 'action.do', { reason: '  ' });
    assert.ok(wordsOf(again).includes(t.reasonMissing));
    assert.equal(await statusOf('maya'), 'outstanding');
    await pressed(again, 'action.do', { reason: REASON });
    assert.equal(await statusOf('maya'), 'paused');
  });

  it('is done once, however often the button is pressed', async () => {
    const form = await dana.see('excuse Maya Okafor');
    const first = await pressed(form, 'action.do', { reason: REASON });
    const second = await pressed(form, 'action.do', { reason: 'Another reason.' });
    assert.deepEqual(second, first);
    const { history } = await stage.obligationOf('maya');
    assert.equal(history.filter(({ type }) => type === 'excused').length, 1);
  });

  it('changes a date, by an input for it, and back', async () => {
    const form = await dana.see('extend Maya Okafor');
    const [due] = inputsOf(form);
    assert.deepEqual([due?.type, due?.id], ['Input.Date', 'due']);
    const before = await stage.obligationOf('maya');
    const refused = await pressed(form, 'action.do', { reason: REASON, due: '2026-01-01' });
    assert.ok(wordsOf(refused).includes(t.because('not-later')));
    const missing = await pressed(await dana.see('extend Maya Okafor'), 'action.do', {
      reason: REASON,
      due: 'soon',
    });
    assert.ok(wordsOf(missing).includes(t.dueMissing));
    const done = await did('extend Maya Okafor', { due: '2027-01-15' });
    assert.equal((await stage.obligationOf('maya')).due, '2027-01-15');
    await pressed(await pressed(done, 'action.form'), 'action.do', { reason: REASON });
    assert.equal((await stage.obligationOf('maya')).due, before.due);
  });

  it('pauses and resumes', async () => {
    await did('pause Maya Okafor');
    assert.ok((await say('dana', 'pause Maya Okafor')).includes(t.buttons.resume) === false);
    const shown = await dana.see('excuse Maya Okafor');
    assert.ok(wordsOf(shown).includes('Paused'));
    tomorrow();
    await did('resume Maya Okafor');
    const { state, due } = await stage.obligationOf('maya');
    assert.deepEqual([state.status, due], ['outstanding', '2026-12-08']);
  });

  it('says why nothing can be done, and offers what can', async () => {
    await did('excuse Maya Okafor');
    const card = await dana.see('pause Maya Okafor');
    assert.ok(wordsOf(card).includes(t.because('excused')) && wordsOf(card).includes(REASON));
    const offered = elementsOfType(card, 'Action.Execute').map(({ data }) => (data as Node).action);
    assert.deepEqual(offered, ['withdraw-excuse', 'reissue']);
    assert.equal(await say('dana', 'excuse Jonah Nowhere'), t.unknown);
    assert.ok((await say('dana', 'excuse Otto Operations')).includes(t.notAsked));
  });

  it('asks again whoever signed, from reading the Code on, and leaves what was signed', async () => {
    const maya = chatOf(stage, 'maya');
    await maya.press(await readToTheForm(maya), 'certificate.sign', SIGNED);
    const [signed] = await certificatesOf(stage, 'maya');
    tomorrow();
    await did('reissue Maya Okafor');
    const again = await stage.obligationOf('maya');
    assert.equal(again.id, obligationId(again.personId, again.cycle, again.codeHash, 2));
    assert.deepEqual(await certificatesOf(stage, 'maya'), [signed]);
    await stage.service.run('deliver');
    assert.ok(wordsOf(cardOf(maya.prompt())).includes(texts.certification.askedAgain));
    await maya.press(await readToTheForm(maya), 'certificate.sign', SIGNED);
    assert.equal((await certificatesOf(stage, 'maya')).length, 2);
    assert.ok(wordsOf(await dana.see('programme')).includes('1 of 4 complete'));
  });

  it('is for many at once: how many and who, a page at a time', async () => {
    const many = Array.from({ length: TEAM_PAGE + 5 }, (_, n) => ({
      ...COMPANY.maya,
      id: `00000000-0000-4000-9000-${String(n).padStart(12, '0')}` as PersonId,
      displayName: `Person ${100 + n}`,
      department: 'Treasury',
      employeeHireDate: '2026-01-05' as CalendarDate,
    }));
    stage.directory.people = [...stage.directory.people, ...many];
    await stage.service.run('sync');
    await stage.service.run('issue');
    const form = await dana.see('pause outstanding in Treasury');
    assert.ok(wordsOf(form).includes(t.ask.pause(t.people(many.length))));
    const second = await pressed(form, 'action.form');
    const names = [form, second].flatMap(namesOn);
    assert.deepEqual([namesOn(form).length, new Set(names).size], [TEAM_PAGE, many.length]);
    const done = await pressed(second, 'action.do', { reason: REASON });
    assert.ok(wordsOf(done).includes(t.done.pause(many.length)));
    assert.equal(await statusOf('zoe'), 'outstanding');
    const everyone = await dana.see('resume all');
    assert.equal(wordsOf(everyone).includes(t.ask.resume(t.people(many.length))), true);
  });

  it('asks again when somebody of those shown has signed meanwhile', async () => {
    const form = await dana.see('excuse outstanding');
    const maya = chatOf(stage, 'maya');
    await maya.press(await readToTheForm(maya), 'certificate.sign', SIGNED);
    const again = await pressed(form, 'action.do', { reason: REASON });
    assert.ok(wordsOf(again).includes(t.changed));
    assert.equal(await statusOf('zoe'), 'outstanding');
    await pressed(again, 'action.do', { reason: REASON });
    assert.deepEqual([await statusOf('zoe'), await statusOf('maya')], ['excused', 'certified']);
  });

  it('asks back where several have the name', async () => {
    const namesake = { ...COMPANY.maya, id: '00000000-0000-4000-9000-000000000099' as PersonId };
    stage.directory.people = [...stage.directory.people, { ...namesake, jobTitle: 'Controller II' }];
    await stage.service.run('sync');
    await stage.service.run('issue');
    const who = await dana.see('excuse Maya Okafor');
    assert.ok(wordsOf(who).includes(t.choose.title) && wordsOf(who).includes('Controller II'));
    const [first] = elementsOfType(who, 'Action.Execute');
    const { body } = await dana.invoke({ action: { verb: first?.verb, data: first?.data } });
    assert.ok(wordsOf(readInvoked(body).card).includes(t.ask.excuse('Maya Okafor')));
  });

  it('is for the Compliance Office alone, by text and by forged cards, and never about oneself', async () => {
    const form = await dana.see('excuse Maya Okafor');
    const { data } = buttonOf(form, 'action.do');
    for (const name of ['maya', 'renee', 'katherine', 'otto', 'margaret'] as const) {
      for (const text of ['excuse Maya Okafor', 'extend overdue', '/pause maya', 'reissue', 'excuse'])
        assert.equal(await say(name, text), texts.noRole.action, `${name}: ${text}`);
      assert.equal(await say(name, 'cases'), texts.noRole.compliance);
      const forged = [
        { verb: 'action.do', data: { ...(data as object), reason: REASON } },
        { verb: 'action.form', data: { action: 'excuse', person: COMPANY.maya.id } },
        { verb: 'action.form', data: { action: 'remind', list: 'overdue' } },
      ];
      for (const action of forged) {
        const { body } = await chatOf(stage, name).invoke({ action });
        assert.deepEqual(readInvoked(body), { sentence: texts.noRole.action });
      }
    }
    assert.equal(await statusOf('maya'), 'outstanding');
    stage.directory.people = stage.directory.people.map((person) =>
      person.id === COMPANY.dana.id ? { ...person, department: 'Finance' } : person,
    );
    await stage.service.run('sync');
    await stage.service.run('issue');
    for (const action of ['excuse', 'pause', 'extend'] as const)
      assert.ok((await say('dana', `${action} Dana Whitfield`)).includes(t.because('own-obligation')));
  });

  it('is refused as soon as the role is gone from the directory, before the next sync', async () => {
    const form = await dana.see('excuse Maya Okafor');
    stage.directory.people = stage.directory.people.filter(({ id }) => id !== COMPANY.dana.id);
    const { sentence } = await dana.press(form, 'action.do', { reason: REASON });
    assert.equal(sentence, texts.roleNotHeld.lacks);
    assert.equal(await statusOf('maya'), 'outstanding');
  });

  it('goes on where it takes longer than a turn, and the card then says what came of it', async function () {
    this.timeout(15_000);
    const [form] = await dana.type('excuse Maya Okafor');
    assert.ok(form);
    const { obligations } = stage.stores;
    const { replace } = obligations;
    obligations.replace = async (record) => pause(4_800).then(() => replace.call(obligations, record));
    const before = stage.connector.sent.length;
    const { sentence } = await dana.press(cardOf(form), 'action.do', { reason: REASON }, { on: form });
    assert.equal(sentence, texts.problems.stillWorking);
    const [done] = stage.connector.sent.slice(before).filter(({ replaces }) => replaces === form.id);
    assert.ok(done && wordsOf(cardOf(done)).includes(t.done.excuse(1)));
    assert.equal(await statusOf('maya'), 'excused');
  });

  it('does nothing by itself, and nothing on Cancel', async () => {
    const form = await dana.see('excuse Maya Okafor');
    const { data } = buttonOf(form, 'action.do');
    const action = { verb: 'action.do', data: { ...(data as object), reason: REASON } };
    await dana.invoke({ action }, { trigger: 'automatic' });
    const cancelled = await pressed(form, 'action.cancel');
    assert.ok(wordsOf(cancelled).includes(t.cancelledTitle));
    assert.equal(await statusOf('maya'), 'outstanding');
  });

  it('leaves neither name nor reason in the log, also when the store fails', async () => {
    for (const broken of ['people.named', 'obligations.replace', 'programme.create', undefined]) {
      const form = await dana.see('excuse Maya Okafor');
      stage.breakStore(broken ? (call) => call === broken : undefined);
      await dana.press(form, 'action.do', { reason: REASON });
      await dana.type('pause Zoë Müller-Łuczak');
      stage.breakStore(undefined);
    }
    const lines = stage.logged.map((entry) => `${JSON.stringify(entry)} ${entry.err}`).join('\n');
    assert.match(lines, /turn-failed/);
    assert.doesNotMatch(lines, /marmalade|Łuczak|Okafor/);
  });

  it('stays a question about the Code where it reads as one', async () => {
    for (const name of ['dana', 'maya'] as const)
      for (const text of ['excuse me, may I accept a gift?', 'extend a gift to a supplier?'])
        assert.ok((await say(name, text)).includes(texts.answers.privacy), text);
  });

  it('tells how to say it without a name, with the lists as buttons', async () => {
    const how = await dana.see('remind');
    assert.ok(wordsOf(how).includes(t.how.lead('remind')));
    const lists = elementsOfType(how, 'Action.Execute').map(({ data }) => (data as Node).list);
    assert.deepEqual(lists, ['outstanding', 'overdue', 'unreached']);
    assert.ok(wordsOf(await dana.see('reissue')).includes(t.how.reissue));
  });

  it('lists declines and exceptions by record, and what was written only as a file, to compliance', async () => {
    assert.ok((await say('dana', 'cases')).includes(texts.cases.empty('2026')));
    const maya = chatOf(stage, 'maya');
    const decline = await maya.press(await readToTheForm(maya), 'decline.form');
    await maya.press(decline.card as Card, 'decline.submit', { reason: REASON });
    const cases = await dana.see('cases');
    const words = wordsOf(cases);
    for (const word of ['Maya Okafor', texts.cases.kinds.decline, 'decline.1'])
      assert.ok(words.includes(word), word);
    assert.equal(words.includes(REASON), false);

    const { verb, data } = buttonOf(cases, 'case.file');
    for (const name of ['maya', 'renee', 'margaret'] as const) {
      const { body } = await chatOf(stage, name).invoke({ action: { verb, data } });
      assert.deepEqual(readInvoked(body), { sentence: texts.noRole.compliance });
    }
    const before = stage.connector.sent.length;
    await dana.press(cases, 'case.file');
    const [file] = stage.connector.sent.slice(before);
    const [link] = elementsOfType(cardOf(file ?? assert.fail()), 'Action.OpenUrl');
    const path = new URL(String(link?.url), stage.url).pathname;
    const response = await fetch(new URL(path, stage.url));
    const text = await response.text();
    for (const word of ['Maya Okafor', REASON, 'decline.1']) assert.ok(text.includes(word), word);
    assert.equal((await fetch(new URL(path, stage.url))).status, 404);
    const opened = stage.logged.filter(({ event }) => event === 'case-opened');
    assert.deepEqual(
      opened.map(({ by }) => by),
      [COMPANY.dana.id],
    );
    assert.doesNotMatch(JSON.stringify([stage.logged, stage.connector.sent.slice(before)]), /marmalade/);
  });

  it('gives no such file to who is of compliance no more, nor one that nobody wrote', async () => {
    const maya = chatOf(stage, 'maya');
    const decline = await maya.press(await readToTheForm(maya), 'decline.form');
    await maya.press(decline.card as Card, 'decline.submit', { reason: REASON });
    const cases = await dana.see('cases');
    for (const record of ['x', 'a.decline.1', `2026.x.${COMPANY.maya.id}.decline.9`]) {
      const { body } = await dana.invoke({ action: { verb: 'case.file', data: { record } } });
      assert.deepEqual(readInvoked(body), { sentence: texts.files.none }, record);
    }
    stage.directory.people = stage.directory.people.filter(({ id }) => id !== COMPANY.dana.id);
    assert.equal((await dana.press(cases, 'case.file')).sentence, texts.files.none);
  });
});

describe('a manager, in Teams,', () => {
  let stage: Stage;
  let renee: Chat;
  beforeEach(async () => {
    stage = await openStage();
    for (const name of COMPANY_NAMES) await chatOf(stage, name).install();
    renee = chatOf(stage, 'renee');
    await stage.service.run('deliver');
    stage.now = '2026-11-24T15:00:00.000Z' as Instant;
  });
  afterEach(() => stage.close());

  const prompts = () =>
    stage.connector.sent.filter(({ activity }) => activity.summary).map(({ conversation }) => conversation);

  it('reminds who is outstanding in their organisation, from the team card or by typing, once a day', async () => {
    const before = prompts().length;
    const team = await renee.see('team');
    const { card: form } = await renee.press(team, 'team.remind');
    assert.ok(wordsOf(form).includes(t.managerAsk(2)));
    const { card: done } = await renee.press(form as Card, 'team.remind.do');
    assert.ok(wordsOf(done).includes(t.managerDone(2)));
    await stage.service.run('deliver');
    assert.deepEqual(prompts().slice(before).sort(), ['chat-of-maya', 'chat-of-zoe']);
    assert.ok(wordsOf(await renee.see('remind')).includes(t.managerNobody));
    assert.ok(wordsOf(await chatOf(stage, 'katherine').see('remind my team')).includes(t.managerAsk(1)));
  });

  it('sees no reason and no name in it, and cannot remind anybody else', async () => {
    const maya = chatOf(stage, 'maya');
    const decline = await maya.press(await readToTheForm(maya), 'decline.form');
    await maya.press(decline.card as Card, 'decline.submit', { reason: REASON });
    const form = await renee.see('remind');
    assert.ok(wordsOf(form).includes(t.managerAsk(2)));
    assert.doesNotMatch(JSON.stringify(form), /Maya|Okafor|marmalade|eclined/);
    const [answer] = await renee.type('remind Katherine Voss');
    assert.equal(answer?.activity.text, t.managerOnlyTeam);
    const { card: done } = await renee.press(form, 'team.remind.do');
    assert.ok(wordsOf(done).includes(t.managerDone(2)));
    const before = prompts().length;
    await stage.service.run('deliver');
    assert.deepEqual(prompts().slice(before), ['chat-of-zoe']);
  });

  it('is the only one who may, beside compliance', async () => {
    for (const name of ['maya', 'otto', 'margaret'] as const)
      for (const text of ['remind', 'remind my team']) {
        const [answer] = await chatOf(stage, name).type(text);
        assert.equal(answer?.activity.text, texts.noRole.remind, name);
      }
    const { body } = await chatOf(stage, 'maya').invoke({ action: { verb: 'team.remind', data: {} } });
    assert.deepEqual(readInvoked(body), { sentence: texts.noRole.remind });
  });
});

/** First cells of a card's table, without its heading. */
function namesOn(card: unknown): readonly string[] {
  const [list] = elementsOfType(card, 'Table');
  const rows = ((list?.rows ?? []) as Node[]).slice(1);
  return rows.map((row) => String(elementsOfType(row, 'TextBlock')[0]?.text));
}
