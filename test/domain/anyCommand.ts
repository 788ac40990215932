import fc from 'fast-check';
import { decide, type ObligationCommand } from '../../src/domain/decide.ts';
import { evolveAll } from '../../src/domain/evolve.ts';
import type { Instant, Sha256 } from '../../src/domain/ids.ts';
import { type Obligation, type ObligationEvent, obligationId } from '../../src/domain/obligation.ts';
import { paperId } from '../../src/domain/paperCertificate.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { plusMilliseconds } from '../../src/domain/time.ts';
import { at, day } from '../helpers/clock.ts';
import { code } from '../helpers/code.ts';
import { CYCLE, obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';

/** Twelve months after the last certificate of whoever `lifeOf` is about. */
export const LIMIT = day('2026-12-20');
const START = at('2026-11-02T10:30:00Z');
const instant = fc.integer({ min: 0, max: 200 }).map((hours) => plusMilliseconds(START, hours * 3_600_000));
const date = fc.constantFrom('2026-11-10', '2026-12-17', '2027-01-31').map(day);
const hash = fc.constantFrom('a', 'b').map((letter) => letter.repeat(64) as Sha256);
const by = fc.constant(personId('Compliance'));
const actor = fc.oneof(by, fc.constant('directory'));
const AGAIN = obligationId(personId('Ada'), CYCLE, code.hash, 2);
const noLaterThan = fc.constant(LIMIT);
const because = fc.constantFrom('leave', 'twice');
const kind = fc.constantFrom('prompt' as const, 'reminder' as const);
const next = fc.option(instant, { nil: undefined }).map((when) => (when ? { next: when } : {}));

const commands: { [T in ObligationCommand['type']]: fc.Arbitrary<object> } = {
  'open-code': fc.constant({}),
  certify: fc.constant({}),
  'record-certificate': fc.record({
    signedAt: instant,
    certificateId: fc.constant(obligationOf('Ada').id),
    withException: fc.boolean(),
    late: fc.boolean(),
  }),
  'intend-paper': fc.record({ by, number: fc.constantFrom(1, 2) }),
  'record-paper': fc.record({
    certifiedAt: instant,
    onPaper: fc.record({
      record: fc.constantFrom(1, 2).map((number) => paperId(obligationOf('Ada').id, number)),
      signedOn: date,
      by,
      byName: fc.constant('Clerk'),
      recordedAt: instant,
    }),
    late: fc.boolean(),
  }),
  decline: fc.record({ record: fc.record({ id: fc.constant('d'), sha256: hash }) }),
  pause: fc.record({ by: actor, because, on: date }),
  resume: fc.record({ by: actor, because, on: date, noLaterThan }),
  excuse: fc.record({ by, because }),
  'withdraw-excuse': fc.record({ by, because }),
  extend: fc.record({ by, because, due: date, on: date, noLaterThan, next: instant }),
  'withdraw-extension': fc.record({ by, because, next: instant }),
  remind: fc.record({ by, because, as: fc.constantFrom('compliance', 'manager'), dayBegan: instant }),
  reissue: fc.record({ by, because, as: fc.constant(AGAIN) }),
  close: fc.record({ because: fc.constantFrom('left-company', 'out-of-scope') }),
  supersede: fc.record({ by: hash }),
  reopen: fc.record({ reason: fc.constantFrom('transfer', 'rehire'), due: date, overdueAfter: date }),
  'intend-message': fc.record({ kind, retryAt: instant }),
  'record-sent': fc.tuple(fc.record({ kind }), next).map(([sent, when]) => ({ ...sent, ...when })),
  'record-failed': fc
    .tuple(fc.record({ kind, because: fc.constantFrom('app-not-installed', 'not-found') }), next)
    .map(([failed, when]) => ({ ...failed, ...when })),
  'postpone-message': fc.record({ until: instant }),
  'record-escalation': fc.record({
    step: fc.constantFrom('manager', 'compliance'),
    to: fc.constant([personId('Boss')]),
  }),
  'record-reachable': fc.constant({}),
  silence: fc.constant({}),
};
const TYPES = Object.keys(commands) as ObligationCommand['type'][];

/** A command of any kind, or of any but some, and how many hours after the one before. */
export function anyCommand(
  options: { without?: readonly ObligationCommand['type'][] } = {},
): fc.Arbitrary<Step> {
  const types = TYPES.filter((type) => !options.without?.includes(type));
  const command = fc.oneof(
    ...types.map((type) => commands[type].map((facts) => ({ type, ...facts }) as ObligationCommand)),
  );
  return fc.record({ command, hours: fc.nat({ max: 48 }) });
}
export type Step = { readonly command: ObligationCommand; readonly hours: number };

/** The obligation after a command; a refusal leaves it as it was. */
export function after(
  obligation: Obligation,
  command: ObligationCommand,
  now: Instant,
): { obligation: Obligation; events: readonly ObligationEvent[] } {
  const decision = decide(obligation, command, now);
  const events = isRefusal(decision) ? [] : decision;
  return { obligation: evolveAll(obligation, events), events };
}

/** Every obligation on the way through some steps, beginning with the one that was issued. */
export function lifeOf(steps: readonly Step[]): readonly Obligation[] {
  const life = [obligationOf('Ada')];
  let now = START;
  for (const { command, hours } of steps) {
    now = plusMilliseconds(now, hours * 3_600_000);
    life.push(after(life.at(-1) ?? obligationOf('Ada'), command, now).obligation);
  }
  return life;
}
