import type { Vocabulary } from '../../src/answers/vocabulary.ts';

export type Kept = (asked: readonly string[], of: 'passage' | 'topic' | 'told') => readonly string[];

/** A vocabulary with some of its phrasings: quicker learnt, or without those that are asked of it. */
export function withPhrasings(vocabulary: Vocabulary, kept: Kept): Vocabulary {
  const some = <T extends { readonly asked: readonly string[] }>(
    subjects: Readonly<Record<string, T>>,
    of: 'passage' | 'topic',
  ) =>
    Object.fromEntries(
      Object.entries(subjects).map(([subject, words]) => [
        subject,
        { ...words, asked: kept(words.asked, of) },
      ]),
    );
  const { passages, notAddressed, speakUp } = vocabulary;
  return {
    ...vocabulary,
    passages: some(passages, 'passage'),
    notAddressed: { ...notAddressed, topics: some(notAddressed.topics, 'topic') },
    speakUp: { ...speakUp, told: kept(speakUp.told, 'told') },
  };
}
