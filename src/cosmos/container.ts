import { randomUUID } from 'node:crypto';
import type { Container, JSONValue } from '@azure/cosmos';
import { StoreConflict } from '../usecases/failures.ts';
import { containerMissing, isContainerMissing, statusOf } from './failures.ts';
import { withinBudget } from './withinBudget.ts';

export type Key = { readonly id: string; readonly partition: string };
export type Stored = { readonly document: unknown; readonly etag: string };
export type Query = {
  readonly text: string;
  readonly parameters: Readonly<Record<string, JSONValue>>;
  /** The query stays in this partition. The text must say so too: an emulator looks only there. */
  readonly partition?: string;
};

/** Milliseconds a request may take with all its retries: one a person waits for, and one of a job. */
export type Budgets = { readonly turn: number; readonly job: number };

/** A container whose documents are made and read, and never change. */
export type CreateOnlyContainer = {
  /** 1 RU for a document of 1 KB, found or not. */
  read(key: Key): Promise<Stored | undefined>;
  /** Some 10 RU for 2 KB: only the envelope is indexed. */
  create(key: Key, document: object): Promise<'created' | 'exists'>;
  query(query: Query, budget?: keyof Budgets): Promise<readonly unknown[]>;
};

export type MutableContainer = CreateOnlyContainer & {
  /** About twice a create. @throws StoreConflict when the document changed since it was read, or is gone. */
  /** Returns the new etag. */
  replace(key: Key, document: object, etag: string): Promise<string>;
};

/**
 * Each write carries a random mark. When a write finds the document already there, or already changed, the mark
 * tells whether that was an earlier attempt of its own whose answer was lost.
 */
type Marked = { readonly write: string };

export function createOnlyContainer(container: Container, budgets: Budgets): CreateOnlyContainer {
  return {
    read: (key) => withinBudget(budgets.turn, (signal) => read(container, key, signal)),
    create: (key, document) => {
      const marked = { ...document, write: randomUUID() };
      return withinBudget(budgets.turn, (signal) => create(container, key, marked, signal));
    },
    query: (query, budget = 'turn') =>
      withinBudget(budgets[budget], async (signal) => {
        const { text, parameters, partition } = query;
        const spec = {
          query: text,
          parameters: Object.entries(parameters).map(([name, value]) => ({ name: `@${name}`, value })),
        };
        const options = { abortSignal: signal, ...(partition !== undefined && { partitionKey: partition }) };
        const { resources } = await container.items.query<unknown>(spec, options).fetchAll();
        return resources;
      }),
  };
}

export function mutableContainer(container: Container, budgets: Budgets): MutableContainer {
  return {
    ...createOnlyContainer(container, budgets),
    replace: (key, document, etag) => {
      const marked = { ...document, write: randomUUID() };
      return withinBudget(budgets.turn, (signal) => replace(container, key, marked, { etag, signal }));
    },
  };
}

async function read(container: Container, key: Key, signal: AbortSignal): Promise<Stored | undefined> {
  const response = await container.item(key.id, key.partition).read<object>({ abortSignal: signal });
  if (response.resource) return { document: response.resource, etag: response.etag };
  if (isContainerMissing({ code: response.statusCode, substatus: response.substatus }))
    throw containerMissing();
  return undefined;
}

async function create(
  container: Container,
  key: Key,
  document: Marked,
  signal: AbortSignal,
): Promise<'created' | 'exists'> {
  try {
    await container.items.create(document, { abortSignal: signal });
    return 'created';
  } catch (error) {
    if (statusOf(error) !== 409) throw error;
    return (await ownWrite(container, key, document, signal)) !== undefined ? 'created' : 'exists';
  }
}

async function replace(
  container: Container,
  key: Key,
  document: Marked,
  { etag, signal }: { etag: string; signal: AbortSignal },
): Promise<string> {
  try {
    const replaced = await container.item(key.id, key.partition).replace(document, {
      accessCondition: { type: 'IfMatch', condition: etag },
      abortSignal: signal,
    });
    return replaced.etag;
  } catch (error) {
    if (statusOf(error) === 404 && !isContainerMissing(error as { code?: unknown; substatus?: unknown }))
      throw new StoreConflict('The document is gone.', { cause: error });
    const stored = statusOf(error) === 412 ? await ownWrite(container, key, document, signal) : undefined;
    if (!stored) throw error;
    return stored.etag;
  }
}

/** The stored document, if it is the one this very write left. */
async function ownWrite(
  container: Container,
  key: Key,
  { write }: Marked,
  signal: AbortSignal,
): Promise<Stored | undefined> {
  const stored = await read(container, key, signal);
  return (stored?.document as Marked | undefined)?.write === write ? stored : undefined;
}
