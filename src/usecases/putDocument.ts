import type { ProgrammeDocument, ProgrammeKind, ProgrammeStore } from './ports.ts';

/**
 * Keeps one of the programme's documents, whether or not it is there already. Two store calls.
 * @throws StoreConflict when somebody else changed it at the same moment.
 */
export async function putDocument<K extends ProgrammeKind>(
  programme: ProgrammeStore,
  kind: K,
  id: string,
  valueFrom: (found: ProgrammeDocument[K] | undefined) => ProgrammeDocument[K],
): Promise<void> {
  const found = await programme.get(kind, id);
  const value = valueFrom(found?.value);
  if (found) await programme.replace(kind, id, { value, etag: found.etag });
  else await programme.create(kind, id, value);
}
