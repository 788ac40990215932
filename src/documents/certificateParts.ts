import type { Texts } from '../content/en/index.ts';
import {
  HAIRLINE,
  NAVY,
  SOFT,
  type Structure,
  type TextStyle,
  type TypesetDocument,
} from './pdf/openDocument.ts';

/** What a certificate and the blank sheet of one have in common. */

export const STATEMENT: TextStyle = { size: 11.5, leading: 16.5 };

/** The head of the page: the company, what it is, and under which Code. */
export function masthead(
  page: TypesetDocument,
  { company, title, code }: { readonly company: string; readonly title: string; readonly code: string },
): void {
  page.text('P', company.toUpperCase(), {
    face: 'semibold',
    size: 9.5,
    color: NAVY,
    align: 'center',
    tracking: 1.7,
  });
  page.space(12);
  page.rule({ color: NAVY, weight: 1.1 });
  page.rule({ color: NAVY, weight: 0.4, y: page.y + 2.6 });
  page.space(34);
  page.text('H1', title, { size: 29, color: NAVY, align: 'center', leading: 34 });
  page.space(6);
  page.text('P', code, { face: 'italic', size: 12, color: SOFT, align: 'center' });
}

/** A numbered list. */
export function statementList(page: TypesetDocument, statements: readonly string[]): void {
  const list = page.section('L');
  const indent = 26;
  const width = page.width - indent;
  for (const [n, statement] of statements.entries()) {
    page.room(page.heightOf(statement, width, STATEMENT));
    const item = page.section('LI', list);
    page.textAt(
      page.section('Lbl', item),
      `${n + 1}.`,
      { x: page.left + 6, y: page.y, width: 18 },
      STATEMENT,
    );
    page.space(
      page.textAt(
        page.section('LBody', item),
        statement,
        { x: page.left + indent, y: page.y, width },
        STATEMENT,
      ) + 4,
    );
  }
}

/** L18: stands on the same page as the signature. */
export function rights(page: TypesetDocument, texts: Texts): void {
  const style: TextStyle = { size: 8.5, color: SOFT, leading: 12 };
  const height = 5 + 12 + page.heightOf(texts.protectedRights, page.width, style);
  page.space(14);
  page.room(height);
  page.moveTo(Math.max(page.y, page.bottom - height - 1));
  page.rule();
  page.space(5);
  page.text('P', texts.documents.certificate.rights, { ...style, face: 'semibold' });
  page.text('P', texts.protectedRights, style);
}

/** Labels and values side by side, as a table for screen readers. */
export function facts(
  page: TypesetDocument,
  rows: readonly (readonly [label: string, value: string, narrow?: number])[],
  { labelWidth = 118, size = 9.5, ruled = true } = {},
): void {
  const table = page.section('Table');
  const style: TextStyle = { size, leading: size * 1.36 };
  for (const [label, value, narrow] of rows) {
    const width = Math.min(page.width - labelWidth, narrow ?? Number.POSITIVE_INFINITY);
    const height = Math.max(page.heightOf(label, labelWidth - 8, style), page.heightOf(value, width, style));
    page.room(height + 7);
    const row: Structure = page.section('TR', table);
    page.textAt(
      page.section('TH', row),
      label,
      { x: page.left, y: page.y, width: labelWidth - 8 },
      { ...style, color: SOFT },
    );
    page.textAt(page.section('TD', row), value, { x: page.left + labelWidth, y: page.y, width }, style);
    page.space(height + (ruled ? 3.5 : 1));
    if (ruled) page.rule({ color: HAIRLINE, weight: 0.4 });
    page.space(ruled ? 3.5 : 0);
  }
}

/** Wide enough for half of a hash: its two lines are of one length. */
export const HASH = 230;

/** So that people can compare it, eight digits at a time. */
export function inGroups(digits: string): string {
  return digits.replace(/(.{8})(?=.)/g, '$1 ');
}
