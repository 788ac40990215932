import { generateOrganisation } from '../../src/local/generateOrganisation.ts';
import { startGraphEmulator } from '../../src/local/graphEmulator/startGraphEmulator.ts';
import { answering } from './askedProcess.ts';

export type GraphQuestion = { readonly about: 'place' | 'requests' } | { readonly changePercent: number };
export type Place = { readonly url: string; readonly group: string };
export type Requests = { readonly pages: number; readonly batches: number; readonly others: number };

/** The Graph emulator over a generated organisation. Its own process. */
const [people = '1000', seed = '1'] = process.argv.slice(2);
const organisation = generateOrganisation({ people: Number(people), seed: Number(seed) });
const emulator = await startGraphEmulator(organisation);

answering<GraphQuestion>(async (question) => {
  if ('changePercent' in question) return { changed: change(question.changePercent) };
  if (question.about === 'place') return { url: emulator.url, group: organisation.groups[0]?.id ?? '' };
  const counts = emulator.requests.counts();
  const { 'GET /users/delta': pages = 0, 'POST /$batch': batches = 0 } = counts;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  emulator.requests.clear();
  return { pages, batches, others: all - pages - batches };
});

/** Gives every n-th person another title, which covers nobody and uncovers nobody. */
function change(percent: number): number {
  const step = Math.round(100 / percent);
  let changed = 0;
  for (let position = step - 1; position < Number(people); position += step) {
    const id = emulator.organisation.idAt(position);
    if (id === undefined || !emulator.organisation.user(id)) continue;
    emulator.organisation.changeUser(id, { jobTitle: 'Senior Analyst' });
    changed += 1;
  }
  return changed;
}
