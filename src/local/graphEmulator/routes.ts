import { badRequest, type GraphAnswer, GraphProblem } from './answers.ts';
import { usersDelta } from './deltaEndpoint.ts';
import type { Ask, Emulation, Endpoint } from './emulation.ts';
import { getGroup, listGroups, listMembers, listTransitiveMembers } from './groupEndpoints.ts';
import { getMailboxTimeZone } from './mailboxEndpoint.ts';
import { missingPermissionFor } from './permissionsNeeded.ts';
import { getOrganization, listTeamsApps } from './tenantEndpoints.ts';
import {
  checkMemberGroups,
  getManager,
  getUser,
  installApp,
  listDirectReports,
  listUsers,
} from './userEndpoints.ts';

const CAST = '(?:/microsoft\\.graph\\.(user|group))?';
const ROUTES: readonly (readonly [method: string, path: RegExp, endpoint: Endpoint])[] = (
  [
    ['GET', '/users/(?:microsoft\\.graph\\.)?delta(?:\\(\\))?', usersDelta],
    ['GET', '/users', listUsers],
    ['GET', '/users/([^/]+)', getUser],
    ['GET', '/users/([^/]+)/manager', getManager],
    ['GET', '/users/([^/]+)/directReports', listDirectReports],
    ['POST', '/users/([^/]+)/(?:microsoft\\.graph\\.)?checkMemberGroups', checkMemberGroups],
    ['POST', '/users/([^/]+)/teamwork/installedApps', installApp],
    ['GET', '/users/([^/]+)/mailboxSettings/timeZone', getMailboxTimeZone],
    ['GET', '/groups', listGroups],
    ['GET', '/groups/([^/]+)', getGroup],
    ['GET', `/groups/([^/]+)/members${CAST}`, listMembers],
    ['GET', `/groups/([^/]+)/transitiveMembers${CAST}`, listTransitiveMembers],
    ['GET', '/organization', getOrganization],
    ['GET', '/appCatalogs/teamsApps', listTeamsApps],
  ] as const
).map(([method, path, endpoint]) => [method, new RegExp(`^${path}/?$`, 'i'), endpoint]);

/** The answer of the endpoint that a path and method lead to; problems become answers here. */
export function answerOf(emulation: Emulation, ask: Ask): GraphAnswer {
  try {
    if (missingPermissionFor(emulation, ask)) {
      throw new GraphProblem(
        403,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      );
    }
    for (const [method, path, endpoint] of ROUTES) {
      const found = method === ask.method && path.exec(ask.path);
      if (found) return endpoint(emulation, ask, found.slice(1).map(decoded));
    }
    throw badRequest(`Resource not found for the segment '${ask.path}'.`);
  } catch (problem) {
    if (problem instanceof GraphProblem) return problem.answer;
    throw problem;
  }
}

function decoded(parameter: string | undefined): string {
  try {
    return decodeURIComponent(parameter ?? '');
  } catch {
    throw badRequest('Bad Request: the URL is malformed.');
  }
}
