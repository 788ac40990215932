import type { Quoted } from '../../../src/answers/answer.ts';
import { passagesOf } from '../../../src/domain/code.ts';
import type { Sha256 } from '../../../src/domain/ids.ts';
import { aboutCodeCard } from '../../../src/teams/cards/aboutCodeCard.ts';
import { answerCard } from '../../../src/teams/cards/answerCard.ts';
import { changesCard } from '../../../src/teams/cards/changesCard.ts';
import { codeCard } from '../../../src/teams/cards/codeCard.ts';
import type { CardContext } from '../../../src/teams/cards/context.ts';
import {
  handedOverCard,
  handOverCard,
  questionForComplianceCard,
} from '../../../src/teams/cards/handOverCard.ts';
import { questionsCard } from '../../../src/teams/cards/questionsCard.ts';
import { whyAnswerCard } from '../../../src/teams/cards/whyAnswerCard.ts';
import { CODE, CONTEXT, LIBRARY, LONGEST_TEXT, recordNamed } from './cardWorld.ts';
import type { Named } from './signingCards.ts';

/** Answers with everything that can stand on them, and the cards around questions. */
export function askingCards(name: string, quoted: readonly Quoted[]): readonly Named[] {
  const three = quoted.slice(0, 3);
  const context: CardContext = {
    ...CONTEXT,
    pageOf: ({ document, label }, passage = '') => `https://x.example/code/${document}/${label}#${passage}`,
    library: {
      ...LIBRARY,
      item406: { ...LIBRARY.item406, '406(b)(4)': { asks: 'Reporting', passages: [] } },
      translations: [
        {
          document: CODE.document,
          label: CODE.label,
          language: 'de',
          passages: Object.fromEntries(three.map(({ passage }) => [passage.id, passage.text])),
        },
      ],
    },
  };
  const other = { ...three[0], document: 'policy', shortTitle: name, language: 'fr' } as Quoted;
  const full = {
    kind: 'passages',
    passages: [...three.slice(0, 2), other],
    related: quoted.slice(3, 6),
    channels: three,
    because: [],
    precedence: 'controls',
    rule: three.slice(0, 1),
  } as const;
  const question = 'x'.repeat(2_000);
  const from = recordNamed(name);
  const older = {
    ...CODE,
    sections: CODE.sections.map((section) => ({
      ...section,
      passages: section.passages.map((passage) => ({
        ...passage,
        text: passage.text.replace(/\w+/u, 'Otherwise').replace(/\w+\.$/u, 'otherwise.'),
      })),
    })),
  };
  const month = {
    month: '2026-11',
    counts: passagesOf(CODE).map(({ id }) => ({ subject: id, atLeast: 5 })),
  };
  const considered = three.map(({ passage, about }) => ({
    subject: passage.id,
    about,
    citation: passage.citation,
    score: 0.5,
    threshold: 0.2,
    shown: true,
    reasons: [{ what: '#relative + bidding', weight: 0.1 }],
    likest: { phrasing: name, adds: 0.1 },
    learnt: { adds: 0.9, leading: [name, name] },
  }));
  const notAddressed = { kind: 'not-addressed', instead: three.slice(0, 1) } as const;
  const text = LONGEST_TEXT.slice(0, 2_000);
  return [
    { what: 'answer, everything', card: answerCard(context, { answer: full, locale: 'de-AT', question }) },
    { what: 'answer, no, for compliance', card: answerCard(context, { answer: notAddressed, question }) },
    { what: 'about the Code', card: aboutCodeCard(context) },
    { what: 'changes', card: changesCard(context, { older, newer: CODE }) },
    { what: 'no changes', card: changesCard(context, { older: CODE, newer: CODE }) },
    { what: 'hand over', card: handOverCard(context) },
    { what: 'hand over, again', card: handOverCard(context, { problem: 'x', text }) },
    { what: 'handed over', card: handedOverCard(context, { told: 1 }) },
    { what: 'not handed over', card: handedOverCard(context, { told: 0 }) },
    {
      what: 'question for compliance',
      card: questionForComplianceCard(context, {
        from: { ...from, person: { ...from.person, mail: 'a@b.example' } },
        text,
      }),
    },
    {
      what: 'why this answer',
      card: whyAnswerCard(context, {
        explanation: { kind: 'passages', readAs: name, told: 0.4, considered },
      }),
    },
    {
      what: 'why no answer',
      card: whyAnswerCard(context, { explanation: { kind: 'unclear', readAs: '', told: 0, considered: [] } }),
    },
    {
      what: 'questions',
      card: questionsCard(context, { asked: [month, { month: '2026-10', counts: [] }] }),
    },
    { what: 'no questions', card: questionsCard(context, { asked: [] }) },
    {
      what: 'Code, another version',
      card: codeCard(context, { part: 1, version: { ...CODE, label: '2', hash: 'x'.repeat(64) as Sha256 } }),
    },
  ];
}
