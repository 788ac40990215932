import { fileURLToPath } from 'node:url';
import type { TokenCredential } from '@azure/identity';
import { clockFrom, systemClock } from './clock.ts';
import { retentionRulesOf } from './composeRetention.ts';
import { type Config, type Problem, readConfig } from './config.ts';
import { retentionTexts as t } from './content/en/retentionCommand.ts';
import type { TenantId } from './domain/ids.ts';
import { isRefusal } from './domain/refusal.ts';
import { holderIsGone, thisHolder } from './jobs/holderIsGone.ts';
import { openSigner } from './keys/openSigner.ts';
import { ConfigurationUnusable } from './prepare.ts';
import { type Programme, readProgramme } from './programme.ts';
import { openStores } from './stores.ts';
import { executeErasure } from './usecases/executeErasure.ts';
import { findDue } from './usecases/findDue.ts';
import { newestCheckpoint } from './usecases/ledgerStore.ts';
import { allHolds } from './usecases/legalHolds.ts';
import type { Clock, Eraser, ProgrammeStore, Signer, Stores } from './usecases/ports.ts';
import { recordedSigner } from './usecases/recordedSigner.ts';
import { sealLedger } from './usecases/sealLedger.ts';
import { underLease } from './usecases/underLease.ts';
import { software } from './version.ts';

const EMBEDDED_PROGRAMME = fileURLToPath(new URL('./content/programme.yaml', import.meta.url));
/** Of the ledger, while the service seals. Milliseconds. */
const [PATIENCE, PAUSE] = [120_000, 500];
/** Machines whose clocks are set differ by less. Milliseconds. */
const MOST_BEHIND = 5 * 60_000;

/**
 * `npm run retention -- execute <list>`: erases what two people of compliance have confirmed, and looks again what is
 * due. The only place that opens an eraser. In a tenant all of it is done as whoever signed in with `az login`: the
 * service's own identity may not delete.
 */
export async function retentionCommand(
  what: string | undefined,
  list: string | undefined,
  complain: (text: string) => void,
): Promise<void> {
  if (what !== 'execute' || !list) return complain(t.usage);
  const config = readConfig(process.env);
  const programme = readProgramme(process.env.PROGRAMME_FILE || EMBEDDED_PROGRAMME);
  if (isProblems(config) || isProblems(programme))
    throw new ConfigurationUnusable([config, programme].filter(isProblems).flat());
  const operator =
    config.mode.kind === 'teams' ? (await import('./entra.ts')).operatorCredential(config.mode) : undefined;
  const [stores, signer] = await Promise.all([openStores(config, operator), openSigner(config, operator)]);
  const eraser = await openEraser(config, operator).catch(async (error: unknown) => {
    await stores.close();
    throw error;
  });
  try {
    await execute(list, { config, programme, stores, signer, eraser, complain });
  } finally {
    await eraser.close();
    await stores.close();
  }
}

type Opened = {
  readonly config: Config;
  readonly programme: Programme;
  readonly stores: Stores;
  readonly signer: Signer;
  readonly eraser: Eraser;
  readonly complain: (text: string) => void;
};

async function execute(list: string, { config, programme, stores, eraser, complain, ...opened }: Opened) {
  const kept = { ...stores, ...stores.forJobs };
  const clock = await clockFor(config, kept.programme, list);
  if (!clock) return complain(t.clockBehind);
  const signer = recordedSigner({ signer: opened.signer, programme: kept.programme, clock });
  const tenant = await tenantOf(config);
  const retentionRules = retentionRulesOf(programme);
  const leased = underLease({ ...kept, clock, holder: thisHolder(), isGone: holderIsGone });
  const seal = sealLedger({ ...kept, signer, clock, company: programme.company, tenant, software });
  const erase = executeErasure({
    ...kept,
    clock,
    signer,
    tenant,
    software,
    eraser,
    retentionRules,
    because: ({ origin }) => t.because(origin, programme.retention.years),
    seal: async () => {
      for (const until = Date.now() + PATIENCE; Date.now() < until; ) {
        if ((await leased('seal', () => seal())) !== 'elsewhere') return;
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    },
  });
  const executed = await leased('erase', (lease) =>
    erase(list, { mayGoOn: lease.isHeld, progress: () => undefined }),
  );
  if (executed === 'elsewhere') return complain(t.elsewhere);
  if (!executed || isRefusal(executed)) return complain(t.refused(list, executed?.refused ?? ''));
  process.stdout.write(`${t.done(list, executed)}\n`);
  // Nobody is to propose again what is gone. Where the job runs at this moment, it finds it by itself.
  await leased('retention', (lease) =>
    findDue({ ...kept, clock, retentionRules })({ mayGoOn: lease.isHeld, progress: () => undefined }),
  );
}

/**
 * What time it is: never earlier than what a tombstone has to come after, the decision, the last release of a hold and
 * the ledger's last checkpoint. Local mode's time can be moved (`LOCAL_NOW`), and the service's has gone on since; in a
 * tenant two machines differ by seconds. Undefined where this one is behind by more.
 */
async function clockFor(
  { mode }: Config,
  programme: ProgrammeStore,
  list: string,
): Promise<Clock | undefined> {
  const own = mode.kind === 'local' && mode.startsAt ? clockFrom(mode.startsAt) : systemClock;
  const [erasure, checkpoint, holds] = await Promise.all([
    programme.get('erasure', list),
    newestCheckpoint(programme),
    allHolds(programme),
  ]);
  const known = [
    erasure?.value.confirmed?.at,
    checkpoint?.checkpoint.at,
    ...holds.flatMap(({ at, released }) => [at, released?.at]),
  ].flatMap((at) => at ?? []);
  const latest = known.toSorted().at(-1);
  if (!latest || latest <= own()) return own;
  if (mode.kind === 'teams' && Date.parse(latest) - Date.parse(own()) > MOST_BEHIND) return undefined;
  if (mode.kind === 'local') process.stdout.write(`${t.goesOnFrom(latest)}\n`);
  return clockFrom(latest);
}

async function openEraser({ store, mode }: Config, credential: TokenCredential | undefined): Promise<Eraser> {
  if (store.kind === 'sqlite') {
    const { openSqliteEraser } = await import('./sqlite/openSqliteEraser.ts');
    return openSqliteEraser(store.file);
  }
  const { openCosmosEraser } = await import('./cosmos/openCosmosEraser.ts');
  const { endpoint, database, key } = store;
  return openCosmosEraser({
    endpoint,
    database,
    ...(mode.kind === 'local' && { key: key ?? Buffer.from('emulator').toString('base64') }),
    ...(credential && { credential }),
  });
}

async function tenantOf({ mode }: Config): Promise<TenantId> {
  if (mode.kind === 'teams') return mode.tenantId;
  return (await import('./local/sampleOrganisation.ts')).SAMPLE_TENANT_ID;
}

function isProblems(value: Config | object): value is readonly Problem[] {
  return Array.isArray(value);
}
