import assert from 'node:assert/strict';
import type { PersonId } from '../../src/domain/ids.ts';
import { isWaiverRefusal, type WaiverFacts } from '../../src/domain/waiver.ts';
import { alarms } from '../../src/usecases/alarms.ts';
import { waiverAlarms } from '../../src/usecases/waiverAlarms.ts';
import { waiverRegister } from '../../src/usecases/waiverRegister.ts';
import { day } from '../helpers/clock.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

const DANA = 'dana' as PersonId;
const FACTS: WaiverFacts = {
  kind: 'waiver',
  what: 'Outside directorship',
  forWhom: 'Controller',
  executiveOfficer: true,
  approver: 'board',
  on: day('2026-11-20'),
};

describe('the register of waivers as it is kept', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());
  const register = () => waiverRegister({ ...programme, waiverRules: { implicitAfterDays: 30 } });

  it('numbers what is recorded, also when two record at the same moment', async () => {
    await Promise.all([
      register().record(DANA, FACTS),
      register().record(DANA, FACTS),
      register().record(DANA, FACTS),
    ]);
    assert.deepEqual(
      (await register().list()).map(({ waiver }) => waiver.number),
      [3, 2, 1],
    );
  });

  it('keeps nothing that was refused', async () => {
    const refused = await register().record(DANA, { ...FACTS, approver: 'other' });
    assert.ok(isWaiverRefusal(refused));
    assert.deepEqual(await register().list(), []);
  });

  it('raises an alarm while a disclosure is due, and one when silence has made a waiver', async () => {
    const deps = { ...programme, waiverRules: { implicitAfterDays: 30 } };
    const open = async () =>
      (await alarms(deps).open()).map(({ alarm }) => [alarm.kind, 'overdue' in alarm && alarm.overdue]);
    const { approver: _, ...known } = FACTS;
    await register().record(DANA, FACTS);
    await register().record(DANA, { ...known, kind: 'implicit' });
    await waiverAlarms(deps)();
    assert.deepEqual(await open(), [['waiver-to-disclose', false]]);
    programme.clock.set('2026-12-21T15:00:00Z');
    await waiverAlarms(deps)();
    assert.deepEqual((await open()).sort(), [
      ['waiver-by-silence', false],
      ['waiver-to-disclose', true],
    ]);
    await register().step(DANA, 1, { type: 'disclose', way: 'form-8-k', where: 'x', on: day('2026-12-21') });
    await register().step(DANA, 2, { type: 'disclose', way: 'website', where: 'x', on: day('2026-12-21') });
    await waiverAlarms(deps)();
    assert.deepEqual(await open(), []);
  });

  it('adds what happened, once', async () => {
    await register().record(DANA, FACTS);
    const step = { type: 'disclose', way: 'form-8-k', where: 'Form 8-K', on: day('2026-11-23') } as const;
    const both = await Promise.all([register().step(DANA, 1, step), register().step(DANA, 1, step)]);
    assert.equal(both.filter((each) => each && isWaiverRefusal(each)).length, 1);
    const [entry] = await register().list();
    assert.equal(entry?.status.state, 'disclosed');
    assert.equal(entry?.waiver.history.length, 2);
    assert.equal(await register().step(DANA, 7, step), undefined);
  });
});
