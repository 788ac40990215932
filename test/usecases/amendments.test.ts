import assert from 'node:assert/strict';
import type { AmendmentRules } from '../../src/domain/amendment.ts';
import type { Coverage } from '../../src/domain/coverage.ts';
import { decide } from '../../src/domain/decide.ts';
import { evolveAll } from '../../src/domain/evolve.ts';
import type { Sha256 } from '../../src/domain/ids.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { plusDays } from '../../src/domain/time.ts';
import { codeInForce, decideAmendment } from '../../src/usecases/codeInForce.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { openCode } from '../../src/usecases/openCode.ts';
import { reissueObligation } from '../../src/usecases/reissueObligation.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { at, day } from '../helpers/clock.ts';
import { code } from '../helpers/code.ts';
import { did } from '../helpers/did.ts';
import { happened } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { granted, signCommand } from '../helpers/signing.ts';
import { admit, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

const SECOND = { ...code, label: '2', hash: '2nd'.padEnd(64, '0') as Sha256 };
const OFFICER: Coverage = {
  kind: 'senior-officer',
  offices: ['treasurer'],
  by: { rule: 'offices.treasurer.titles', value: 'Treasurer' },
};

/** Cleo is a Senior Officer and has signed, as has Ada; Bea has not, and Dee has declined. */
describe('a Code version that comes into force within a cycle', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    await admit(programme, 'Cleo', { coverage: OFFICER });
    for (const name of ['Ada', 'Bea', 'Dee']) await admit(programme, name);
    await issueObligations(programme)();
    for (const name of ['Ada', 'Cleo']) await sign(name);
    await change('Dee', [happened.opened(), happened.declined()]);
    programme.clock.set('2026-12-01T15:00:00Z');
  });
  afterEach(() => programme.stores.close());

  const publish = async (version: typeof code, rules: Partial<AmendmentRules> = {}) => {
    programme.clock.advance({ minutes: 1 });
    const amendmentRules = { ...programme.amendmentRules, ...rules };
    Object.assign(programme, { code: version, amendmentRules });
    return did(await issueObligations(programme)());
  };
  const issue = async () => did(await issueObligations(programme)());
  const sign = async (name: string) => {
    const [newest] = await programme.obligations.ofPerson(personId(name));
    assert.ok(newest);
    const { id: obligationId } = newest.value.obligation;
    granted(await openCode(programme)(personId(name), obligationId));
    granted(await signCertificate(programme)(signCommand(name, { obligationId })));
  };
  const change = async (name: string, events: Parameters<typeof evolveAll>[1]) => {
    const [newest] = await programme.obligations.ofPerson(personId(name));
    assert.ok(newest);
    const value = { ...newest.value, obligation: evolveAll(newest.value.obligation, events) };
    await programme.obligations.replace({ ...newest, value });
  };
  /** What somebody has, the oldest first: version, reason, state, due date. */
  const has = async (name: string) =>
    (await programme.obligations.ofPerson(personId(name)))
      .map(({ value: { obligation } }) => obligation)
      .sort((a, b) => (a.issuedAt < b.issuedAt ? -1 : 1))
      .map(({ codeHash, reason, state, due }) => {
        const version = codeHash === code.hash ? '1' : '2';
        return `${version} ${reason} ${state.status} ${due.slice(5)}`;
      });

  it('is signed anew by everyone where the programme file says so, in its days', async () => {
    assert.deepEqual(await publish(SECOND), { issued: 4 });
    assert.deepEqual(await has('Ada'), ['1 annual certified 12-17', '2 amendment outstanding 12-31']);
    assert.deepEqual(await has('Cleo'), ['1 annual certified 12-17', '2 amendment outstanding 12-31']);
    assert.deepEqual(await has('Bea'), ['1 annual superseded 12-17', '2 amendment outstanding 12-31']);
    assert.deepEqual(await has('Dee'), ['1 annual superseded 12-17', '2 amendment outstanding 12-31']);
    assert.deepEqual(await issue(), {});
    await sign('Ada');
    assert.deepEqual(await issue(), {});
  });

  it('asks also whom compliance asked again for a version that has been taken back', async () => {
    await publish(SECOND);
    await change('Dee', [happened.opened(), happened.declined()]);
    Object.assign(programme, { code });
    programme.clock.advance({ minutes: 1 });
    const [declined] = await programme.obligations.ofPerson(personId('Dee'));
    assert.ok(declined);
    const { id } = declined.value.obligation;
    const compliance = { by: personId('Cleo'), because: 'They spoke with us.' };
    assert.equal(
      await reissueObligation(programme, { personId: personId('Dee'), id }, compliance),
      'reissued',
    );
    await publish(SECOND);
    assert.equal((await has('Dee')).filter((each) => each.includes('outstanding')).length, 1);
    assert.deepEqual(await issue(), {});
  });

  it('leaves whoever is on leave the days they would have had, and not those before it came into force as well', async () => {
    await change('Bea', [happened.paused()]);
    programme.clock.set('2027-02-01T15:00:00Z');
    await publish(SECOND, { signedAnewBy: 'everyone', dueAfterDays: 30 });
    const [open] = await programme.obligations.ofPerson(personId('Bea'));
    assert.ok(open);
    const { state, due } = open.value.obligation;
    assert.equal(state.status, 'paused');
    const resume = {
      type: 'resume',
      by: personId('Cleo'),
      because: 'back',
      on: day('2027-02-11'),
      noLaterThan: undefined,
    } as const;
    const events = decide(open.value.obligation, resume, programme.clock());
    assert.ok(!isRefusal(events));
    const resumed = evolveAll(open.value.obligation, events);
    assert.equal(resumed.due, plusDays(due, 10));
    assert.ok(resumed.overdueAfter >= day('2027-02-11'), 'not overdue for having been away');
  });

  it('is signed anew by Senior Officers only, and by whoever had yet to sign as before', async () => {
    assert.deepEqual(await publish(SECOND, { signedAnewBy: 'senior-officers', dueAfterDays: 10 }), {
      issued: 3,
    });
    assert.deepEqual(await has('Cleo'), ['1 annual certified 12-17', '2 amendment outstanding 12-11']);
    assert.deepEqual(await has('Ada'), ['1 annual certified 12-17']);
    assert.deepEqual(await has('Bea'), ['1 annual superseded 12-17', '2 annual outstanding 12-17']);
    assert.deepEqual(await has('Dee'), ['1 annual superseded 12-17', '2 annual declined 12-17']);
    assert.deepEqual(await issue(), {});
  });

  it('is signed anew by nobody, and by everybody in the next cycle', async () => {
    assert.deepEqual(await publish(SECOND, { signedAnewBy: 'nobody' }), { issued: 2 });
    assert.deepEqual(await has('Cleo'), ['1 annual certified 12-17']);
    await admit(programme, 'New', {
      inBaseline: false,
      firstSeenOn: day('2026-12-01'),
      coveredSince: day('2026-12-01'),
    });
    assert.deepEqual(await issue(), { issued: 1 });
    assert.deepEqual(await has('New'), ['2 hire outstanding 12-15']);
    programme.clock.set('2027-11-02T10:30:00Z');
    assert.deepEqual(await issue(), { issued: 5 });
    assert.deepEqual((await has('Cleo')).at(-1), '2 annual outstanding 12-17');
  });

  it('makes nobody less overdue who already was', async () => {
    programme.clock.set('2027-01-11T15:00:00Z');
    await publish(SECOND);
    const [newest] = await programme.obligations.ofPerson(personId('Bea'));
    const { due, overdueAfter } = newest?.value.obligation ?? {};
    assert.deepEqual([due, overdueAfter], ['2027-02-10', '2026-12-17']);
  });

  it('with the same text is the same version: nothing changes', async () => {
    assert.deepEqual(await publish({ ...code, label: '1 (reprinted)' }), {});
  });

  it('that is taken back leaves what was signed, and asks for the earlier one whoever has not signed it', async () => {
    await publish(SECOND);
    await sign('Cleo');
    assert.deepEqual(await publish(code), { issued: 2 });
    assert.deepEqual(await has('Ada'), ['1 annual certified 12-17', '2 amendment superseded 12-31']);
    assert.deepEqual(await has('Bea'), [
      '1 annual superseded 12-17',
      '2 amendment superseded 12-31',
      '1 amendment outstanding 12-31',
    ]);
    assert.deepEqual(await has('Cleo'), ['1 annual certified 12-17', '2 amendment certified 12-31']);
    assert.deepEqual(await issue(), {});
    const tally = await programme.obligations.tally({ cycle: '2026' as never }, day('2026-12-02'));
    assert.deepEqual([tally.certified, tally.outstanding, tally.declined], [2, 2, 0]);
    assert.deepEqual(await publish(SECOND), { issued: 3 });
    assert.equal((await has('Bea')).at(-1), '2 amendment outstanding 12-31');
    assert.equal((await has('Ada')).at(-1), '2 amendment outstanding 12-31');
    assert.deepEqual(await issue(), {});
  });

  it('is recorded with the day it came into force and with what was decided for it', async () => {
    await publish(SECOND, { signedAnewBy: 'nobody' });
    const decide = decideAmendment(programme);
    programme.clock.set('2026-12-03T15:00:00Z');
    const by = personId('Compliance');
    const { at: read } = await codeInForce(programme);
    const decision = {
      by,
      because: 'The Board asks for it.',
      signedAnewBy: 'everyone',
      dueAfterDays: 20,
      read,
    } as const;
    assert.deepEqual(await decide({ ...decision, because: ' ' }), { refused: 'text-missing' });
    assert.deepEqual(await decide({ ...decision, because: 'x'.repeat(501) }), { refused: 'reason-too-long' });
    granted(await decide(decision));
    assert.deepEqual(await decide(decision), { refused: 'decision-changed' }, 'it was read before that');
    assert.deepEqual(await issue(), { issued: 2 });
    assert.equal((await has('Cleo')).at(-1), '2 amendment outstanding 12-23');
    const kept = await programme.programme.get('in-force', 'code');
    assert.deepEqual(
      kept?.value.decisions.map(({ label, inForceSince, by: who, signedAnewBy }) => [
        label,
        inForceSince,
        who === by ? 'compliance' : who,
        signedAnewBy,
      ]),
      [
        ['1', at('2026-11-23T15:00:00Z'), 'programme-file', 'everyone'],
        ['2', at('2026-12-01T15:01:00Z'), 'programme-file', 'nobody'],
        ['2', at('2026-12-01T15:01:00Z'), 'compliance', 'everyone'],
      ],
    );
    assert.equal((await codeInForce(programme)).signedAnewBy, 'everyone', 'the file says nothing new');
  });
});
