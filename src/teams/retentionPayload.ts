import { z } from 'zod';
import type { CycleId, PersonId, Sha256 } from '../domain/ids.ts';
import type { HoldScope } from '../domain/retention.ts';

/** What a card asks about legal holds and erasure. Who asks, and whether they may, it does not say. */
export type RetentionCommand =
  | { readonly verb: 'hold.page'; readonly released: boolean; readonly from: number }
  | {
      readonly verb: 'hold.form';
      /** Of a cycle it may be chosen in the form. */
      readonly scope: HoldScope | { readonly kind: 'cycle' };
    }
  | {
      readonly verb: 'hold.place';
      readonly id: string;
      readonly scope: HoldScope | { readonly kind: 'cycle' };
      readonly because: string;
    }
  | { readonly verb: 'hold.show'; readonly hold: string; readonly releasing: boolean }
  | { readonly verb: 'hold.release'; readonly hold: string; readonly because: string }
  | { readonly verb: 'retention.page'; readonly done: boolean; readonly from: number }
  | { readonly verb: 'retention.due'; readonly from: number }
  | { readonly verb: 'retention.propose'; readonly sha256: Sha256 }
  | { readonly verb: 'retention.show'; readonly list: string; readonly from: number }
  | { readonly verb: 'retention.confirm'; readonly list: string; readonly sha256: Sha256 }
  | { readonly verb: 'retention.withdraw'; readonly list: string }
  | { readonly verb: 'erase.form'; readonly person: PersonId }
  | { readonly verb: 'erase.request'; readonly person: PersonId; readonly sha256: Sha256 };

const person = z.guid().transform((id) => id.toLowerCase() as PersonId);
const id = z.string().regex(/^[\w.-]{1,80}$/);
const cycle = z
  .string()
  .regex(/^[\w-]{1,40}$/)
  .transform((text) => text as CycleId);
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((hash) => hash as Sha256);
const from = z.coerce.number().int().min(0).max(20_000).default(0);
const text = z.string().max(5_000).default('');

const data = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject({ ...shape, msteams: z.unknown().optional() });
const scope = {
  scope: z.enum(['all', 'cycle', 'person']),
  person: person.optional(),
  cycle: cycle.optional(),
  // What was typed so far comes along with a button that begins anew.
  because: text,
};

/** By verb, for `cardPayload.ts`. */
export const RETENTION_DATA = {
  'hold.page': data({ released: z.boolean().default(false), from }),
  'hold.form': data(scope).transform((given, { addIssue }) => {
    const about = scopeIn(given);
    if (!about) addIssue('whom');
    return { scope: about as HoldScope, msteams: undefined };
  }),
  'hold.place': data({ ...scope, id }).transform((given, { addIssue }) => {
    const about = scopeIn(given);
    if (!about) addIssue('whom');
    return { id: given.id, scope: about as HoldScope, because: given.because, msteams: undefined };
  }),
  'hold.show': data({ hold: id, releasing: z.boolean().default(false) }),
  'hold.release': data({ hold: id, because: text }),
  'retention.page': data({ done: z.boolean().default(false), from }),
  'retention.due': data({ from }),
  'retention.propose': data({ sha256 }),
  'retention.show': data({ list: id, from }),
  'retention.confirm': data({ list: id, sha256 }),
  'retention.withdraw': data({ list: id }),
  'erase.form': data({ person }),
  'erase.request': data({ person, sha256 }),
} as const;

function scopeIn(given: {
  scope: 'all' | 'cycle' | 'person';
  person?: PersonId | undefined;
  cycle?: CycleId | undefined;
}): HoldScope | { kind: 'cycle' } | undefined {
  switch (given.scope) {
    case 'all':
      return { kind: 'all' };
    case 'cycle':
      return { kind: 'cycle', ...(given.cycle && { cycle: given.cycle }) };
    case 'person':
      return given.person && { kind: 'person', personId: given.person };
  }
}

/** A scope as a button carries it. */
export function scopeData(
  about: HoldScope | { readonly kind: 'cycle'; readonly cycle?: CycleId },
): Readonly<Record<string, string>> {
  switch (about.kind) {
    case 'all':
      return { scope: 'all' };
    case 'cycle':
      return { scope: 'cycle', ...(about.cycle && { cycle: about.cycle }) };
    case 'person':
      return { scope: 'person', person: about.personId };
  }
}
