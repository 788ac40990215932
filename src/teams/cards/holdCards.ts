import type { PersonId } from '../../domain/ids.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { Hold, HoldScope } from '../../domain/retention.ts';
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

/** Holds on one card. */
export const HOLDS_PAGE = 5;
/** What is shown of a reason in a list. UTF-16 units. */
const SHORT = 200;

/** The holds in force, or those that were released; the newest first. */
export function holdsCard(
  context: CardContext,
  input: { holds: readonly Hold[]; names: Names; released: boolean; from: number; cycles: boolean },
): Card {
  const { texts } = context;
  const t = texts.holds;
  const { holds, released } = input;
  const from = input.from < holds.length ? input.from : 0;
  const shown = holds.slice(from, from + HOLDS_PAGE);
  const next = from + shown.length;
  const some = released ? t.releasedNone : t.none;
  return card(
    [
      title(released ? t.releasedTitle : t.title),
      ...(released ? [] : [paragraph(t.lead, { subtle: true, spacing: 'None' })]),
      ...(holds.length === 0 ? [paragraph(some)] : released ? [] : [paragraph(t.inForce(holds.length))]),
      ...shown.map((hold) => line(context, hold, input.names)),
      ...(released ? [] : [paragraph(t.forAPerson, { subtle: true })]),
    ],
    [
      ...(next < holds.length ? [execute(texts.retention.next, 'hold.page', { released, from: next })] : []),
      ...(released
        ? [execute(t.back, 'hold.page', {})]
        : [
            ...(input.cycles ? [execute(t.hold.cycle, 'hold.form', { scope: 'cycle' })] : []),
            execute(t.hold.all, 'hold.form', { scope: 'all' }),
            execute(t.showReleased, 'hold.page', { released: true }),
          ]),
    ],
  );
}

function line(context: CardContext, hold: Hold, names: Names): CardElement {
  const { texts, dates } = context;
  const t = texts.holds;
  const { released } = hold;
  return box(released ? 'emphasis' : 'warning', [
    { type: 'TextBlock', text: scopeWords(texts, hold.scope, names), weight: 'Bolder', wrap: true },
    paragraph(plain(shortened(hold.because, SHORT)), { spacing: 'Small' }),
    paragraph(t.placed(nameOf(texts, names, hold.by), dates.day(hold.at)), {
      subtle: true,
      spacing: 'Small',
    }),
    ...(released
      ? [
          paragraph(
            t.released(
              nameOf(texts, names, released.by),
              dates.day(released.at),
              plain(shortened(released.because, SHORT)),
            ),
            { spacing: 'Small' },
          ),
        ]
      : []),
    { type: 'ActionSet', actions: [execute(t.look, 'hold.show', { hold: hold.id })] },
  ]);
}

/** What a hold is about, in words. */
export function scopeWords(texts: CardContext['texts'], scope: HoldScope, names: Names): string {
  const t = texts.holds.scopes;
  switch (scope.kind) {
    case 'all':
      return t.all;
    case 'cycle':
      return t.cycle(plain(scope.cycle));
    case 'person':
      return t.person(personWords(texts, names, scope.personId));
  }
}

/** A name, or how somebody is known whose entry is gone. */
export function personWords(texts: CardContext['texts'], names: Names, id: PersonId): string {
  return names.has(id) ? nameOf(texts, names, id) : texts.retention.nobody(id.slice(0, 8));
}

/** One hold, with what may be done about it: released, by a card of its own. */
export function holdCard(
  context: CardContext,
  input: { hold: Hold; names: Names; note?: string; problem?: RefusalCode },
): Card {
  const { texts, dates } = context;
  const t = texts.holds;
  const { hold, names, note, problem } = input;
  const by = ({ by: who, at }: Pick<Hold, 'by' | 'at'>) => t.by(nameOf(texts, names, who), dates.moment(at));
  const { released } = hold;
  return card(
    [
      ...(problem ? [notice('attention', problemOf(context, problem))] : []),
      ...(note ? [notice('good', note)] : []),
      title(released ? t.one.released : t.one.inForce),
      facts([
        [t.facts.what, scopeWords(texts, hold.scope, names)],
        [t.facts.why, plain(hold.because)],
        [t.facts.placed, by(hold)],
        ...(released
          ? ([
              [t.facts.released, by(released)],
              [t.facts.whyReleased, plain(released.because)],
            ] as const)
          : []),
      ]),
    ],
    [
      ...(released ? [] : [execute(t.release.ask, 'hold.show', { hold: hold.id, releasing: true })]),
      execute(t.back, 'hold.page', {}, { quiet: true }),
    ],
  );
}

/** Why nothing was changed. */
export function problemOf({ texts }: CardContext, code: RefusalCode): string {
  return texts.holds.problems[code] ?? texts.certification.refusals[code];
}
