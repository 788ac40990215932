import { z } from 'zod';
import { type AmendmentRules, SIGNED_ANEW_BY } from '../domain/amendment.ts';
import { STATEMENT_IDS, type StatementId } from '../domain/certificate.ts';
import type { Instant, ObligationId, PassageId, PersonId } from '../domain/ids.ts';
import { AMENDMENT_DAYS_LIMIT } from '../usecases/codeInForce.ts';
import { ACTION_DATA, type ActionCommand } from './actionPayload.ts';
import { COMMANDS, type CommandName } from './commands.ts';
import { PAPER_DATA, type PaperCommand } from './paperPayload.ts';
import { RETENTION_DATA, type RetentionCommand } from './retentionPayload.ts';
import { WAIVER_DATA, type WaiverCommand } from './waiverPayload.ts';

/** What a card asks for, after it has been checked. None of it says who asks: that comes from the token. */
export type CardCommand =
  | {
      readonly verb: 'code.read';
      readonly part: number;
      readonly obligation?: ObligationId;
      readonly passage?: PassageId;
      /** Another version, or another document, than the Code that is certified now. */
      readonly document?: string;
      readonly version?: string;
      /** As a new message, so that the card it was asked from stays. */
      readonly apart: boolean;
    }
  | {
      readonly verb: 'certificate.form' | 'exception.form' | 'decline.form';
      readonly obligation: ObligationId;
    }
  | { readonly verb: 'certificate.show' | 'certificate.file' | 'refresh'; readonly obligation: ObligationId }
  | {
      readonly verb: 'certificate.sign';
      readonly obligation: ObligationId;
      readonly withException: boolean;
      readonly confirmed: readonly StatementId[];
      readonly consents: boolean;
      readonly typedName: string;
      readonly exception?: string;
    }
  | { readonly verb: 'decline.submit'; readonly obligation: ObligationId; readonly reason: string }
  | { readonly verb: 'command'; readonly command: Exclude<CommandName, 'act as'> }
  | { readonly verb: 'team.page' | 'programme.page' | 'unreached.page'; readonly after?: string }
  | { readonly verb: 'alarms.page' | 'roster.page' | 'preview.page'; readonly after?: string }
  | ({
      readonly verb: 'amendment.decide';
      readonly read: Instant;
      readonly because: string;
    } & AmendmentRules)
  | { readonly verb: 'alarm.show'; readonly alarm: string }
  | {
      readonly verb: 'alarm.clear' | 'alarm.confirm';
      readonly alarm: string;
      /** What the card said. */
      readonly facts: string;
      readonly because: string;
    }
  | ActionCommand
  | { readonly verb: 'why.show'; readonly person: PersonId }
  | { readonly verb: 'code.about' | 'handOver.form' }
  | { readonly verb: 'code.changes'; readonly obligation?: ObligationId }
  | { readonly verb: 'handOver.send'; readonly text: string }
  | { readonly verb: 'answer.why'; readonly question: string }
  | PaperCommand
  | RetentionCommand
  | WaiverCommand;

/** Ids are ours; anything that could not be one is not looked up. */
const obligation = z
  .string()
  .regex(/^[\w.-]{1,120}$/)
  .transform((id) => id as ObligationId);
const passage = z
  .string()
  .regex(/^[\w.-]{1,60}$/)
  .transform((id) => id as PassageId);
