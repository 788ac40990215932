import { type CodeVersion, type Passage, passagesOf } from '../domain/code.ts';
import type { Quoted } from './answer.ts';

/** Quotes passages of one document by id; ids it does not have give nothing. */
export function createQuoting(
  code: CodeVersion,
  aboutOf: (passage: Passage) => string | undefined,
): (id: string) => readonly Quoted[] {
  const byId = new Map<string, Passage>(passagesOf(code).map((passage) => [passage.id, passage]));
  const { document, shortTitle, label, hash, language } = code;
  return (id) => {
    const passage = byId.get(id);
    const about = passage && aboutOf(passage);
    return passage === undefined || about === undefined
      ? []
      : [{ passage, about, document, shortTitle, label, hash, language }];
  };
}
