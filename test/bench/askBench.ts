import { readFileSync } from 'node:fs';
import type { Answer } from '../../src/answers/answer.ts';
import { createAnswers } from '../../src/answers/createAnswers.ts';
import type { Vocabulary } from '../../src/answers/vocabulary.ts';
import { isEnglish } from '../../src/content/english.ts';
import { SHIPPED, SHIPPED_ANSWERING } from '../helpers/shipped.ts';
import { withPhrasings } from '../helpers/withPhrasings.ts';

/**
 * Questions to tune the content on; questions written at the same time and set apart before tuning, only to report
 * on; and fresh ones, written when tuning was over. See `test/answers/questions/README.md`.
 */
export const SETS = [
  'tune',
  'report',
  'fresh',
  'unseen',
  'judge',
  'held-1',
  'held-2',
  'held-3',
  'held-4',
  'held-5',
  'held-6',
] as const;
export type SetName = (typeof SETS)[number];

export type AnsweredQuestion = { readonly question: string; readonly right: readonly string[] };
export type Question = { readonly question: string };

export type QuestionSet = {
  readonly answered: readonly AnsweredQuestion[];
  readonly notAddressed: readonly Question[];
  readonly speakUp: readonly Question[];
};

/** Shares are between 0 and 1. */
export type Score = {
  readonly questions: number;
  readonly rightFirst: number;
  readonly rightInThree: number;
  /** Of the questions the Code does not answer, those that got passages all the same. */
  readonly falseAnswers: number;
  /** Of the descriptions of violations, those that got the channels. */
  readonly channelsShown: number;
};

export type Times = { readonly medianMs: number; readonly p99Ms: number; readonly learningMs: number };

const questionsFolder = new URL('../answers/questions/', import.meta.url);

/** The questions of one set, as real people might ask them. */
export function loadQuestions(set: SetName): QuestionSet {
  const read = <T>(file: string): readonly T[] =>
    JSON.parse(readFileSync(new URL(`${set}/${file}`, questionsFolder), 'utf8'));
  return {
    answered: read<AnsweredQuestion>('answered.json'),
    notAddressed: read<Question>('notAddressed.json'),
    speakUp: read<Question>('speakUp.json'),
  };
}

/** All questions that nothing was ever tuned on, together. */
export function loadUntuned(): QuestionSet {
  const sets = SETS.filter((name) => name !== 'tune').map(loadQuestions);
  return {
    answered: sets.flatMap(({ answered }) => answered),
    notAddressed: sets.flatMap(({ notAddressed }) => notAddressed),
    speakUp: sets.flatMap(({ speakUp }) => speakUp),
  };
}

/** The first three passages that an answer shows as such, in order: to a description of a violation, the channels. */
export function shownIn(answer: Answer): readonly string[] {
  if (answer.kind !== 'passages' && answer.kind !== 'speak-up') return [];
  return answer.passages.slice(0, 3).map(({ passage }) => passage.id);
}

export function scoreOf(answerTo: (question: string) => Answer, questions: QuestionSet): Score {
  const share = <T>(of: readonly T[], holds: (one: T) => boolean) => of.filter(holds).length / of.length;
  const { answered, notAddressed, speakUp } = questions;
  return {
    questions: answered.length + notAddressed.length + speakUp.length,
    rightFirst: share(answered, ({ question, right }) =>
      right.includes(shownIn(answerTo(question))[0] ?? ''),
    ),
    rightInThree: share(answered, ({ question, right }) =>
      shownIn(answerTo(question)).some((id) => right.includes(id)),
    ),
    falseAnswers: share(notAddressed, ({ question }) => {
      const { kind } = answerTo(question);
      return kind === 'passages' || kind === 'speak-up';
    }),
    channelsShown: share(speakUp, ({ question }) => {
      const answer = answerTo(question);
      return answer.kind === 'speak-up' || (answer.kind === 'passages' && answer.channels.length > 0);
    }),
  };
}

