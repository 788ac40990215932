import { ok } from './answers.ts';
import type { Endpoint } from './emulation.ts';
import { pageOf } from './paging.ts';
import { matcherOf, onlyOptions } from './query.ts';

/** `GET /organization`: the tenant. */
export const getOrganization: Endpoint = ({ root, tenant }) =>
  ok({
    '@odata.context': `${root}/$metadata#organization`,
    value: [
      {
        id: tenant.id,
        displayName: tenant.displayName,
        city: tenant.city ?? null,
        countryLetterCode: tenant.country ?? null,
        tenantType: 'AAD',
        verifiedDomains: [
          {
            name: tenant.domain,
            type: 'Managed',
            capabilities: 'Email, OfficeCommunicationsOnline',
            isDefault: true,
            isInitial: false,
          },
        ],
      },
    ],
  });

/** `GET /appCatalogs/teamsApps?$filter=externalId eq '{manifest id}'`. */
export const listTeamsApps: Endpoint = ({ root, teamsApps }, { query }) => {
  onlyOptions(query, ['filter', 'select', 'expand', 'top', 'skiptoken']);
  const apps = teamsApps
    .filter((app) => matcherOf(query.get('filter'))(app))
    .map((app) => ({ ...app, distributionMethod: 'organization' }));
  return pageOf(apps, {
    link: `${root}/appCatalogs/teamsApps`,
    context: `${root}/$metadata#appCatalogs/teamsApps`,
    query,
  });
};
