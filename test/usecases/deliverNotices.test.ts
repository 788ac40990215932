import assert from 'node:assert/strict';
import type { PaperCertificate } from '../../src/domain/paperCertificate.ts';
import { deliverNotices, deliverNoticesTo } from '../../src/usecases/deliverNotices.ts';
import { type PaperCommand, type PaperDeps, recordPaper } from '../../src/usecases/recordPaper.ts';
import { day } from '../helpers/clock.ts';
import { obligationOf } from '../helpers/obligations.ts';
import { NOT_COVERED, personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { Killed, watchedStores } from '../helpers/watchedStores.ts';

const DANA = personId('Dana');
const ADA = personId('Ada');
const COMMAND: PaperCommand = {
  by: DANA,
  person: ADA,
  obligation: obligationOf('Ada').id,
  number: 1,
  signedOn: day('2026-11-10'),
  keptAt: 'Cabinet 4',
  scan: 'ab'.repeat(32),
  because: '',
  confirmed: true,
};

describe('what others recorded about somebody', () => {
  let programme: TestProgramme & Pick<PaperDeps, 'versionOf' | 'holdsRoleNow'>;
  beforeEach(async () => {
    programme = {
      ...testProgramme(),
      versionOf: () => undefined,
      holdsRoleNow: async () => ({ outcome: 'holds' }),
    };
    await admit(programme, 'Dana', { roles: ['compliance'], coverage: NOT_COVERED });
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada');
  });
  afterEach(() => programme.stores.close());

  const record = async (facts: Partial<PaperCommand> = {}, deps: PaperDeps = programme) => {
    const result = granted(await recordPaper(deps)({ ...COMMAND, ...facts }));
    assert.ok(result.outcome === 'recorded');
    return result.sealed.record;
  };
  const deliver = () => deliverNotices(programme)();
  const told = () =>
    programme.messenger.notices.map(({ message }) =>
      message.items.map(({ record: { id } }) =>
        id.split('.paper.')[1] ? Number(id.split('.paper.')[1]) : id,
      ),
    );
  const boxOf = async () => (await programme.programme.get('notice', ADA))?.value;
  const dyingAt = (fatal: string, nth = 1): PaperDeps => {
    let seen = 0;
    return {
      ...programme,
      ...watchedStores(programme.stores, (call) => {
        if (call !== fatal) return;
        seen += 1;
        if (seen === nth) throw new Killed();
      }),
    };
  };

  it('is told to them in one message, once, from the records themselves', async () => {
    const first = await record();
    await record({ number: 2, keptAt: 'Cabinet 5', because: 'Wrong folder.' });
    assert.deepEqual(await deliver(), { notices: 1, noticesWaiting: 0 });
    assert.deepEqual(told(), [[1, 2]]);
    assert.deepEqual(programme.messenger.notices[0]?.message.items[0], { record: first, byName: 'Dana' });
    assert.deepEqual(await deliver(), { notices: 0, noticesWaiting: 0 });
    await record({ number: 2, keptAt: 'Cabinet 5', because: 'Wrong folder.' });
    await deliver();
    assert.deepEqual(told(), [[1, 2]]);
  });

  it('waits for their working hours, and for their account', async () => {
    programme.clock.set('2026-11-24T03:00:00Z');
    await record();
    assert.deepEqual(await deliver(), { notices: 0, noticesWaiting: 1 });
    programme.clock.set('2026-11-24T15:00:00Z');
    const found = await programme.people.get(ADA);
    assert.ok(found);
    const disabled = { ...found.value, person: { ...found.value.person, accountEnabled: false } };
    const kept = await programme.people.replace({ ...found, value: disabled });
    assert.deepEqual(await deliver(), { notices: 0, noticesWaiting: 1 });
    await programme.people.replace({ ...kept, value: found.value });
    assert.deepEqual(await deliver(), { notices: 1, noticesWaiting: 0 });
  });

  it('is tried again until it arrives, and at once when they write', async () => {
    programme.messenger.failNotices({ outcome: 'failed', because: 'blocked-by-user', retry: 'on-reinstall' });
    await record();
    await deliver();
    assert.equal((await boxOf())?.because, 'blocked-by-user');
    assert.deepEqual(await deliver(), { notices: 0, noticesWaiting: 1 }, 'not before some time has passed');
    programme.messenger.failNotices(undefined);
    await deliverNoticesTo(programme)(ADA);
    assert.deepEqual(told(), [[1]]);
    assert.deepEqual((await boxOf())?.waiting, []);
    await record({ number: 2, keptAt: 'Cabinet 5', because: 'Wrong folder.' });
    programme.messenger.failNotices({ outcome: 'failed', because: 'refused', retry: 'later' });
    for (let n = 0; n < 20; n += 1) {
      await deliver();
      programme.clock.advance({ days: 1 });
    }
    programme.messenger.failNotices(undefined);
    programme.clock.set('2026-12-15T15:00:00Z');
    await deliver();
    assert.deepEqual(told(), [[1], [2]]);
  });

  it('is not sent by two processes at once', async () => {
    await record();
    await Promise.all([deliver(), deliver(), deliverNoticesTo(programme)(ADA)]);
    assert.deepEqual(told(), [[1]]);
  });

  it('arrives after a crash: at most what was in flight twice', async () => {
    await record();
    programme.messenger.meanwhile(() => {
      throw new Killed();
    });
    await assert.rejects(deliver(), Killed);
    programme.messenger.meanwhile(() => undefined);
    assert.deepEqual(await deliver(), { notices: 0, noticesWaiting: 1 }, 'nobody knows yet what came of it');
    programme.clock.advance({ minutes: 11 });
    await deliver();
    assert.deepEqual(told(), [[1], [1]]);
  });

  for (const [fatal, nth, written] of [
    ['obligations.replace', 1, false],
    ['programme.create', 1, false],
    ['certificates.createRecord', 1, false],
    ['obligations.replace', 2, true],
  ] as const)
    it(`is neither lost nor invented when the process dies before ${fatal}, number ${nth}`, async () => {
      await assert.rejects(record({}, dyingAt(fatal, nth)), Killed);
      assert.equal((await programme.certificates.recordsOf(ADA)).length, written ? 1 : 0);
      await deliver();
      assert.deepEqual(told(), written ? [[1]] : []);
      await record();
      programme.clock.advance({ minutes: 11 });
      await deliver();
      assert.deepEqual(told(), [[1]]);
    });

  it('that was never written is forgotten after a day', async () => {
    await assert.rejects(record({}, dyingAt('certificates.createRecord')), Killed);
    assert.deepEqual(await deliver(), { notices: 0, noticesWaiting: 1 });
    programme.clock.advance({ days: 1, minutes: 1 });
    await deliver();
    assert.deepEqual((await boxOf())?.waiting, []);
    const paper: PaperCertificate = await record();
    await deliver();
    assert.deepEqual([told(), paper.id.endsWith('.paper.1')], [[[1]], true]);
  });
});
