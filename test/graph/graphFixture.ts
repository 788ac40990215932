import type { DirectoryPerson } from '../../src/domain/person.ts';
import { type GraphClient, type GraphClientOptions, graphClient } from '../../src/graph/graphClient.ts';
import { graphDirectory } from '../../src/graph/graphDirectory.ts';
import type { EmulatedGroup } from '../../src/local/graphEmulator/groups.ts';
import type { EmulatedUser } from '../../src/local/graphEmulator/people.ts';
import {
  type GraphEmulator,
  type GraphEmulatorOptions,
  startGraphEmulator,
} from '../../src/local/graphEmulator/startGraphEmulator.ts';
import type { Directory, DirectoryCursor, DirectoryPage } from '../../src/usecases/ports.ts';

export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** An account of which only the facts that matter need to be said. */
export function user(number: number, facts: Partial<Omit<EmulatedUser, 'id'>> = {}): EmulatedUser {
  return {
    id: idOf(number),
    accountEnabled: true,
    userType: 'Member',
    displayName: `Person ${number}`,
    userPrincipalName: `person${number}@example.test`,
    ...facts,
  };
}

export const users = (count: number): EmulatedUser[] =>
  Array.from({ length: count }, (_, index) => user(index + 1));

export type Fixture = {
  readonly emulator: GraphEmulator;
  readonly client: GraphClient;
  readonly directory: Directory;
  /** Milliseconds the adapter would have waited, in order. */
  readonly waits: number[];
};

type FixtureOptions = Omit<GraphEmulatorOptions, 'people'> & {
  readonly people?: GraphEmulatorOptions['people'];
  readonly groups?: readonly EmulatedGroup[];
  readonly timeoutMs?: number;
};

const open: GraphEmulator[] = [];

/** The adapter on an emulator over real HTTP; it waits for nothing. Close with `closeAll` after each test. */
export async function emulated(options: FixtureOptions = {}): Promise<Fixture> {
  const emulator = await startGraphEmulator({ people: [], ...options });
  open.push(emulator);
  const waits: number[] = [];
  const client = graphClient({
    emulatorUrl: emulator.url,
    patience: patient(waits),
    ...(options.graphRoot !== undefined && { graphRoot: options.graphRoot }),
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
  });
  return { emulator, client, directory: graphDirectory({ client }), waits };
}

export async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map((emulator) => emulator.close()));
}

export const patient = (waits: number[]): NonNullable<GraphClientOptions['patience']> => ({
  pause: async (ms) => waits.push(ms),
  random: () => 0,
  retries: 3,
});

export async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

export type Round = {
  readonly changed: DirectoryPerson[];
  readonly removed: DirectoryPage['removed'][number][];
  readonly skipped: DirectoryPage['skipped'][number][];
  readonly cursor: DirectoryCursor;
  readonly pages: number;
};

/** Reads a whole round. */
export async function round(directory: Directory, cursor?: DirectoryCursor): Promise<Round> {
  const pages = await collect(directory.changes(cursor));
  const last = pages.at(-1);
  if (!last?.complete) throw new Error('The round did not end with a complete page.');
  return {
    changed: pages.flatMap((page) => page.changed),
    removed: pages.flatMap((page) => page.removed),
    skipped: pages.flatMap((page) => page.skipped),
    cursor: last.cursor,
    pages: pages.length,
  };
}

/** A page of `/users/delta` made by hand, to answer what an emulator never would. */
export const deltaAnswer = (value: unknown[], link: { next?: string; delta?: string } = {}) => ({
  status: 200,
  body: {
    value,
    ...(link.next !== undefined && { '@odata.nextLink': linkTo(`$skiptoken=${link.next}`) }),
    ...(link.next === undefined && { '@odata.deltaLink': linkTo(`$deltatoken=${link.delta ?? 'd'}`) }),
  },
});

const linkTo = (query: string): string => `https://graph.microsoft.com/v1.0/users/delta?${query}`;
