import dictionary from 'dictionary-en';

const ENDINGS = ['s', 'es', 'd', 'ed', 'ing', 'er', 'ers', 'ly', 'ness', 'ment', 'ments', 'able', 'al'];
const BRITISH: readonly (readonly [RegExp, string])[] = [
  [/is(e[ds]?|ing|ation)$/u, 'iz$1'],
  [/our/u, 'or'],
  [/ll(ed|ing)$/u, 'l$1'],
  [/tre$/u, 'ter'],
];

/**
 * Whether a lower-case word is English, as far as the Hunspell dictionary knows; common endings and British spellings
 * are seen through. Built on the first call (about 15 ms) and kept.
 */
export function isEnglish(word: string): boolean {
  roots ??= readRoots();
  const found = roots;
  return formsOf(word).some((form) => found.has(form));
}

let roots: ReadonlySet<string> | undefined;

function readRoots(): ReadonlySet<string> {
  const lines = new TextDecoder().decode(dictionary.dic).split('\n');
  const words = lines.map((line) => line.split('/', 1)[0] ?? '');
  // Abbreviations ("EST", "QUE") would make words of other languages English.
  return new Set(words.filter((word) => word !== word.toUpperCase()).map((word) => word.toLowerCase()));
}

function formsOf(word: string): readonly string[] {
  const american = BRITISH.map(([from, to]) => word.replace(from, to));
  return [word, ...american].flatMap((form) => [
    form,
    ...ENDINGS.filter((ending) => form.endsWith(ending) && form.length - ending.length >= 3).flatMap(
      (ending) => {
        const root = form.slice(0, -ending.length);
        const undoubled = /(.)\1$/u.test(root) ? [root.slice(0, -1)] : [];
        return [root, `${root}e`, root.replace(/i$/u, 'y'), ...undoubled];
      },
    ),
  ]);
}
