import { z } from 'zod';
import type { PersonId } from '../domain/ids.ts';
import { batchGet } from './batchGet.ts';
import { failureOfAnswer, type GraphCall } from './failureOf.ts';
import type { GraphClient } from './graphClient.ts';
import { ianaTimeZone } from './ianaTimeZone.ts';
import { READ_MAILBOX_SETTINGS } from './permissions.ts';

const CALL: GraphCall = {
  what: 'GET /users/{id}/mailboxSettings/timeZone',
  permission: READ_MAILBOX_SETTINGS,
};
const setting = z.object({ value: z.string() });

/**
 * The time zones of people's mailboxes, twenty to a request. Somebody without a mailbox, or whose administrator keeps
 * theirs from us, has none; when that is everybody, the permission is missing.
 * @throws DirectoryUnavailable
 */
export async function timeZones(
  client: GraphClient,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, string> | 'forbidden'> {
  const paths = people.map((id) => `/users/${encodeURIComponent(id)}/mailboxSettings/timeZone`);
  const found = new Map<PersonId, string>();
  let forbidden = 0;
  for (const [index, { status, body }] of (await batchGet(client, CALL, paths)).entries()) {
    if (status === 403) forbidden += 1;
    else if (status === 401 || status >= 500) throw failureOfAnswer({ status, body }, CALL);
    const id = people[index];
    const zone = status === 200 ? ianaTimeZone(setting.safeParse(body).data?.value) : undefined;
    if (id !== undefined && zone !== undefined) found.set(id, zone);
  }
  return forbidden > 0 && forbidden === people.length ? 'forbidden' : found;
}
