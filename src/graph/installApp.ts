import { ResponseType } from '@microsoft/microsoft-graph-client';
import PQueue from 'p-queue';
import { z } from 'zod';
import type { PersonId } from '../domain/ids.ts';
import { DirectoryForbidden, Failure } from '../usecases/failures.ts';
import type { AppInstaller, Installation } from '../usecases/ports.ts';
import { ask } from './ask.ts';
import { failureIn } from './carried.ts';
import type { GraphClient } from './graphClient.ts';
import { installFailure } from './installFailure.ts';
import { READ_CATALOG } from './permissions.ts';

/** Graph takes 30 installations a second of one app in one tenant: one every 35 ms is 28.6. */
const SPACING = 35;
/** How long it is believed that the app is not in the catalogue: an administrator may be adding it. Milliseconds. */
const MISSING_FOR = 10 * 60_000;

const catalog = z.object({ value: z.array(z.object({ id: z.string().min(1) })) });

/**
 * Installs the app for people through Graph. Its id in the tenant's catalogue is not the one in its manifest: it is
 * looked up once, unless it is given.
 */
export function graphAppInstaller(deps: {
  readonly client: GraphClient;
  /** The id in the app's manifest. */
  readonly manifestId: string;
  readonly catalogId?: string | undefined;
  /** Milliseconds. */
  readonly now?: () => number;
}): AppInstaller {
  const { client, now = () => performance.now() } = deps;
  const queue = new PQueue({ interval: SPACING, intervalCap: 1, strict: true });
  const found = catalogIdOf(deps, now);
  return {
    async install(person) {
      try {
        const app = await found.id();
        if (app === undefined) return failed('app-not-in-catalog');
        const installation = await queue.add(() => post(client, person, app));
        // It may have been removed from the catalogue and added anew, under another id.
        if (installation.outcome === 'failed' && installation.because === 'app-not-in-catalog')
          found.forget();
        return installation;
      } catch (error) {
        if (error instanceof DirectoryForbidden) return failed('permission-missing');
        if (error instanceof Failure || failureIn(error)) return failed('service-unavailable');
        throw error;
      }
    },
  };
}

/** Its answer has the type of JSON and nothing in it, which the client would stumble over. */
async function post({ sdk, root }: GraphClient, person: PersonId, app: string): Promise<Installation> {
  const answer: Response = await sdk
    .api(`/users/${encodeURIComponent(person)}/teamwork/installedApps`)
    .responseType(ResponseType.RAW)
    .post({ 'teamsApp@odata.bind': `${root}/v1.0/appCatalogs/teamsApps/${app}` });
  if (answer.ok) return { outcome: 'installed' };
  if (answer.status === 409) return { outcome: 'was-installed' };
  const body: unknown = await answer.json().catch(() => undefined);
  return failed(installFailure({ status: answer.status, body }));
}

function catalogIdOf(
  { client, manifestId, catalogId }: Parameters<typeof graphAppInstaller>[0],
  now: () => number,
): { id(): Promise<string | undefined>; forget(): void } {
  let kept: { readonly id: Promise<string | undefined>; readonly until: number } | undefined;
  const lookUp = async (): Promise<string | undefined> => {
    const answer = await ask(client, {
      what: 'GET /appCatalogs/teamsApps',
      permission: READ_CATALOG,
      url: `/appCatalogs/teamsApps?$filter=externalId eq '${manifestId}'&$select=id`,
      schema: catalog,
    });
    return answer.value[0]?.id;
  };
  return {
    async id() {
      if (catalogId !== undefined) return catalogId;
      if (!kept || kept.until < now()) {
        const id = lookUp();
        kept = { id, until: now() + MISSING_FOR };
        // What failed is asked again by the next; what was found stays.
        id.then(
          (there) => {
            if (there !== undefined) kept = { id, until: Number.POSITIVE_INFINITY };
          },
          () => {
            kept = undefined;
          },
        );
      }
      return await kept.id;
    },
    forget() {
      kept = undefined;
    },
  };
}

/** No event says that an administrator has mended it: all of them are tried again later. */
function failed(because: Extract<Installation, { outcome: 'failed' }>['because']): Installation {
  return { outcome: 'failed', because, retry: 'later' };
}
