import assert from 'node:assert/strict';
import { unzipSync } from 'fflate';
import { en } from '../../src/content/en/index.ts';
import { packPdf } from '../../src/documents/packPdf.ts';
import { packXlsx } from '../../src/documents/packXlsx.ts';
import type { CalendarDate, Instant } from '../../src/domain/ids.ts';
import { CODE, CONTEXT } from '../teams/cards/cardWorld.ts';
import { packOf } from './anyPack.ts';
import { assertPdfA } from './pdfA.ts';
import { needsPoppler, pagesOf, textOf } from './poppler.ts';

const deps = { texts: en, paper: 'Letter', dates: CONTEXT.dates } as const;

describe("the Audit Committee's pack as a PDF", () => {
  it('is PDF/A-3a as far as its structure tells, and the same bytes for the same facts', async () => {
    const pdf = await packPdf(deps, packOf(100));
    assertPdfA(pdf, { title: en.pack.title, language: 'en' });
    assert.deepEqual(pdf, await packPdf(deps, packOf(100)));
  });

  it('tells a director on its first page where the programme stands', async function () {
    needsPoppler(this);
    const [first = ''] = pagesOf(await packPdf(deps, packOf(100)));
    for (const part of [
      '94 of 100 people who must certify have done so (94.0 %)',
      '6 people are overdue',
      en.pack.offices,
      'Chief Executive Officer',
      '4 Nov 2026',
      en.pack.attention,
      en.pack.nothing,
      '100 on the roster = 94 certified + 0 certified with an exception + 0 certified on paper + 0 declined',
    ])
      assert.ok(first.includes(part), part);
  });

  it('says what calls for attention, the gravest first', async function () {
    needsPoppler(this);
    const usual = packOf(100);
    const text = textOf(
      await packPdf(deps, {
        ...usual,
        equation: { ...usual.equation, balances: false, parts: { ...usual.equation.parts, declined: 1 } },
        offices: usual.offices.map((each, n) => ({
          ...each,
          holders:
            n === 0
              ? []
              : [{ name: 'Katherine Voss', view: 'overdue', late: false, due: '2026-12-17' as CalendarDate }],
        })),
        disclosures: [{ kind: 'decline', reference: 'D-12AB34CD', at: usual.at }],
        waivers: [
          { reference: 'W-1', what: 'Waiver for the Controller', on: usual.today, state: 'Disclosed' },
        ],
        checkpoint: { size: 80, root: CODE.hash, at: usual.at as Instant },
      }),
    );
    const order = [
      'cannot be relied on',
      'The office of Chief Executive Officer has no holder',
      'Katherine Voss (Chief Financial Officer) has been overdue since 17 December 2026',
      '1 person declined',
    ].map((part) => text.indexOf(part));
    assert.ok(order.every((at) => at >= 0));
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
    for (const part of [
      'D-12AB34CD',
      'Waiver for the Controller',
      'Newest checkpoint: 80 certificates',
      CODE.hash,
    ])
      assert.ok(text.includes(part), part);
  });

  it('says who certified on paper, and counts them apart', async function () {
    needsPoppler(this);
    const usual = packOf(100);
    const parts = { ...usual.equation.parts, certified: 93, 'certified-on-paper': 1 };
    const offices = usual.offices.map((each, n) => ({
      ...each,
      holders: each.holders.map((holder) => ({ ...holder, ...(n === 0 && { onPaper: true }) })),
    }));
    const text = textOf(await packPdf(deps, { ...usual, offices, equation: { ...usual.equation, parts } }));
    for (const part of [
      `${en.pack.views.complete},`,
      '93 certified',
      '1 certified on paper',
      '94 of 100 people',
    ])
      assert.ok(text.includes(part), part);
  });

  it('stays a handful of pages for ten thousand people, with the rest in the workbook', async function () {
    needsPoppler(this);
    const pages = pagesOf(await packPdf(deps, packOf(10_000)));
    assert.ok(pages.length <= 6, `${pages.length} pages`);
    assert.match(pages.join(' '), /and 529 more, listed in the workbook/);
  });

  it('holds hostile names', async () => {
    const name = `=A1 & <b> \u202Egnp.exe (\\ ${'Ñáñez-'.repeat(40)} 🙂`;
    assertPdfA(await packPdf(deps, packOf(40, { name })), { title: en.pack.title, language: 'en' });
  });
});

describe("the Audit Committee's pack as a workbook", () => {
  const sheetsOf = async (...args: Parameters<typeof packOf>) => {
    const files = unzipSync(await packXlsx({ texts: en }, packOf(...args)));
    return Object.entries(files).map(([name, bytes]) => ({ name, xml: new TextDecoder().decode(bytes) }));
  };

  it('has a sheet for each part, and everybody in it', async () => {
    const sheets = await sheetsOf(10_000);
    const book = sheets.find(({ name }) => name === 'xl/workbook.xml')?.xml ?? '';
    for (const name of Object.values(en.pack.sheets)) assert.ok(book.includes(name), name);
    const rows = Math.max(...sheets.map(({ xml }) => [...xml.matchAll(/<row /g)].length));
    assert.equal(rows, 10_001);
  });

  it('says who certified on paper', async () => {
    const usual = packOf(3);
    const people = usual.people.map((each, n) => ({ ...each, ...(n === 0 && { onPaper: true }) }));
    const bytes = await packXlsx({ texts: en }, { ...usual, people });
    const all = Object.values(unzipSync(bytes))
      .map((file) => new TextDecoder().decode(file))
      .join('');
    assert.ok(all.includes(', on paper'));
    assert.ok(all.includes(en.words.tally['certified-on-paper']));
  });

  for (const start of ['=', '+', '-', '@', ' =', '\t='])
    it(`keeps a name that begins with ${JSON.stringify(start)} a text`, async () => {
      const name = `${start}HYPERLINK("http://evil.example")`;
      const sheets = await sheetsOf(3, { name });
      for (const { name: file, xml } of sheets) assert.doesNotMatch(xml, /<f[ >]/, `no formula in ${file}`);
      const all = sheets.map(({ xml }) => xml).join('');
      assert.ok(all.includes('HYPERLINK'));
      assert.doesNotMatch(all, />\s*[=+@-]+HYPERLINK/, 'nor does a text begin like one');
    });

  it('holds names that XML cannot', async () => {
    const sheets = await sheetsOf(3, { name: 'a & <b> \u0000\u0008 \ud800 ]]>' });
    assert.ok(sheets.every(({ xml }) => !xml.includes('\u0000') && !xml.includes('\u0008')));
  });
});
