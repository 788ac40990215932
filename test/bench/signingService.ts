import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { compose } from '../../src/compose.ts';
import { composeAnswers } from '../../src/composeAnswers.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { loadContent } from '../../src/content/code/loadContent.ts';
import { begin, evolveAll } from '../../src/domain/evolve.ts';
import type { PersonId, TenantId } from '../../src/domain/ids.ts';
import { cycleOn } from '../../src/domain/schedule.ts';
import { dateAt, plusMilliseconds } from '../../src/domain/time.ts';
import { listen } from '../../src/http/server.ts';
import { keyFile } from '../../src/keys/keyFile.ts';
import { createLog } from '../../src/log.ts';
import { type Programme, readProgramme } from '../../src/programme.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { software } from '../../src/version.ts';
import { type CountingStores, countingStores } from '../helpers/watchedStores.ts';
import { answering } from './askedProcess.ts';

export type SigningAnswer = {
  readonly port: number;
  readonly cycle: string;
  readonly codeHash: string;
  /** Microseconds since the process began. */
  readonly cpu: { readonly user: number; readonly system: number };
  /** Store calls since the last answer, where they are counted. */
  readonly calls: readonly string[];
};

/**
 * The service over a file of people who were prompted, have each opened the Code and may sign: nothing else is due to
 * them. Answers once what turns have left to be done is done. Its own process.
 */
const [, , people = '1000', serviceUrl = '', counted] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const kept = openSqliteStores(join(folder, 'bench.sqlite'));
const config = readConfig({}) as Config;
const programme = readProgramme('src/content/programme.yaml') as Programme;
const content = loadContent(programme.code);
const code = content.library.current;
const today = dateAt(systemClock(), programme.timeZone);
const cycle = cycleOn(today, programme.cycleRules);
const IN_A_WEEK = 7 * 24 * 60 * 60_000;

const seeding: Promise<unknown>[] = [];
for (let n = 0; n < Number(people); n += 1) {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as PersonId;
  const displayName = `Person ${n}`;
  const at = systemClock();
  const coverage = { kind: 'finance-staff', by: { rule: 'bench', value: '' } } as const;
  const conversation = {
    channelId: 'msteams',
    serviceUrl,
    conversationId: `c${n}`,
    userId: `u${n}`,
    botId: 'bot',
  };
  const person = { id, displayName, accountEnabled: true, userType: 'member', groupIds: [] } as const;
  const issued = begin(
    { personId: id, cycle: cycle.id, codeHash: code.hash },
    { type: 'issued', at, reason: 'annual', due: cycle.due, overdueAfter: cycle.due },
  );
  const obligation = evolveAll(issued, [
    { type: 'message-sent', at, kind: 'prompt', next: plusMilliseconds(at, IN_A_WEEK) },
    { type: 'code-opened', at },
  ]);
  seeding.push(
    kept.people.create({
      id,
      person,
      coverage,
      roles: [],
      managerChain: [],
      firstSeenOn: today,
      inBaseline: true,
      coveredSince: today,
      conversation,
    }),
    kept.obligations.create({ obligation, shown: { displayName, managerChain: [] } }),
  );
}
await Promise.all(seeding);

const counting: CountingStores | undefined = counted ? countingStores(kept) : undefined;
const service = compose({
  config,
  programme,
  content,
  answering: composeAnswers(content),
  stores: counting ?? kept,
  software,
  tenant: 'bench' as TenantId,
  signer: keyFile(join(folder, 'signing-key.pem')),
  clock: systemClock,
  log: createLog('error'),
  directory: {
    changes: async function* () {},
    members: async function* () {},
    timeZones: async () => 'forbidden',
  },
  liveRoles: { now: async () => ({ active: true, groups: [] }) },
});
await listen(service.server, { port: 0, host: '127.0.0.1' });
const { port } = service.server.address() as AddressInfo;

answering(async (): Promise<SigningAnswer> => {
  await service.settle();
  const calls = [...(counting?.calls ?? [])];
  counting?.forget();
  return { port, cycle: cycle.id, codeHash: code.hash, cpu: process.cpuUsage(), calls };
});
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
