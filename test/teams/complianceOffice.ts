import type { Instant, PersonId } from '../../src/domain/ids.ts';
import { NOW } from './cards/cardWorld.ts';
import { COMPANY, type CompanyName } from './company.ts';
import { signAs } from './signing.ts';
import type { Stage } from './stage.ts';

/** Who is of the Compliance Office in the directory from now on; the last sync's picture stays until the next. */
export function complianceOffice(stage: Stage, ...names: readonly CompanyName[]): void {
  const { members } = stage.directory;
  const before = members.bind(stage.directory);
  stage.directory.members = async function* (group) {
    for await (const ids of before(group))
      yield ids.some((id) => office.has(id)) ? names.map((name) => COMPANY[name].id) : ids;
  };
  const office = new Set<PersonId>([COMPANY.dana.id, ...names.map((name) => COMPANY[name].id)]);
}

/** These sign, leave the company the day after, and nobody looks at their records for eight years. */
export async function leftLongAgo(stage: Stage, ...names: readonly CompanyName[]): Promise<void> {
  for (const name of names) await signAs(stage, name);
  stage.now = '2026-11-25T14:00:00.000Z' as Instant;
  const { changes } = stage.directory;
  const gone = names.map((name) => COMPANY[name].id);
  stage.directory.people = stage.directory.people.filter(({ id }) => !gone.includes(id));
  stage.directory.changes = async function* (cursor) {
    for await (const page of changes.call(stage.directory, cursor))
      yield { ...page, removed: gone.map((id) => ({ id, reason: 'deleted' as const })) };
  };
  await stage.service.run('sync');
  await stage.service.run('issue');
  await stage.service.run('seal');
  stage.now = inEightYears(NOW);
  await stage.service.run('retention');
}

export function inEightYears(at: Instant): Instant {
  return `${Number(at.slice(0, 4)) + 8}${at.slice(4)}` as Instant;
}
