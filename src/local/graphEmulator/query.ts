import { unsupported } from './answers.ts';

/** OData system options by their name without `$`, in lower case: Graph takes them either way. */
export type Query = ReadonlyMap<string, string>;

export function queryOf(parameters: URLSearchParams): Query {
  return new Map([...parameters].map(([name, value]) => [name.replace(/^\$/, '').toLowerCase(), value]));
}

/** @throws GraphProblem 400 for an option the endpoint does not take. */
export function onlyOptions(query: Query, allowed: readonly string[]): void {
  for (const name of query.keys()) {
    if (!allowed.includes(name)) {
      throw unsupported(`The query parameter '$${name}' is not supported by this resource.`);
    }
  }
}

/** `$top`, between 1 and 999, Graph's largest page. */
export function topOf(query: Query, otherwise: number): number {
  const text = query.get('top');
  if (text === undefined) return otherwise;
  const top = Number(text);
  if (Number.isInteger(top) && top >= 1 && top <= 999) return top;
  throw unsupported('Invalid page size specified. Must be between 1 and 999 inclusive.');
}

/** The comparisons the emulator understands: `property eq 'text'`, `eq true`, `id in ('a','b')`, joined by `or`. */
export function matcherOf(filter: string | undefined): (record: Record<string, unknown>) => boolean {
  if (filter === undefined) return () => true;
  const clauses = filter
    .trim()
    .split(/\s+or\s+/i)
    .map(clauseOf);
  return (record) => clauses.some((matches) => matches(record));
}

function clauseOf(clause: string): (record: Record<string, unknown>) => boolean {
  const equals = /^\s*([a-zA-Z]+)\s+eq\s+(?:'((?:[^']|'')*)'|(true|false))\s*$/.exec(clause);
  if (equals) {
    const [, property = '', text, flag] = equals;
    if (text === undefined) return (record) => String(record[property]) === flag;
    const wanted = unquoted(text);
    return (record) => typeof record[property] === 'string' && folded(record[property]) === wanted;
  }
  const listed = /^\s*([a-zA-Z]+)\s+in\s+\((.*)\)\s*$/.exec(clause);
  if (listed) {
    const [, property = '', list = ''] = listed;
    const wanted = new Set([...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => unquoted(text)));
    return (record) => typeof record[property] === 'string' && wanted.has(folded(record[property]));
  }
  throw unsupported(`Unsupported or invalid query filter clause specified: '${clause.trim()}'.`);
}

/** OData writes a quote inside a text twice: `'O''Neill'`. */
const unquoted = (text: string): string => folded(text.replaceAll("''", "'"));
/** Graph compares text without regard to case. */
const folded = (text: string): string => text.toLowerCase();
