import assert from 'node:assert/strict';
import { deliverDigests } from '../../src/usecases/deliverDigests.ts';
import { escalate } from '../../src/usecases/escalate.ts';
import type { AppInstaller, PersonRecord } from '../../src/usecases/ports.ts';
import { updateObligation } from '../../src/usecases/updateObligation.ts';
import { updatePerson } from '../../src/usecases/updatePerson.ts';
import { at, day } from '../helpers/clock.ts';
import { did } from '../helpers/did.ts';
import { mortal } from '../helpers/mortal.ts';
import { happened, obligationOf } from '../helpers/obligations.ts';
import { conversationOf, personId } from '../helpers/people.ts';
import { ESCALATION_RULES } from '../helpers/rules.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

const [BOSS, COMPLIANCE, CHAIR] = ['Boss', 'Compliance', 'Chair'].map(personId) as [
  ReturnType<typeof personId>,
  ReturnType<typeof personId>,
  ReturnType<typeof personId>,
];

describe('what is overdue', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    // A Monday, at ten in the morning in New York: eight days after the due date.
    programme = testProgramme({ now: '2026-11-30T15:00:00Z' });
    await admit(programme, 'Boss', { roles: ['manager'] });
    await admit(programme, 'Compliance', { roles: ['compliance'] });
    await admit(programme, 'Chair', { roles: ['audit-committee', 'audit-committee-chair'] });
  });
  afterEach(() => programme.stores.close());

  const deps = () => ({ ...programme, escalationRules: ESCALATION_RULES });
  const decide = () => escalate(deps())();
  const tell = () => deliverDigests(deps())();
  const overdue = async (name: string, facts: Parameters<typeof oblige>[2] = {}) => {
    await admit(programme, name, { managerChain: [BOSS] });
    await oblige(programme, name, { due: '2026-11-22', ...facts });
  };
  const told = () =>
    programme.messenger.digests.map(({ to, message }) => [
      to.conversationId,
      message.items.map(({ displayName }) => displayName).sort(),
    ]);
  const target = (name: string) => ({ personId: personId(name), id: obligationOf(name).id });
  const become = async (name: string, change: Partial<PersonRecord>) =>
    void (await updatePerson(programme.people, { id: personId(name) }, (record) => ({
      ...record,
      ...change,
    })));
  const chat = (name: string) => conversationOf(name).conversationId;

  it('for a week is told to the manager, in one message for all', async () => {
    for (const name of ['Ada', 'Bea', 'Cas']) await overdue(name);
    await overdue('Not yet', { due: '2026-11-25' });
    await overdue('Signed', { events: [happened.opened(), happened.certified('Signed')] });
    assert.deepEqual(did(await decide()), { escalated: 3, recipients: 1 });
    assert.deepEqual(did(await tell()), { digests: 1 });
    assert.deepEqual(told(), [[chat('Boss'), ['Ada', 'Bea', 'Cas']]]);
  });

  it('is told once, and to compliance a week later', async () => {
    await overdue('Ada');
    for (let round = 0; round < 3; round += 1) {
      await decide();
      await tell();
    }
    assert.equal(programme.messenger.digests.length, 1);
    programme.clock.advance({ days: 7 });
    await decide();
    await tell();
    assert.deepEqual(told().at(-1), [chat('Compliance'), ['Ada']]);
    assert.equal(programme.messenger.digests.length, 2);
  });

  it('about the CFO is told to the chair of the Audit Committee, and to nobody who works for them', async () => {
    await admit(programme, 'Katherine', {
      coverage: {
        kind: 'senior-officer',
        offices: ['chief-financial-officer'],
        by: { rule: 'offices.people', value: '' },
      },
      managerChain: [BOSS],
    });
    await oblige(programme, 'Katherine', { due: '2026-11-22' });
    programme.clock.advance({ days: 21 });
    await decide();
    await tell();
    assert.deepEqual(told(), [[chat('Chair'), ['Katherine']]]);
    assert.ok(CHAIR !== COMPLIANCE);
  });

  it('and declined looks the same as any other to a manager', async () => {
    await overdue('Ada');
    await overdue('Bea', { events: [happened.opened(), happened.declined()] });
    await decide();
    await tell();
    const [digest] = programme.messenger.digests;
    assert.deepEqual(
      digest?.message.items.map((item) => Object.keys(item).sort().join()),
      Array(2).fill('displayName,obligationId,overdueAfter,personId,step'),
    );
  });

  it('is told within the hours of who is told', async () => {
    await overdue('Ada');
    programme.clock.set('2026-12-01T04:00:00Z');
    await decide();
    assert.deepEqual(did(await tell()), { waiting: 1 });
    programme.clock.set('2026-12-01T15:00:00Z');
    assert.deepEqual(did(await tell()), { digests: 1 });
  });

  it('and done before it is told is not told', async () => {
    await overdue('Ada');
    await decide();
    const found = await programme.obligations.get(personId('Ada'), obligationOf('Ada').id);
    assert.ok(found);
    const events = [happened.opened(), happened.certified('Ada')];
    await programme.obligations.replace({
      ...found,
      value: { ...found.value, obligation: obligationOf('Ada', { events }) },
    });
    assert.deepEqual(did(await tell()), { settled: 1 });
    assert.deepEqual(did(await tell()), {});
    assert.deepEqual(told(), []);
  });

  it('waits for a manager who cannot be reached, and arrives when they can', async () => {
    await overdue('Ada');
    await decide();
    programme.messenger.failDigests({ outcome: 'failed', because: 'service-unavailable', retry: 'later' });
    assert.deepEqual(did(await tell()), { waiting: 1 });
    assert.equal(programme.messenger.digests.length, 1);
    await tell();
    assert.equal(programme.messenger.digests.length, 1, 'not at once');
    programme.messenger.failDigests(undefined);
    programme.clock.advance({ minutes: 15 });
    assert.deepEqual(did(await tell()), { digests: 1 });
  });

  it('and is given more time before it is told is not told', async () => {
    await overdue('Ada');
    await decide();
    const extended = {
      type: 'extended',
      at: at('2026-11-30T15:00:00Z'),
      by: COMPLIANCE,
      because: 'ill',
      due: day('2026-12-18'),
      overdueAfter: day('2026-12-18'),
    } as const;
    await updateObligation(programme.obligations, target('Ada'), () => [extended]);
    assert.deepEqual(did(await tell()), { settled: 1 });
    assert.deepEqual(told(), []);
  });

  it('and waits to be told until another cycle has opened is told as part of that one', async () => {
    await overdue('Ada');
    await decide();
    programme.clock.set('2027-11-03T15:00:00Z');
    assert.deepEqual(did(await tell()), { settled: 1 });
    assert.deepEqual(told(), []);
  });

  it('reaches also who has never opened the bot: it is installed for them', async () => {
    await admit(programme, 'Kim', { withoutChat: true, roles: ['manager'] });
    await admit(programme, 'Ada', { managerChain: [personId('Kim')] });
    await oblige(programme, 'Ada', { due: '2026-11-22' });
    await decide();
    const outcomes = ['installed', 'was-installed'] as const;
    const asked: string[] = [];
    const installer: AppInstaller = {
      install: async (person) => {
        const outcome = outcomes[asked.push(person) - 1] ?? 'was-installed';
        return { outcome };
      },
    };
    const tellAll = () => deliverDigests({ ...deps(), installer })();
    assert.deepEqual(did(await tellAll()), { waiting: 1 });
    programme.clock.advance({ minutes: 15 });
    assert.deepEqual(
      did(await tellAll()),
      { digests: 1 },
      'Teams never told of the chat: it is opened from here',
    );
    assert.deepEqual(told(), [[`begun-with-${personId('Kim')}`, ['Ada']]]);
    assert.deepEqual(asked, Array(2).fill(personId('Kim')));
  });

  it('is told to the next above when the manager left before they heard of it', async () => {
    await admit(programme, 'Top', { roles: ['manager'] });
    await admit(programme, 'Ada', { managerChain: [BOSS, personId('Top')] });
    await oblige(programme, 'Ada', { due: '2026-11-22' });
    await decide();
    await become('Boss', { removed: { at: at('2026-11-30T15:00:00Z'), reason: 'deleted' } });
    assert.deepEqual(did(await tell()), { settled: 1 }, 'and not to an account that is gone');
    await decide();
    await tell();
    assert.deepEqual(told(), [[chat('Top'), ['Ada']]]);
  });

  it('waits for an account that is disabled for a while', async () => {
    await overdue('Ada');
    await decide();
    const boss = await programme.people.get(BOSS);
    assert.ok(boss);
    const { person } = boss.value;
    await become('Boss', { person: { ...person, accountEnabled: false } });
    assert.deepEqual(did(await tell()), { waiting: 1 });
    assert.deepEqual(told(), []);
    await become('Boss', { person });
    assert.deepEqual(did(await tell()), { digests: 1 });
  });

  it('is told to the manager they have now, when they changed team before it was told', async () => {
    await overdue('Ada');
    await decide();
    await admit(programme, 'Bob', { roles: ['manager'] });
    await become('Ada', { managerChain: [personId('Bob')] });
    await tell();
    await decide();
    await tell();
    assert.deepEqual(told(), [[chat('Bob'), ['Ada']]]);
  });

  it('is told to who comes into compliance when nobody was there to hear it', async () => {
    for (const name of ['Boss', 'Compliance', 'Chair']) await become(name, { roles: [] });
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada', { due: '2026-11-22' });
    assert.deepEqual(did(await decide()), { nobody: 1 });
    await become('Compliance', { roles: ['compliance'] });
    assert.deepEqual(did(await decide()), { escalated: 1, recipients: 1 });
    await tell();
    assert.deepEqual(told(), [[chat('Compliance'), ['Ada']]]);
  });

  it('is never lost and told twice only if it was being told, wherever the process dies', async () => {
    for (let call = 1; call <= 40; call += 1) {
      for (const effect of [false, true]) {
        await programme.stores.close();
        programme = testProgramme({ now: '2026-11-30T15:00:00Z' });
        await admit(programme, 'Boss', { roles: ['manager'] });
        for (const name of ['Ada', 'Bea']) await overdue(name);
        const life = mortal(deps(), { call, effect });
        const work = escalate(life.deps)().then(() => deliverDigests(life.deps)());
        await Promise.race([work, life.died]);
        const before = programme.messenger.digests.length;
        programme.clock.advance({ minutes: 11 });
        await decide();
        await tell();
        const names = new Set(
          programme.messenger.digests.flatMap(({ message }) => message.items.map((item) => item.displayName)),
        );
        assert.deepEqual([...names].sort(), ['Ada', 'Bea'], `call ${call}`);
        assert.ok(programme.messenger.digests.length <= before + 1);
        programme.clock.advance({ minutes: 30 });
        await decide();
        assert.deepEqual(did(await tell()), {}, `call ${call}`);
      }
    }
  });
});
