import { z } from 'zod';
import { DirectoryUnavailable } from '../usecases/failures.ts';
import type { DirectoryPage } from '../usecases/ports.ts';
import { ask } from './ask.ts';
import type { GraphClient } from './graphClient.ts';
import { READ_USERS } from './permissions.ts';
import { USER_PROPERTIES, type UserRecord, userRecord } from './userRecord.ts';

export type RemovalReason = DirectoryPage['removed'][number]['reason'];

/** A page of `/users/delta`, sorted. */
export type DeltaAnswer = {
  readonly records: ReadonlyMap<string, UserRecord>;
  readonly removed: ReadonlyMap<string, RemovalReason>;
  /** Ids that the page lists more than once. */
  readonly repeated: ReadonlySet<string>;
  readonly skipped: DirectoryPage['skipped'];
  readonly next: { readonly link: string; readonly last: boolean };
};

const FIRST = `/users/delta?$select=${[...USER_PROPERTIES, 'manager'].join()}`;
const answer = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
});
const removal = z.object({
  id: z.string().min(1),
  '@removed': z.object({ reason: z.enum(['changed', 'deleted']) }).catch({ reason: 'changed' }),
});

/** Reads a page: the first of all without a link. `$top` is refused here, the page size is a preference. */
export async function deltaPage(client: GraphClient, link: string | undefined): Promise<DeltaAnswer> {
  const page = await ask(client, {
    what: 'GET /users/delta',
    permission: READ_USERS,
    url: link ?? FIRST,
    followsLink: link !== undefined,
    schema: answer,
    send: (request) => request.header('Prefer', 'odata.maxpagesize=999').get(),
  });
  return { ...sorted(page.value), next: nextOf(page, link) };
}

function nextOf(page: z.infer<typeof answer>, asked: string | undefined): DeltaAnswer['next'] {
  const { '@odata.nextLink': next, '@odata.deltaLink': delta } = page;
  // A page that leads nowhere or back to itself must not pass for the last: everybody after it would seem gone.
  if (next !== undefined && next !== asked) return { link: next, last: false };
  if (next === undefined && delta !== undefined) return { link: delta, last: true };
  throw new DirectoryUnavailable('GET /users/delta was answered without a link to go on with.');
}

function sorted(value: readonly unknown[]): Omit<DeltaAnswer, 'next'> {
  const records = new Map<string, UserRecord>();
  const removed = new Map<string, RemovalReason>();
  const repeated = new Set<string>();
  const skipped: { id?: string; reason: string }[] = [];
  for (const entry of value) {
    const gone = isRemoval(entry) ? removal.safeParse(entry).data : undefined;
    const record = isRemoval(entry) ? undefined : userRecord.safeParse(entry).data;
    const id = gone?.id ?? record?.id;
    if (id === undefined) {
      skipped.push({ reason: 'the account has no id' });
      continue;
    }
    if (records.has(id) || removed.has(id)) repeated.add(id);
    if (gone) removed.set(id, gone['@removed'].reason);
    else if (record) records.set(id, record);
  }
  return { records, removed, repeated, skipped };
}

function isRemoval(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && '@removed' in entry;
}
