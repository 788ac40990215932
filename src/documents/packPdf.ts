import type { Texts } from '../content/en/index.ts';
import { completionOf, OVERDUE_BRACKETS, type Pack } from '../domain/pack.ts';
import { EQUATION_PARTS } from '../domain/roster.ts';
import { mattersOf } from './packMatters.ts';
import { dataTable, packBar, VIEW_COLORS } from './packParts.ts';
import {
  NAVY,
  openDocument,
  type Paper,
  SOFT,
  type TextStyle,
  type TypesetDocument,
} from './pdf/openDocument.ts';

export type PackDeps = {
  readonly texts: Texts;
  readonly paper: Paper;
  readonly dates: {
    moment(at: string): string;
    long(date: string): string;
    short(date: string): string;
    day(at: string): string;
  };
};

/** So many people are named as overdue; the workbook has all. */
const NAMED = 60;

/**
 * The Audit Committee's pack: a first page that is read in a minute, then the detail. PDF/A-3a, set like the
 * certificates. The same facts give the same bytes.
 */
export async function packPdf(deps: PackDeps, pack: Pack): Promise<Uint8Array> {
  const { texts, dates } = deps;
  const t = texts.pack;
  const title = t.fileTitle(pack.cycle.id, dates.long(pack.today));
  const page = openDocument({
    title,
    author: pack.company,
    subject: t.subject,
    keywords: [pack.cycle.id, pack.code.sha256, pack.rosterSha256 ?? ''].join(' '),
    language: texts.language,
    at: pack.at,
    paper: deps.paper,
    margins: { top: 60, bottom: 66, left: 64, right: 64 },
  });
  firstPage(page, deps, pack);
  page.newPage();
  detail(page, deps, pack);
  return await page.finish(({ number, of, label }) => {
    const foot = { y: page.bottom + 22, width: page.width, x: page.left };
    const small: TextStyle = { size: 7.5, color: SOFT };
    label(`${pack.company}  ·  ${title}`, foot, small);
    label(texts.documents.page(number, of), foot, { ...small, align: 'right' });
  });
}

function heading(page: TypesetDocument, text: string): void {
  page.space(15);
  page.room(70);
  page.text('H2', text, { face: 'semibold', size: 11.5, color: NAVY, leading: 15 });
  page.space(2);
  page.rule({ color: NAVY, weight: 0.6 });
  page.space(6);
}

function firstPage(page: TypesetDocument, deps: PackDeps, pack: Pack): void {
  const { texts, dates } = deps;
  const t = texts.pack;
  const company: TextStyle = { face: 'semibold', size: 9, color: NAVY, tracking: 1.6 };
  page.text('P', pack.company.toUpperCase(), company);
  page.space(8);
  page.rule({ color: NAVY, weight: 1.1 });
  page.space(16);
  page.text('H1', t.title, { size: 25, color: NAVY, leading: 30 });
  page.text('P', t.subtitle(pack.cycle.id, dates.long(pack.today)), {
    face: 'italic',
    size: 12,
    color: SOFT,
  });
  page.space(12);
  const { complete, total } = completionOf(pack.equation);
  // Whoever holds two offices is one person.
  const officers = [
    ...new Map(pack.offices.flatMap(({ holders }) => holders.map((each) => [each.name, each]))).values(),
  ];
  const certified = officers.filter(({ view }) => view === 'complete').length;
  page.text(
    'P',
    [
      t.summary(complete, total, percent(complete, total)),
      t.summaryOffices(certified, officers.length),
      t.summaryOverdue(overdueCount(pack)),
    ].join(' '),
    { size: 12, leading: 17.5 },
  );
  page.space(12);
  figures(page, texts, pack);
  page.space(14);
  packBar(page, texts, pack);
  page.space(4);
  page.text('P', equationOf(texts, pack), { size: 8.5, color: SOFT, leading: 12 });
  heading(page, t.offices);
  officesTable(page, deps, pack);
  heading(page, t.attention);
  const matters = mattersOf(pack, texts, dates);
  if (matters.length === 0) page.text('P', t.nothing);
  const list = page.section('L');
  for (const matter of matters) {
    const style: TextStyle = { size: 10, leading: 13.8 };
    const width = page.width - 14;
    page.room(page.heightOf(matter, width, style));
    const item = page.section('LI', list);
    page.textAt(page.section('Lbl', item), '•', { x: page.left + 2, y: page.y, width: 10 }, style);
    page.space(
      page.textAt(page.section('LBody', item), matter, { x: page.left + 14, y: page.y, width }, style) + 1.5,
    );
  }
}

