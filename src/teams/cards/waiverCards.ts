import type { CalendarDate } from '../../domain/ids.ts';
import {
  APPROVERS,
  DISCLOSURE_WAYS,
  WAIVER_KINDS,
  type WaiverFacts,
  type WaiverKind,
  type WaiverRefusal,
  waiverReference,
} from '../../domain/waiver.ts';
import type { RegisteredWaiver } from '../../usecases/waiverRegister.ts';
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
  subtitle,
  title,
} from './elements.ts';
import { waiverState } from './waiverWords.ts';

/** Entries on one card; the report has all. */
export const WAIVERS_SHOWN = 6;
/** What is shown of a text in a list. UTF-16 units. */
const SHORT = 200;
const LONGEST = 1_000;

/** The register, the newest first, each entry with its clock. */
export function waiversCard(
  context: CardContext,
  input: { entries: readonly RegisteredWaiver[]; note?: string },
): Card {
  const t = context.texts.waivers;
  const { entries } = input;
  return card(
    [
      ...(input.note ? [notice('good', input.note)] : []),
      title(t.title),
      paragraph(t.lead, { subtle: true, spacing: 'None' }),
      ...(entries.length === 0 ? [paragraph(t.none)] : []),
      ...entries.slice(0, WAIVERS_SHOWN).map((entry) => line(context, entry)),
      ...(entries.length > WAIVERS_SHOWN
        ? [paragraph(t.older(entries.length - WAIVERS_SHOWN), { subtle: true })]
        : []),
    ],
    WAIVER_KINDS.map((kind) => execute(t.record[kind], 'waiver.form', { kind })),
  );
}

function line(context: CardContext, entry: RegisteredWaiver): CardElement {
  const t = context.texts.waivers;
  const { waiver, status } = entry;
  const urgent = status.state === 'to-disclose' || status.state === 'known';
  return box(urgent ? 'warning' : 'emphasis', [
    {
      type: 'TextBlock',
      text: `${waiverReference(waiver)}: ${t.kinds[waiver.facts.kind]}, ${context.dates.long(waiver.facts.on)}`,
      weight: 'Bolder',
      wrap: true,
    },
    paragraph(plain(cut(waiver.facts.what, SHORT)), { spacing: 'Small' }),
    paragraph(waiverState(context.texts, context.dates, entry), { spacing: 'Small' }),
    { type: 'ActionSet', actions: [execute(t.look, 'waiver.show', { number: waiver.number })] },
  ]);
}

/** What goes into the register. What was typed comes back when something is missing. */
export function waiverForm(
  { texts }: CardContext,
  input: { kind: WaiverKind; today: CalendarDate; entered?: WaiverFacts; problem?: WaiverRefusal },
): Card {
  const t = texts.waivers;
  const { kind, entered, problem } = input;
  const l = t.labels;
  const text = (id: string, label: string, value: string | undefined, required = true): CardElement => ({
    type: 'Input.Text',
    id,
    label,
    maxLength: LONGEST,
    ...(id !== 'forWhom' && { isMultiline: true }),
    isRequired: required,
    errorMessage: l.missing,
    ...(value && { value }),
  });
  return card(
    [
      ...(problem ? [notice('attention', t.refusals[problem.waiverRefused])] : []),
      title(t.record[kind]),
      paragraph(t.leads[kind]),
      text('what', l.what[kind], entered?.what),
      ...(kind === 'amendment'
        ? []
        : [
            text('forWhom', l.forWhom, entered?.forWhom),
            choice(
              'executiveOfficer',
              l.executiveOfficer,
              [
                { title: l.yes, value: 'yes' },
                { title: l.no, value: 'no' },
              ],
              entered && (entered.executiveOfficer ? 'yes' : 'no'),
              l.missing,
            ),
          ]),
      ...(kind === 'implicit'
        ? []
        : [
            choice(
              'approver',
              l.approver[kind],
              APPROVERS.map((value) => ({ title: t.approvers[value], value })),
              entered?.approver,
              l.missing,
            ),
          ]),
      {
        type: 'Input.Date',
        id: 'on',
        label: l.on[kind],
        isRequired: true,
        errorMessage: l.missing,
        max: input.today,
        ...(entered && { value: entered.on }),
      },
      ...(kind === 'amendment'
        ? [text('notReportableBecause', l.notReportable, entered?.notReportableBecause, false)]
        : []),
    ],
    [
      execute(t.save, 'waiver.record', { kind }, { style: 'positive' }),
      execute(t.back, 'command', { command: 'waivers' }, { quiet: true }),
    ],
  );
}

