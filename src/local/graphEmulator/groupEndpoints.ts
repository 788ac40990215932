import { badRequest, notFound, ok } from './answers.ts';
import type { Ask, Emulation, Endpoint } from './emulation.ts';
import type { EmulatedGroup } from './groups.ts';
import { pageOf } from './paging.ts';
import { matcherOf, onlyOptions } from './query.ts';
import { selectedProperties, typed, wireUser } from './wireUser.ts';

/** `GET /groups`, with `$filter=displayName eq '...'`. */
export const listGroups: Endpoint = (emulation, { query }) => {
  onlyOptions(query, ['select', 'filter', 'top', 'skiptoken', 'count']);
  const matches = matcherOf(query.get('filter'));
  const groups = emulation.organisation.groups.all().map(wireGroup).filter(matches);
  return pageOf(groups, {
    link: `${emulation.root}/groups`,
    context: `${emulation.root}/$metadata#groups`,
    query,
  });
};

/** `GET /groups/{id}`. */
export const getGroup: Endpoint = (emulation, _ask, [id = '']) =>
  ok({
    '@odata.context': `${emulation.root}/$metadata#groups/$entity`,
    ...wireGroup(existing(emulation, id)),
  });

/** `GET /groups/{id}/members`: direct members only. */
export const listMembers: Endpoint = (emulation, ask, [id = '', cast]) =>
  membersPage(emulation, ask, { id, cast, path: 'members', members: existing(emulation, id).members });

/** `GET /groups/{id}/transitiveMembers`: through nested groups, the groups themselves among them. */
export const listTransitiveMembers: Endpoint = (emulation, ask, [id = '', cast]) =>
  membersPage(emulation, ask, {
    id,
    cast,
    path: 'transitiveMembers',
    members: emulation.organisation.groups.transitiveMembers(existing(emulation, id).id),
  });

function membersPage(
  { organisation, root }: Emulation,
  { query, headers }: Ask,
  of: {
    readonly id: string;
    readonly cast: string | undefined;
    readonly path: string;
    readonly members: readonly string[];
  },
) {
  onlyOptions(query, ['select', 'top', 'skiptoken', 'count']);
  // Graph refuses the cast to groups, and only that one, without its "advanced query" header and count.
  if (of.cast === 'group' && !(headers.consistencylevel === 'eventual' && query.has('count'))) {
    throw badRequest('Invalid search request.');
  }
  const properties = selectedProperties(query.get('select'));
  const records = of.members.flatMap((member) => {
    const group = organisation.groups.get(member);
    if (group)
      return of.cast === 'user' ? [] : [typed('group', { id: group.id, displayName: group.displayName })];
    const user = of.cast === 'group' ? undefined : organisation.user(member);
    return user ? [typed('user', wireUser(user, properties))] : [];
  });
  const cast = of.cast ? `/microsoft.graph.${of.cast}` : '';
  const link = `${root}/groups/${of.id}/${of.path}${cast}`;
  return pageOf(records, { link, context: `${root}/$metadata#directoryObjects`, query });
}

function existing({ organisation }: Emulation, id: string): EmulatedGroup {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw badRequest(`Invalid object identifier '${id}'.`);
  const group = organisation.groups.get(id);
  if (!group) throw notFound(id);
  return group;
}

function wireGroup({ id, displayName, description }: EmulatedGroup): Record<string, unknown> {
  return {
    id,
    displayName,
    description: description ?? null,
    groupTypes: [],
    mail: null,
    mailEnabled: false,
    mailNickname: displayName.replace(/[^a-z0-9]/gi, ''),
    securityEnabled: true,
  };
}
