import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isIntact, type SealedCertificate } from '../../src/domain/certificate.ts';
import { isCovered } from '../../src/domain/coverage.ts';
import { begin, evolveAll } from '../../src/domain/evolve.ts';
import { leaveStep } from '../../src/domain/leave.ts';
import { awaitsSignature, isSignedHere, isUnsettled, type Obligation } from '../../src/domain/obligation.ts';
import { TALLY_KEYS, tallyKeyOf } from '../../src/domain/progress.ts';
import { countedOf } from '../../src/domain/roster.ts';
import { cycleOn } from '../../src/domain/schedule.ts';
import { dateAt, plusMonths } from '../../src/domain/time.ts';
import { isWithin, workingTimeOf } from '../../src/domain/workingHours.ts';
import { limitFor } from '../../src/usecases/dutyFor.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { did } from '../helpers/did.ts';
import { personId } from '../helpers/people.ts';
import { TIME_ZONE } from '../helpers/rules.ts';
import { ON_LEAVE, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { anyStep, BEGINNING, NAMES, take } from './anyLife.ts';

/** Every obligation and every certificate there is. */
async function everything({ obligations, certificates }: TestProgramme) {
  const found = {
    obligations: [] as Obligation[],
    certificates: [] as SealedCertificate[],
    papers: new Set<string>(),
  };
  for (const name of NAMES) {
    const records = await obligations.ofPerson(personId(name));
    found.obligations.push(...records.map(({ value }) => value.obligation));
    found.certificates.push(...(await certificates.ofPerson(personId(name))));
    for (const { record } of await certificates.recordsOf(personId(name))) found.papers.add(record.id);
  }
  return found;
}

/** Fails as soon as something that was signed has changed. */
function watchSignatures() {
  const onPaper = new Set<string>();
  const seen = new Map<string, { obligation: Obligation; certificate: SealedCertificate | undefined }>();
  return (now: Awaited<ReturnType<typeof everything>>): void => {
    const certified = now.obligations.filter(({ state }) => isSignedHere(state));
    for (const obligation of certified) {
      const certificate = now.certificates.find((each) => each.certificate.id === obligation.id);
      assert.ok(certificate && isIntact(certificate), 'a certified obligation has its certificate');
      const before = seen.get(obligation.id) ?? { obligation, certificate };
      assert.deepEqual({ obligation, certificate }, before);
      seen.set(obligation.id, before);
    }
    for (const { id, state } of now.obligations) {
      if (state.status === 'certified' && state.onPaper) {
        assert.ok(now.papers.has(state.onPaper.record), 'what is certified on paper has its record');
        onPaper.add(id);
      } else assert.ok(!onPaper.has(id), 'and stays on paper');
    }
    assert.equal(now.certificates.length, certified.length);
    assert.equal(certified.length, seen.size, 'nothing that was certified is gone');
  };
}

function hasOneEach(obligations: readonly Obligation[]): void {
  const key = ({ personId: id, cycle, codeHash }: Obligation) => `${id} ${cycle} ${codeHash}`;
  const first = obligations.filter(({ sequence = 1 }) => sequence === 1).map(key);
  assert.equal(new Set(first).size, first.length, 'one per person, version and cycle');
  const waiting = obligations.filter(({ state }) => isUnsettled(state)).map(key);
  assert.equal(new Set(waiting).size, waiting.length, 'and never two that ask for the same');
}

/** Nothing that waits is timely more than twelve months after a certificate that came before it (promise 8). */
async function keepsTwelveMonths(
  { people, timeZone }: TestProgramme,
  obligations: readonly Obligation[],
): Promise<void> {
  for (const { personId: id, state, overdueAfter } of obligations) {
    if (!awaitsSignature(state)) continue;
    const signed = obligations.flatMap((each) =>
      each.personId === id && each.state.status === 'certified' ? [each.state.certifiedAt] : [],
    );
    const last = signed.sort().at(-1);
    const record = (await people.get(id))?.value;
    if (!last || !record || !isCovered(record.coverage)) continue;
    const limit = plusMonths(dateAt(last, timeZone), 12);
    // Who was away over that day gets the notice a joiner gets.
    if (limit >= (record.coveredSince ?? record.firstSeenOn)) assert.ok(overdueAfter <= limit, overdueAfter);
  }
}

function followsFromItsHistory(obligation: Obligation): void {
  const [issued, ...rest] = obligation.history;
  assert.ok(issued?.type === 'issued');
  assert.deepEqual(evolveAll(begin(obligationIdentity(obligation), issued), rest), obligation);
}

function obligationIdentity({ personId: id, cycle, codeHash, sequence }: Obligation) {
  return { personId: id, cycle, codeHash, ...(sequence && { sequence }) };
}

const withPart = (obligation: Obligation) => ({ ...obligation, part: tallyKeyOf(obligation) });

async function isSettled(programme: TestProgramme): Promise<void> {
  const today = dateAt(programme.clock(), programme.timeZone);
  const { id: cycle, opensOn } = cycleOn(today, programme.cycleRules);
  for (const name of NAMES) {
    const record = (await programme.people.get(personId(name)))?.value;
    const all = (await programme.obligations.ofPerson(personId(name))).map(({ value }) => value.obligation);
    const current = countedOf(all.filter((each) => each.cycle === cycle).map(withPart));
    const limit = record && limitFor(record, await programme.obligations.ofPerson(record.id), TIME_ZONE);
    const open = all.filter((each) => each.cycle === cycle && isUnsettled(each.state));
    assert.ok(open.length <= 1, `${name} is asked twice`);
    for (const each of open) {
      assert.equal(each.codeHash, programme.code.hash, `${name} is asked for the Code in force`);
      assert.ok(!limit || each.overdueAfter <= limit, `${name} is overdue after twelve months`);
      const onLeave = record?.person.groupIds.includes(ON_LEAVE) && leaveStep(each, true) === 'pause';
      assert.ok(!onLeave, `${name} is on leave and not paused`);
    }
    const hiredOn = record?.person.employeeHireDate;
    const owes = record && isCovered(record.coverage) && !(hiredOn && hiredOn > today);
    // Whoever signed for the last cycle before the job had opened this one has done what both ask for.
    const signed = all.some(
      ({ state }) => state.status === 'certified' && dateAt(state.certifiedAt, TIME_ZONE) >= opensOn,
    );
    if (owes && limit && limit < today)
      assert.ok(current, `${name} certified more than twelve months ago and is not asked`);
    if (owes && programme.cycleRules.anchor === 'annual-date')
      assert.ok(signed || (current && current.state.status !== 'left'), `${name} owes one and has none`);
    else if (record && !isCovered(record.coverage))
      assert.notEqual(current?.state.status, 'outstanding', `${name} owes none and has one`);
  }
}

describe('whatever happens in a programme,', () => {
  it('everybody has one obligation per Code version and cycle, and what is signed never changes', async () => {
    const life = fc.array(anyStep, { minLength: 5, maxLength: 50, size: 'max' });
    await fc.assert(
      fc.asyncProperty(life, async (steps) => {
        const programme = testProgramme({ pageSize: 2 });
        try {
          const check = watchSignatures();
          const outside: string[] = [];
          programme.messenger.meanwhile((message) => {
            if (!('person' in message)) return;
            const now = programme.clock();
            if (!isWithin(now, workingTimeOf(message.person, programme.workingRules))) outside.push(now);
          });
          for (const step of [...BEGINNING, ...steps]) {
            await take(programme, step);
            const now = await everything(programme);
            hasOneEach(now.obligations);
            check(now);
            await keepsTwelveMonths(programme, now.obligations);
          }
          const { obligations } = await everything(programme);
          obligations.forEach(followsFromItsHistory);
          assert.deepEqual(outside, [], 'somebody was written to outside their hours');
          for (const cycle of new Set(obligations.map((each) => each.cycle))) {
            const tally = await programme.obligations.tally({ cycle }, dateAt(programme.clock(), 'UTC'));
            const counted = TALLY_KEYS.reduce((sum, key) => sum + tally[key], 0);
            assert.equal(counted, obligations.filter((each) => each.cycle === cycle).length);
          }
        } finally {
          await programme.stores.close();
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a sync and an issue put it right, and doing them again changes nothing', async () => {
    const anchor = fc.constantFrom('annual-date', 'annual-date', 'anniversary');
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 40, size: 'max' }), anchor, async (steps, by) => {
        const programme = testProgramme({ pageSize: 2 });
        Object.assign(programme, { cycleRules: { ...programme.cycleRules, anchor: by } });
        try {
          for (const step of [...BEGINNING, ...steps]) await take(programme, step);
          await syncDirectory(programme)();
          const { waiting } = await issueObligations(programme)();
          await isSettled(programme);
          const before = await everything(programme);
          const { added, changed, removed } = await syncDirectory(programme)();
          assert.deepEqual([added, changed, removed], [0, 0, 0]);
          assert.deepEqual(did(await issueObligations(programme)()), did({ waiting }));
          assert.deepEqual(await everything(programme), before);
        } finally {
          await programme.stores.close();
        }
      }),
      { numRuns: 150 },
    );
  });
});
