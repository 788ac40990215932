/**
 * RFC 8785, written for the verifier alone: keys in the order of their UTF-16 code units, numbers and strings as
 * ECMAScript writes them. @throws RangeError for what JSON cannot hold.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new RangeError('a text is not well-formed');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('a number is too large');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object') throw new RangeError('not JSON');
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return `{${members.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/**
 * JSON, or undefined; also undefined where the text says something else than what is read from it: a member twice, of
 * which the first would be shown to a reader and the last be checked, a number that loses digits, or half a character.
 */
export function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    const outside = text.replace(STRINGS, '');
    if (count(outside, ':') !== members(value)) return undefined;
    for (const [number] of outside.matchAll(NUMBERS)) if (String(Number(number)) !== number) return undefined;
    if (HALVES.test(text)) canonical(value);
    return value;
  } catch {
    return undefined;
  }
}

const STRINGS = /"[^"\\]*(?:\\.[^"\\]*)*"/g;
const HALVES = /\\u[dD][89a-fA-F]/;
const NUMBERS = /[-+.\dEe]*\d[-+.\dEe]*/g;

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found += 1;
  return found;
}

/** Members of an object and of all objects in it. */
function members(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value);
  const own = Array.isArray(value) ? 0 : inner.length;
  return inner.reduce((sum: number, each) => sum + members(each), own);
}
