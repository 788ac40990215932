import { getCountry } from 'countries-and-timezones';

/**
 * The zone most people of a country live in, for the countries that have several. Its working hours are the best
 * guess where nothing else is known; the programme file can say otherwise (`calendar.countries`).
 */
const MOST_POPULOUS: Readonly<Record<string, string>> = {
  AQ: 'Pacific/Auckland',
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CD: 'Africa/Lagos',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  FM: 'Pacific/Guadalcanal',
  GL: 'America/Nuuk',
  ID: 'Asia/Jakarta',
  KI: 'Pacific/Tarawa',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  NZ: 'Pacific/Auckland',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  TF: 'Indian/Maldives',
  UA: 'Europe/Kyiv',
  UM: 'Pacific/Pago_Pago',
  US: 'America/New_York',
};

/** Whether a text is an IANA time zone that this runtime knows, such as `America/New_York`. */
export function isTimeZone(name: string): boolean {
  let known = checked.get(name);
  if (known === undefined) {
    known = isKnown(name);
    if (checked.size < MOST_CHECKED) checked.set(name, known);
  }
  return known;
}

/** There are about 600. */
const MOST_CHECKED = 2_000;
const checked = new Map<string, boolean>();

function isKnown(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/**
 * The time zone of a country: of several the company's own if it is one of them (most of its people there are likely
 * to sit together), else the one most people live in. Undefined for a country without inhabitants.
 * @param country ISO 3166 code.
 */
export function timeZoneOfCountry(country: string, companyTimeZone: string): string | undefined {
  const zones: readonly string[] = getCountry(country)?.timezones ?? [];
  if (zones.includes(companyTimeZone)) return companyTimeZone;
  return MOST_POPULOUS[country] ?? zones.find(isTimeZone);
}
