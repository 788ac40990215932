import type { Directory } from '../usecases/ports.ts';
import { directoryChanges } from './directoryChanges.ts';
import type { GraphClient } from './graphClient.ts';
import { groupMembers } from './groupMembers.ts';
import { timeZones } from './timeZones.ts';

/** The directory port on Microsoft Graph. */
export function graphDirectory({ client }: { readonly client: GraphClient }): Directory {
  return {
    changes: (cursor) => directoryChanges(client, cursor),
    members: (group) => groupMembers(client, group),
    timeZones: (people) => timeZones(client, people),
  };
}
