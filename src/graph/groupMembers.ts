import { z } from 'zod';
import type { GroupId, PersonId } from '../domain/ids.ts';
import { DirectoryCursorExpired, DirectoryGroupMissing, DirectoryUnavailable } from '../usecases/failures.ts';
import { ask } from './ask.ts';
import type { GraphClient } from './graphClient.ts';
import { READ_GROUP_MEMBERS } from './permissions.ts';

const answer = z.object({
  value: z.array(z.object({ id: z.string().min(1), '@odata.type': z.string().optional() })),
  '@odata.nextLink': z.string().optional(),
});
const WHAT = 'GET /groups/{id}/transitiveMembers';

/**
 * The people of a group, direct and nested, in pages of up to 999. The list is filtered here rather than by the cast
 * to `microsoft.graph.user`, which reads an index that may be behind the directory.
 * @throws DirectoryGroupMissing when there is no such group.
 */
export async function* groupMembers(
  client: GraphClient,
  group: GroupId,
): AsyncGenerator<readonly PersonId[], void, undefined> {
  const whenMissing = () => new DirectoryGroupMissing(`There is no group ${group} in the directory.`);
  let link: string | undefined;
  do {
    const page = await ask(client, {
      what: WHAT,
      permission: READ_GROUP_MEMBERS,
      url: link ?? `/groups/${encodeURIComponent(group)}/transitiveMembers?$select=id&$top=999`,
      followsLink: link !== undefined,
      schema: answer,
      whenMissing,
    }).catch((error: unknown) => {
      // A list of members is begun again from its start: there is no cursor that anybody could have stored.
      if (!(error instanceof DirectoryCursorExpired)) throw error;
      throw new DirectoryUnavailable(`${WHAT}: the list ended early.`, { cause: error });
    });
    if (page['@odata.nextLink'] !== undefined && page['@odata.nextLink'] === link) {
      throw new DirectoryUnavailable(`${WHAT}: a page leads back to itself.`);
    }
    link = page['@odata.nextLink'];
    const people = page.value.filter((member) => isUser(member['@odata.type']));
    yield people.map(({ id }) => id as PersonId);
  } while (link !== undefined);
}

/** Devices, contacts, service principals and the nested groups themselves are members too. */
function isUser(type: string | undefined): boolean {
  return type === undefined || type.toLowerCase() === '#microsoft.graph.user';
}
