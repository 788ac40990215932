import { GraphError } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import type { PersonId } from '../domain/ids.ts';
import type { LiveRoles } from '../usecases/ports.ts';
import { ask } from './ask.ts';
import type { GraphClient } from './graphClient.ts';
import { memberGroups } from './memberGroups.ts';
import { READ_USERS } from './permissions.ts';

const account = z.object({ id: z.string().optional(), accountEnabled: z.boolean().nullish() });

/** Roles asked of Microsoft Graph itself. Give it a client of little patience: somebody waits for the answer. */
export function graphLiveRoles({ client }: { readonly client: GraphClient }): LiveRoles {
  return {
    async now(person, among) {
      const [active, groups] = await Promise.all([
        isActive(client, person),
        memberGroups(client, { person, among }),
      ]);
      return { active, groups };
    },
  };
}

/** Somebody who is gone or whose account was disabled keeps their memberships for a while. */
async function isActive(client: GraphClient, person: PersonId): Promise<boolean> {
  const { accountEnabled } = await ask(client, {
    what: 'GET /users/{id}',
    permission: READ_USERS,
    url: `/users/${encodeURIComponent(person)}?$select=id,accountEnabled`,
    schema: account,
    send: (request) =>
      request.get().catch((error: unknown) => {
        if (error instanceof GraphError && error.statusCode === 404) return { accountEnabled: false };
        throw error;
      }),
  });
  return accountEnabled === true;
}
