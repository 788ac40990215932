import { createHash } from 'node:crypto';
import type { Coverage } from '../../src/domain/coverage.ts';
import type { GroupId, PersonId } from '../../src/domain/ids.ts';
import type { DirectoryPerson } from '../../src/domain/person.ts';
import type { ConversationAddress, PersonRecord } from '../../src/usecases/ports.ts';
import { day } from './clock.ts';

/** The same GUID for the same name, so that tests can name people. */
export function guid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

export function personId(name: string): PersonId {
  return guid(name) as PersonId;
}

export function groupId(name: string): GroupId {
  return guid(`group ${name}`) as GroupId;
}

/** A finance employee as the directory describes one, unless `facts` say otherwise. */
export function directoryPerson(name: string, facts: Partial<DirectoryPerson> = {}): DirectoryPerson {
  return {
    id: personId(name),
    displayName: name,
    department: 'Finance',
    accountEnabled: true,
    userType: 'member',
    ...facts,
  };
}

export const FINANCE_STAFF: Coverage = {
  kind: 'finance-staff',
  by: { rule: 'financeStaff.departments', value: 'Finance' },
};
export const NOT_COVERED: Coverage = { kind: 'not-covered', by: { rule: 'no rule', value: '' } };

export type PersonFacts = Partial<Omit<PersonRecord, 'id' | 'person'>> & {
  readonly person?: Partial<DirectoryPerson> & { readonly groupIds?: readonly GroupId[] };
};

/** What the programme knows of a covered employee of the baseline, unless `facts` say otherwise. */
export function personRecord(name: string, facts: PersonFacts = {}): PersonRecord {
  const { person, ...rest } = facts;
  return {
    id: personId(name),
    person: { groupIds: [], ...directoryPerson(name, person) },
    coverage: FINANCE_STAFF,
    roles: [],
    managerChain: [],
    firstSeenOn: day('2026-11-02'),
    inBaseline: true,
    coveredSince: day('2026-11-02'),
    ...rest,
  };
}

/** Where someone can be written to. */
export function conversationOf(name: string, facts: Partial<ConversationAddress> = {}): ConversationAddress {
  return {
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    conversationId: `chat-of-${personId(name)}`,
    userId: `29:${personId(name)}`,
    botId: '28:bot',
    ...facts,
  };
}
