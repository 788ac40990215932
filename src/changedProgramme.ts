import { isDeepStrictEqual } from 'node:util';
import type { Problem } from './config.ts';
import { groupsOf, type Programme, ProgrammeFile, readProgramme } from './programme.ts';
import type { Preview, Rules } from './usecases/previewProgramme.ts';

export type ProgrammePreview =
  | { readonly outcome: 'not-set' }
  | { readonly outcome: 'unusable'; readonly problems: readonly Problem[] }
  | {
      readonly outcome: 'preview';
      readonly preview: Preview;
      /** Keys of the file that differ too, and say nothing of who is covered. */
      readonly otherKeys: readonly string[];
    };

/** What says who is covered: all that a preview shows person by person. */
const WHO: readonly string[] = ['offices', 'titleModifiers', 'financeStaff', 'exclusions'];

/**
 * What a changed programme file would do: read from its place each time somebody asks, kept nowhere. Turning the pages
 * of one preview does not compute it again while the file and the people are the same.
 */
export function changedProgramme(deps: {
  readonly file: string | undefined;
  readonly running: Programme;
  readonly preview: (rules: Rules) => Promise<Preview>;
  /** When the directory was last read. */
  readonly readAt: () => Promise<string | undefined>;
}): () => Promise<ProgrammePreview> {
  const { file, running, preview } = deps;
  let last: { of: unknown; found: Preview } | undefined;
  return async () => {
    if (!file) return { outcome: 'not-set' };
    const changed = readProgramme(file);
    if (!('coverageRules' in changed)) return { outcome: 'unusable', problems: changed };
    const rules = { coverageRules: changed.coverageRules, groups: groupsOf(changed) };
    const of = { rules, readAt: await deps.readAt() };
    if (!isDeepStrictEqual(last?.of, of)) last = { of, found: await preview(rules) };
    return { outcome: 'preview', preview: last?.found as Preview, otherKeys: otherKeys(running, changed) };
  };
}

function otherKeys(running: Programme, changed: Programme): readonly string[] {
  const keys = Object.keys(ProgrammeFile.shape) as (keyof ProgrammeFile)[];
  return keys.filter((key) => !WHO.includes(key) && !isDeepStrictEqual(running[key], changed[key]));
}
