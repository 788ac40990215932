import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { en } from '../../src/content/en/index.ts';
import { certificatePdf } from '../../src/documents/certificatePdf.ts';
import { certificateNumber, type SealedCertificate, seal } from '../../src/domain/certificate.ts';
import { CONTEXT, sealedFor } from '../teams/cards/cardWorld.ts';
import { assertPdfA } from './pdfA.ts';
import { attachmentsOf, fontsOf, needsPoppler, textOf } from './poppler.ts';

const deps = { texts: en, paper: 'Letter', dates: CONTEXT.dates } as const;
const make = (sealed: SealedCertificate) => certificatePdf(deps, { sealed });
const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid: 'key-2026-1' })).toString('base64url');

describe('the PDF of a certificate', () => {
  const usual = sealedFor('Maya Okafor');

  it('is a PDF/A-3a file as far as its structure tells', async () => {
    const title = en.documents.certificate.fileTitle(certificateNumber(usual));
    assertPdfA(await make(usual), { title, language: 'en' });
  });

  it('is the same, byte for byte, whenever it is made', async () => {
    assert.deepEqual(await make(usual), await make(usual));
    assert.notDeepEqual(await make(usual), await make(sealedFor('Maya Okafor', { late: true })));
  });

  it('says what was certified, by whom, when, under which Code, with rights and consent', async function () {
    needsPoppler(this);
    const { certificate, sha256 } = usual;
    const officer = seal({
      ...certificate,
      signer: { ...certificate.signer, office: 'controller, treasurer', typedName: 'M. Okafor' },
    });
    const text = textOf(await make(officer));
    for (const { shown } of certificate.statements) assert.ok(text.includes(shown), shown);
    for (const part of [
      en.documents.certificate.title,
      certificate.company,
      certificate.code.title,
      'Maya Okafor',
      'M. Okafor',
      'Controller, Treasurer',
      '23 November 2026 at 07:00 EST',
      '2026-11-23T12:00:00.000Z',
      certificateNumber(officer),
      certificate.signer.id,
      certificate.consent.shown,
      en.protectedRights,
    ])
      assert.ok(text.includes(part), part);
    const digits = text.replaceAll(' ', '');
    assert.ok(digits.includes(officer.sha256) && digits.includes(certificate.code.sha256));
    assert.ok(!digits.includes(sha256), 'another record, another hash');
  });

  it('carries the record it shows, with the very bytes that were hashed', async function () {
    needsPoppler(this);
    const files = attachmentsOf(await make(usual));
    assert.deepEqual([...files.keys()], ['certificate.json']);
    const hash = createHash('sha256')
      .update(files.get('certificate.json') ?? '')
      .digest('hex');
    assert.equal(hash, usual.sha256);
  });

  it("carries a key's signature and the ledger's proof once they are there, and names the key", async function () {
    needsPoppler(this);
    const jws = `${header}.payload.signature`;
    const proof = {
      name: 'inclusion-proof.json',
      mime: 'application/json',
      description: en.documents.certificate.attachments.proof,
      bytes: new TextEncoder().encode('{"index":7}'),
      relationship: 'Supplement',
    } as const;
    const pdf = await certificatePdf(deps, { sealed: { ...usual, jws }, attachments: [proof] });
    const files = attachmentsOf(pdf);
    assert.deepEqual([...files.keys()], ['certificate.json', 'certificate.jws', 'inclusion-proof.json']);
    assert.equal(String(files.get('certificate.jws')), jws);
    assert.equal(String(files.get('inclusion-proof.json')), '{"index":7}');
    assert.ok(textOf(pdf).includes('key-2026-1'));
    assertPdfA(pdf, { title: 'Certificate of Compliance', language: 'en' });
  });

  it('points to an exception and says nothing of it', async function () {
    needsPoppler(this);
    const text = textOf(await make(sealedFor('Maya Okafor', { withException: true })));
    assert.ok(text.includes(en.documents.certificate.withException));
  });

  it('says that somebody signed late', async function () {
    needsPoppler(this);
    assert.match(textOf(await make(sealedFor('Maya Okafor', { late: true }))), /signed late/);
  });

  it('can be searched and copied, whatever was written before it', async function () {
    needsPoppler(this);
    // Cyrillic letters are composed of Latin ones in the face: writing them must not spoil those.
    await make(sealedFor('АВЕКМНОРСТХ ÀÉÎÖ'));
    const text = textOf(await make(sealedFor('ABEKMHOPCTX')));
    assert.ok(text.includes('ABEKMHOPCTX') && text.includes('Board of Directors'), text.slice(0, 300));
  });

  for (const [script, name] of [
    ['Latin', 'Łukasz Nguyễn-Öztürk Ñáñez'],
    ['Greek', 'Ελένη Καραγιάννη'],
    ['Cyrillic', 'Дмитрий Волков'],
    ['Chinese', '赵秀兰'],
    ['Japanese', '佐藤健一'],
    ['Korean', '김민준'],
    ['Hebrew', 'נועה לוי'],
    ['Arabic', 'حسن يوسف'],
  ] as const)
    it(`shows a name in ${script} letters, all faces embedded`, async function () {
      needsPoppler(this);
      const pdf = await make(sealedFor(name));
      const text = textOf(pdf).replaceAll(/[\u202a-\u202e]/g, '');
      assert.ok(text.includes(name), text.slice(0, 400));
      assert.ok(!text.includes('[…]'));
      const fonts = fontsOf(pdf);
      assert.ok(fonts.length >= 3 && fonts.every(({ embedded, subset }) => embedded && subset));
    });

  it('shows Devanagari', async function () {
    needsPoppler(this);
    const pdf = await make(sealedFor('अर्जुन देशपांडे'));
    assert.ok(fontsOf(pdf).some(({ name }) => name.includes('Devanagari')));
    assert.ok(!textOf(pdf).includes('[…]'));
  });

  it('says so where a name is in letters it does not have, and still carries the name in the record', async function () {
    needsPoppler(this);
    const pdf = await make(sealedFor('สมชาย Somchai'));
    const text = textOf(pdf);
    assert.ok(text.includes('[…] Somchai') && text.includes(en.documents.notShown));
    assert.match(String(attachmentsOf(pdf).get('certificate.json')), /สมชาย/);
  });

  it('stays a well-formed file whatever is in the names', async () => {
    const hostile = sealedFor(`A & B <script> \u202Egnp.exe ((\\ ${'x'.repeat(400)} 🙂\u0000`);
    const sealed = seal({ ...hostile.certificate, company: 'Smith & Sons <Ltd>' });
    const pdf = await make(sealed);
    assertPdfA(pdf, { title: 'Certificate of Compliance', language: 'en' });
  });

  it('is set on A4 where the programme says so', async () => {
    const size = async (paper: 'A4' | 'Letter') =>
      /\/MediaBox \[([^\]]+)\]/.exec(
        Buffer.from(await certificatePdf({ ...deps, paper }, { sealed: usual })).toString('latin1'),
      )?.[1];
    assert.equal(await size('A4'), '0 0 595.28 841.89');
    assert.equal(await size('Letter'), '0 0 612 792');
  });
});
