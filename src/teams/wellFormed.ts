/**
 * The same JSON with each half of a character (a lone surrogate, which JSON can spell and Unicode has no form for)
 * replaced by U+FFFD: a text with one could be neither hashed nor signed. The very same value where there is none.
 */
export function wellFormed<T>(json: T): T {
  return (hasHalves(json) ? mended(json) : json) as T;
}

function hasHalves(value: unknown): boolean {
  if (typeof value === 'string') return !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => !key.isWellFormed() || hasHalves(inner));
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(mended);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), mended(inner)]));
}
