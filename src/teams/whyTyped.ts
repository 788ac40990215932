/** `why <name>`, which may also be a question about the Code. */
export type WhyTyped = {
  readonly kind: 'why';
  /** Whoever is meant, as typed. */
  readonly name: string;
  /** All of what was typed. */
  readonly question: string;
  /** It may well be a question: it is answered from the Code when nobody has that name. */
  readonly asks: boolean;
};

/** Longer texts name nobody. UTF-16 units. */
const LONGEST = 160;

/** Words that sentences are made of, and the Code's own; a name may have one of them all the same. */
const SENTENCE = new Set(
  'do does did dont doesnt didnt is isnt are arent was wasnt were werent am can cant cannot could couldnt may might must should shouldnt would wouldnt will wont have has had havent hasnt not i im ive we you he she it they me us them this that these those the a an my our your their his her its there what who whom how when where which to in on for of from with about at by and or but if no any some all every everyone everybody nobody someone anyone only so need needed allowed sign signed certify report code ethics certificate gift gifts conflict conflicts'.split(
    ' ',
  ),
);

/** Small words of a name that are written without a capital. */
const PARTICLES = new Set(
  'de da do dos du del della der den di la le van von zu bin ibn al el y e'.split(' '),
);

/** Reads `why Maya Okafor`, `/why maya` and `why is Maya Okafor covered?`; undefined when no name could be in it. */
export function readWhy(text: string): WhyTyped | undefined {
  const question = text.trim();
  if (question.length > LONGEST) return undefined;
  const said = /^(\/*)\s*why(?:[\s,:]+(.*))?$/isu.exec(question);
  if (!said) return undefined;
  const rest = (said[2] ?? '').replace(/[\s,]+(?:please|thanks|thank you)[\s?.!]*$/iu, '').trim();
  const asked =
    /^(?:is|isn['’]t|was|wasn['’]t)\s+(.+?)\s+(?:not\s+)?(?:covered|included|excluded|asked)[\s?.!]*$/iu;
  const name = (asked.exec(rest)?.[1] ?? rest).replace(/[\s?!.,]+$/u, '');
  if (name === '' || /^(?:please|thanks|thank you)$/iu.test(name)) return undefined;
  const sounds = rest.includes('?') || asked.test(rest) || hasSentenceWords(name);
  return { kind: 'why', name, question, asks: said[1] === '' && sounds && !looksLikeName(name) };
}

/** Every word has a capital, or is of a script without them, and none is a word of a sentence. */
export function looksLikeName(name: string): boolean {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name)) return true;
  const parts = name.split(/\s+/u);
  if (parts.length > 6 || wordsOf(name).some((word) => SENTENCE.has(word) && !PARTICLES.has(word)))
    return false;
  return (
    /^[\p{Lu}\p{Lt}\p{Lo}]/u.test(name) &&
    parts.every((part) => /^[\p{Lu}\p{Lt}\p{Lo}]/u.test(part) || PARTICLES.has(part))
  );
}

/** Whether words of a sentence are in it, or the Code's own. */
export function hasSentenceWords(text: string): boolean {
  return wordsOf(text).some((word) => SENTENCE.has(word));
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replace(/['’]/gu, '')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
