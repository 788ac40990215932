import assert from 'node:assert/strict';
import fc from 'fast-check';
import { STATEMENT_IDS, type StatementId } from '../../src/domain/certificate.ts';
import { isRefusal, type RefusalCode } from '../../src/domain/refusal.ts';
import { type SignCommand, signCertificate } from '../../src/usecases/signCertificate.ts';
import { earlierCode } from '../helpers/code.ts';
import { happened, type ObligationFacts, obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { signCommand } from '../helpers/signing.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

const LONG = 'x'.repeat(100 * 1024);
const opened = happened.opened();
const withOpened = (events: ObligationFacts['events'] = []) => ({ events: [opened, ...events] });

describe('signing is refused, and nothing changes,', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    await admit(programme, 'Ada Lovelace');
    await admit(programme, 'Eve');
  });
  afterEach(() => programme.stores.close());

  const refusalOf = async (command: SignCommand): Promise<RefusalCode | 'signed'> => {
    const stores = countingStores(programme.stores);
    const result = await signCertificate({ ...programme, ...stores })(command);
    if (!isRefusal(result)) return 'signed';
    assert.deepEqual(stores.writes(), []);
    assert.deepEqual(await programme.certificates.ofPerson(command.signer), []);
    return result.refused;
  };
  const refuses = async (
    why: RefusalCode,
    facts: Partial<SignCommand>,
    obligation: ObligationFacts = withOpened(),
  ) => {
    await oblige(programme, 'Ada Lovelace', obligation);
    const id = obligationOf('Ada Lovelace', obligation).id;
    assert.equal(await refusalOf(signCommand('Ada Lovelace', { obligationId: id, ...facts })), why);
  };

  it('when any statement is not confirmed', async () => {
    await oblige(programme, 'Ada Lovelace', withOpened());
    const some = fc.subarray<StatementId>([...STATEMENT_IDS], { maxLength: STATEMENT_IDS.length - 1 });
    await fc.assert(
      fc.asyncProperty(some, async (ids) => {
        const confirmed = [...ids, ...ids];
        assert.equal(await refusalOf(signCommand('Ada Lovelace', { confirmed })), 'statements-not-confirmed');
      }),
      { numRuns: 30 },
    );
  });

  it('without consent to sign electronically', () => refuses('consent-missing', { consents: false }));
  it('without a name', () => refuses('name-missing', { typedName: '' }));
  it('with a blank name', () => refuses('name-missing', { typedName: ' \t\u00a0\n' }));
  it('with another name', () => refuses('name-differs', { typedName: 'Eve' }));
  it('with half a name', () => refuses('name-differs', { typedName: 'Ada' }));
  it('with 100 KB for a name', () => refuses('name-differs', { typedName: LONG }));
  it('with an exception that says nothing', () => refuses('text-missing', { exception: ' \n ' }));
  it('with an exception of 100 KB', () => refuses('text-too-long', { exception: LONG }));

  it('with the right name and 100 KB of dots after it', async () => {
    await oblige(programme, 'Ada Lovelace', withOpened());
    const typedName = `Ada Lovelace${'.'.repeat(100 * 1024)}`;
    assert.notEqual(await refusalOf(signCommand('Ada Lovelace', { typedName })), 'signed');
  });

  it('before the Code was opened', () => refuses('code-not-opened', {}, { events: [] }));
  it('while it is paused', () => refuses('paused', {}, withOpened([happened.paused()])));
  it('when it was excused', () => refuses('excused', {}, withOpened([happened.excused()])));
  it('by someone who has left', () => refuses('left', {}, withOpened([happened.left()])));
  it('when a newer one replaced it', () => refuses('superseded', {}, withOpened([happened.superseded()])));
  it('for an older Code', () => refuses('superseded', {}, { ...withOpened(), codeHash: earlierCode.hash }));
  it('for last year’s cycle', () => refuses('superseded', {}, { ...withOpened(), cycle: '2025' }));

  it('once a new cycle has opened', async () => {
    await oblige(programme, 'Ada Lovelace', withOpened());
    programme.clock.set('2027-11-02T12:00:00Z');
    assert.equal(await refusalOf(signCommand('Ada Lovelace')), 'superseded');
  });

  it('for an obligation that is not there', async () => {
    assert.equal(await refusalOf(signCommand('Ada Lovelace')), 'unknown-obligation');
  });

  it('for somebody else’s obligation, in either’s name', async () => {
    const { id } = await oblige(programme, 'Ada Lovelace', withOpened());
    for (const typedName of ['Eve', 'Ada Lovelace']) {
      const command = signCommand('Eve', { obligationId: id, typedName });
      assert.equal(await refusalOf(command), 'unknown-obligation');
    }
    const kept = await programme.obligations.get(personId('Ada Lovelace'), id);
    assert.equal(kept?.value.obligation.state.status, 'outstanding');
    assert.deepEqual(await programme.certificates.ofPerson(personId('Ada Lovelace')), []);
  });

  it('by somebody the directory does not know', async () => {
    await oblige(programme, 'Nobody', withOpened());
    assert.equal(await refusalOf(signCommand('Nobody')), 'not-covered');
  });

  it('whatever the payload, unless everything is right', async () => {
    const facts = {
      typedName: fc.constantFrom('Ada Lovelace', 'Ada', ''),
      confirmed: fc.subarray<StatementId>([...STATEMENT_IDS]),
      consents: fc.boolean(),
    };
    await oblige(programme, 'Ada Lovelace', withOpened());
    const right = (f: Pick<SignCommand, keyof typeof facts>): boolean =>
      f.typedName === 'Ada Lovelace' && f.confirmed.length === STATEMENT_IDS.length && f.consents;
    const wrong = fc.record(facts).filter((f) => !right(f));
    await fc.assert(
      fc.asyncProperty(wrong, async (f) => {
        assert.notEqual(await refusalOf(signCommand('Ada Lovelace', f)), 'signed');
      }),
      { numRuns: 50 },
    );
  });
});
