import { badRequest, type GraphAnswer, GraphProblem, notFound, ok, unsupported } from './answers.ts';
import type { Ask, Emulation, Endpoint } from './emulation.ts';
import { pageOf } from './paging.ts';
import type { EmulatedUser } from './people.ts';
import { matcherOf, onlyOptions } from './query.ts';
import { selectedProperties, typed, wireUser } from './wireUser.ts';

/** `GET /users`. */
export const listUsers: Endpoint = (emulation, { query }) => {
  onlyOptions(query, ['select', 'filter', 'top', 'skiptoken', 'count', 'expand']);
  const matches = matcherOf(query.get('filter'));
  const users = everyone(emulation).filter((user) => matches(user));
  return pageOf(
    users.map((user) => representation(emulation, user, query)),
    { link: `${emulation.root}/users`, context: `${emulation.root}/$metadata#users`, query },
  );
};

/** `GET /users/{id or userPrincipalName}`, with `$expand=manager`. */
export const getUser: Endpoint = (emulation, { query }, [id = '']) => {
  onlyOptions(query, ['select', 'expand']);
  const context = `${emulation.root}/$metadata#users/$entity`;
  return ok({ '@odata.context': context, ...representation(emulation, existing(emulation, id), query) });
};

/** `GET /users/{id}/manager`; who has none answers 404, as in Graph. */
export const getManager: Endpoint = (emulation, { query }, [id = '']) => {
  const manager = managerOf(emulation, existing(emulation, id));
  if (!manager) throw notFound('manager');
  return ok(typed('user', wireUser(manager, selectedProperties(query.get('select')))));
};

/** `GET /users/{id}/directReports`. */
export const listDirectReports: Endpoint = (emulation, { query }, [id = '']) => {
  const { id: manager } = existing(emulation, id);
  const properties = selectedProperties(query.get('select'));
  const reports = emulation.organisation.reportsOf(manager);
  return pageOf(
    reports.map((report) => typed('user', wireUser(report, properties))),
    {
      link: `${emulation.root}/users/${id}/directReports`,
      context: `${emulation.root}/$metadata#directoryObjects`,
      query,
    },
  );
};

/** `POST /users/{id}/checkMemberGroups`: which of at most twenty groups the person belongs to, nested ones too. */
export const checkMemberGroups: Endpoint = (emulation, { body }, [id = '']) => {
  const asked = groupIdsOf(body);
  const belongsTo = emulation.organisation.groups.of(existing(emulation, id).id);
  return ok({
    '@odata.context': `${emulation.root}/$metadata#Collection(Edm.String)`,
    value: asked.filter((group) => belongsTo.includes(group)),
  });
};

function groupIdsOf(body: unknown): string[] {
  const ids = typeof body === 'object' && body !== null && 'groupIds' in body ? body.groupIds : undefined;
  if (!Array.isArray(ids)) throw badRequest("Parameter 'groupIds' is required.");
  if (ids.length > 20) throw badRequest("The limit of 20 for the parameter 'groupIds' has been exceeded.");
  return ids.map(String);
}

/** `POST /users/{id}/teamwork/installedApps`: 201, or 409 where the app is installed already. */
export const installApp: Endpoint = (emulation, { body }, [id = '']): GraphAnswer => {
  const user = existing(emulation, id);
  const bind =
    typeof body === 'object' && body !== null && 'teamsApp@odata.bind' in body
      ? body['teamsApp@odata.bind']
      : '';
  const appId = /\/appCatalogs\/teamsApps\/([^/]+)$/.exec(String(bind))?.[1];
  if (!appId) throw badRequest("'teamsApp@odata.bind' must name an app of the catalogue.");
  if (!emulation.teamsApps.some((app) => app.id === appId)) {
    throw new GraphProblem(404, 'NotFound', `The app '${appId}' is not in the catalogue.`);
  }
  const installation = `${user.id}/${appId}`;
  if (emulation.installations.has(installation)) {
    throw new GraphProblem(409, 'Conflict', 'The app is already installed for the user.');
  }
  emulation.installations.add(installation);
  const name = Buffer.from(installation).toString('base64');
  return {
    status: 201,
    headers: { Location: `${emulation.root}/users/${user.id}/teamwork/installedApps/${name}` },
  };
};

function existing({ organisation }: Emulation, id: string): EmulatedUser {
  const user = organisation.user(id);
  if (!user) throw notFound(id);
  return user;
}

function managerOf({ organisation }: Emulation, user: EmulatedUser): EmulatedUser | undefined {
  return user.managerId ? organisation.user(user.managerId) : undefined;
}

function everyone({ organisation }: Emulation): EmulatedUser[] {
  const users: EmulatedUser[] = [];
  for (let position = 0; ; position++) {
    const id = organisation.idAt(position);
    if (id === undefined) return users;
    const user = organisation.user(id);
    if (user) users.push(user);
  }
}

function representation(
  emulation: Emulation,
  user: EmulatedUser,
  query: Ask['query'],
): Record<string, unknown> {
  const record = wireUser(user, selectedProperties(query.get('select')));
  const expand = query.get('expand');
  if (expand === undefined) return record;
  const select = /^manager(?:\(\$select=([^()]*)\))?$/.exec(expand.trim());
  if (!select) throw unsupported(`Unsupported $expand: '${expand}'.`);
  const manager = managerOf(emulation, user);
  if (!manager) return record;
  return { ...record, manager: typed('user', wireUser(manager, selectedProperties(select[1]))) };
}
