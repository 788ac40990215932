import { isRefusal, type Refusal } from '../domain/refusal.ts';
import { StoreConflict } from './failures.ts';
import type { ProgrammeDocument, ProgrammeKind, ProgrammeStore } from './ports.ts';

/** More would mean that somebody writes to one document without pause. */
const ATTEMPTS = 5;

/**
 * Changes one of the programme's documents, or makes it; when somebody else was faster, reads again and decides anew.
 * Nothing, a refusal and what is there already cost no write. Two store calls.
 * @throws StoreConflict after five attempts in a row.
 */
export async function updateDocument<
  K extends ProgrammeKind,
  T extends ProgrammeDocument[K] | Refusal | undefined,
>(
  programme: ProgrammeStore,
  { kind, id }: { readonly kind: K; readonly id: string },
  change: (found: ProgrammeDocument[K] | undefined) => T,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await programme.get(kind, id);
    const decided = change(found?.value);
    if (decided === undefined || isRefusal(decided) || decided === found?.value) return decided;
    const value: ProgrammeDocument[K] = decided as Exclude<T, Refusal | undefined>;
    try {
      if (found) await programme.replace(kind, id, { value, etag: found.etag });
      else if ((await programme.create(kind, id, value)) === 'exists')
        throw new StoreConflict(`The document ${kind} ${id} was made meanwhile.`);
      return decided;
    } catch (error) {
      if (!(error instanceof StoreConflict) || attempt >= ATTEMPTS) throw error;
    }
  }
}
