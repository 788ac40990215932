import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import {
  type CodeVersion,
  hashOf,
  ITEM_406_ELEMENTS,
  type Item406Mapping,
  passagesOf,
} from '../../domain/code.ts';
import type { CalendarDate, PassageId } from '../../domain/ids.ts';
import { ContentUnusable, readContent } from './readContent.ts';

/** The folder of the Senior Officers Code that comes with this programme. */
export const seniorOfficersCode = new URL('./senior-officers-code/1/', import.meta.url);

const oneLine = z
  .string()
  .min(1, 'must not be empty')
  .refine((text) => text === text.replace(/\s+/gu, ' ').trim(), 'must be one line with single spaces');
const day = z.iso.date().transform((text) => text as CalendarDate);
const passageId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)+$/u, 'must be lower-case words, digits and hyphens, such as soc-1-p3')
  .transform((id) => id as PassageId);

const codeFile = z.strictObject({
  document: oneLine,
  label: oneLine,
  title: oneLine,
  shortTitle: oneLine,
  company: oneLine,
  language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/u, 'must be a language such as en'),
  adoptedOn: day.exactOptional(),
  effectiveOn: day.exactOptional(),
  madePublic: oneLine,
  sections: z
    .array(
      z.strictObject({
        id: oneLine,
        title: oneLine,
        passages: z
          .array(
            z.strictObject({
              id: passageId,
              kind: z.enum(['paragraph', 'principle']),
              citation: oneLine,
              text: oneLine,
            }),
          )
          .min(1, 'must hold at least one passage'),
      }),
    )
    .min(1, 'must hold at least one section'),
});

const mappingFile = z.strictObject({
  source: oneLine,
  elements: z.record(
    z.enum(ITEM_406_ELEMENTS),
    z.strictObject({ asks: oneLine, passages: z.array(passageId) }),
  ),
});

/**
 * One Code version from its folder's `code.json`, with its hash.
 * @throws ContentUnusable listing everything that is wrong with the file.
 */
export function loadCode(folder: URL = seniorOfficersCode): CodeVersion {
  const file = new URL('code.json', folder);
  const code = readContent(file, codeFile);
  const problems = problemsOf(code);
  if (problems.length > 0) throw new ContentUnusable(fileURLToPath(file), problems);
  return { ...code, hash: hashOf(code) };
}

/**
 * Which passages of the version in this folder answer to which element of Item 406(b), from `item-406.json`.
 * Elements without a passage are no error here: `unmappedElements` finds them and they are shown to compliance.
 * @throws ContentUnusable listing everything that is wrong with the file.
 */
export function loadItem406Mapping(folder: URL = seniorOfficersCode): Item406Mapping {
  return readContent(new URL('item-406.json', folder), mappingFile).elements;
}

function problemsOf(code: z.infer<typeof codeFile>): readonly string[] {
  const passages = passagesOf(code);
  const ids = [...code.sections.map(({ id }) => id), ...passages.map(({ id }) => id)];
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [
    ...[...twice].map((id) => `id "${id}" is used more than once`),
    ...code.sections.flatMap((section) =>
      section.passages
        .filter(({ citation }) => !citation.startsWith(`${code.shortTitle}, ${section.title}, `))
        .map(({ id }) => `citation of "${id}" must begin with "${code.shortTitle}, ${section.title}, "`),
    ),
  ];
}
