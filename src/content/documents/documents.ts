import type { FurtherDocument } from '../../answers/createFurtherAnswers.ts';
import type { CodeVersion } from '../../domain/code.ts';
import type { Translation } from '../../domain/codeLibrary.ts';
import type { Unplaced } from './blocks.ts';

/** What the service understood of one document, for whoever starts it. */
export type Understood = {
  readonly file: string;
  readonly code: CodeVersion;
  readonly unplaced: readonly Unplaced[];
  readonly precedence: number;
  readonly words: FurtherDocument['passages'];
};

export type Documents = {
  /** Where they were read from. */
  readonly folder?: string;
  /** In order of precedence. */
  readonly further: readonly Understood[];
  /** More versions of the Code, from `<document>/<version>/code.json`. */
  readonly versions: readonly CodeVersion[];
  /** Of further documents; those of the Code wait until its versions are known. */
  readonly translations: readonly (Translation & { readonly file: string })[];
};

export const NO_DOCUMENTS: Documents = { further: [], versions: [], translations: [] };