/** Times one answer after another, after a warm-up; learning on content already read. */
export function timesOf(questions: readonly string[]): Times {
  const code = SHIPPED.library.current;
  const vocabulary = SHIPPED.vocabulary();
  isEnglish('word');
  const began = performance.now();
  const { answer: answerTo, goOn } = createAnswers({ code: { code, vocabulary }, isEnglish });
  while (goOn());
  const learningMs = performance.now() - began;
  for (const question of questions) answerTo(question);
  const times = questions
    .map((question) => {
      const start = performance.now();
      answerTo(question);
      return performance.now() - start;
    })
    .sort((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { learningMs, medianMs: at(0.5), p99Ms: at(0.99) };
}

/** So many parts of the vocabulary are left out in turn. */
const PARTS = 5;

/**
 * How the vocabulary's own phrasings are answered by what is left of it without them: what an edit does to questions
 * nobody has written down yet. Harder than life: each has one right passage here, and many were written to be hard.
 */
export function scoreLeftOut(): Score {
  const code = SHIPPED.library.current;
  const all = SHIPPED.vocabulary();
  const scores = Array.from({ length: PARTS }, (_, part) => {
    const { answer } = createAnswers({ code: { code, vocabulary: withoutPart(all, part) }, isEnglish });
    return scoreOf(answer, questionsOf(all, part));
  });
  const mean = (of: (score: Score) => number) => scores.reduce((sum, score) => sum + of(score), 0) / PARTS;
  return {
    questions: scores.reduce((sum, { questions }) => sum + questions, 0),
    rightFirst: mean(({ rightFirst }) => rightFirst),
    rightInThree: mean(({ rightInThree }) => rightInThree),
    falseAnswers: mean(({ falseAnswers }) => falseAnswers),
    channelsShown: mean(({ channelsShown }) => channelsShown),
  };
}

const inPart = (part: number) => (_: string, at: number) => at % PARTS === part;
const notInPart = (part: number) => (_: string, at: number) => at % PARTS !== part;

function withoutPart(vocabulary: Vocabulary, part: number): Vocabulary {
  return withPhrasings(vocabulary, (asked) => asked.filter(notInPart(part)));
}

function questionsOf({ passages, notAddressed, speakUp }: Vocabulary, part: number): QuestionSet {
  const asked = (of: readonly string[]) => of.filter(inPart(part)).map((question) => ({ question }));
  return {
    answered: Object.entries(passages).flatMap(([id, words]) =>
      asked(words.asked).map((question) => ({ ...question, right: [id] })),
    ),
    notAddressed: Object.values(notAddressed.topics).flatMap((topic) => asked(topic.asked)),
    speakUp: asked(speakUp.told),
  };
}

/** Prints how well questions are answered, for each set, and how fast. Called by `npm run bench -- ask`. */
export function askBench(print: (line: string) => void): void {
  const answerTo = SHIPPED_ANSWERING.answer;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(8);
  print('ask: right first, right in three, false answers, channels shown to those who describe a violation');
  const row = (name: string, score: Score) =>
    print(
      `  ${name.padEnd(9)}${percent(score.rightFirst)}${percent(score.rightInThree)}${percent(score.falseAnswers)}${percent(score.channelsShown)}  (${score.questions} questions)`,
    );
  for (const name of SETS) row(name, scoreOf(answerTo, loadQuestions(name)));
  row('untuned', scoreOf(answerTo, loadUntuned()));
  row('left out', scoreLeftOut());
  const texts = SETS.map(loadQuestions).flatMap((set) =>
    [...set.answered, ...set.notAddressed, ...set.speakUp].map(({ question }) => question),
  );
  const times = timesOf(texts);
  print(
    `  time     median ${times.medianMs.toFixed(2)} ms, p99 ${times.p99Ms.toFixed(2)} ms; learning ${times.learningMs.toFixed(0)} ms`,
  );
}
