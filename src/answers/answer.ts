import type { Passage } from '../domain/code.ts';
import type { Sha256 } from '../domain/ids.ts';

/** A passage of one version of a document, word for word, with what it is about in a line. */
export type Quoted = {
  readonly passage: Passage;
  readonly about: string;
  readonly document: string;
  /** What the document is called in citations. */
  readonly shortTitle: string;
  readonly label: string;
  readonly hash: Sha256;
  /** The language of the text, such as `en`. */
  readonly language: string;
};

/**
 * How a further document comes into an answer, as the Code itself rules (its Introductory Note, 2nd paragraph).
 * `silent`: the Code does not address it, the further document answers. `controls`: both do, and the Code controls.
 */
export type Precedence = 'silent' | 'controls';

/**
 * What the bot says to a question. It never contains a sentence of its own: only passages of the Code, the line that
 * compliance wrote about each, and which of the cases it is. It holds words of the question in `because`, so it must
 * be neither logged nor stored (promise 6).
 */
export type Answer =
  | {
      readonly kind: 'passages';
      /** One to three, best first; those of the Code before those of any other document. */
      readonly passages: readonly Quoted[];
      readonly related: readonly Quoted[];
      /** Where to report; not empty when the question also speaks of somebody's wrongdoing. */
      readonly channels: readonly Quoted[];
      /** What in the question spoke most for the first passage, for `why this answer`. */
      readonly because: readonly string[];
      /** Absent where only the Code answers. */
      readonly precedence?: Precedence;
      /** The passage of the Code that rules which document answers; empty where only the Code does. */
      readonly rule: readonly Quoted[];
    }
  | {
      readonly kind: 'not-addressed';
      /** What the question seems to be about, in compliance's words; absent where nothing fits. */
      readonly topic?: string;
      /** What the Code itself says about where to look instead. */
      readonly instead: readonly Quoted[];
    }
  | {
      readonly kind: 'speak-up';
      /** The channels, before everything else. */
      readonly passages: readonly Quoted[];
      /** What the Code says about the matter described, at most three. */
      readonly related: readonly Quoted[];
    }
  | {
      readonly kind: 'unclear';
      /** `no-words`: empty, only emoji or signs. `not-understood`: another language, or no words known here. */
      readonly reason: 'no-words' | 'not-understood';
    };
