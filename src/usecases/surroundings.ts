import type { Surrounding } from '../domain/escalation.ts';
import type { PersonId } from '../domain/ids.ts';
import type { PeopleStore, PersonRecord } from './ports.ts';

/** Managers whose own managers are remembered: there are far fewer of them than people. */
const MOST = 20_000;

type Company = Pick<Surrounding, 'compliance' | 'auditCommittee' | 'auditCommitteeChair'>;

/** Where each person stands: who is above them, and who in the company could be told. */
export function surroundingsIn(people: PeopleStore): (person: PersonId) => Promise<Surrounding> {
  const chains = new Map<PersonId, readonly PersonId[] | undefined>();
  let company: Promise<Company> | undefined;
  const remember = async (id: PersonId): Promise<void> => {
    if (chains.has(id)) return;
    if (chains.size >= MOST) chains.clear();
    const found = (await people.get(id))?.value;
    chains.set(id, found && canBeTold(found) ? found.managerChain : undefined);
  };
  return async (person) => {
    const record = (await people.get(person))?.value;
    // Reads everybody, once in a run and only when somebody is overdue.
    company ??= companyOf(people);
    const { compliance, auditCommittee, auditCommitteeChair } = await company;
    const managerChain = record?.managerChain ?? [];
    const chair = auditCommitteeChair ? [auditCommitteeChair] : [];
    for (const id of [...managerChain, ...compliance, ...auditCommittee, ...chair]) await remember(id);
    return {
      offices: record?.coverage.kind === 'senior-officer' ? record.coverage.offices : [],
      managerChain,
      chainOf: (id) => chains.get(id),
      compliance,
      auditCommittee,
      auditCommitteeChair,
    };
  };
}

async function companyOf(people: PeopleStore): Promise<Company> {
  const compliance: PersonId[] = [];
  const auditCommittee: PersonId[] = [];
  let auditCommitteeChair: PersonId | undefined;
  for await (const batch of people.all()) {
    for (const { value } of batch) {
      if (!canBeTold(value)) continue;
      if (value.roles.includes('compliance')) compliance.push(value.id);
      if (value.roles.includes('audit-committee')) auditCommittee.push(value.id);
      if (value.roles.includes('audit-committee-chair')) auditCommitteeChair = value.id;
    }
  }
  return { compliance, auditCommittee, auditCommitteeChair };
}

function canBeTold({ person, removed }: PersonRecord): boolean {
  return person.accountEnabled && !removed;
}
