import writeXlsxFile, { type Cell, type Row, type Sheet } from 'write-excel-file/node';
import type { Texts } from '../content/en/index.ts';
import { completionOf, OVERDUE_BRACKETS, type Pack } from '../domain/pack.ts';
import { EQUATION_PARTS } from '../domain/roster.ts';

/**
 * The pack as a workbook, with everybody in it. All that people or a directory wrote is a text cell in text format:
 * what begins with `=`, `+`, `-` or `@` stays words, also when somebody edits the cell or saves the sheet as CSV and
 * opens it again.
 */
export async function packXlsx({ texts }: { texts: Texts }, pack: Pack): Promise<Uint8Array> {
  const t = texts.pack;
  const { sheets } = t;
  const sheet = (name: string, widths: readonly number[], rows: Row[]): Sheet<never> => ({
    sheet: name,
    data: rows,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
  });
  const book = [
    sheet(sheets.summary, [44, 60], summary(texts, pack)),
    sheet(sheets.offices, [36, 32, 16, 24, 12, 10], offices(texts, pack)),
    sheet(sheets.organisations, [36, 40, 12, 12, 12, 12, 14], organisations(texts, pack)),
    sheet(sheets.people, [32, 36, 32, 16, 12, 24, 8, 14, 40], people(texts, pack)),
    sheet(sheets.disclosures, [18, 14, 26], disclosures(texts, pack)),
    sheet(sheets.unreached, [60, 10], unreached(texts, pack)),
    sheet(sheets.waivers, [18, 60, 14, 40], waivers(texts, pack)),
  ];
  return await writeXlsxFile(book, { fontFamily: 'Calibri', fontSize: 11 }).toBuffer();
}

/** Spreadsheet programs take these at the beginning of a text for a formula. Tab and return are no part of names. */
const FORMULA = /^[\s]*[=+\-@]/u;

/** A text that stays one: typed as text, in text format, and marked where a program would take it for a formula. */
export function textCell(value: string): Cell {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot hold them.
  const clean = value.toWellFormed().replace(/[\u0000-\u001f\ufffe\uffff]/gu, ' ');
  return { value: FORMULA.test(clean) ? `'${clean}` : clean, type: String, format: '@' };
}

function number(value: number): Cell {
  return { value, type: Number };
}

function head(...names: readonly string[]): Row {
  return names.map((value) => ({
    value,
    type: String,
    fontWeight: 'bold',
    backgroundColor: '#17324d',
    textColor: '#ffffff',
  }));
}

function summary(texts: Texts, pack: Pack): Row[] {
  const t = texts.pack;
  const { equation } = pack;
  const { complete, total } = completionOf(equation);
  const row = (label: string, value: Cell): Row => [textCell(label), value];
  return [
    head(t.title, pack.company),
    row(t.subtitle(pack.cycle.id, pack.today), textCell(pack.at)),
    row(t.figures.certified, number(complete)),
    row(t.organisationColumns.total, number(total)),
    row(t.roster(equation.roster, equation.joined), number(equation.roster + equation.joined)),
    ...EQUATION_PARTS.map((part) => row(texts.words.tally[part], number(equation.parts[part]))),
    row(equation.balances && pack.differences.length === 0 ? t.balances : t.doesNotBalance, textCell('')),
    ...OVERDUE_BRACKETS.map((bracket) =>
      row(`${t.overdue}: ${t.brackets[bracket]}`, number(pack.overdue[bracket])),
    ),
    row(t.rosterHash(''), textCell(pack.rosterSha256 ?? '')),
    row(t.codeText(pack.code.title, pack.code.label), textCell(pack.code.sha256)),
    row(t.madePublic(''), textCell(pack.code.madePublic)),
    pack.checkpoint
      ? row(t.checkpoint(pack.checkpoint.size, pack.checkpoint.at), textCell(pack.checkpoint.root))
      : row(t.noCheckpoint, textCell('')),
    row(t.prepared(pack.at), textCell('')),
  ];
}

function offices(texts: Texts, pack: Pack): Row[] {
  const t = texts.pack;
  const { office, holder, status } = t.officeColumns;
  const { signed, due, late } = t.peopleColumns;
  return [
    head(office, holder, status, signed, due, late),
    ...pack.offices.flatMap(({ office: id, holders }): Row[] => {
      const name = textCell(texts.words.offices[id]);
      if (holders.length === 0) return [[name, textCell(t.vacant)]];
      return holders.map((each) => [
        name,
        textCell(each.name),
        textCell(each.onPaper ? `${t.views[each.view]}, ${t.onPaper}` : t.views[each.view]),
        textCell(each.certifiedAt ?? ''),
        textCell(each.due ?? ''),
        textCell(each.late ? t.yes : ''),
      ]);
    }),
  ];
}

function organisations(texts: Texts, pack: Pack): Row[] {
  const t = texts.pack;
  const { views } = t;
  return [
    head(
      t.organisationColumns.name,
      t.peopleColumns.title,
      views.complete,
      views.outstanding,
      views.overdue,
      views.paused,
      views['not-required'],
    ),
    ...pack.organisations.map(
      ({ name, title, counts }): Row => [
        textCell(name || t.others),
        textCell(title ?? ''),
        number(counts.complete),
        number(counts.outstanding),
        number(counts.overdue),
        number(counts.paused),
        number(counts['not-required']),
      ],
    ),
  ];
}

function people(texts: Texts, pack: Pack): Row[] {
  const t = texts.pack;
  const { name, title, organisation, status, due, signed, late, days, unreached: why } = t.peopleColumns;
  return [
    head(name, title, organisation, status, due, signed, late, days, why),
    ...pack.people.map(
      (each): Row => [
        textCell(each.name),
        textCell(each.title ?? ''),
        textCell(each.organisation || t.others),
        textCell(each.onPaper ? `${t.views[each.view]}, ${t.onPaper}` : t.views[each.view]),
        textCell(each.due),
        textCell(each.certifiedAt ?? ''),
        textCell(each.late ? t.yes : ''),
        each.overdueDays > 0 ? number(each.overdueDays) : textCell(''),
        textCell(each.unreached ? texts.words.unreachable[each.unreached] : ''),
      ],
    ),
  ];
}

function disclosures(texts: Texts, pack: Pack): Row[] {
  const t = texts.pack;
  const { reference, kind, on } = t.disclosureColumns;
  return [
    head(reference, kind, on),
    ...pack.disclosures.map(
      (each): Row => [textCell(each.reference), textCell(t.kinds[each.kind]), textCell(each.at)],
    ),
  ];
}

function unreached(texts: Texts, pack: Pack): Row[] {
  const t = texts.pack;
  return [
    head(t.unreachedColumns.reason, t.unreachedColumns.people),
    ...Object.entries(pack.unreached).map(
      ([reason, count]): Row => [
        textCell(texts.words.unreachable[reason as keyof Pack['unreached']]),
        number(count),
      ],
    ),
  ];
}

function waivers(texts: Texts, pack: Pack): Row[] {
  const { reference, what, on, state } = texts.pack.waiverColumns;
  return [
    head(reference, what, on, state),
    ...pack.waivers.map(
      (each): Row => [textCell(each.reference), textCell(each.what), textCell(each.on), textCell(each.state)],
    ),
  ];
}