/** One entry with its history, and what may be recorded next. */
export function waiverCard(
  context: CardContext,
  input: { entry: RegisteredWaiver; today: CalendarDate; problem?: WaiverRefusal; note?: string },
): Card {
  const { texts, dates } = context;
  const t = texts.waivers;
  const { entry, problem } = input;
  const { waiver, status } = entry;
  const { facts: given } = waiver;
  const l = t.labels;
  const disclosing = status.state === 'to-disclose' || status.state === 'known';
  const acting = status.state === 'known';
  const rows: [string, string][] = [
    [t.facts.kind, t.kinds[given.kind]],
    ...(given.forWhom ? [[t.facts.forWhom, plain(given.forWhom)] as [string, string]] : []),
    ...(given.approver ? [[t.facts.approver, t.approvers[given.approver]] as [string, string]] : []),
    [t.facts.on, dates.long(given.on)],
    [t.facts.state, waiverState(texts, dates, entry)],
    ...(given.notReportableBecause
      ? [[t.facts.why, plain(given.notReportableBecause)] as [string, string]]
      : []),
  ];
  const needed = { isRequired: true, errorMessage: l.missing } as const;
  return card(
    [
      ...(problem ? [notice('attention', t.refusals[problem.waiverRefused])] : []),
      ...(input.note ? [notice('good', input.note)] : []),
      title(`${waiverReference(waiver)}: ${t.kinds[given.kind]}`),
      paragraph(plain(given.what)),
      facts(rows),
      subtitle(t.history),
      facts(waiver.history.map((event) => [dates.moment(event.at), happened(context, event)])),
      ...(disclosing
        ? [
            choice(
              'way',
              l.way,
              DISCLOSURE_WAYS.map((value) => ({ title: t.ways[value], value })),
              undefined,
              l.missing,
            ),
            { type: 'Input.Text', id: 'where', label: l.where, maxLength: LONGEST, ...needed } as const,
            { type: 'Input.Date', id: 'on', label: l.disclosedOn, max: input.today, ...needed } as const,
          ]
        : []),
    ],
    [
      ...(disclosing
        ? [
            execute(
              t.disclose,
              'waiver.step',
              { number: waiver.number, step: 'disclose' },
              { style: 'positive' },
            ),
          ]
        : []),
      ...(acting
        ? [execute(t.actOn, 'waiver.show', { number: waiver.number, acting: true }, { quiet: true })]
        : []),
      execute(t.back, 'command', { command: 'waivers' }, { quiet: true }),
    ],
  );
}

/** What was done about a known departure. */
export function actOnCard(
  { texts }: CardContext,
  input: { entry: RegisteredWaiver; problem?: WaiverRefusal },
): Card {
  const t = texts.waivers;
  const { waiver } = input.entry;
  return card(
    [
      ...(input.problem ? [notice('attention', t.refusals[input.problem.waiverRefused])] : []),
      title(`${waiverReference(waiver)}: ${t.actOn}`),
      paragraph(plain(waiver.facts.what)),
      {
        type: 'Input.Text',
        id: 'because',
        label: t.labels.because,
        isMultiline: true,
        maxLength: LONGEST,
        isRequired: true,
        errorMessage: t.labels.missing,
      },
    ],
    [
      execute(t.actOn, 'waiver.step', { number: waiver.number, step: 'act-on' }, { style: 'positive' }),
      execute(t.back, 'command', { command: 'waivers' }, { quiet: true }),
    ],
  );
}

function happened(
  { texts, dates }: CardContext,
  event: RegisteredWaiver['waiver']['history'][number],
): string {
  const { events, ways } = texts.waivers;
  switch (event.type) {
    case 'recorded':
      return events.recorded;
    case 'disclosed':
      return events.disclosed(ways[event.way], dates.long(event.on), plain(event.where));
    case 'acted-on':
      return events['acted-on'](plain(event.because));
  }
}

function choice(
  id: string,
  label: string,
  choices: { title: string; value: string }[],
  value: string | undefined,
  errorMessage: string,
): CardElement {
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    choices,
    isRequired: true,
    errorMessage,
    ...(value && { value }),
  };
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text;
}
