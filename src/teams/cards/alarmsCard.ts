import { ALARM_ENDINGS, ALARM_REASON_LIMIT, alarmFacts, confirmationOf } from '../../domain/alarm.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { AlarmList, ShownAlarm } from '../../usecases/openAlarms.ts';
import { alarmWords, nameOf } from './alarmWords.ts';
import type { Card, CardContext } from './context.ts';
import {
  type Action,
  box,
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
import { pageActions } from './teamCard.ts';

/** Alarms on one card. */
export const ALARMS_PAGE = 5;
/** What is shown of an alarm's history: the newest. */
const EVENTS_SHOWN = 12;

/** What the Compliance Office must look into, what is most urgent first. */
export function alarmsCard(context: CardContext, input: { list: AlarmList; after?: string }): Card {
  const { texts } = context;
  const t = texts.alarms;
  const { total, items, next } = input.list;
  if (total === 0) return card([title(t.title), notice('good', t.none)]);
  return card(
    [
      title(t.title),
      paragraph(t.lead(total), { subtle: true, spacing: 'None' }),
      ...items.map((each) => entry(context, each)),
    ],
    pageActions(texts, 'alarms.page', { after: input.after, next }),
  );
}

function entry(context: CardContext, shown: ShownAlarm): CardElement {
  const t = context.texts.alarms;
  return box('warning', [
    ...summary(context, shown),
    { type: 'ActionSet', actions: [execute(t.look, 'alarm.show', { alarm: shown.id })] },
  ]);
}

function summary(context: CardContext, { alarm, names, since }: ShownAlarm): CardElement[] {
  const { headline, details } = alarmWords(context, alarm, names);
  return [
    { type: 'TextBlock', text: headline, weight: 'Bolder', wrap: true },
    ...details.map((line) => paragraph(`- ${line}`, { spacing: 'None' })),
    paragraph(context.texts.alarms.since(context.dates.moment(since)), { subtle: true, small: true }),
  ];
}

/** One alarm: what to do about it, what has happened, and what somebody may decide. */
export function alarmCard(
  context: CardContext,
  input: { shown: ShownAlarm; note?: string; problem?: RefusalCode; because?: string },
): Card {
  const { texts, dates } = context;
  const t = texts.alarms;
  const { shown, problem } = input;
  const { alarm, names, history, state } = shown;
  const confirmed = confirmationOf(shown);
  const decision = state === 'raised' && !confirmed ? decisionOf(context, shown, input.because) : undefined;
  const happened = history.slice(-EVENTS_SHOWN).map((event): readonly [string, string] => {
    const who = 'by' in event ? nameOf(texts, names, event.by) : '';
    const because = 'because' in event ? plain(event.because) : '';
    const people = 'people' in event ? String(event.people) : '';
    return [dates.moment(event.at), t.events[event.type](people, who, because)];
  });
  return card(
    [
      ...(problem ? [notice('attention', texts.certification.refusals[problem])] : []),
      ...(input.note ? [notice('good', input.note)] : []),
      title(t.title),
      box(state === 'raised' ? 'warning' : 'emphasis', summary(context, shown)),
      paragraph(alarmWords(context, alarm, names).todo),
      ...(confirmed
        ? [notice('good', t.confirmed(nameOf(texts, names, confirmed.by), dates.moment(confirmed.at)))]
        : []),
      subtitle(t.history),
      facts(happened),
      ...(decision ? [decision.input] : []),
    ],
    [...(decision ? [decision.action] : []), execute(t.back, 'alarms.page', {}, { quiet: true })],
  );
}

function decisionOf(
  { texts }: CardContext,
  { id, alarm }: ShownAlarm,
  because: string | undefined,
): { input: CardElement; action: Action } | undefined {
  const ending = ALARM_ENDINGS[alarm.kind];
  if (ending === 'itself') return undefined;
  const verb = ending === 'confirmation' ? 'confirm' : 'clear';
  const t = texts.alarms[verb];
  return {
    input: {
      type: 'Input.Text',
      id: 'because',
      label: t.label,
      isMultiline: true,
      maxLength: ALARM_REASON_LIMIT,
      isRequired: true,
      errorMessage: t.missing,
      ...(because && { value: because }),
    },
    // With what they have read: another alarm under the same id is not decided by this card.
    action: execute(t.submit, `alarm.${verb}`, { alarm: id, facts: alarmFacts(alarm) }),
  };
}

/** What is new, written unasked to whoever must know: one card however many there are. */
export function alarmDigestCard(
  context: CardContext,
  input: { news: readonly ShownAlarm[]; canLook: boolean },
): Card {
  const t = context.texts.alarms;
  const { news, canLook } = input;
  const shown = news.slice(0, ALARMS_PAGE);
  return card(
    [
      title(t.digest.title(news.length)),
      ...shown.map((each) => box('warning', summary(context, each))),
      ...(canLook ? [] : shown.map(({ alarm, names }) => paragraph(alarmWords(context, alarm, names).todo))),
      ...(news.length > shown.length ? [paragraph(t.more(news.length - shown.length))] : []),
    ],
    canLook ? [execute(t.digest.show, 'command', { command: 'alarms' })] : [],
  );
}
