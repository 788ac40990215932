import { StoreUnusable } from '../usecases/failures.ts';

/** What a stored document is said to be: all that a message about it may contain. */
export type Label = { readonly kind: string; readonly id: string };

/** Where in a record which type must be found: enough to tell a record from debris before it is used. */
export type Shape = Readonly<Record<string, 'string' | 'number'>>;

/** The schema this version writes, and the only one there has been. */
const SCHEMA = 1;

/** @throws StoreUnusable when the text is not JSON. */
export function parseStored(text: unknown, label: Label): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    // The parser's own message quotes what it stumbled over: it is left out.
    throw broken(label, 'is not JSON');
  }
}

/** Opens a document's envelope; `part` takes out a record and checks its shape. */
export function unwrap(
  stored: unknown,
  label: Label,
): {
  part<T>(name: string, shape: Shape): T;
  /** A text beside the records; undefined where there is none. */
  text(name: string): string | undefined;
} {
  if (at(stored, 'schema') !== SCHEMA) {
    const schema = at(stored, 'schema');
    throw broken(
      label,
      typeof schema === 'number' ? `has schema ${schema}, and this version knows ${SCHEMA}` : 'has no schema',
    );
  }
  if (at(stored, 'kind') !== label.kind) throw broken(label, 'is of another kind');
  return {
    part<T>(name: string, shape: Shape): T {
      const record = at(stored, name);
      if (typeof record !== 'object' || record === null) throw broken(label, `has no ${name}`);
      for (const [path, type] of Object.entries(shape)) {
        if (typeof at(record, path) !== type) throw broken(label, `has no ${name}.${path}`);
      }
      return record as T;
    },
    text(name) {
      const value = at(stored, name);
      return typeof value === 'string' ? value : undefined;
    },
  };
}

function at(value: unknown, path: string): unknown {
  let inner = value;
  for (const key of keysOf(path)) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = (inner as Record<string, unknown>)[key];
  }
  return inner;
}

/** Every document that is read is asked for the same few. */
const taken = new Map<string, readonly string[]>();

function keysOf(path: string): readonly string[] {
  const known = taken.get(path) ?? path.split('.');
  taken.set(path, known);
  return known;
}

function broken({ kind, id }: Label, what: string): StoreUnusable {
  return new StoreUnusable(
    `The stored ${kind} ${id} ${what}. Run the version that wrote it, or restore it from a copy.`,
    { document: `${kind} ${id}` },
  );
}
