import { z } from 'zod';
import { ACTIONS, type Action, LISTS, type Selection } from '../domain/actions.ts';
import { OFFICES } from '../domain/coverage.ts';
import type { CalendarDate, PersonId } from '../domain/ids.ts';

/** What a card asks to be done about obligations. Who asks, and whether they may, it does not say. */
export type ActionCommand =
  | {
      readonly verb: 'action.form';
      readonly action: Action;
      readonly selection: Selection;
      /** The first of the people to show, from 0. */
      readonly from: number;
    }
  | {
      readonly verb: 'action.do';
      readonly action: Action;
      readonly selection: Selection;
      readonly id: string;
      readonly fingerprint: string;
      readonly reason: string;
      readonly due?: CalendarDate;
    }
  | { readonly verb: 'action.cancel' | 'team.remind' }
  | { readonly verb: 'team.remind.do'; readonly id: string; readonly fingerprint: string }
  | { readonly verb: 'cases.page'; readonly after?: string }
  | { readonly verb: 'case.file'; readonly record: string };

const person = z.guid().transform((id) => id.toLowerCase() as PersonId);
const id = z.string().regex(/^[\w.-]{1,80}$/);
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);
const from = z.coerce.number().int().min(0).max(20_000).default(0);

const selected = {
  person: person.optional(),
  list: z.enum(LISTS).optional(),
  office: z.enum(OFFICES).optional(),
  department: z.string().min(1).max(200).optional(),
  below: person.optional(),
  of: id.optional(),
};
type Selected = z.infer<z.ZodObject<typeof selected>>;

const data = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject({ ...shape, msteams: z.unknown().optional() });

/** By verb, for `cardPayload.ts`. */
export const ACTION_DATA = {
  'action.form': data({
    action: z.enum(ACTIONS),
    from,
    ...selected,
    // What was typed so far comes along and is not used: the form begins anew.
    reason: z.string().optional(),
    due: z.string().optional(),
  }).transform(({ action, from: first, ...rest }, { addIssue }) => {
    const selection = selectionIn(rest);
    if (!selection) addIssue('whom');
    return { action, from: first, selection: selection as Selection, msteams: undefined };
  }),
  'action.do': data({
    action: z.enum(ACTIONS),
    id,
    fingerprint,
    ...selected,
    reason: z.string().default(''),
    due: z.string().max(40).optional(),
  }).transform((given, { addIssue }) => {
    const { action, id: plan, fingerprint: shown, reason } = given;
    const selection = selectionIn(given);
    if (!selection) addIssue('whom');
    const due = dateIn(given.due);
    return {
      action,
      id: plan,
      fingerprint: shown,
      reason,
      selection: selection as Selection,
      ...(due && { due }),
      msteams: undefined,
    };
  }),
  'action.cancel': data({ reason: z.string().optional(), due: z.string().optional() }).transform(() => ({
    msteams: undefined,
  })),
  'team.remind': data({}),
  'team.remind.do': data({ id, fingerprint }),
  'cases.page': data({ after: z.string().max(500).optional() }),
  'case.file': data({ record: z.string().regex(/^[\w.-]{1,160}$/) }),
} as const;

function selectionIn(given: Selected): Selection | undefined {
  const { list, office, department, below, of } = given;
  if (given.person) return { kind: 'person', person: given.person };
  if (of) return { kind: 'action', id: of };
  if (!list) return undefined;
  return {
    kind: 'list',
    list,
    ...(office && { office }),
    ...(department && { department }),
    ...(below && { below }),
  };
}

/** What a date input sends; undefined for an empty or impossible one. */
function dateIn(text: string | undefined): CalendarDate | undefined {
  const date = z.iso.date().safeParse(text);
  return date.success ? (date.data as CalendarDate) : undefined;
}

/** A selection as a button carries it. */
export function selectionData(selection: Selection): Readonly<Record<string, string>> {
  switch (selection.kind) {
    case 'person':
      return { person: selection.person };
    case 'action':
      return { of: selection.id };
    case 'list': {
      const { list, office, department, below } = selection;
      return { list, ...(office && { office }), ...(department && { department }), ...(below && { below }) };
    }
  }
}