/** Four numbers, each with its word below it. */
function figures(page: TypesetDocument, texts: Texts, pack: Pack): void {
  const t = texts.pack.figures;
  const { complete, total } = completionOf(pack.equation);
  const { parts } = pack.equation;
  const overdue = overdueCount(pack);
  const cells: [string, string][] = [
    [percent(complete, total), t.certified],
    [String(parts.outstanding + parts.declined), t.outstanding],
    [String(overdue), t.overdue],
    [String(parts['certified-with-exception'] + parts.declined), t.disclosures],
  ];
  const gap = 12;
  const width = (page.width - gap * (cells.length - 1)) / cells.length;
  const height = 58;
  const top = page.y;
  page.artifact((doc) => {
    for (const n of cells.keys()) doc.rect(page.left + n * (width + gap), top, width, height).fill('#f1f4f8');
  });
  for (const [n, [number, word]] of cells.entries()) {
    const owner = page.section('P');
    const x = page.left + n * (width + gap) + 10;
    page.textAt(owner, number, { x, y: top + 7, width: width - 20 }, { size: 23, color: NAVY, leading: 28 });
    page.textAt(owner, word, { x, y: top + 37, width: width - 12 }, { size: 8.5, color: SOFT });
  }
  page.moveTo(top + height);
}

function officesTable(page: TypesetDocument, { texts, dates }: PackDeps, pack: Pack): void {
  const t = texts.pack;
  const rows = pack.offices.flatMap(({ office, holders }) => {
    const name = texts.words.offices[office];
    if (holders.length === 0) return [[name, t.vacant, '', '']];
    return holders.map((holder) => [
      name,
      holder.name,
      `${t.views[holder.view]}${holder.onPaper ? `, ${t.onPaper}` : ''}${holder.late ? `, ${t.late}` : ''}`,
      holder.certifiedAt ? dates.day(holder.certifiedAt) : holder.due ? t.due(dates.short(holder.due)) : '',
    ]);
  });
  const { office, holder, status, date } = t.officeColumns;
  dataTable(page, {
    columns: [
      { heading: office, share: 36 },
      { heading: holder, share: 27 },
      { heading: status, share: 19 },
      { heading: date, share: 18 },
    ],
    rows,
    marks: pack.offices.flatMap(({ holders }) =>
      holders.length === 0
        ? [undefined]
        : holders.map(({ view }) => (view === 'not-asked' ? undefined : VIEW_COLORS[view])),
    ),
    markColumn: 2,
  });
}

function reconciliation(page: TypesetDocument, texts: Texts, pack: Pack): void {
  const t = texts.pack;
  const { equation, differences, rosterSha256 } = pack;
  page.text('P', equationOf(texts, pack), { size: 10, leading: 14 });
  const sound = equation.balances && differences.length === 0;
  page.text('P', sound ? t.balances : t.doesNotBalance, { face: 'italic', size: 9.5, color: SOFT });
  if (rosterSha256) page.text('P', t.rosterHash(rosterSha256), { size: 7.5, color: SOFT });
}

/** Promise 5 as one line that can be checked by adding up. */
function equationOf({ pack: t, words }: Texts, { equation }: Pack): string {
  const { roster, joined, parts } = equation;
  const right = EQUATION_PARTS.map((part) => `${parts[part]} ${words.tally[part].toLowerCase()}`);
  return t.equation(t.roster(roster, joined), right.join(' + '));
}

