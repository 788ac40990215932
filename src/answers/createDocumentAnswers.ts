import { type CodeVersion, type Passage, passagesOf } from '../domain/code.ts';
import type { Answer, Quoted } from './answer.ts';
import { createMeaning, isWayOfAsking, type Terms } from './meaning.ts';
import { createRanking, type Support } from './rank.ts';
import { createSpeakUp } from './speakUp.ts';
import { createSpelling } from './spelling.ts';
import type { Example } from './termIndex.ts';
import { createContentReader, type Token, tokensOf, wordsOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One document that can answer, with the words under which people look for its passages. */
export type AnsweringDocument = { readonly code: CodeVersion; readonly vocabulary: Vocabulary };

/**
 * Least support at which a passage answers, and by how much it has to surpass every topic the Code does not address.
 * Calibrated on the tuning half of `test/answers/questions` and on the vocabulary's own phrasings, each left out in
 * turn: lower answers more of what the Code does not say, higher denies more of what it says.
 */
const LEAST_SUPPORT = 0.2;
const LEAD_OVER_TOPICS = 0.05;
/** A further passage is shown when it has at least this share of the best one's support. */
const FURTHER_SHARE = 0.3;
const SHOWN = 3;
/** So many reasons are given for the first passage. */
const REASONS = 5;
/** Below this share of words that are known or can be put right, the text is not English or not words. */
const LEAST_UNDERSTOOD = 0.5;

/** Answers from one document alone: see `createAnswers`. */
export function createDocumentAnswers(
  { code, vocabulary }: AnsweringDocument,
  isEnglish: (word: string) => boolean,
): (question: string) => Answer {
  const { passages, notAddressed, speakUp } = vocabulary;
  const byId = new Map<string, Passage>(passagesOf(code).map((passage) => [passage.id, passage]));
  const { read, counts } = createContentReader();
  const meaningOf = createMeaning(vocabulary.sameMeaning, read);
  const ranking = createRanking(examplesOf(code, vocabulary, (text) => meaningOf(read(text))));
  const concernIn = createSpeakUp(speakUp, read);
  const spell = createSpelling(counts, isEnglish);

  const quote = (id: string): readonly Quoted[] => {
    const passage = byId.get(id);
    const about = passages[id]?.about;
    if (passage === undefined || about === undefined) return [];
    return [{ passage, about, document: code.document, label: code.label, hash: code.hash }];
  };
  const channels = speakUp.channels.flatMap(quote);
  const instead = quote(notAddressed.instead);

  return (typed) => {
    if (wordsOf(typed).length === 0)
      return { kind: 'unclear', reason: /\p{L}/u.test(typed) ? 'not-understood' : 'no-words' };
    const { text, understood } = spell(typed);
    if (understood < LEAST_UNDERSTOOD) return { kind: 'unclear', reason: 'not-understood' };

    const tokens = tokensOf(text);
    const terms = meaningOf(tokens);
    if ([...terms.keys()].every(isWayOfAsking)) return { kind: 'unclear', reason: 'no-words' };
    const concern = concernIn(text);
    const ranked = ranking.rank(terms);
    const shown = addressedBy(ranked, passages).map(({ subject }) => subject);
    const best = shown[0];
    if (concern === 'report' || (concern === 'mixed' && best === undefined)) {
      const related = shown.filter((id) => !speakUp.channels.includes(id));
      return { kind: 'speak-up', passages: channels, related: related.flatMap(quote) };
    }
    if (best === undefined) return { kind: 'not-addressed', ...topicOf(ranked, notAddressed), instead };
    // What somebody in the company does is a concern only if one of the principles speaks of it.
    const isConcern = concern === 'mixed' || (concern === 'conduct' && byId.get(best)?.kind === 'principle');
    return {
      kind: 'passages',
      passages: shown.flatMap(quote),
      related: (passages[best]?.related ?? []).filter((id) => !shown.includes(id)).flatMap(quote),
      channels: isConcern ? channels : [],
      because: ranking
        .because(terms, best)
        .slice(0, REASONS)
        .map((reason) => inWordsOf(tokens, reason)),
    };
  };
}

/** The passages that answer, best first; none where a topic the Code does not address fits as well. */
function addressedBy(ranked: readonly Support[], passages: Vocabulary['passages']): readonly Support[] {
  const found = ranked.filter(({ subject }) => subject in passages);
  const topic = ranked.find(({ subject }) => !(subject in passages))?.score ?? 0;
  const best = found[0]?.score ?? 0;
  if (best < LEAST_SUPPORT || best < topic + LEAD_OVER_TOPICS) return [];
  return found.slice(0, SHOWN).filter(({ score }) => score >= best * FURTHER_SHARE);
}

function topicOf(
  ranked: readonly Support[],
  { topics }: Vocabulary['notAddressed'],
): { readonly topic?: string } {
  const best = ranked.find(({ subject, score }) => subject in topics && score >= LEAST_SUPPORT);
  const topic = topics[best?.subject ?? '']?.about;
  return topic === undefined ? {} : { topic };
}

/** `bid + #relative` with the word that was typed in place of its stem: `bidding + #relative`. */
function inWordsOf(tokens: readonly Token[], reason: string): string {
  return reason
    .split(' + ')
    .map((term) => tokens.find(({ stem }) => stem === term)?.word ?? term)
    .join(' + ');
}

function* examplesOf(
  code: CodeVersion,
  { passages, notAddressed }: Vocabulary,
  termsOf: (text: string) => Terms,
): Generator<Example> {
  for (const { id, text } of passagesOf(code))
    for (const phrasing of [...(passages[id]?.asked ?? []), text])
      yield { subject: id, terms: termsOf(phrasing) };
  for (const [subject, { asked }] of Object.entries(notAddressed.topics))
    for (const phrasing of asked) yield { subject, terms: termsOf(phrasing) };
}
