import type { PersonId } from '../domain/ids.ts';
import type { DirectoryPerson } from '../domain/person.ts';
import type { DirectoryCursor, DirectoryPage } from '../usecases/ports.ts';
import { currentRecords } from './currentRecords.ts';
import { cursorAt, placeOf, type Round } from './deltaCursor.ts';
import { type DeltaAnswer, deltaPage, type RemovalReason } from './deltaPage.ts';
import type { GraphClient } from './graphClient.ts';
import { seenBefore } from './seenBefore.ts';
import { directoryPerson, isWhole, type UserRecord } from './userRecord.ts';

/**
 * The pages of a delta round. A delta answer alone is no picture of an account: once the first round is over it has
 * "at least" the properties that changed, and the manager only when the manager changed; entries come in any order,
 * again, or late. So an entry says who to look at, and what is true of them is read anew, twenty to a request. Only a
 * first round's entries are taken as they are, where they are whole and their only one.
 *
 * https://learn.microsoft.com/graph/delta-query-overview ("Resource representation", "Replays")
 */
export async function* directoryChanges(
  client: GraphClient,
  cursor?: DirectoryCursor,
): AsyncGenerator<DirectoryPage, void, undefined> {
  let place = cursor === undefined ? undefined : placeOf(cursor);
  const round: Round = place?.round ?? 'everybody';
  const seen = round === 'everybody' ? seenBefore() : () => true;
  for (;;) {
    const page = await deltaPage(client, place?.link);
    const doubtful = [...page.records].filter(([id, record]) => {
      const again = seen(id);
      return again || page.repeated.has(id) || !isWhole(record);
    });
    const ids = new Set([...doubtful.map(([id]) => id), ...page.removed.keys()]);
    const facts = settled(page, ids, await currentRecords(client, [...ids]));
    place = { round: page.next.last ? 'changes' : round, link: page.next.link };
    yield { ...facts, cursor: cursorAt(place), complete: page.next.last };
    if (page.next.last) return;
  }
}

/** What is true of a page's accounts, given what a fresh look at the doubtful ones found. */
function settled(
  page: DeltaAnswer,
  lookedAt: ReadonlySet<string>,
  current: ReadonlyMap<string, UserRecord>,
): Pick<DirectoryPage, 'changed' | 'removed' | 'skipped'> {
  const changed: DirectoryPerson[] = [];
  const removed: { id: PersonId; reason: RemovalReason }[] = [];
  const skipped = [...page.skipped];
  for (const id of new Set([...page.records.keys(), ...page.removed.keys()])) {
    const listed = page.records.get(id);
    const reason = page.removed.get(id);
    const found = lookedAt.has(id) ? current.get(id) : listed;
    if (found) changed.push(directoryPerson(found));
    else if (reason) removed.push({ id: id as PersonId, reason });
    // Somebody just created may be listed before every replica can find them: they must not be lost. Somebody just
    // deleted looks the same, and the next round says so.
    else if (listed && isWhole(listed)) changed.push(directoryPerson(listed));
    else skipped.push({ id, reason: 'the account is listed in part and cannot be found' });
  }
  return { changed, removed, skipped };
}
