import { setInterval } from 'node:timers';
import { systemClock } from '../../src/clock.ts';
import type { GroupId } from '../../src/domain/ids.ts';
import { graphClient } from '../../src/graph/graphClient.ts';
import { graphDirectory } from '../../src/graph/graphDirectory.ts';
import { type Programme, readProgramme } from '../../src/programme.ts';
import { openSpool } from '../../src/spool.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import type { PeopleStore } from '../../src/usecases/ports.ts';
import { type SyncReport, syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { answering } from './askedProcess.ts';

export type SyncQuestion = { readonly run: 'sync' | 'download' };
export type SyncAnswer = {
  readonly seconds: number;
  readonly writes: number;
  readonly reads: number;
  /** Resident memory in MiB: before, at its highest, and after. */
  readonly before: number;
  readonly peak: number;
  readonly after: number;
  readonly report?: SyncReport;
};

/** Syncs the directory into a file, or merely downloads and parses its pages. Its own process. */
const [url = '', group = '', file = ':memory:'] = process.argv.slice(2);
const { coverageRules: rules, timeZone } = readProgramme('src/content/programme.yaml') as Programme;
const compliance = group as GroupId;
const stores = openSqliteStores(file);
const counts = { writes: 0, reads: 0 };
const sync = syncDirectory({
  ...stores,
  people: counted(stores.people),
  directory: graphDirectory({ client: graphClient({ emulatorUrl: url }) }),
  // The departments are those of the generated organisation; the groups are not.
  coverageRules: {
    ...rules,
    financeStaff: { ...rules.financeStaff, groups: [] },
    exclusions: { ...rules.exclusions, groups: [] },
  },
  mostLostPercent: 100,
  roleRules: {
    compliance: { groups: [compliance], people: [] },
    auditCommittee: { groups: [], people: [] },
  },
  groups: [compliance],
  timeZone,
  clock: systemClock,
  openSpool,
  log: { warn: () => undefined },
});

answering<SyncQuestion>(async ({ run }) => {
  Object.assign(counts, { writes: 0, reads: 0 });
  const before = residentMiB();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMiB());
  }, 5);
  const begun = performance.now();
  const report = run === 'sync' ? await sync() : await download();
  const seconds = (performance.now() - begun) / 1000;
  clearInterval(watch);
  const after = residentMiB();
  return { seconds, ...counts, before, peak: Math.max(peak, after), after, ...(report && { report }) };
});

/** What a first load asks of Graph, without anything done with it. */
async function download(): Promise<undefined> {
  const select =
    'id,accountEnabled,userType,displayName,givenName,surname,userPrincipalName,mail,jobTitle,department,country,usageLocation,employeeId,employeeType,employeeHireDate,employeeLeaveDateTime,employeeOrgData,manager';
  const headers = { Authorization: 'Bearer bench', Prefer: 'odata.maxpagesize=999' };
  let link: string | undefined = `${url}/v1.0/users/delta?$select=${select}`;
  while (link) {
    const answer = await fetch(link, { headers });
    if (!answer.ok) throw new Error(`${link} answered ${answer.status}.`);
    const page = (await answer.json()) as { '@odata.nextLink'?: string };
    link = page['@odata.nextLink']?.replace('https://graph.microsoft.com', url);
  }
}

function counted(people: PeopleStore): PeopleStore {
  return {
    ...people,
    get(id) {
      counts.reads += 1;
      return people.get(id);
    },
    create(record) {
      counts.writes += 1;
      return people.create(record);
    },
    replace(record) {
      counts.writes += 1;
      return people.replace(record);
    },
  };
}

function residentMiB(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}
