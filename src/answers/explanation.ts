import type { Answer } from './answer.ts';
import type { Likest } from './rank.ts';
import type { Reason } from './votes.ts';

/** A passage, or a topic the Code does not address, that was weighed for an answer. */
export type Considered = {
  /** A passage's id, or a topic's name. */
  readonly subject: string;
  readonly about: string;
  /** Absent for a topic. */
  readonly citation?: string;
  readonly score: number;
  /** What it needed to be shown. */
  readonly threshold: number;
  readonly shown: boolean;
  /** Words, pairs of words and groups of the vocabulary (`#relative`) that spoke for it, strongest first. */
  readonly reasons: readonly Reason[];
  readonly likest?: Likest;
  /** What was learnt from all examples; absent for further documents, from which nothing is learnt. */
  readonly learnt?: { readonly adds: number; readonly leading: readonly string[] };
};

/** Why a question was answered as it was: for compliance, who edit the vocabulary. Neither logged nor stored. */
export type Explanation = {
  readonly kind: Answer['kind'];
  /** The question as it was read, misspellings put right. */
  readonly readAs: string;
  /** How likely it tells of a violation rather than asks, 0 to 1. */
  readonly told: number;
  /** Best first. */
  readonly considered: readonly Considered[];
};
