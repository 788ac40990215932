import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { en } from '../../src/content/en/index.ts';
import { certificatePdf } from '../../src/documents/certificatePdf.ts';
import type { SealedCertificate } from '../../src/domain/certificate.ts';
import { canonicalJson } from '../../src/domain/digest.ts';
import type { Sha256 } from '../../src/domain/ids.ts';
import { type Correction, type SealedRecord, sealRecord } from '../../src/domain/signedRecord.ts';
import { myRecords } from '../../src/usecases/myRecords.ts';
import { type PaperCommand, recordPaper } from '../../src/usecases/recordPaper.ts';
import { signJws } from '../../src/usecases/signJws.ts';
import { CannotBeChecked, findings } from '../../src/verify/findings.ts';
import { verifyExport } from '../../src/verify/verifyExport.ts';
import { verifyFile, verifyText } from '../../src/verify/verifyFile.ts';
import { attachmentsOf, needsPoppler, textOf } from '../documents/poppler.ts';
import { day } from '../helpers/clock.ts';
import { personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import type { TestProgramme } from '../helpers/testProgramme.ts';
import { testKey, testSigner } from '../helpers/testSigner.ts';
import { CONTEXT } from '../teams/cards/cardWorld.ts';
import { archiveOf, exported, signedCycle } from './exportWorld.ts';

const EVE = personId('Eve');
const GUS = personId('Gus');

/** A cycle with a correction of Eve's certificate, and a paper of Gus's that was corrected. */
async function correctedCycle(): Promise<TestProgramme> {
  const programme = await signedCycle();
  const [found] = await programme.obligations.ofPerson(GUS);
  assert.ok(found);
  const command: PaperCommand = {
    by: personId('Dana'),
    person: GUS,
    obligation: found.value.obligation.id,
    number: 1,
    signedOn: day('2026-11-24'),
    keptAt: 'Cabinet 4',
    scan: 'ab'.repeat(32),
    because: '',
    confirmed: true,
  };
  const record = recordPaper({
    ...programme,
    versionOf: () => programme.code,
    holdsRoleNow: async () => ({ outcome: 'holds' }),
  });
  for (const facts of [{}, { number: 2, keptAt: 'Cabinet 5', because: 'It is elsewhere.' }])
    assert.equal(granted(await record({ ...command, ...facts })).outcome, 'recorded');
  programme.clock.advance({ days: 1 });
  return programme;
}

describe('corrections', () => {
  let programme: TestProgramme;
  let eves: SealedCertificate;
  let correction: SealedRecord<Correction> & { readonly byName?: string };
  beforeEach(async () => {
    programme = await correctedCycle();
    const [sealed] = await programme.certificates.ofPerson(EVE);
    const [found] = (await myRecords(programme)(EVE)).corrections;
    assert.ok(sealed && found);
    [eves, correction] = [sealed, found];
  });
  afterEach(() => programme.stores.close());

  const resigned = async (change: Partial<Correction>) => {
    const record: Correction = { ...correction.record, ...change };
    const jws = await signJws(testSigner, { payload: canonicalJson(record), typ: 'coec-record+json' });
    return sealRecord(record, jws);
  };
  const saidOfExport = async (): Promise<string> => {
    const found = findings([testKey.kid]);
    await verifyExport(archiveOf(await exported(programme)), found, undefined);
    return found.lines().join('\n');
  };

  it('are in an export, with what they correct', async () => {
    const said = await saidOfExport();
    assert.ok(!said.includes('WRONG'), said);
    assert.match(said, /2 corrections name what they correct, by its hash/);
    assert.match(said, /2 of the other records are of certificates on paper/);
  });

  it('of something that is not as it was are found out, whoever signed them', async () => {
    const id = `${eves.certificate.id}.correction.2`;
    const corrects = { id: eves.certificate.id, sha256: 'cd'.repeat(32) as Sha256 };
    await programme.certificates.createRecord(await resigned({ id, corrects }));
    assert.match(await saidOfExport(), /WRONG.*correction .*their hashes disagree/);
  });

  it('have to be of one piece', async () => {
    const wrongs = async (sealed: object) => {
      const found = findings([testKey.kid]);
      await verifyText(JSON.stringify(sealed), found);
      return found.wrongs();
    };
    assert.equal(await wrongs(correction), 0);
    const strange: Partial<Correction>[] = [
      { by: EVE },
      { says: '' },
      { id: 'another.correction.1' },
      { personId: GUS },
      { corrects: { id: eves.certificate.id, sha256: 'short' as Sha256 } },
    ];
    for (const change of strange)
      assert.equal(await wrongs(await resigned(change)), 1, JSON.stringify(change));
  });

  describe('in the PDF of the certificate', () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'pdf-'));
    });
    after(() => rmSync(folder, { recursive: true }));

    const pdfOf = async (...corrections: (SealedRecord<Correction> & { readonly byName?: string })[]) =>
      Buffer.from(
        await certificatePdf(
          { texts: en, paper: 'Letter', dates: CONTEXT.dates },
          { sealed: eves, corrections },
        ),
      );
    const verify = async (pdf: Buffer) => {
      const file = join(folder, 'certificate.pdf');
      writeFileSync(file, pdf);
      const found = findings([testKey.kid]);
      await verifyFile(file, found);
      return found.lines().join('\n');
    };

    it('are read, attached as they were signed, and checked with it', async function () {
      needsPoppler(this);
      const pdf = await pdfOf(correction);
      assert.match(
        textOf(pdf),
        /Corrections Recorded since.*Dana, Compliance Office.*The job title was Controller\./,
      );
      const attached = attachmentsOf(pdf).get('correction-1.json');
      assert.deepEqual(JSON.parse(String(attached)), {
        record: correction.record,
        sha256: correction.sha256,
        jws: correction.jws,
      });
      const said = await verify(pdf);
      assert.ok(!said.includes('WRONG'), said);
      assert.match(said, /1 correction is attached to it/);
      assert.deepEqual(await pdfOf(correction), await pdfOf(correction));
    });

    it('are found out where they are of another certificate, or were changed', async () => {
      const corrects = { id: eves.certificate.id, sha256: 'cd'.repeat(32) as Sha256 };
      assert.match(await verify(await pdfOf(await resigned({ corrects }))), /WRONG.*not about/);
      const changed = { ...correction, record: { ...correction.record, says: 'Nothing.' } };
      assert.match(await verify(await pdfOf(changed)), /WRONG.*its content is not what was signed/);
      const other = { ...correction, record: { ...correction.record, type: 'tombstone' as never } };
      await assert.rejects(async () => await verify(await pdfOf(other)), CannotBeChecked);
    });
  });
});
