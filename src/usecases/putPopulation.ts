import { isDeepStrictEqual } from 'node:util';
import type { ProgrammeDocument, ProgrammeStore } from './ports.ts';

type Population = ProgrammeDocument['population'];

/** Keeps what has changed of the population as a whole. Unchanged costs no write. */
export async function putPopulation(programme: ProgrammeStore, news: Partial<Population>): Promise<void> {
  const found = await programme.get('population', 'now');
  const value: Population = { compliance: [], auditCommittee: [], ...found?.value, ...news };
  if (!found) await programme.create('population', 'now', value);
  else if (!isDeepStrictEqual(found.value, value))
    await programme.replace('population', 'now', { value, etag: found.etag });
}
