import type { DirectoryPerson } from './person.ts';

/** Letters that Unicode does not decompose but that people type without their stroke or ligature. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * Whether a typed name is the signer's: accents, case, spacing, punctuation and order are forgiven; a missing,
 * added or different name is not. Compared with the display name, and with given name and surname where known.
 */
export function isNameOf(typed: string, person: DirectoryPerson): boolean {
  const given = `${person.givenName ?? ''} ${person.surname ?? ''}`;
  const forms = [person.displayName, given].filter((form) => words(form).length > 0);
  return forms.some((form) => sameWords(typed, form));
}

function sameWords(a: string, b: string): boolean {
  const [left, right] = [words(a), words(b)];
  if (left.length === 0) return false;
  if ([...left].sort().join(' ') === [...right].sort().join(' ')) return true;
  // Spacing is forgiven too: `Anne-Marie` and `Annemarie`, `王 小明` and `王小明`, in either order of the parts.
  return joined(left).some((form) => joined(right).includes(form));
}

function joined(parts: readonly string[]): string[] {
  return [parts.join(''), [...parts].reverse().join('')];
}

/**
 * Marks people leave out when they type: accents of Latin, Greek and Cyrillic, Hebrew points, Arabic vowel signs. The
 * vowel signs of Indian scripts and the voicing marks of Japanese make another name and stay.
 */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670]/gu;

/** The words of a name without accents, case and punctuation. */
export function words(name: string): string[] {
  const plain = name
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/gu, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFKC')
    .replace(/['’ʼ`´.]/gu, '')
    .toLowerCase();
  return plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
