import { GraphError } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import type { GroupId, PersonId } from '../domain/ids.ts';
import { ask } from './ask.ts';
import type { GraphClient } from './graphClient.ts';
import { READ_GROUP_MEMBERS } from './permissions.ts';

/** The most that Graph takes in one call. */
const GROUPS_A_CALL = 20;
const answer = z.object({ value: z.array(z.string()) });

/**
 * Which of these groups a person belongs to at this moment, directly or nested: for what must not wait for the next
 * sync, such as an export by somebody who has just left the compliance office. A person who is gone belongs to none.
 * Within a turn, use a client of little patience.
 */
export async function memberGroups(
  client: GraphClient,
  of: { readonly person: PersonId; readonly among: readonly GroupId[] },
): Promise<readonly GroupId[]> {
  const found: string[] = [];
  for (let start = 0; start < of.among.length; start += GROUPS_A_CALL) {
    const groupIds = of.among.slice(start, start + GROUPS_A_CALL);
    const { value } = await ask(client, {
      what: 'POST /users/{id}/checkMemberGroups',
      permission: READ_GROUP_MEMBERS,
      url: `/users/${encodeURIComponent(of.person)}/checkMemberGroups`,
      schema: answer,
      send: (request) => request.post({ groupIds }).catch(noneWhenGone),
    });
    found.push(...value);
  }
  return of.among.filter((group) => found.includes(group));
}

function noneWhenGone(error: unknown): z.infer<typeof answer> {
  if (error instanceof GraphError && error.statusCode === 404) return { value: [] };
  throw error;
}
