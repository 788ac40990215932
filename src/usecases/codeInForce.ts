import { type AmendmentDecision, type AmendmentRules, withFile } from '../domain/amendment.ts';
import type { CodeVersion } from '../domain/code.ts';
import type { PersonId } from '../domain/ids.ts';
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

/** Compliance decides who signs the version in force anew, and by when: it stands until the programme file says else. */
export function decideAmendment(deps: Deps) {
  return async (
    decided: AmendmentRules & { readonly by: PersonId; readonly because: string },
  ): Promise<AmendmentDecision> => {
    const inForce = await codeInForce(deps);
    const { codeHash, label, inForceSince } = inForce;
    const decision = { codeHash, label, inForceSince, at: deps.clock(), ...decided };
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
