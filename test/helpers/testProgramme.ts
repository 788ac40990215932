import { en } from '../../src/content/en/index.ts';
import type { PersonId, TenantId } from '../../src/domain/ids.ts';
import type { Obligation } from '../../src/domain/obligation.ts';
import { openSpool } from '../../src/spool.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import type { PersonRecord, Stores } from '../../src/usecases/ports.ts';
import { testClock } from './clock.ts';
import { code } from './code.ts';
import { fakeDirectory } from './fakeDirectory.ts';
import { fakeMessenger } from './fakeMessenger.ts';
import { type ObligationFacts, obligationRecord } from './obligations.ts';
import { conversationOf, groupId, guid, type PersonFacts, personRecord } from './people.ts';
import {
  AMENDMENT_RULES,
  COVERAGE_RULES,
  CYCLE_RULES,
  REMINDER_RULES,
  TIME_ZONE,
  WORKING_RULES,
} from './rules.ts';
import { testSigner } from './testSigner.ts';

/** Whoever is in it is on leave. */
export const ON_LEAVE = groupId('On leave');

/**
 * Everything a use case can depend on: real stores in memory, the Code, the rules of the sample programme, a clock
 * that stands, and fakes for Teams and the directory. Close its `stores` when the test is done.
 */
export function testProgramme(
  options: {
    readonly now?: string;
    readonly pageSize?: number;
    readonly file?: string;
    readonly stores?: Stores;
  } = {},
) {
  const stores: Stores = options.stores ?? openSqliteStores(options.file ?? ':memory:');
  const directory = fakeDirectory(options.pageSize ? { pageSize: options.pageSize } : {});
  directory.setMembers(ON_LEAVE, []);
  let drawn = 0;
  return {
    stores,
    ...stores,
    clock: testClock(options.now),
    messenger: fakeMessenger(),
    directory,
    code,
    wording: en.certificateWording,
    company: code.company,
    tenant: guid('tenant') as TenantId,
    software: { name: 'code-of-ethics-certification-bot', version: '0.1.0' },
    coverageRules: COVERAGE_RULES,
    cycleRules: CYCLE_RULES,
    mostClosedPercent: 100,
    mostLostPercent: 100,
    reminderRules: REMINDER_RULES,
    workingRules: WORKING_RULES,
    amendmentRules: AMENDMENT_RULES,
    leaveGroups: [ON_LEAVE],
    timeZone: TIME_ZONE,
    retentionRules: { years: 7, timeZone: TIME_ZONE },
    roleRules: {
      compliance: { groups: [], people: [] },
      auditCommittee: { groups: [], people: [] },
    },
    groups: [ON_LEAVE],
    openSpool,
    log: { warn: () => undefined },
    signer: testSigner,
    nonce: () => {
      drawn += 1;
      return `nonce-${drawn}`;
    },
  };
}
export type TestProgramme = ReturnType<typeof testProgramme>;

/** Someone the programme knows, with a chat unless `withoutChat`. */
export async function admit(
  { people }: Pick<Stores, 'people'>,
  name: string,
  facts: PersonFacts & { readonly withoutChat?: boolean } = {},
): Promise<PersonRecord> {
  const { withoutChat = false, ...rest } = facts;
  const record = personRecord(name, { ...(!withoutChat && { conversation: conversationOf(name) }), ...rest });
  await people.create(record);
  return record;
}

/** An obligation of somebody, in whatever state `events` lead to. */
export async function oblige(
  { obligations }: Pick<Stores, 'obligations'>,
  name: string,
  facts: ObligationFacts & { readonly below?: readonly PersonId[]; readonly jobTitle?: string } = {},
): Promise<Obligation> {
  const record = obligationRecord(name, facts);
  await obligations.create(record);
  return record.obligation;
}
