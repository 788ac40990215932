import { type AmendmentDecision, SIGNED_ANEW_BY } from '../../domain/amendment.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { AMENDMENT_DAYS_LIMIT, AMENDMENT_REASON_LIMIT } from '../../usecases/codeInForce.ts';
import { nameOf } from './alarmWords.ts';
import type { Card, CardContext } from './context.ts';
import {
  type CardElement,
  card,
  execute,
  facts,
  notice,
  paragraph,
  plain,
  subtitle,
  title,
} from './elements.ts';

/** Earlier decisions on one card. */
const SHOWN = 5;

type Input = {
  /** The last one stands. */
  readonly decisions: readonly AmendmentDecision[];
  readonly names: ReadonlyMap<PersonId, string>;
  readonly note?: string;
  readonly problem?: RefusalCode;
  readonly because?: string;
};

/** Who signs the Code version in force anew, what was decided before, and the form to decide otherwise. */
export function amendmentCard(context: CardContext, input: Input): Card {
  const { texts, dates } = context;
  const t = texts.amendment;
  const { decisions, names } = input;
  const inForce = decisions.at(-1);
  if (!inForce) return card([title(t.title)]);
  const who = ({ by }: AmendmentDecision) => (by === 'programme-file' ? t.file : nameOf(texts, names, by));
  const earlier = decisions.slice(0, -1).slice(-SHOWN).reverse();
  return card(
    [
      ...(input.problem ? [notice('attention', texts.certification.refusals[input.problem])] : []),
      ...(input.note ? [notice('good', input.note)] : []),
      title(t.title),
      facts([
        [t.version, plain(inForce.label)],
        [t.since, dates.moment(inForce.inForceSince)],
        [t.signedAnewBy, t.who[inForce.signedAnewBy]],
        [t.days, String(inForce.dueAfterDays)],
        [t.decidedBy, `${who(inForce)}, ${dates.moment(inForce.at)}`],
        ...(inForce.because ? [[t.because, plain(inForce.because)] as const] : []),
      ]),
      paragraph(t.lead, { subtle: true }),
      ...(earlier.length > 0 ? [subtitle(t.history)] : []),
      ...(earlier.length > 0
        ? [
            facts(
              earlier.map((each) => [
                `${dates.moment(each.at)}, ${who(each)}`,
                `${plain(each.label)}: ${t.who[each.signedAnewBy]}, ${each.dueAfterDays}`,
              ]),
            ),
          ]
        : []),
      subtitle(t.decide),
      ...form(context, inForce, input.because),
    ],
    [execute(t.submit, 'amendment.decide', { read: inForce.at })],
  );
}

function form(
  { texts }: CardContext,
  { signedAnewBy, dueAfterDays }: AmendmentDecision,
  because: string | undefined,
): CardElement[] {
  const t = texts.amendment;
  return [
    {
      type: 'Input.ChoiceSet',
      id: 'signedAnewBy',
      label: t.signedAnewBy,
      style: 'expanded',
      isRequired: true,
      errorMessage: t.signedAnewBy,
      value: signedAnewBy,
      choices: SIGNED_ANEW_BY.map((value) => ({ title: t.who[value], value })),
    },
    {
      type: 'Input.Number',
      id: 'dueAfterDays',
      label: t.daysLabel,
      min: 1,
      max: AMENDMENT_DAYS_LIMIT,
      isRequired: true,
      errorMessage: t.daysMissing,
      value: dueAfterDays,
    },
    {
      type: 'Input.Text',
      id: 'because',
      label: t.reasonLabel,
      isMultiline: true,
      maxLength: AMENDMENT_REASON_LIMIT,
      isRequired: true,
      errorMessage: t.reasonMissing,
      ...(because && { value: because }),
    },
  ];
}
