import type { CalendarDate, GroupId, PersonId } from '../../src/domain/ids.ts';
import type { DirectoryPerson } from '../../src/domain/person.ts';
import type { Directory, DirectoryCursor, LiveRoles } from '../../src/usecases/ports.ts';
import { PROGRAMME } from './cards/cardWorld.ts';

const person = (number: number, displayName: string, facts: Partial<DirectoryPerson>): DirectoryPerson => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as PersonId,
  displayName,
  givenName: displayName.split(' ')[0] ?? '',
  surname: displayName.split(' ').slice(1).join(' '),
  accountEnabled: true,
  userType: 'member',
  ...facts,
});

const katherine = person(1, 'Katherine Voss', { jobTitle: 'Chief Financial Officer' });
const renee = person(2, 'Renée Delacroix', {
  jobTitle: 'Director, Planning',
  department: 'Finance',
  managerId: katherine.id,
});
const underRenee = { jobTitle: 'Accountant', department: 'Accounting', managerId: renee.id } as const;

/** A few people, one for each part that somebody can have in the programme. */
export const COMPANY = {
  katherine,
  renee,
  maya: person(3, 'Maya Okafor', { ...underRenee, employeeHireDate: '2026-11-20' as CalendarDate }),
  zoe: person(4, 'Zoë Müller-Łuczak', underRenee),
  otto: person(5, 'Otto Operations', { jobTitle: 'Rolling mill operator', department: 'Operations' }),
  dana: person(6, 'Dana Whitfield', { jobTitle: 'Chief Compliance Officer', department: 'Legal' }),
  margaret: person(7, 'Margaret Thornbury', {
    id: PROGRAMME.roles.auditCommitteeChair as PersonId,
    jobTitle: 'Director',
  }),
} as const;
export type CompanyName = keyof typeof COMPANY;

/** Whom the directory shows; tests may change it between syncs. */
export type FakeDirectory = Directory & LiveRoles & { people: DirectoryPerson[] };

export function companyDirectory(): FakeDirectory {
  const { compliance, auditCommittee } = PROGRAMME.roles;
  const members = new Map<GroupId, readonly PersonId[]>([
    [compliance.groups[0] as GroupId, [COMPANY.dana.id]],
    [auditCommittee.groups[0] as GroupId, [COMPANY.margaret.id]],
  ]);
  const directory: FakeDirectory = {
    people: Object.values(COMPANY),
    async *changes() {
      const cursor = 'the end' as DirectoryCursor;
      yield { changed: directory.people, removed: [], skipped: [], cursor, complete: true };
    },
    async *members(group) {
      yield members.get(group) ?? [];
    },
    timeZones: async () => 'forbidden',
    async now(person, among) {
      const active = directory.people.some(({ id, accountEnabled }) => id === person && accountEnabled);
      const groups: GroupId[] = [];
      for (const group of among)
        for await (const ids of directory.members(group)) if (ids.includes(person)) groups.push(group);
      return { active, groups };
    },
  };
  return directory;
}
