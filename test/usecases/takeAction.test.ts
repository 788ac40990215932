import assert from 'node:assert/strict';
import type { Action, Selection } from '../../src/domain/actions.ts';
import type { PersonId } from '../../src/domain/ids.ts';
import type { AskedAs, Obligation } from '../../src/domain/obligation.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import { StoreUnavailable } from '../../src/usecases/failures.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { openCode } from '../../src/usecases/openCode.ts';
import { type ActionPlan, planAction } from '../../src/usecases/planAction.ts';
import { reconcileRoster } from '../../src/usecases/reconcileRoster.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { resumeActions, type Taken, takeAction } from '../../src/usecases/takeAction.ts';
import { day } from '../helpers/clock.ts';
import { CYCLE, happened, obligationOf } from '../helpers/obligations.ts';
import { NOT_COVERED, personId } from '../helpers/people.ts';
import { granted, signCommand } from '../helpers/signing.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores, Killed, watchedStores } from '../helpers/watchedStores.ts';

const DANA = personId('Dana');
const BOSS = personId('Boss');
const ADA = personId('Ada');
const ada: Selection = { kind: 'person', person: ADA };
const outstanding: Selection = { kind: 'list', list: 'outstanding' };

describe('an action about obligations', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    await admit(programme, 'Dana', { roles: ['compliance'], coverage: NOT_COVERED });
    await admit(programme, 'Boss', { roles: ['manager'], coverage: NOT_COVERED });
    for (const name of ['Ada', 'Bea', 'Cas']) {
      await admit(programme, name, { managerChain: [BOSS] });
      await oblige(programme, name, { below: [BOSS] });
    }
  });
  afterEach(() => programme.stores.close());

  type Facts = { actor?: PersonId; as?: AskedAs; because?: string; due?: string; stores?: object };
  const intendedOf = (action: Action, selection: Selection, { actor = DANA, as = 'compliance' }: Facts) => ({
    action,
    selection,
    actor,
    as,
  });
  const planned = async (action: Action, selection: Selection, facts: Facts = {}): Promise<ActionPlan> =>
    granted(await planAction(programme)(intendedOf(action, selection, facts)));
  const confirm = async (plan: ActionPlan, { because = 'a reason', due, stores }: Facts = {}) =>
    await takeAction({ ...programme, ...stores })({
      ...plan,
      because,
      ...(due && { due: day(due) }),
    });
  const did = async (action: Action, selection: Selection, facts: Facts = {}) => {
    const taken: Taken = granted(await confirm(await planned(action, selection, facts), facts));
    assert.ok(taken.outcome === 'done');
    return taken;
  };
  const newestOf = async (name: string): Promise<Obligation> => {
    const [newest] = await programme.obligations.ofPerson(personId(name));
    assert.ok(newest);
    return newest.value.obligation;
  };
  const tally = () => programme.obligations.tally({ cycle: CYCLE }, day('2026-11-23'));

  it('is done to whom it was shown for, with who, when and why in each trail and in a record of its own', async () => {
    const { id, record } = await did('excuse', outstanding, { because: ' The plant is sold. ' });
    assert.equal((await tally()).excused, 3);
    const { history } = await newestOf('Bea');
    const at = programme.clock();
    assert.deepEqual(history.at(-1), { type: 'excused', at, by: DANA, because: 'The plant is sold.' });
    assert.deepEqual((await programme.programme.get('action', id))?.value, record);
    assert.deepEqual(
      [record.by, record.at, record.because, record.targets.length, record.finishedAt, record.notDone],
      [DANA, at, 'The plant is sold.', 3, at, undefined],
    );
  });

  it('needs a reason that is not too long, and changes nothing without', async () => {
    const plan = await planned('excuse', ada);
    assert.deepEqual(await confirm(plan, { because: ' \n' }), { refused: 'text-missing' });
    assert.deepEqual(await confirm(plan, { because: 'x'.repeat(1_001) }), { refused: 'text-too-long' });
    assert.equal((await newestOf('Ada')).state.status, 'outstanding');
  });

  it('confirmed twice is done once, and says the same again', async () => {
    const plan = await planned('pause', ada);
    const first = await confirm(plan);
    const again = await confirm(plan);
    assert.deepEqual(again, first);
    assert.equal((await newestOf('Ada')).history.filter(({ type }) => type === 'paused').length, 1);
  });

  it('is asked again when those who were shown are not those it would be done to any more', async () => {
    const plan = await planned('excuse', outstanding);
    granted(await openCode(programme)(ADA, obligationOf('Ada').id));
    granted(await signCertificate(programme)(signCommand('Ada')));
    const taken = await confirm(plan);
    assert.ok(!isRefusal(taken) && taken.outcome === 'changed');
    assert.equal(taken.plan.targets.length, 2);
    assert.equal((await tally()).excused, 0);
    const now = await confirm(taken.plan);
    assert.ok(!isRefusal(now) && now.outcome === 'done');
    assert.deepEqual([(await tally()).excused, (await tally()).certified], [2, 1]);
  });

  it('is refused to who has not the role, or has it no more, whatever they were shown', async () => {
    const plan = await planned('excuse', ada);
    const dana = await programme.people.get(DANA);
    assert.ok(dana);
    await programme.people.replace({ ...dana, value: { ...dana.value, roles: ['manager'] } });
    assert.deepEqual(await confirm(plan), { refused: 'role-missing' });
    for (const actor of [ADA, BOSS, DANA, personId('Nobody')])
      assert.deepEqual(await planAction(programme)(intendedOf('excuse', ada, { actor })), {
        refused: 'role-missing',
      });
    assert.equal((await newestOf('Ada')).state.status, 'outstanding');
  });

  it('is never about one’s own, alone or in a list', async () => {
    await oblige(programme, 'Dana');
    const own = await planned('excuse', { kind: 'person', person: DANA });
    assert.deepEqual(
      [own.targets.length, own.notPossible.map(({ because }) => because)],
      [0, ['own-obligation']],
    );
    const { record } = await did('excuse', outstanding);
    assert.equal(record.targets.length, 3);
    assert.equal((await newestOf('Dana')).state.status, 'outstanding');
  });

  it('goes on with the same people after the process died half-way', async () => {
    const plan = await planned('excuse', outstanding);
    let writes = 0;
    const dying = watchedStores(programme.stores, (call) => {
      if (call !== 'obligations.replace') return;
      writes += 1;
      if (writes > 1) throw new Killed();
    });
    await assert.rejects(confirm(plan, { stores: dying }), Killed);
    assert.equal((await tally()).excused, 1);
    assert.deepEqual(await confirm(plan), { outcome: 'under-way' });
    programme.clock.advance({ minutes: 3 });
    const taken = await confirm(plan);
    assert.ok(!isRefusal(taken) && taken.outcome === 'done');
    assert.deepEqual([taken.record.targets.length, taken.record.notDone], [3, undefined]);
    assert.equal((await tally()).excused, 3);
  });

  it('that the process died in goes on by itself, where nobody confirms it again', async () => {
    const plan = await planned('pause', outstanding);
    let writes = 0;
    const dying = watchedStores(programme.stores, (call) => {
      if (call !== 'obligations.replace') return;
      writes += 1;
      if (writes > 1) throw new Killed();
    });
    await assert.rejects(confirm(plan, { stores: dying }), Killed);
    assert.equal(await resumeActions(programme)(), 0, 'it may still be under way');
    programme.clock.advance({ minutes: 15 });
    assert.equal(await resumeActions(programme)(), 1);
    assert.equal(await resumeActions(programme)(), 0);
    assert.equal((await tally()).paused, 3);
    const taken = await confirm(plan);
    assert.ok(!isRefusal(taken) && taken.outcome === 'done');
    assert.deepEqual([taken.record.targets.length, taken.record.notDone], [3, undefined]);
    const { history } = await newestOf('Cas');
    assert.deepEqual(
      history.filter(({ type }) => type === 'paused').map((event) => 'by' in event && event.by),
      [DANA],
    );
  });

  it('says to whom it could not be done, and does it to the others', async () => {
    const refusing = watchedStores(programme.stores, (call, [record]) => {
      const { value } = record as { value?: { obligation?: Obligation } };
      if (call === 'obligations.replace' && value?.obligation?.personId === ADA)
        throw new StoreUnavailable('Not now.');
    });
    const taken = await confirm(await planned('pause', outstanding), { stores: refusing });
    assert.ok(!isRefusal(taken) && taken.outcome === 'done');
    assert.deepEqual(taken.failed, [{ displayName: 'Ada', because: 'not-now' }]);
    assert.deepEqual([(await tally()).paused, (await tally()).outstanding], [2, 1]);
  });

  it('is taken back for those it was done to', async () => {
    for (const [action, back] of [
      ['excuse', 'withdraw-excuse'],
      ['pause', 'resume'],
    ] as const) {
      const before = await newestOf('Ada');
      const { id } = await did(action, outstanding);
      const { record } = await did(back, { kind: 'action', id });
      assert.equal(record.targets.length, 3);
      const { state, due, overdueAfter } = await newestOf('Ada');
      assert.deepEqual([state, due, overdueAfter], [before.state, before.due, before.overdueAfter]);
    }
    const { id } = await did('extend', ada, { due: '2027-02-01' });
    assert.equal((await newestOf('Ada')).due, '2027-02-01');
    await did('withdraw-extension', { kind: 'action', id });
    assert.equal((await newestOf('Ada')).due, obligationOf('Ada').due);
  });

  it('makes no certificate, whatever is done to whomever (promise 1)', async () => {
    const counting = countingStores(programme.stores);
    await oblige(programme, 'Dee', { events: [happened.opened(), happened.declined()] });
    await admit(programme, 'Dee');
    const dee: Selection = { kind: 'person', person: personId('Dee') };
    const stores = { stores: counting, due: '2027-02-01' };
    for (const action of ['extend', 'pause', 'resume', 'excuse', 'withdraw-excuse', 'remind'] as const)
      await did(action, ada, stores);
    await did('reissue', dee, stores);
    assert.deepEqual(
      counting.calls.filter((call) => /certificates\.(?!get)/.test(call)),
      [],
    );
    assert.deepEqual(await programme.certificates.ofPerson(personId('Dee')), []);
  });

  describe('that asks again', () => {
    const sign = async (obligationId: Obligation['id']) => {
      granted(await openCode(programme)(ADA, obligationId));
      granted(await signCertificate(programme)(signCommand('Ada', { obligationId })));
    };
    const balances = async (): Promise<void> => {
      const differs: unknown[] = [];
      await reconcileRoster({ ...programme, rosterDiffers: (found) => void differs.push(found) })();
      assert.deepEqual(differs, []);
    };

    it('leaves what was certified as it is, asks from the beginning, and counts everybody once', async () => {
      await sign(obligationOf('Ada').id);
      const first = await programme.obligations.get(ADA, obligationOf('Ada').id);
      programme.clock.advance({ days: 1 });
      await did('reissue', ada, { because: 'She signed for somebody else’s office.' });
      const again = await newestOf('Ada');
      assert.notEqual(again.id, first?.value.obligation.id);
      assert.deepEqual(
        [again.state.status, again.openedAt, again.sequence, again.due],
        ['outstanding', undefined, 2, '2026-12-17'],
      );
      const kept = await programme.obligations.get(ADA, obligationOf('Ada').id);
      assert.deepEqual(kept?.value.obligation, first?.value.obligation);
      assert.deepEqual([(await tally()).certified, (await tally()).outstanding], [0, 3]);
      await issueObligations(programme)();
      await balances();

      await sign(again.id);
      assert.equal((await programme.certificates.ofPerson(ADA)).length, 2);
      assert.deepEqual([(await tally()).certified, (await tally()).outstanding], [1, 2]);
    });

    it('replaces a decline or an excuse, and is prompted anew', async () => {
      await did('excuse', ada);
      await did('reissue', ada, { because: 'Excused by mistake.' });
      assert.deepEqual([(await tally()).outstanding, (await tally()).excused], [3, 0]);
      const first = (await programme.obligations.get(ADA, obligationOf('Ada').id))?.value.obligation;
      const again = await newestOf('Ada');
      assert.equal(first?.state.status, 'superseded');
      assert.deepEqual(first?.history.at(-1), {
        type: 'reissued',
        at: programme.clock(),
        by: DANA,
        because: 'Excused by mistake.',
        as: again.id,
      });
      await deliverPrompts(programme)();
      assert.ok(programme.messenger.sent.some(({ message }) => message.obligation.id === again.id));
    });

    it('asks once, also when two press at the same moment or the process dies in between', async () => {
      await did('excuse', ada);
      const plan = await planned('reissue', ada);
      const other = await planned('reissue', ada);
      await Promise.all([confirm(plan), confirm(other)]);
      assert.equal((await programme.obligations.ofPerson(ADA)).length, 2);
      assert.equal((await tally()).outstanding, 3);

      await did('excuse', ada);
      programme.clock.advance({ hours: 1 });
      const dying = watchedStores(programme.stores, (call) => {
        if (call === 'obligations.replace') throw new Killed();
      });
      await assert.rejects(confirm(await planned('reissue', ada), { stores: dying }), Killed);
      await issueObligations(programme)();
      assert.deepEqual([(await tally()).outstanding, (await tally()).excused], [3, 0]);
    });

    it('is refused while it is open', async () => {
      const open = await planned('reissue', ada);
      assert.deepEqual(
        open.notPossible.map(({ because }) => because),
        ['still-open'],
      );
    });
  });

  describe('that reminds', () => {
    const sentTo = () => programme.messenger.sent.map(({ message }) => message.person.displayName).sort();
    const manager = { actor: BOSS, as: 'manager' } as const;

    it('goes through the dispatcher, once a day, whoever asks', async () => {
      await deliverPrompts(programme)();
      assert.equal((await planned('remind', outstanding)).targets.length, 0);
      programme.clock.advance({ days: 1 });
      await did('remind', outstanding, manager);
      assert.deepEqual(sentTo(), ['Ada', 'Bea', 'Cas']);
      await deliverPrompts(programme)();
      assert.deepEqual(sentTo(), ['Ada', 'Ada', 'Bea', 'Bea', 'Cas', 'Cas']);
      assert.equal((await planned('remind', outstanding)).targets.length, 0);
      assert.equal((await planned('remind', outstanding, manager)).targets.length, 0);
    });

    it('is for a manager about their own organisation only, and nothing but a reminder', async () => {
      await admit(programme, 'Dee');
      await oblige(programme, 'Dee');
      const { record } = await did('remind', { kind: 'person', person: personId('Dee') }, manager);
      assert.deepEqual(record.targets.length, 3);
      assert.equal((await newestOf('Dee')).remindedAt, undefined);
      for (const action of ['excuse', 'extend', 'pause', 'resume', 'reissue'] as const)
        assert.deepEqual(await planAction(programme)(intendedOf(action, ada, manager)), {
          refused: 'role-missing',
        });
    });

    it('tells a manager the same whether somebody declined or not, who is sent nothing (promise 7)', async () => {
      const other = testProgramme();
      await admit(other, 'Boss', { roles: ['manager'] });
      for (const name of ['Ada', 'Bea', 'Cas']) {
        await admit(other, name, { managerChain: [BOSS] });
        const events = name === 'Ada' ? [happened.opened(), happened.declined()] : [];
        await oblige(other, name, { below: [BOSS], events });
      }
      const intended = intendedOf('remind', outstanding, manager);
      const [open, declined] = [
        granted(await planAction(programme)(intended)),
        granted(await planAction(other)(intended)),
      ];
      assert.deepEqual(
        [declined.fingerprint, declined.targets.length, declined.notPossible],
        [open.fingerprint, open.targets.length, open.notPossible],
      );
      const taken = await takeAction(other)({ ...declined, because: '' });
      assert.ok(!isRefusal(taken) && taken.outcome === 'done');
      assert.equal(taken.record.notDone, undefined);
      await deliverPrompts(other)();
      assert.equal(other.messenger.sent.length, 2);
      assert.equal(granted(await planAction(other)(intended)).targets.length, 0);
      await other.stores.close();
    });

    it('counts who declined as reminded on a day on which the ladder has reminded the others', async () => {
      for (const declines of [false, true]) {
        const other = testProgramme({ now: '2026-12-03T13:00:00Z' });
        await admit(other, 'Boss', { roles: ['manager'] });
        for (const name of ['Ada', 'Bea']) {
          await admit(other, name, { managerChain: [BOSS] });
          const events = declines && name === 'Bea' ? [happened.opened(), happened.declined()] : [];
          await oblige(other, name, { below: [BOSS], events });
        }
        await deliverPrompts(other)();
        const counts: number[] = [];
        for (const now of ['2026-12-03T13:30:00Z', '2026-12-03T15:00:00Z', '2026-12-04T15:00:00Z']) {
          other.clock.set(now);
          await deliverPrompts(other)();
          const intended = intendedOf('remind', outstanding, manager);
          counts.push(granted(await planAction(other)(intended)).targets.length);
        }
        assert.deepEqual(counts.slice(1), [0, 2], `with a decline: ${declines}`);
        await other.stores.close();
      }
    });

    it('leaves who declined to compliance, and says so', async () => {
      await oblige(programme, 'Dee', { events: [happened.opened(), happened.declined()] });
      const plan = await planned('remind', { kind: 'person', person: personId('Dee') });
      assert.deepEqual(
        plan.notPossible.map(({ because }) => because),
        ['already-declined'],
      );
    });
  });

  describe('for a list', () => {
    const namesOf = async (selection: Selection) =>
      (await planned('pause', selection)).targets.map(({ shown }) => shown.displayName).sort();

    it('is narrowed by how it stands, department, organisation, and office', async () => {
      await admit(programme, 'Tia', {
        person: { department: 'Treasury & Tax' },
        coverage: { kind: 'senior-officer', offices: ['treasurer'], by: { rule: '', value: '' } },
      });
      await oblige(programme, 'Tia', { overdueAfter: '2026-11-20' });
      const list = { kind: 'list', list: 'outstanding' } as const;
      assert.deepEqual(await namesOf(list), ['Ada', 'Bea', 'Cas', 'Tia']);
      assert.deepEqual(await namesOf({ ...list, below: BOSS }), ['Ada', 'Bea', 'Cas']);
      assert.deepEqual(await namesOf({ ...list, department: 'treasury & tax' }), ['Tia']);
      assert.deepEqual(await namesOf({ ...list, office: 'treasurer' }), ['Tia']);
      assert.deepEqual(await namesOf({ ...list, office: 'controller' }), []);
      assert.deepEqual(await namesOf({ kind: 'list', list: 'overdue' }), ['Tia']);
      await programme.people
        .get(ADA)
        .then((found) => found && programme.people.replace({ ...found, value: withoutChat(found.value) }));
      await deliverPrompts(programme)();
      assert.deepEqual(await namesOf({ kind: 'list', list: 'unreached' }), ['Ada']);
    });
  });
});

function withoutChat<T extends { readonly conversation?: unknown }>(record: T): T {
  const { conversation: _, ...rest } = record;
  return rest as T;
}
