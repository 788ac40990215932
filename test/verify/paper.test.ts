import assert from 'node:assert/strict';
import { canonicalJson, sha256 } from '../../src/domain/digest.ts';
import type { PaperCertificate } from '../../src/domain/paperCertificate.ts';
import { recordPaper } from '../../src/usecases/recordPaper.ts';
import { signJws } from '../../src/usecases/signJws.ts';
import { findings } from '../../src/verify/findings.ts';
import { checkSubject, readSealed } from '../../src/verify/subject.ts';
import { verifyExport } from '../../src/verify/verifyExport.ts';
import { day } from '../helpers/clock.ts';
import { personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import type { TestProgramme } from '../helpers/testProgramme.ts';
import { testKey, testSigner } from '../helpers/testSigner.ts';
import { archiveOf, changed, exported, type Files, signedCycle, withLines } from './exportWorld.ts';

describe('a certificate on paper in an export', () => {
  let programme: TestProgramme;
  let files: Files;
  let paper: PaperCertificate;
  before(async () => {
    programme = await signedCycle();
    const [found] = await programme.obligations.ofPerson(personId('Gus'));
    assert.ok(found);
    const recorded = granted(
      await recordPaper({
        ...programme,
        versionOf: () => programme.code,
        holdsRoleNow: async () => ({ outcome: 'holds' }),
      })({
        by: personId('Dana'),
        person: personId('Gus'),
        obligation: found.value.obligation.id,
        number: 1,
        signedOn: day('2026-11-24'),
        keptAt: 'Cabinet 4',
        scan: 'ab'.repeat(32),
        because: '',
        confirmed: true,
      }),
    );
    assert.ok(recorded.outcome === 'recorded');
    paper = recorded.sealed.record;
    programme.clock.advance({ days: 1 });
    files = await exported(programme);
  });
  after(() => programme.stores.close());

  const lines = async (these: Files): Promise<string> => {
    const found = findings([testKey.kid]);
    await verifyExport(archiveOf(these), found, undefined);
    return found.lines().join('\n');
  };
  const resigned = async (change: Partial<PaperCertificate>) => {
    const record = { ...paper, ...change };
    const payload = canonicalJson(record);
    const jws = await signJws(testSigner, { payload, typ: 'coec-record+json' });
    return { record, sha256: sha256(payload), jws };
  };
  const checked = async (sealed: unknown) => {
    const found = findings([testKey.kid]);
    const read = readSealed(sealed);
    assert.ok(read);
    const { name } = await checkSubject(read, found);
    return { name, wrong: found.lines().filter((line) => line.includes('WRONG')) };
  };

  it('is accepted, and said to be on paper', async () => {
    const said = await lines(files);
    assert.ok(!said.includes('WRONG'), said);
    assert.match(said, /1 of the other records are of certificates on paper/);
    assert.match(said, /or \(1\) the record of a paper/);
    assert.ok((files['records.jsonl'] ?? '').includes('"paper-certificate"'));
    assert.ok(!(files['certificates.jsonl'] ?? '').includes(personId('Gus')));
  });

  it('is missed where it was taken out', async () => {
    const without = await changed(files, {
      'records.jsonl': withLines(files['records.jsonl'], (all) =>
        all.filter((line) => !line.includes('.paper.')),
      ),
    });
    const said = await lines(without);
    assert.match(said, /WRONG.*removed/);
    assert.match(said, /WRONG.*certified on paper, and the record of it is missing/);
  });

  it('is found out where it was changed', async () => {
    const forged = await resigned({ signedOn: day('2026-11-23') });
    const these = await changed(files, {
      'records.jsonl': withLines(files['records.jsonl'], (all) =>
        all.map((line) => {
          const { index } = JSON.parse(line) as { index: number };
          return line.includes('.paper.') ? JSON.stringify({ index, ...forged }) : line;
        }),
      ),
    });
    assert.match(await lines(these), /WRONG.*is not what entered the ledger/);
  });

  it('names who it is of and who recorded it, and has to be of one piece', async () => {
    const { name, wrong } = await checked(await resigned({}));
    assert.deepEqual(wrong, []);
    assert.match(name, /^paper certificate .*\(Gus; recorded on paper by Dana: a receipt, not an electronic/);
    const strange: Partial<PaperCertificate>[] = [
      { by: paper.personId },
      { id: 'another.paper.1' },
      { signedOn: day('2027-11-24') },
      { keptAt: '' },
      { scan: { sha256: 'short' as never, hashed: 'typed' } },
    ];
    for (const change of strange) assert.equal((await checked(await resigned(change))).wrong.length, 1);
  });
});
