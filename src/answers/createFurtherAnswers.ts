import { type CodeVersion, passagesOf } from '../domain/code.ts';
import type { Quoted } from './answer.ts';
import { type Asked, inWordsOf } from './asked.ts';
import type { Considered } from './explanation.ts';
import { isWayOfAsking, type Terms } from './meaning.ts';
import { createQuoting } from './quoting.ts';
import type { ReadTokens } from './tokens.ts';
import type { PassageWords } from './vocabulary.ts';
import type { Reason } from './votes.ts';

/** A document beside the Code, such as the Code of Business Conduct, with whatever vocabulary compliance wrote. */
export type FurtherDocument = {
  readonly code: CodeVersion;
  /** By passage; a passage without an entry is found by its own words and its section's title. */
  readonly passages: Readonly<Record<string, PassageWords>>;
};

/**
 * Which share of a question, weighed by how rare its words are, a passage has to say before it answers; and before
 * it is shown beside an answer of the Code. Calibrated on the sample
 * documents of local mode with the questions of `test/answers/questions/tune` and some thirty about those documents.
 */
const LEAST_SHARE = 0.58;
const LEAST_SHARE_BESIDE = 0.75;
/** A further passage needs this share of the best one's. */
const FURTHER_SHARE = 0.7;
const SHOWN = 3;
const EXPLAINED = 3;

export type FurtherAnswers = {
  /** Best first, at most three, none where no document answers; `beside` asks for more certainty. */
  readonly find: (asked: Asked, options?: { beside?: boolean }) => readonly Quoted[];
  readonly related: (best: Quoted) => readonly Quoted[];
  readonly because: (asked: Asked, best: Quoted) => readonly string[];
  readonly explain: (asked: Asked) => readonly Considered[];
};

type Place = {
  readonly id: string;
  readonly terms: Terms;
  /** Of its section's title, and of what compliance wrote: one of them is enough to be meant. */
  readonly telling: ReadonlySet<string>;
  readonly related: readonly string[];
  readonly quote: (id: string) => readonly Quoted[];
};

/**
 * Answers from the documents beside the Code, in their order. There is mostly no vocabulary for them, so it is the
 * passage's own words that count: the question's share that a passage says. A question half of which a passage does
 * not speak of is not answered.
 */
export function createFurtherAnswers(
  documents: readonly FurtherDocument[],
  { read, meaningOf }: { read: ReadTokens; meaningOf: (tokens: Asked['tokens']) => Terms },
): FurtherAnswers {
  const places = documents.flatMap((document) => [...placesOf(document, (text) => meaningOf(read(text)))]);
  const uses = new Map<string, number>();
  for (const { terms } of places) for (const term of terms.keys()) uses.set(term, (uses.get(term) ?? 0) + 1);
  const rarity = (term: string) => Math.log(1 + places.length / (uses.get(term) ?? 0.5));

  const weigh = ({ terms }: Asked) => {
    const said = [...terms].filter(([term]) => !isWayOfAsking(term));
    const all = said.reduce((sum, [term, weight]) => sum + weight * rarity(term), 0);
    return places
      .map((place) => {
        const reasons: Reason[] = said
          .filter(([term]) => place.terms.has(term))
          .map(([term, weight]) => ({ what: term, weight: (weight * rarity(term)) / all }))
          .sort((one, other) => other.weight - one.weight);
        return { place, reasons, score: reasons.reduce((sum, { weight }) => sum + weight, 0) };
      })
      .filter(({ place, reasons }) => isMeant(place, reasons))
      .sort((one, other) => other.score - one.score);
  };
  const found = (asked: Asked, least: number) => {
    const weighed = weigh(asked);
    const best = weighed[0]?.score ?? 0;
    if (best < least) return [];
    return weighed.slice(0, SHOWN).filter(({ score }) => score >= Math.max(least, best * FURTHER_SHARE));
  };

  return {
    find: (asked, { beside = false } = {}) =>
      found(asked, beside ? LEAST_SHARE_BESIDE : LEAST_SHARE).flatMap(({ place }) => place.quote(place.id)),
    related: ({ passage, hash }) =>
      places
        .filter(({ id, quote }) => id === passage.id && quote(id)[0]?.hash === hash)
        .flatMap(({ related, quote }) => related.flatMap(quote)),
    because: (asked, { passage }) =>
      weigh(asked)
        .filter(({ place }) => place.id === passage.id)
        .flatMap(({ reasons }) => reasons.map(({ what }) => inWordsOf(asked.tokens, what))),
    explain(asked) {
      const shown = new Set(found(asked, LEAST_SHARE).map(({ place }) => place));
      return weigh(asked)
        .slice(0, EXPLAINED)
        .flatMap(({ place, reasons, score }) =>
          place.quote(place.id).map(({ passage, about }) => ({
            subject: place.id,
            about,
            citation: passage.citation,
            score,
            threshold: LEAST_SHARE,
            shown: shown.has(place),
            reasons: reasons.map(({ what, weight }) => ({ what: inWordsOf(asked.tokens, what), weight })),
          })),
        );
    },
  };
}

/** One word that stands somewhere in a passage is no sign that the passage is about it: two are. */
function isMeant({ telling }: Place, reasons: readonly Reason[]): boolean {
  const words = reasons.filter(({ what }) => !what.startsWith('#'));
  return words.length > 1 || reasons.some(({ what }) => telling.has(what));
}

function* placesOf({ code, passages }: FurtherDocument, termsOf: (text: string) => Terms): Generator<Place> {
  const sectionOf = new Map(
    code.sections.flatMap(({ title, passages: inside }) => inside.map(({ id }) => [id, title] as const)),
  );
  const quote = createQuoting(code, ({ id }) => passages[id]?.about ?? sectionOf.get(id));
  for (const { id, text } of passagesOf(code)) {
    const words = passages[id];
    const telling = [sectionOf.get(id) ?? '', words?.about ?? '', ...(words?.asked ?? [])].map(termsOf);
    const terms = new Map([...telling, termsOf(text)].flatMap((said) => [...said]));
    const named = new Set(telling.flatMap((said) => [...said.keys()]));
    yield { id, terms, telling: named, related: words?.related ?? [], quote };
  }
}
