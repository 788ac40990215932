import { type AmendmentDecision, type AmendmentRules, withFile } from '../domain/amendment.ts';
import type { CodeVersion } from '../domain/code.ts';
import type { Instant, PersonId } from '../domain/ids.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import type { Clock, ProgrammeStore } from './ports.ts';
import { putDocument } from './putDocument.ts';

const CODE = 'code';

type Deps = {
  readonly programme: ProgrammeStore;
  readonly code: CodeVersion;
  readonly amendmentRules: AmendmentRules;
  readonly clock: Clock;
};

/**
 * What stands for the Code version in force, recorded with the day it came into force and every change of mind. One
 * store call, and two more when there is news.
 */
export async function codeInForce(deps: Deps): Promise<AmendmentDecision> {
  const known = (await deps.programme.get('in-force', CODE))?.value.decisions ?? [];
  const said = decisionsNow(deps, known);
  if (said !== known)
    await putDocument(deps.programme, 'in-force', CODE, (found) => ({
      decisions: decisionsNow(deps, found?.decisions ?? []),
    }));
  const decision = said.at(-1);
  if (!decision) throw new Error('There is always a decision: the programme file has one.');
  return decision;
}

/** Characters of a reason. */
export const AMENDMENT_REASON_LIMIT = 500;
/** Days; as many as the programme file may say. */
export const AMENDMENT_DAYS_LIMIT = 180;

/** What was decided for the versions that came into force, the newest last; the last one stands. */
export function amendmentDecisions(deps: Deps) {
  return async (): Promise<readonly AmendmentDecision[]> => {
    await codeInForce(deps);
    return (await deps.programme.get('in-force', CODE))?.value.decisions ?? [];
  };
}

export type DecidedAmendment = AmendmentRules & {
  readonly by: PersonId;
  readonly because: string;
  /** When what they have read was decided: something newer is not overruled unread. */
  readonly read: Instant;
};

/**
 * Compliance decides who signs the version in force anew, and by when: it stands until the programme file says
 * something new. Whoever has been asked already stays asked.
 */
export function decideAmendment(deps: Deps) {
  return async ({ read, ...decided }: DecidedAmendment): Promise<AmendmentDecision | Refusal> => {
    const because = decided.because.trim();
    if (because === '') return refuse('text-missing');
    if (because.length > AMENDMENT_REASON_LIMIT) return refuse('reason-too-long');
    const inForce = await codeInForce(deps);
    if (inForce.at !== read) return refuse('decision-changed');
    const { codeHash, label, inForceSince } = inForce;
    const decision = { codeHash, label, inForceSince, at: deps.clock(), ...decided, because };
    await putDocument(deps.programme, 'in-force', CODE, (found) => ({
      decisions: [...decisionsNow(deps, found?.decisions ?? []), decision],
    }));
    return decision;
  };
}

function decisionsNow(
  { code, amendmentRules, clock }: Deps,
  known: readonly AmendmentDecision[],
): readonly AmendmentDecision[] {
  return withFile(known, code, amendmentRules, clock());
}
