import { getAllCountries, getCountry } from 'countries-and-timezones';
import type { DirectoryPerson } from './person.ts';

/** What people write who write neither a code nor the name that standards have. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['usa', 'US'],
  ['u.s.a.', 'US'],
  ['u.s.', 'US'],
  ['america', 'US'],
  ['uk', 'GB'],
  ['great britain', 'GB'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['wales', 'GB'],
  ['uae', 'AE'],
  ['holland', 'NL'],
  ['korea', 'KR'],
]);

/** A directory is often filled in where people are. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'nl', 'it', 'nb', 'sv', 'bg', 'ja', 'zh'];

/**
 * ISO 3166 code of the country somebody works in: Entra's `usageLocation`, which has a code, else `country`, which
 * is free text: a code or a country's name. Undefined when neither says.
 */
export function countryOf(person: Pick<DirectoryPerson, 'country' | 'usageLocation'>): string | undefined {
  return codeOf(person.usageLocation) ?? codeOf(person.country);
}

function codeOf(text: string | undefined): string | undefined {
  const written = text?.trim().toLowerCase();
  if (!written) return undefined;
  const known = found.get(written);
  if (known !== undefined) return known || undefined;
  const code = search(written);
  if (found.size < MOST_KNOWN) found.set(written, code ?? '');
  return code;
}

/** A directory of many people has few countries. */
const MOST_KNOWN = 2_000;
const found = new Map<string, string>();

function search(written: string): string | undefined {
  const code = written.toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && getCountry(code)) return code;
  const alias = ALIASES.get(written);
  if (alias) return alias;
  const countries = Object.values(getAllCountries());
  const named = countries.find(({ name }) => name.toLowerCase() === written);
  if (named) return named.id;
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames([language], { type: 'region' });
    const match = countries.find(({ id }) => names.of(id)?.toLowerCase() === written);
    if (match) return match.id;
  }
  return undefined;
}
