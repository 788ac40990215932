import type { CycleId } from '../../domain/ids.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { Hold, HoldScope } from '../../domain/retention.ts';
import { REASON_LIMIT } from '../../usecases/legalHolds.ts';
import type { PersonRecord } from '../../usecases/ports.ts';
import { scopeData } from '../retentionPayload.ts';
import { type Names, nameOf } from './alarmWords.ts';
import type { Card, CardContext } from './context.ts';
import {
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
import { problemOf, scopeWords } from './holdCards.ts';

/** Asks for the reason of a new hold. */
export function holdFormCard(
  context: CardContext,
  input: {
    /** Two clicks on one form make one hold. */
    id: string;
    scope: HoldScope | { readonly kind: 'cycle'; readonly cycle?: CycleId };
    about?: PersonRecord;
    cycles: readonly CycleId[];
    already: number;
    because?: string;
    problem?: RefusalCode;
  },
): Card {
  const t = context.texts.holds;
  const { scope, about, problem, because } = input;
  return card(
    [
      ...(problem ? [notice('attention', problemOf(context, problem))] : []),
      title(formTitle(context, input)),
      paragraph(t.form.means[scope.kind]),
      ...(about ? [facts(whoTheyAre(context, about))] : []),
      ...(input.already > 0 ? [notice('accent', t.form.already(input.already))] : []),
      ...(scope.kind === 'cycle' && !scope.cycle ? [cycleInput(context, input.cycles)] : []),
      reasonInput({
        label: t.form.reason,
        missing: t.form.missing,
        placeholder: t.form.placeholder,
        because,
      }),
    ],
    [
      execute(t.form.submit, 'hold.place', { id: input.id, ...scopeData(scope) }, { style: 'positive' }),
      execute(t.back, 'hold.page', {}, { quiet: true }),
    ],
  );
}

function formTitle(
  { texts }: CardContext,
  { scope, about }: Pick<Parameters<typeof holdFormCard>[1], 'scope' | 'about'>,
): string {
  const t = texts.holds.form.title;
  switch (scope.kind) {
    case 'all':
      return t.all;
    case 'cycle':
      return t.cycle(plain(scope.cycle ?? ''));
    case 'person':
      return t.person(about ? plain(shortened(about.person.displayName)) : '');
  }
}

function cycleInput({ texts }: CardContext, cycles: readonly CycleId[]): CardElement {
  const t = texts.holds.form;
  return {
    type: 'Input.ChoiceSet',
    // A button says which cycle under the same name, where it is known.
    id: 'cycle',
    label: t.cycle,
    choices: cycles.map((each) => ({ title: each, value: each })),
    isRequired: true,
    errorMessage: t.cycleMissing,
  };
}

function whoTheyAre({ texts }: CardContext, { person }: PersonRecord) {
  const { person: labels } = texts.why;
  return [
    [labels.title, person.jobTitle ? plain(person.jobTitle) : labels.unknown],
    [labels.department, person.department ? plain(person.department) : labels.unknown],
  ] as const;
}

/** Asks for the reason of a release. */
export function holdReleaseCard(
  context: CardContext,
  input: { hold: Hold; names: Names; others: number; because?: string; problem?: RefusalCode },
): Card {
  const { texts, dates } = context;
  const t = texts.holds;
  const { hold, names, others, because, problem } = input;
  return card(
    [
      ...(problem ? [notice('attention', problemOf(context, problem))] : []),
      title(t.release.title(scopeWords(texts, hold.scope, names))),
      paragraph(t.release.means),
      ...(others > 0 ? [paragraph(t.release.others(others))] : []),
      facts([
        [t.facts.why, plain(hold.because)],
        [t.facts.placed, t.by(nameOf(texts, names, hold.by), dates.moment(hold.at))],
      ]),
      reasonInput({ label: t.release.reason, missing: t.release.missing, because }),
    ],
    [
      execute(t.release.submit, 'hold.release', { hold: hold.id }, { style: 'destructive' }),
      execute(t.back, 'hold.page', {}, { quiet: true }),
    ],
  );
}

function reasonInput(words: {
  label: string;
  missing: string;
  placeholder?: string;
  because: string | undefined;
}): CardElement {
  return {
    type: 'Input.Text',
    id: 'because',
    label: words.label,
    isMultiline: true,
    maxLength: REASON_LIMIT,
    isRequired: true,
    errorMessage: words.missing,
    ...(words.placeholder && { placeholder: words.placeholder }),
    ...(words.because && { value: words.because }),
  };
}
