import type { GraphAnswer } from './answers.ts';
import type { EmulatedOrganisation } from './organisation.ts';
import type { Query } from './query.ts';

export type TeamsApp = {
  readonly id: string;
  /** The id in the app's manifest. */
  readonly externalId: string;
  readonly displayName: string;
};

/** What every endpoint works on. */
export type Emulation = {
  readonly organisation: EmulatedOrganisation;
  readonly tenant: Tenant;
  readonly teamsApps: readonly TeamsApp[];
  /** `user id/catalog app id` of every installation. */
  readonly installations: Set<string>;
  /** Application permissions that were not granted: what needs them answers 403, or hides a property. */
  readonly missingPermissions: Set<string>;
  /** Where the links in answers lead: `https://graph.microsoft.com/v1.0`. */
  readonly root: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The most entries a page of a delta answer has, whatever is preferred. */
  readonly largestPage: number;
};

export type Tenant = {
  readonly id: string;
  readonly displayName: string;
  readonly domain: string;
  readonly city?: string | undefined;
  readonly country?: string | undefined;
};

/** A request, whether it came alone or as part of a `$batch`. */
export type Ask = {
  readonly method: string;
  /** Without the version and the query: `/users/delta`. */
  readonly path: string;
  readonly query: Query;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
};

export type Endpoint = (emulation: Emulation, ask: Ask, parameters: readonly string[]) => GraphAnswer;