function detail(page: TypesetDocument, deps: PackDeps, pack: Pack): void {
  const { texts, dates } = deps;
  const t = texts.pack;
  page.text('H1', t.detail, { size: 19, color: NAVY, leading: 24 });
  heading(page, t.equationTitle);
  reconciliation(page, texts, pack);
  organisations(page, texts, pack);
  heading(page, t.overdue);
  overdue(page, deps, pack);
  heading(page, t.disclosures);
  page.text('P', t.disclosuresLead, { face: 'italic', size: 9, color: SOFT });
  page.space(4);
  listOrNone(page, texts, {
    columns: [
      { heading: t.disclosureColumns.reference, share: 30 },
      { heading: t.disclosureColumns.kind, share: 30 },
      { heading: t.disclosureColumns.on, share: 40 },
    ],
    rows: pack.disclosures.map(({ reference, kind, at }) => [reference, t.kinds[kind], dates.moment(at)]),
  });
  heading(page, t.unreached);
  listOrNone(page, texts, {
    columns: [
      { heading: t.unreachedColumns.reason, share: 80 },
      { heading: t.unreachedColumns.people, share: 20, align: 'right' },
    ],
    rows: Object.entries(pack.unreached)
      .filter(([, count]) => count > 0)
      .map(([reason, count]) => [
        sentence(texts.words.unreachable[reason as keyof Pack['unreached']]),
        String(count),
      ]),
  });
  heading(page, t.waivers);
  listOrNone(page, texts, {
    columns: [
      { heading: t.waiverColumns.reference, share: 16 },
      { heading: t.waiverColumns.what, share: 36 },
      { heading: t.waiverColumns.on, share: 16 },
      { heading: t.waiverColumns.state, share: 32 },
    ],
    rows: pack.waivers.map(({ reference, what, on, state }) => [reference, what, dates.short(on), state]),
  });
  heading(page, t.code);
  page.text('P', t.codeText(pack.code.title, pack.code.label));
  page.text('P', t.codeHash(pack.code.sha256), { size: 8, color: SOFT });
  page.text('P', t.madePublic(pack.code.madePublic));
  heading(page, t.ledger);
  const { checkpoint } = pack;
  if (!checkpoint) page.text('P', t.noCheckpoint);
  else {
    page.text('P', t.checkpoint(checkpoint.size, dates.moment(checkpoint.at)));
    page.text('P', t.root(checkpoint.root), { size: 8, color: SOFT });
    if (checkpoint.kid) page.text('P', t.key(checkpoint.kid), { size: 8, color: SOFT });
  }
  page.space(18);
  page.text('P', t.prepared(dates.moment(pack.at)), { face: 'italic', size: 9, color: SOFT });
  page.text('P', t.confidential, { face: 'italic', size: 9, color: SOFT });
  if (page.leftOut) page.text('P', texts.documents.notShown, { face: 'italic', size: 9, color: SOFT });
}

function organisations(page: TypesetDocument, texts: Texts, pack: Pack): void {
  const t = texts.pack;
  heading(page, t.organisations);
  page.text('P', t.organisationsLead, { face: 'italic', size: 9, color: SOFT });
  page.space(4);
  const { name, complete, total, overdue: late, chart } = t.organisationColumns;
  const all = pack.organisations.map(({ counts, ...of }) => ({
    ...of,
    counts,
    total: Object.values(counts).reduce((sum, n) => sum + n, 0),
  }));
  dataTable(page, {
    columns: [
      { heading: name, share: 46 },
      { heading: complete, share: 12, align: 'right' },
      { heading: total, share: 9, align: 'right' },
      { heading: late, share: 11, align: 'right' },
      { heading: chart, share: 22 },
    ],
    rows: all.map((of) => [
      of.name === '' ? t.others : `${of.name}${of.title ? `, ${of.title}` : ''}`,
      String(of.counts.complete),
      String(of.total),
      String(of.counts.overdue),
      '',
    ]),
    bars: all.map((of) => ({
      share: of.total === 0 ? 0 : of.counts.complete / of.total,
      alt: t.barAlt(of.name || t.others, of.counts.complete, of.total),
    })),
  });
}

function overdue(page: TypesetDocument, deps: PackDeps, pack: Pack): void {
  const { texts, dates } = deps;
  const t = texts.pack;
  dataTable(page, {
    columns: [
      { heading: t.bracketColumns.age, share: 40 },
      { heading: t.bracketColumns.people, share: 20, align: 'right' },
      { heading: '', share: 40 },
    ],
    rows: OVERDUE_BRACKETS.map((bracket) => [t.brackets[bracket], String(pack.overdue[bracket]), '']),
  });
  const late = pack.people
    .filter(({ overdueDays }) => overdueDays > 0)
    .sort((a, b) => b.overdueDays - a.overdueDays || (a.name < b.name ? -1 : 1));
  if (late.length === 0) return;
  page.space(8);
  const { name, organisation, since, days } = t.overdueColumns;
  dataTable(page, {
    columns: [
      { heading: name, share: 34 },
      { heading: organisation, share: 34 },
      { heading: since, share: 20 },
      { heading: days, share: 12, align: 'right' },
    ],
    rows: late
      .slice(0, NAMED)
      .map((each) => [
        each.name,
        each.organisation || t.others,
        dates.short(each.due),
        String(each.overdueDays),
      ]),
  });
  if (late.length > NAMED) page.text('P', t.more(late.length - NAMED), { face: 'italic', size: 9.5 });
}

function listOrNone(page: TypesetDocument, texts: Texts, table: Parameters<typeof dataTable>[1]): void {
  if (table.rows.length === 0) page.text('P', texts.pack.none);
  else dataTable(page, table);
}

function overdueCount(pack: Pack): number {
  return OVERDUE_BRACKETS.reduce((sum, bracket) => sum + pack.overdue[bracket], 0);
}

/** Rounded down: 99.97 % is not all of them. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${(Math.floor((part / whole) * 1_000) / 10).toFixed(1)} %`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
