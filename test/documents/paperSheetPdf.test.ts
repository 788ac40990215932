import assert from 'node:assert/strict';
import { en } from '../../src/content/en/index.ts';
import { type PaperSheet, paperSheetPdf } from '../../src/documents/paperSheetPdf.ts';
import { PAPERS } from '../../src/documents/pdf/openDocument.ts';
import { OFFICES } from '../../src/domain/coverage.ts';
import { CODE, CONTEXT, NAMES, obligationIn, PROGRAMME } from '../teams/cards/cardWorld.ts';
import { assertPdfA } from './pdfA.ts';
import { needsPoppler, pagesOf, textOf } from './poppler.ts';

const obligation = obligationIn('outstanding');
const SHEET: PaperSheet = {
  company: PROGRAMME.company,
  displayName: 'Maya Okafor',
  jobTitle: 'Financial Analyst',
  offices: [],
  obligation,
  version: CODE,
  complianceOffice: 'Compliance Office',
};
const make = (facts: Partial<PaperSheet> = {}, paper: (typeof PAPERS)[number] = 'Letter') =>
  paperSheetPdf({ texts: en, paper, dates: CONTEXT.dates }, { ...SHEET, ...facts });

describe('the blank sheet of a certificate on paper', () => {
  it('is a PDF/A-3a file as far as its structure tells, and the same whenever it is made', async () => {
    const title = en.documents.sheet.fileTitle('Maya Okafor');
    assertPdfA(await make(), { title, language: 'en' });
    assert.deepEqual(await make(), await make());
  });

  it('says what is certified, by whom, under which Code, and leaves room to sign and date', async function () {
    needsPoppler(this);
    const text = textOf(await make());
    for (const { shown } of Object.values(en.certificateWording.statements))
      assert.ok(text.includes(shown), shown);
    for (const part of [
      en.documents.certificate.title,
      en.documents.certificate.to,
      PROGRAMME.company,
      CODE.title,
      'Maya Okafor',
      'Financial Analyst',
      '17 December 2026',
      obligation.id,
      'Signature, in ink',
      'Date',
      'not an electronic signature',
      en.protectedRights,
    ])
      assert.ok(text.includes(part), part);
    assert.ok(text.replaceAll(' ', '').includes(CODE.hash));
  });

  it('is one page, on either paper; the statements, the name and the lines to sign on are never apart', async function () {
    needsPoppler(this);
    const officer = { displayName: 'María-José Ñáñez-Wójcik', jobTitle: 'Assistant Chief Financial Officer' };
    for (const paper of PAPERS) {
      assert.equal(pagesOf(await make({}, paper)).length, 1);
      assert.equal(pagesOf(await make({ ...officer, offices: OFFICES.slice(2, 4) }, paper)).length, 1);
      for (const displayName of [NAMES.long, NAMES.rightToLeft]) {
        const long = { displayName, jobTitle: displayName, offices: OFFICES };
        const [first = ''] = pagesOf(await make(long, paper));
        assert.match(first, /I have read it.*Signature, in ink.*Zzyzx/);
      }
    }
  });

  it('names a version that is not at hand by its hash alone', async function () {
    needsPoppler(this);
    assert.ok(
      textOf(await make({ version: undefined }))
        .replaceAll(' ', '')
        .includes(CODE.hash),
    );
  });
});
