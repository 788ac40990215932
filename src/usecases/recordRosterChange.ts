import { isNews, listedOn, nextPage, type RosterChange, type RosterRecord } from '../domain/roster.ts';
import type { ProgrammeStore } from './ports.ts';
import { pageId, pagesAfter } from './readRoster.ts';

/** Changes in one document. */
const PAGE_SIZE = 1_000;

/**
 * Records later joiners and leavers against a roster, on pages of their own: what was frozen never changes. What is
 * recorded already is left out, also when somebody else records at the same moment. Returns the record as it is then.
 */
export async function recordRosterChange(
  programme: ProgrammeStore,
  record: RosterRecord,
  changes: readonly RosterChange[],
): Promise<RosterRecord> {
  let current = record;
  for (;;) {
    const listed = listedOn(current);
    const news = changes.filter((change) => isNews(listed, change)).slice(0, PAGE_SIZE);
    if (news.length === 0) return current;
    const page = nextPage(current, news);
    const { cycle } = current.roster;
    const outcome = await programme.create('roster-page', pageId(cycle, page.number), page);
    const pages =
      outcome === 'created' ? [...current.pages, page] : await pagesAfter(programme, cycle, current.pages);
    current = { ...current, pages };
  }
}
