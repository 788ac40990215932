import { findIana } from 'windows-iana';

/**
 * The IANA name of a mailbox's time zone, which Outlook keeps under its Windows name (`Pacific Standard Time`) or its
 * IANA name. Undefined for one that is in neither list, such as a zone somebody defined for themselves.
 */
export function ianaTimeZone(name: string | undefined): string | undefined {
  const written = name?.trim();
  if (!written) return undefined;
  const [iana] = findIana(written);
  const found = iana ?? (written.includes('/') || written === 'UTC' ? written : undefined);
  return found !== undefined && isKnown(found) ? found : undefined;
}

function isKnown(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}
