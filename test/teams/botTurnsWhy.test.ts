import assert from 'node:assert/strict';
import type { CalendarDate, GroupId, Instant, PersonId } from '../../src/domain/ids.ts';
import type { DirectoryPerson } from '../../src/domain/person.ts';
import { answerCard } from '../../src/teams/cards/answerCard.ts';
import { TEAM_PAGE } from '../../src/teams/cards/teamCard.ts';
import { CONTEXT, PROGRAMME } from './cards/cardWorld.ts';
import { elementsOfType, type Node, wordsOf } from './cards/readCard.ts';
import { type Chat, chatOf, readInvoked } from './chat.ts';
import { COMPANY, type CompanyName } from './company.ts';
import { cardOf } from './connectorStub.ts';
import { openStage, type Stage } from './stage.ts';

const { texts } = CONTEXT;
const { unreached, why, noRole } = texts;
const COMPANY_NAMES = Object.keys(COMPANY) as CompanyName[];

const someone = (
  number: number,
  displayName: string,
  facts: Partial<DirectoryPerson> = {},
): DirectoryPerson => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as PersonId,
  displayName,
  accountEnabled: true,
  userType: 'member',
  jobTitle: 'Analyst',
  ...facts,
});

/** One person for each way to be covered, or not. */
const CASES = {
  treasurer: someone(20, 'Theo Treasurer', { jobTitle: 'Treasurer and Controller' }),
  group: someone(21, 'Grace Group', { department: 'Plants' }),
  exclusion: someone(22, 'Edda Excluded', { department: 'Finance' }),
  contractor: someone(23, 'Carl Contractor', { department: 'Finance', employeeType: 'contractor' }),
  testAccount: someone(24, 'Tina Test', { department: 'Tax', userPrincipalName: 'test-1@aleris.example' }),
  costs: someone(25, 'Cora Costs', { jobTitle: 'Cost Accountant II' }),
  guest: someone(26, 'Gus Guest', { department: 'Finance', userType: 'guest' }),
  disabled: someone(27, 'Dora Disabled', { department: 'Finance', accountEnabled: false }),
  removed: someone(28, 'Remy Removed', { department: 'Finance' }),
  future: someone(29, 'Fay Future', {
    department: 'Finance',
    employeeHireDate: '2027-01-11' as CalendarDate,
  }),
  similar: someone(32, 'Sam Similar', { jobTitle: 'Head of Group Funding', employeeType: 'Contractor' }),
  mover: someone(33, 'Mona Mover', { department: 'Sales' }),
  leaver: someone(34, 'Leo Leaver', {
    department: 'Finance',
    employeeLeaveDate: '2026-11-23' as CalendarDate,
  }),
} as const;

