/**
 * The ordinary words under which people look for a passage, as compliance edits them. The Code says "conflicts of
 * interest"; people say "my brother-in-law's firm is bidding". Closing that gap is content, not cleverness.
 */
export type Vocabulary = {
  /** Groups of words and phrases that mean the same for our purpose, by the group's name. `=shares`: only this form. */
  readonly sameMeaning: Readonly<Record<string, readonly string[]>>;
  /** For every passage, by its id. */
  readonly passages: Readonly<Record<string, PassageWords>>;
  readonly notAddressed: NotAddressed;
  readonly speakUp: SpeakUpWords;
};

export type PassageWords = {
  /** What the passage is about, in one line that people see. */
  readonly about: string;
  /** Ids of passages worth reading with it. */
  readonly related: readonly string[];
  /** Questions, situations and key words as people put them. */
  readonly asked: readonly string[];
};

/** What the Code does not speak of. Such topics pull a question away from passages that only share a word with it. */
export type NotAddressed = {
  /** The passage that says where to look when the Code is silent. */
  readonly instead: string;
  readonly topics: Readonly<Record<string, Topic>>;
};

/** A subject the Code does not speak of. */
export type Topic = {
  readonly about: string;
  readonly asked: readonly string[];
  /** Whether somebody who tells of it, rather than asks, may be reporting something: expenses, not printers. */
  readonly toldAsConcern?: boolean | undefined;
};

/** How somebody who tells of a violation is told apart from somebody who asks. */
export type SpeakUpWords = {
  /** Passages that name the channels, in the order in which they are shown. */
  readonly channels: readonly string[];
  /** "I want to report", "file a complaint". */
  readonly intents: readonly string[];
  /** What people wrote who told of something, or wanted to, rather than asked. */
  readonly told: readonly string[];
  /** Words for wrongdoing: "bribe", "falsify", "was told to". */
  readonly wrongs: readonly string[];
  /** What is wrong when somebody in the company does it: "wants me to", "threatened me". */
  readonly pressures: readonly string[];
  /** What speaks for something wrong without naming it: "does not match", "same address", "after I reported". */
  readonly signs: readonly string[];
  /** Words that tell of something rather than ask: "I saw", "my boss", "somebody", "is going on". */
  readonly telling: readonly string[];
  /** People in the company whose conduct can be a concern: "manager", "controller", "they". */
  readonly insiders: readonly string[];
  /** "What should I do", "whom do I tell": questions that ask for the channels. */
  readonly helpless: readonly string[];
  /** "can I", "is that": words that make a question of a sentence without a question mark. */
  readonly asking: readonly string[];
  /** Questions that tell: "is it normal that", "why does my boss", "should I report my". */
  readonly indirect: readonly string[];
  /** "if", "would", "suppose": a thought, not a report. */
  readonly hypothetical: readonly string[];
};
