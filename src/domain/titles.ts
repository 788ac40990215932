import type { Office } from './coverage.ts';

type TitleRule = { readonly office: Office; readonly titles: readonly string[] };

/**
 * The offices a job title names. Every part of the title (parted by commas, `and`, `&`, `/`) must be an office's
 * title or a known modifier: `SVP & Chief Financial Officer` and `Interim CFO` hold the office, `Assistant to the
 * CFO` and `CFO, EMEA division` do not, since a part is left that nobody has said is harmless.
 */
export function officesOfTitle(
  title: string,
  rules: readonly TitleRule[],
  modifiers: readonly string[],
): readonly Office[] {
  const known = new Map(
    rules.flatMap(({ office, titles }) => titles.map((t) => [plain(t), office] as const)),
  );
  const whole = known.get(plain(title));
  if (whole) return [whole];
  const harmless = modifiers.map(plain).sort((a, b) => b.length - a.length);
  const found: Office[] = [];
  for (const part of partsOf(title)) {
    const office = known.get(part) ?? known.get(withoutModifiers(part, harmless));
    if (office) found.push(office);
    else if (withoutModifiers(part, harmless) !== '') return [];
  }
  return found;
}

function partsOf(title: string): string[] {
  return title
    .split(/,|;|\/|&|\||\s[-–—]\s|\band\b/iu)
    .map(plain)
    .filter((part) => part !== '');
}

/** Takes modifiers off both ends: `interim chief financial officer` -> `chief financial officer`. */
function withoutModifiers(part: string, modifiers: readonly string[]): string {
  let rest = part;
  for (let changed = true; changed; ) {
    changed = false;
    for (const modifier of modifiers) {
      if (rest === modifier) return '';
      if (rest.startsWith(`${modifier} `)) rest = rest.slice(modifier.length + 1);
      else if (rest.endsWith(` ${modifier}`)) rest = rest.slice(0, -modifier.length - 1);
      else continue;
      changed = true;
    }
  }
  return rest;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
