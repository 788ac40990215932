import { DirectoryUnavailable } from '../usecases/failures.ts';
import { batchGet } from './batchGet.ts';
import { failureOfAnswer, type GraphCall } from './failureOf.ts';
import type { GraphClient } from './graphClient.ts';
import { READ_USERS } from './permissions.ts';
import { USER_PROPERTIES, type UserRecord, userRecord } from './userRecord.ts';

const CALL: GraphCall = { what: 'GET /users/{id}', permission: READ_USERS };
const SELECTION = `$select=${USER_PROPERTIES.join()}&$expand=manager($select=id)`;

/**
 * The complete, current record of each account; one that is not there is not in the answer.
 * @throws Failure when any of them cannot be read: a picture with holes would look like people who left.
 */
export async function currentRecords(
  client: GraphClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, UserRecord>> {
  const paths = ids.map((id) => `/users/${encodeURIComponent(id)}?${SELECTION}`);
  const records = new Map<string, UserRecord>();
  for (const [index, { status, body }] of (await batchGet(client, CALL, paths)).entries()) {
    if (status === 404) continue;
    if (status !== 200) throw failureOfAnswer({ status, body }, CALL);
    const record = userRecord.safeParse(body);
    if (!record.success) throw new DirectoryUnavailable(`${CALL.what} was answered without an id.`);
    records.set(ids[index] ?? record.data.id, record.data);
  }
  return records;
}
