import type { CodeVersion } from '../domain/code.ts';
import { isCovered } from '../domain/coverage.ts';
import { decide } from '../domain/decide.ts';
import { begin } from '../domain/evolve.ts';
import type { ObligationId, PersonId } from '../domain/ids.ts';
import { obligationId } from '../domain/obligation.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import type { CycleRules } from '../domain/schedule.ts';
import { dateAt, earlier, later, plusDays } from '../domain/time.ts';
import { limitFor, shownOf } from './dutyFor.ts';
import { heal } from './heal.ts';
import type { CertificateStore, Clock, ObligationStore, PeopleStore } from './ports.ts';
import { replaceEarlier } from './replaceEarlier.ts';

export type ReissueDeps = {
  readonly people: PeopleStore;
  readonly obligations: ObligationStore;
  readonly certificates: CertificateStore;
  readonly code: CodeVersion;
  readonly cycleRules: CycleRules;
  readonly timeZone: string;
  readonly clock: Clock;
};

/**
 * Asks somebody again in the same cycle, after a decline, an excuse, or a certificate that was given by mistake: a new
 * obligation with an id of its own, for the Code version in force. What was certified stays as it is, and is counted no
 * more; the person signs, or not, as before. The new one is stored first: a crash in between leaves nobody unasked, and
 * the next `issue` job lets it take the other's place. Some eight store calls.
 */
export async function reissueObligation(
  deps: ReissueDeps,
  target: { readonly personId: PersonId; readonly id: ObligationId },
  { by, because }: { readonly by: PersonId; readonly because: string },
): Promise<'reissued' | Refusal> {
  const [person, previous] = await Promise.all([
    deps.people.get(target.personId),
    deps.obligations.ofPerson(target.personId),
  ]);
  const found = previous.find(({ value }) => value.obligation.id === target.id);
  if (!person || !found) return refuse('unknown-obligation');
  if (!isCovered(person.value.coverage)) return refuse('not-covered');
  const { obligation } = await heal(deps, found);
  // They signed while it looked open: that is not what was to be asked again.
  if (obligation.state.status === 'certified' && found.value.obligation.state.status !== 'certified')
    return refuse('already-certified');
  const ofCycle = previous
    .map(({ value }) => value.obligation)
    .filter(({ cycle }) => cycle === obligation.cycle);
  // Somebody else has asked again already.
  const standing = ofCycle.find(({ state }) => state.status !== 'superseded');
  if (standing?.id !== target.id) return refuse('superseded');

  const now = deps.clock();
  const same = ofCycle.filter(({ codeHash }) => codeHash === deps.code.hash);
  const sequence = Math.max(0, ...same.map(({ sequence: number = 1 }) => number)) + 1;
  const identity = { personId: target.personId, cycle: obligation.cycle, codeHash: deps.code.hash, sequence };
  const as = obligationId(identity.personId, identity.cycle, identity.codeHash, sequence);
  const allowed = decide(obligation, { type: 'reissue', by, because, as }, now);
  if (isRefusal(allowed)) return allowed;

  const notice = plusDays(dateAt(now, deps.timeZone), deps.cycleRules.joinerDueAfterDays);
  const due = later(obligation.due, notice);
  const limit = limitFor(person.value, await deps.obligations.ofPerson(target.personId), deps.timeZone);
  const newer = begin(identity, {
    type: 'issued',
    at: now,
    reason: obligation.reason,
    due,
    overdueAfter: limit ? earlier(due, limit) : due,
    reissue: { of: obligation.id, by, because },
  });
  await deps.obligations.create({ obligation: newer, shown: shownOf(person.value) });
  await replaceEarlier(deps, { ...target, newer });
  return 'reissued';
}