/** Of a document or a version. */
const name = z.string().regex(/^[\w.-]{1,60}$/);
const person = z.guid().transform((id) => id.toLowerCase() as PersonId);
const alarm = z.string().regex(/^[\w.-]{1,120}$/);
/** A place in a list that is numbered. */
const index = z.string().regex(/^\d{1,7}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Teams sends toggles as their `valueOn` text, and leaves out what nobody touched. */
const toggle = z.string().max(20).optional();
const text = z.string().default('');

/** Teams may add its own key beside ours. */
const data = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject({ ...shape, msteams: z.unknown().optional() });

const DATA = {
  'code.read': data({
    obligation: obligation.optional(),
    part: z.coerce.number().int().min(1).max(1000),
    passage: passage.optional(),
    document: name.optional(),
    version: name.optional(),
    apart: z.boolean().default(false),
  }),
  'certificate.form': data({ obligation }),
  'exception.form': data({ obligation }),
  'decline.form': data({ obligation }),
  'certificate.show': data({ obligation }),
  'certificate.file': data({ obligation }),
  refresh: data({ obligation }),
  'certificate.sign': data({
    obligation,
    withException: z.boolean(),
    'statement-received': toggle,
    'statement-read': toggle,
    'statement-understands': toggle,
    'statement-applies': toggle,
    consent: toggle,
    typedName: text,
    exception: z.string().optional(),
  }),
  'decline.submit': data({ obligation, reason: text }),
  command: data({ command: z.enum(COMMANDS).exclude(['act as']) }),
  'team.page': data({ after: z.string().max(500).optional() }),
  'programme.page': data({ after: z.string().max(500).optional() }),
  'unreached.page': data({ after: z.string().max(500).optional() }),
  'alarms.page': data({ after: alarm.optional() }),
  'roster.page': data({ after: index.optional() }),
  'preview.page': data({ after: index.optional() }),
  'alarm.show': data({ alarm }),
  'alarm.clear': data({ alarm, facts: sha256, because: text }),
  'alarm.confirm': data({ alarm, facts: sha256, because: text }),
  'amendment.decide': data({
    read: z.iso.datetime().transform((at) => at as Instant),
    signedAnewBy: z.enum(SIGNED_ANEW_BY),
    dueAfterDays: z.coerce.number().int().min(1).max(AMENDMENT_DAYS_LIMIT),
    because: text,
  }),
  'why.show': data({ person }),
  ...ACTION_DATA,
  'code.about': data({}),
  'code.changes': data({ obligation: obligation.optional() }),
  'handOver.form': data({}),
  'handOver.send': data({ text: text }),
  'answer.why': data({ question: z.string().max(2_000) }),
  ...RETENTION_DATA,
  ...WAIVER_DATA,
  ...PAPER_DATA,
} as const;
type Verb = keyof typeof DATA;

const Invoke = z.looseObject({
  action: z.looseObject({
    verb: z.string().refine((verb): verb is Verb => Object.hasOwn(DATA, verb)),
    data: z.unknown(),
  }),
  /** `automatic` when a client refreshes a card by itself. */
  trigger: z.string().optional(),
});

export type CardPayload = { readonly command: CardCommand; readonly automatic: boolean };

/** Reads the value of an `adaptiveCard/action` invoke; undefined when it is not one of ours. */
export function readCardPayload(value: unknown): CardPayload | undefined {
  const invoke = Invoke.safeParse(value);
  if (!invoke.success) return undefined;
  const { action, trigger } = invoke.data;
  const command = readData(action.verb as Verb, action.data ?? {});
  return command && { command, automatic: trigger === 'automatic' };
}

function readData(verb: Verb, raw: unknown): CardCommand | undefined {
  if (verb !== 'certificate.sign') {
    const parsed = DATA[verb].safeParse(raw);
    if (!parsed.success) return undefined;
    const { msteams: _, ...rest } = parsed.data;
    return { verb, ...rest } as CardCommand;
  }
  const parsed = DATA['certificate.sign'].safeParse(raw);
  if (!parsed.success) return undefined;
  const { data: entries } = parsed;
  return {
    verb,
    obligation: entries.obligation,
    withException: entries.withException,
    confirmed: STATEMENT_IDS.filter((id) => entries[`statement-${id}`] === 'confirmed'),
    consents: entries.consent === 'agreed',
    typedName: entries.typedName,
    ...(entries.withException && { exception: entries.exception ?? '' }),
  };
}