describe('why somebody is covered, asked in Teams', () => {
  let stage: Stage;
  let dana: Chat;
  before(async () => {
    const offices = PROGRAMME.coverageRules.offices.map((office) =>
      office.office === 'treasurer' ? { ...office, people: [CASES.similar.id] } : office,
    );
    stage = await openStage({
      programme: { ...PROGRAMME, coverageRules: { ...PROGRAMME.coverageRules, offices } },
    });
    const { members } = stage.directory;
    const groups = new Map<GroupId, PersonId>([
      [PROGRAMME.financeStaff.groups[0] as GroupId, CASES.group.id],
      [PROGRAMME.exclusions.groups[0] as GroupId, CASES.exclusion.id],
    ]);
    stage.directory.members = async function* (group) {
      yield* members.call(stage.directory, group);
      const id = groups.get(group);
      if (id) yield [id];
    };
    const namesakes = [30, 31].map((number) =>
      someone(number, 'Ann Lee', { department: number === 30 ? 'Finance' : 'Sales' }),
    );
    stage.directory.people = [...stage.directory.people, ...Object.values(CASES), ...namesakes];
    await stage.service.run('sync');
    await stage.service.run('issue');
    stage.directory.people = stage.directory.people.filter(({ id }) => id !== CASES.removed.id);
    stage.directory.changes = async function* () {
      const cursor = 'later' as never;
      const removed = [{ id: CASES.removed.id, reason: 'deleted' } as const];
      const changed = [{ ...CASES.mover, department: 'Tax' }];
      yield { changed, removed, skipped: [], cursor, complete: true };
    };
    stage.now = '2026-11-24T14:00:00.000Z' as Instant;
    await stage.service.run('sync');
    await stage.service.run('issue');
    for (const name of COMPANY_NAMES) await chatOf(stage, name).install();
    dana = chatOf(stage, 'dana');
  });
  after(() => stage.close());

  const say = async (name: CompanyName, text: string): Promise<string> => {
    const [answer, ...more] = await chatOf(stage, name).type(text);
    assert.ok(answer && more.length === 0);
    return answer.activity.text ?? wordsOf(cardOf(answer));
  };
  const unescaped = (text: string) => text.replace(/\\(.)/g, '$1');

  const told: readonly [string, keyof typeof CASES, readonly (string | RegExp)[]][] = [
    [
      'an office, or two',
      'treasurer',
      [why.kinds['senior-officer'], 'Controller, Treasurer', 'offices.controller.titles', 'Outstanding'],
    ],
    [
      'a group',
      'group',
      [why.kinds['finance-staff'], `financeStaff.groups: ${PROGRAMME.financeStaff.groups[0]}`],
    ],
    [
      'an exclusion by group',
      'exclusion',
      [why.kinds['not-covered'], 'exclusions.groups:', 'which is left out'],
    ],
    ['an exclusion by employee type', 'contractor', ['exclusions.employeeTypes: Contractor']],
    ['an account that is no person', 'testAccount', ['test-*@*', '* stands for any characters']],
    ['a pattern of titles', 'costs', ['financeStaff.titles: Cost Accountant*']],
    ['being a guest', 'guest', [why.kinds['not-covered'], 'Guest, enabled', 'Guests are never covered']],
    ['a disabled account', 'disabled', [/^Disabled$/m, 'Their account is disabled']],
    [
      'having gone, with the obligation that closed',
      'removed',
      [why.rules['no longer in the directory']?.('') ?? '', '24 November 2026', /^Left$/m],
    ],
    ['a hire in the future', 'future', [why.kinds['finance-staff'], why.obligation.waits('11 January 2027')]],
    [
      'a person the programme file names for performing similar functions, whatever their contract',
      'similar',
      [
        why.kinds['senior-officer'],
        'Treasurer',
        'offices.treasurer.people',
        why.rules['offices.people']?.('') ?? '',
      ],
    ],
    [
      'a move into the population',
      'mover',
      ['financeStaff.departments: Tax', '24 November 2026', texts.words.reasonsOfOthers.transfer],
    ],
    [
      'a last day that has passed, though the account is enabled',
      'leaver',
      [why.kinds['not-covered'], /^Enabled$/m, '2026-11-23, has passed', /^Left$/m],
    ],
  ];
  for (const [what, which, words] of told) {
    it(`is told of ${what}`, async () => {
      const text = unescaped(await say('dana', `why ${CASES[which].displayName}`));
      for (const word of words)
        assert.ok(typeof word === 'string' ? text.includes(word) : word.test(text), `${word} in\n${text}`);
    });
  }

  it('is told of a department, since when, and where they stand; and of nobody’s rule', async () => {
    const maya = unescaped(await say('dana', 'why is Maya Okafor covered?'));
    for (const words of [
      'financeStaff.departments: Accounting',
      '23 November 2026',
      texts.words.reasonsOfOthers.hire,
      'Yes, last on',
      'Hire date',
      '20 November 2026',
    ])
      assert.ok(maya.includes(words), words);
    const otto = await say('dana', '/why otto');
    assert.ok(otto.includes(why.rules['no rule']?.('') ?? '-') && otto.includes(why.obligation.none));
    assert.ok((await say('dana', `why ${COMPANY.renee.id.toUpperCase()}`)).includes('Renée Delacroix'));
    assert.ok((await say('dana', 'why Dana Whitfield')).includes('compliance'));
  });

  it('is told with the reason why somebody is not reached', async () => {
    await stage.service.run('deliver');
    const text = await say('dana', 'why Grace Group');
    assert.ok(text.includes(`No: ${texts.words.unreachable['app-not-installed']}. Since 23 November 2026`));
  });

  it('is asked back where several have the name: a button each, which shows that one in its place', async () => {
    const card = await dana.see('why ann lee');
    const buttons = elementsOfType(card, 'Action.Execute');
    assert.equal(buttons.length, 2);
    const shown = await Promise.all(
      buttons.map(async ({ verb, data }) => {
        const { body } = await dana.invoke({ action: { type: 'Action.Execute', verb, data } });
        return wordsOf(readInvoked(body).card);
      }),
    );
    assert.ok(shown.some((text) => text.includes('Sales') && text.includes(why.kinds['not-covered'])));
    assert.ok(shown.some((text) => text.includes('Finance') && text.includes(why.kinds['finance-staff'])));
  });

  it('is a clear sentence where nobody has the name, or none was typed', async () => {
    assert.equal(await say('dana', 'why Jonah Nowhere'), why.nobody);
    assert.equal(await say('dana', `why ${'1'.repeat(8)}-1111-4111-8111-${'1'.repeat(12)}`), why.nobody);
    for (const text of ['why', '/why', 'Why?']) assert.equal(await say('dana', text), why.how, text);
  });

  it('stays a question about the Code where it reads as one and nobody is called that', async () => {
    for (const name of ['dana', 'maya', 'otto'] as const)
      for (const text of ['why do we have to sign this?', 'Why me?', 'why is insider trading covered?']) {
        const [answer] = await chatOf(stage, name).type(text);
        assert.ok(answer);
        const asked = answerCard(CONTEXT, {
          answer: await stage.service.bot.answer(text),
          // The Compliance Office may ask back why.
          ...(name === 'dana' && { question: text }),
        });
        assert.equal(wordsOf(cardOf(answer)), wordsOf(asked), text);
      }
  });

  it('is a question that is answered also while the store is not, and is then no name either', async () => {
    stage.breakStore(() => true);
    const [answer] = await dana.type('why do we have to sign this?');
    const [named] = await dana.type('why Maya Okafor');
    stage.breakStore(undefined);
    assert.ok(answer?.activity.attachments);
    assert.equal(named?.activity.text, texts.problems.tryAgain);
  });

  it('is for compliance alone: refused with a sentence, and cards that anyone could forge are, too', async () => {
    for (const name of ['maya', 'renee', 'katherine', 'otto', 'margaret'] as const) {
      for (const text of [
        'why Maya Okafor',
        'why is Maya Okafor covered?',
        '/why nobody',
        'why',
        'unreached',
      ])
        assert.equal(await say(name, text), noRole.compliance, `${name}: ${text}`);
      const forged = [
        { verb: 'why.show', data: { person: COMPANY.maya.id } },
        { verb: 'why.show', data: { person: COMPANY[name].id } },
        { verb: 'unreached.page', data: {} },
        { verb: 'unreached.page', data: { after: 'app-not-installed|' } },
        { verb: 'command', data: { command: 'unreached' } },
        { verb: 'command', data: { command: 'why' } },
      ];
      for (const action of forged) {
        const { body } = await chatOf(stage, name).invoke({ action });
        assert.deepEqual(readInvoked(body), { sentence: noRole.compliance });
      }
    }
  });

  it('is a sentence to compliance, too, when a card names nobody, and shows nothing by itself', async () => {
    const nobody = { verb: 'why.show', data: { person: '00000000-0000-4000-8000-999999999999' } };
    assert.deepEqual(readInvoked((await dana.invoke({ action: nobody })).body), { sentence: why.nobody });
    const maya = { action: { verb: 'why.show', data: { person: COMPANY.maya.id } } };
    const { body } = await dana.invoke(maya, { trigger: 'automatic' });
    assert.equal(wordsOf(readInvoked(body).card).includes('Maya'), false);
  });

  it('leaves no trace of what was typed: no line of the log, also when the store fails, and no write', async () => {
    const secret = 'marmalade-umbrella-7319';
    const typed = [
      `why ${secret}`,
      `why is ${secret} covered?`,
      `why do we have ${secret}?`,
      `/why ${secret}`,
    ];
    for (const broken of ['people.named', 'obligations.ofPerson', undefined]) {
      stage.breakStore(broken ? (call) => call === broken : undefined);
      for (const text of typed) await dana.type(text);
      await dana.type('why Zoë Müller-Łuczak');
    }
    stage.breakStore((call) => /\.(create|replace)$/.test(call));
    assert.equal(await say('dana', `why ${secret}`), why.nobody);
    assert.ok((await say('dana', 'why Maya Okafor')).includes('Accounting'));
    stage.breakStore(undefined);
    const lines = stage.logged.map((entry) => `${JSON.stringify(entry)} ${entry.err}`).join('\n');
    assert.match(lines, /turn-failed/);
    assert.doesNotMatch(lines, /marmalade|Łuczak|Okafor/);
  });
});

