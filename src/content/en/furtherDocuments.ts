import type { Understood } from '../documents/documents.ts';

const counted = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

const UNPLACED: Readonly<Record<Understood['unplaced'][number]['what'], string>> = {
  'page-number': 'page number',
  image: 'image',
  markup: 'HTML',
  'empty-heading': 'heading with nothing under it',
};

/** What the service says at its start about a company's further documents. */
export const furtherDocumentTexts = {
  understood: ({ file, code, unplaced }: Understood): string => {
    const passages = code.sections.reduce((sum, section) => sum + section.passages.length, 0);
    const head = `${file}: ${code.title}, version ${code.label}: ${counted(code.sections.length, 'section', 'sections')}, ${counted(passages, 'passage', 'passages')}.`;
    if (unplaced.length === 0) return head;
    const left = unplaced.slice(0, 10).map(({ line, what }) => `${UNPLACED[what]} in line ${line}`);
    const more = unplaced.length > 10 ? ` and ${unplaced.length - 10} more` : '';
    return `${head} Left out: ${left.join(', ')}${more}.`;
  },
  passage: (id: string, text: string) => `    ${id.padEnd(44)} ${text.slice(0, 60)}`,
  noFolder: 'Name a folder: npm run documents -- FOLDER (or set DOCUMENTS_FOLDER).',
} as const;
