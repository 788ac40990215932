import type { Texts } from '../content/en/index.ts';
import type { Pack } from '../domain/pack.ts';
import { completeCount, type ManagerView } from '../domain/progress.ts';
import {
  HAIRLINE,
  NAVY,
  SOFT,
  type Structure,
  type TextStyle,
  type TypesetDocument,
} from './pdf/openDocument.ts';

/** Dark enough on white to be told apart in print and by most who see colours differently; words say the same. */
export const VIEW_COLORS: Readonly<Record<ManagerView, string>> = {
  complete: '#17324d',
  outstanding: '#c8a24a',
  overdue: '#a3372c',
  paused: '#8c93a3',
  'not-required': '#d5d9e0',
};
const VIEWS = ['complete', 'outstanding', 'overdue', 'paused', 'not-required'] as const;

/** The whole population as one bar, with a legend that has the numbers. */
export function packBar(page: TypesetDocument, texts: Texts, pack: Pack): void {
  const t = texts.pack;
  const { parts } = pack.equation;
  const overdue = Object.values(pack.overdue).reduce((sum, n) => sum + n, 0);
  const counts: Record<ManagerView, number> = {
    complete: completeCount(parts),
    outstanding: parts.outstanding + parts.declined - overdue,
    overdue,
    paused: parts.paused,
    'not-required': parts.excused + parts.left,
  };
  const total = VIEWS.reduce((sum, view) => sum + counts[view], 0);
  const shown = VIEWS.filter((view) => counts[view] > 0);
  const words = shown.map((view) => `${counts[view]} ${t.views[view].toLowerCase()}`).join(', ');
  const top = page.y;
  const height = 16;
  page.figure(t.chartAlt(words), (doc, label) => {
    if (total === 0) doc.rect(page.left, top, page.width, height).fill(VIEW_COLORS['not-required']);
    let x = page.left;
    for (const view of shown) {
      const width = (counts[view] / total) * page.width;
      doc.rect(x, top, width, height).fill(VIEW_COLORS[view]);
      x += width;
    }
    let from = page.left;
    for (const view of shown) {
      doc.rect(from, top + height + 8.5, 7, 7).fill(VIEW_COLORS[view]);
      const text = `${t.views[view]} ${counts[view]}`;
      label(text, { x: from + 11, y: top + height + 6, width: 120 }, { size: 8.5, color: SOFT });
      from += 22 + text.length * 4.7;
    }
  });
  page.moveTo(top + height + 20);
}

export type DataTable = {
  readonly columns: readonly {
    readonly heading: string;
    /** Of the width, in any unit. */
    readonly share: number;
    readonly align?: 'left' | 'right';
  }[];
  readonly rows: readonly (readonly string[])[];
  /** A coloured square before a row's cell; the cell's word says the same. */
  readonly marks?: readonly (string | undefined)[];
  readonly markColumn?: number;
  /** A bar in the last column for each row. */
  readonly bars?: readonly { readonly share: number; readonly alt: string }[];
};

const CELL: TextStyle = { size: 9.5, leading: 12.8 };
const HEAD: TextStyle = { face: 'semibold', size: 8.5, color: SOFT, leading: 12 };

/** A table whose heading is repeated on every page it runs over. */
export function dataTable(page: TypesetDocument, table: DataTable): void {
  const gap = 8;
  const shares = table.columns.reduce((sum, { share }) => sum + share, 0);
  let x = page.left;
  const columns = table.columns.map(({ heading, share, align = 'left' }) => {
    const whole = (share / shares) * page.width;
    const column = { heading, align, x, width: whole - gap };
    x += whole;
    return column;
  });
  const node = page.section('Table');
  const head = (): void => {
    const row = page.section('TR', node);
    let height = 0;
    for (const { heading, align, ...place } of columns) {
      const cell = page.section('TH', row);
      height = Math.max(height, page.textAt(cell, heading, { ...place, y: page.y }, { ...HEAD, align }));
    }
    page.space(height + 2.5);
    page.rule({ color: SOFT, weight: 0.5 });
    page.space(2.5);
  };
  page.room(48);
  head();
  for (const [n, cells] of table.rows.entries()) {
    const indent = (column: number) =>
      table.markColumn === column && table.marks?.[n] !== undefined ? 11 : 0;
    const heights = columns.map(({ width }, c) => page.heightOf(cells[c] ?? '', width - indent(c), CELL));
    const height = Math.max(CELL.leading ?? 0, ...heights);
    if (page.room(height + 5)) head();
    drawRow(page, page.section('TR', node), { cells, columns, indent });
    const mark = table.marks?.[n];
    const marked = columns[table.markColumn ?? -1];
    const top = page.y;
    if (mark && marked) page.artifact((doc) => doc.rect(marked.x, top + 3, 6.5, 6.5).fill(mark));
    const bar = table.bars?.[n];
    const last = columns.at(-1);
    if (bar && last)
      page.figure(bar.alt, (doc) => {
        doc.rect(last.x, top + 3, last.width, 7).fill('#e6e9ee');
        if (bar.share > 0) doc.rect(last.x, top + 3, last.width * bar.share, 7).fill(NAVY);
      });
    page.space(height + 2.2);
    page.rule({ color: HAIRLINE, weight: 0.35 });
    page.space(2.2);
  }
}

function drawRow(
  page: TypesetDocument,
  row: Structure,
  facts: {
    cells: readonly string[];
    columns: readonly { align: 'left' | 'right'; x: number; width: number }[];
    indent: (column: number) => number;
  },
): void {
  for (const [c, { align, x, width }] of facts.columns.entries()) {
    const indent = facts.indent(c);
    const cell = page.section('TD', row);
    const place = { x: x + indent, width: width - indent, y: page.y };
    page.textAt(cell, facts.cells[c] ?? '', place, { ...CELL, align });
  }
}