describe('who could not be reached, asked in Teams', () => {
  let stage: Stage;
  let dana: Chat;
  const many = Array.from({ length: TEAM_PAGE + 5 }, (_, n) =>
    someone(100 + n, `Person ${100 + n}`, { department: 'Finance' }),
  );
  before(async () => {
    stage = await openStage();
    dana = chatOf(stage, 'dana');
    await dana.install();
  });
  after(() => stage.close());

  it('is nobody before anything was sent', async () => {
    assert.ok(wordsOf(await dana.see('unreached')).includes(unreached.empty('2026')));
  });

  it('is counted by reason and listed a page at a time, in place', async () => {
    stage.directory.people = [...stage.directory.people, ...many];
    await stage.service.run('sync');
    await stage.service.run('issue');
    await chatOf(stage, 'maya').install();
    await stage.service.run('deliver');
    // Katherine, Renée and Zoë have no chat either.
    const total = many.length + 3;
    const first = await dana.see('show me the unreached please');
    const words = wordsOf(first);
    assert.ok(words.includes(unreached.lead(total, '2026')));
    assert.ok(words.includes(texts.words.unreachable['app-not-installed']));
    assert.ok(words.includes('23 Nov 2026'));
    assert.equal(words.includes('Maya Okafor'), false);
    const { card: second } = await dana.press(first, 'unreached.page');
    assert.ok(second);
    const names = [first, second].flatMap(namesOn);
    assert.equal(namesOn(first).length, TEAM_PAGE);
    assert.equal(names.length, total);
    assert.equal(new Set(names).size, total);
    const { card: again } = await dana.press(second, 'unreached.page');
    assert.deepEqual(namesOn(again), namesOn(first));
  });

  it('shrinks as people install the app, and shows nothing beyond what there is to a forged page', async () => {
    await chatOf(stage, 'zoe').install();
    const words = wordsOf(await dana.see('unreached'));
    assert.ok(words.includes(unreached.lead(many.length + 2, '2026')));
    const forged = { verb: 'unreached.page', data: { after: "~' OR 1=1 --" } };
    const { card } = readInvoked((await dana.invoke({ action: forged })).body);
    assert.deepEqual(namesOn(card), []);
  });
});

/** First cells of a card's table, without its heading. */
function namesOn(card: unknown): readonly string[] {
  const [list] = elementsOfType(card, 'Table');
  const rows = ((list?.rows ?? []) as Node[]).slice(1);
  return rows.map((row) => String(elementsOfType(row, 'TextBlock')[0]?.text));
}
