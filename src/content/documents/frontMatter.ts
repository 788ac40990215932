import { parseDocument } from 'yaml';
import * as z from 'zod';
import type { CalendarDate } from '../../domain/ids.ts';

const oneLine = z
  .string({ error: 'a text' })
  .transform((text) => text.replace(/\s+/gu, ' ').trim())
  .refine((text) => text !== '', 'a text that is not empty');
const day = z.iso.date({ error: 'a date such as 2026-11-02' }).transform((text) => text as CalendarDate);
const label = z
  .union([oneLine, z.number().transform(String)], { error: 'a label such as 3' })
  .refine((text) => /^[a-z0-9][a-z0-9.-]*$/iu.test(text), 'letters, digits, dots and hyphens');

/** What may stand between two lines of `---` at the beginning of a document. Every key is optional. */
const FrontMatter = z.strictObject({
  title: oneLine
    .exactOptional()
    .describe('The whole title. Otherwise the first heading, or the name of the file.'),
  shortTitle: oneLine.exactOptional().describe('What citations call it. Otherwise the title.'),
  company: oneLine.exactOptional().describe('Who adopted it. Otherwise the company of the programme file.'),
  version: label.default('1').describe('The label of this version.'),
  language: z
    .string()
    .regex(/^[a-z]{2}(-[A-Z]{2})?$/u, 'a language such as en')
    .default('en'),
  adoptedOn: day.exactOptional(),
  effectiveOn: day.exactOptional(),
  madePublic: oneLine
    .exactOptional()
    .describe('How it is made public. Without it, its pages are not served: only the chat quotes it.'),
  precedence: z
    .int({ error: 'a whole number' })
    .default(1)
    .describe('Of several documents the one with the smaller number answers first; then by file name.'),
  id: z
    .string()
    .regex(/^[a-z0-9]{2,8}$/u, 'two to eight lower-case letters and digits')
    .exactOptional()
    .describe('What the ids of its passages begin with. Otherwise the initials of the file name.'),
});
export type FrontMatter = z.infer<typeof FrontMatter>;

export type Parted = {
  readonly facts: FrontMatter;
  readonly body: string;
  /** The number of the body's first line. */
  readonly line: number;
  readonly problems: readonly string[];
};

/** Parts a document from the facts about it at its beginning. */
export function readFrontMatter(source: string): Parted {
  const found = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/u.exec(source);
  const yaml = parseDocument(found?.[1] ?? '');
  const broken = yaml.errors.map((error) => error.message.split('\n')[0] ?? 'is not YAML');
  const parsed = FrontMatter.safeParse(broken.length > 0 ? {} : (yaml.toJS({ maxAliasCount: 0 }) ?? {}));
  const problems = parsed.success
    ? broken
    : parsed.error.issues.map(
        (issue) => `${issue.path.join('.') || 'between the lines of ---'}: ${issue.message}`,
      );
  return {
    facts: parsed.success ? parsed.data : FrontMatter.parse({}),
    body: source.slice(found?.[0].length ?? 0),
    line: 1 + (found?.[0].match(/\n/gu)?.length ?? 0),
    problems,
  };
}
