import type { RefusalCode } from '../../domain/refusal.ts';
import type { KeptBecause } from '../../domain/retention.ts';
import type { PersonKept } from '../../usecases/erasures.ts';
import type { PersonRecord } from '../../usecases/ports.ts';
import { type Names, nameOf } from './alarmWords.ts';
import type { Card, CardContext } from './context.ts';
import {
  box,
  type CardElement,
  card,
  execute,
  facts,
  notice,
  paragraph,
  plain,
  shortened,
  title,
} from './elements.ts';
import { scopeWords } from './holdCards.ts';
import { recordsWords } from './retentionWords.ts';

type Fact = readonly [label: string, value: string];

/** Somebody asked that their records be erased: whether they may be, or why not and what to answer. */
export function eraseCard(
  context: CardContext,
  input: { about: PersonRecord; kept: PersonKept; names: Names; years: number; problem?: RefusalCode },
): Card {
  const { texts } = context;
  const t = texts.erase;
  const { about, kept, problem } = input;
  const name = plain(shortened(about.person.displayName));
  const records: Fact = [texts.retention.facts.records, recordsWords(texts, kept.entry.counts)];
  if (!kept.because)
    return card(
      [
        ...(problem === 'list-changed' ? [notice('attention', t.changed)] : []),
        title(t.title(name)),
        paragraph(t.may),
        facts([records, [texts.retention.columns.since, context.dates.long(kept.entry.dueSince)]]),
      ],
      [
        execute(
          t.submit,
          'erase.request',
          { person: about.id, sha256: kept.entry.sha256 },
          { style: 'positive' },
        ),
      ],
    );
  const { because } = kept.because;
  return card([
    title(t.refusedTitle(name)),
    notice('warning', t.because[because]),
    facts([...whyKept(context, kept.because, input), records]),
    ...(because === 'held' ? [paragraph(t.confidential, { subtle: true })] : []),
    ...answerWith(context, answerTo(context, kept.because, input.years)),
  ]);
}

function whyKept(
  { texts, dates }: CardContext,
  kept: KeptBecause,
  { names, kept: { holds }, years }: { names: Names; kept: PersonKept; years: number },
): readonly Fact[] {
  const t = texts.erase;
  const l = texts.holds.facts;
  switch (kept.because) {
    case 'held': {
      const { hold } = kept;
      return [
        [l.what, scopeWords(texts, hold.scope, names)],
        [l.why, plain(hold.because)],
        [l.placed, texts.holds.by(nameOf(texts, names, hold.by), dates.moment(hold.at))],
        ...(holds.length > 1 ? [[t.also, t.moreHolds(holds.length - 1)] as const] : []),
      ];
    }
    case 'within-period':
      return [[t.untilLabel, t.until(dates.long(kept.until), years)]];
    case 'active':
    case 'nothing':
      return [];
  }
}

/** Words for whoever asked. Nothing of a hold's reason, which may be confidential. */
function answerTo({ texts, dates }: CardContext, kept: KeptBecause, years: number): string {
  const { answers } = texts.erase;
  switch (kept.because) {
    case 'held':
      return answers.held(dates.day(kept.hold.at));
    case 'within-period':
      return answers['within-period'](dates.long(kept.until), years);
    case 'active':
      return answers.active;
    case 'nothing':
      return answers.nothing;
  }
}

function answerWith({ texts }: CardContext, answer: string): readonly CardElement[] {
  return [
    box('emphasis', [
      { type: 'TextBlock', text: texts.erase.answer, weight: 'Bolder', wrap: true },
      paragraph(answer, { spacing: 'Small' }),
    ]),
  ];
}
