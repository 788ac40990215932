import { badRequest } from './answers.ts';
import type { EmulatedUser } from './people.ts';

/** What Graph returns of a user when nothing is selected; everything else is returned only on `$select`. */
export const DEFAULT_PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
] as const;

const SELECTABLE: ReadonlySet<string> = new Set([
  ...DEFAULT_PROPERTIES,
  'accountEnabled',
  'city',
  'companyName',
  'country',
  'createdDateTime',
  'department',
  'employeeHireDate',
  'employeeId',
  'employeeLeaveDateTime',
  'employeeOrgData',
  'employeeType',
  'usageLocation',
  'userType',
]);

/**
 * The properties a `$select` names, `id` always among them.
 * @throws GraphProblem 400 for a property that a user does not have.
 */
export function selectedProperties(select: string | undefined): readonly string[] {
  if (select === undefined || select.trim() === '') return DEFAULT_PROPERTIES;
  const names = select.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!SELECTABLE.has(name) && name !== 'manager') {
      throw badRequest(
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.user'.`,
      );
    }
  }
  return [...new Set([...names.filter((name) => name !== 'manager'), 'id'])];
}

/**
 * A user with the selected properties, `null` for those never set.
 */
export function wireUser(user: EmulatedUser, properties: readonly string[]): Record<string, unknown> {
  const values: Record<string, unknown> = user;
  return Object.fromEntries(
    properties.map((name) => [name, values[name] ?? (name === 'businessPhones' ? [] : null)]),
  );
}

/** As in a delta answer, where a property that was never set is left out. */
export function wireUserInDelta(user: EmulatedUser, properties: readonly string[]): Record<string, unknown> {
  const values: Record<string, unknown> = user;
  return Object.fromEntries(
    properties.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}

export const typed = (type: 'user' | 'group', record: Record<string, unknown>): Record<string, unknown> => ({
  '@odata.type': `#microsoft.graph.${type}`,
  ...record,
});
