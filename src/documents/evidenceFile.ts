import type { CycleId, PersonId } from '../domain/ids.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { exportEvidence } from '../usecases/exportEvidence.ts';
import type { ExportRight } from '../usecases/exportRight.ts';
import type { FileMaker } from '../usecases/fileOffers.ts';
import { newestCycle } from '../usecases/openCycle.ts';
import type { ProgrammeStore } from '../usecases/ports.ts';

/** Bytes, as archives of some hundred people turn out: the size is shown before the archive is made. */
const FIXED = 40_000;
const EACH = 4_000;

/** The evidence of a cycle, the newest unless one is named. Made when it is fetched, and never held. */
export function evidenceFile(deps: {
  readonly programme: ProgrammeStore;
  readonly right: (person: PersonId) => Promise<ExportRight | undefined>;
  readonly make: ReturnType<typeof exportEvidence>;
  readonly fileName: (cycle: string) => string;
}): FileMaker<'evidence'> {
  return async (person, request) => {
    const right = await deps.right(person);
    const cycle = request.cycle ?? (await newestCycle(deps.programme))?.id;
    if (!right || !cycle || !(await deps.programme.get('cycle', cycle))) return undefined;
    const people = (await deps.programme.get('roster', cycle))?.value.count ?? 0;
    return {
      name: deps.fileName(cycle),
      mime: 'application/zip',
      size: FIXED + EACH * people,
      async *bytes() {
        const made = await deps.make({ cycle: cycle as CycleId, ...right });
        if (!isRefusal(made)) yield* made.bytes;
      },
    };
  };
}
