import { fileURLToPath } from 'node:url';
import { systemClock } from './clock.ts';
import { type Config, type Problem, readConfig } from './config.ts';
import { retentionTexts as t } from './content/en/retentionCommand.ts';
import type { TenantId } from './domain/ids.ts';
import { isRefusal } from './domain/refusal.ts';
import { holderIsGone, thisHolder } from './jobs/holderIsGone.ts';
import { openSigner } from './keys/openSigner.ts';
import { ConfigurationUnusable } from './prepare.ts';
import { readProgramme } from './programme.ts';
import { openStores } from './stores.ts';
import { executeErasure } from './usecases/executeErasure.ts';
import type { Eraser } from './usecases/ports.ts';
import { recordedSigner } from './usecases/recordedSigner.ts';
import { sealLedger } from './usecases/sealLedger.ts';
import { underLease } from './usecases/underLease.ts';
import { software } from './version.ts';

const EMBEDDED_PROGRAMME = fileURLToPath(new URL('./content/programme.yaml', import.meta.url));
/** Of the ledger, while the service seals. Milliseconds. */
const [PATIENCE, PAUSE] = [120_000, 500];

/**
 * `npm run retention -- execute <list>`: erases what two people of compliance have confirmed. The only place that
 * opens an eraser: on Cosmos DB run it under an identity of its own that may delete; the service's may not.
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
  const [stores, plain] = await Promise.all([openStores(config), openSigner(config)]);
  const eraser = await openEraser(config).catch(async (error: unknown) => {
    await stores.close();
    throw error;
  });
  const clock = systemClock;
  const kept = { ...stores, ...stores.forJobs };
  const signer = recordedSigner({ signer: plain, programme: kept.programme, clock });
  const tenant = await tenantOf(config);
  const leased = underLease({ ...kept, clock, holder: thisHolder(), isGone: holderIsGone });
  const seal = sealLedger({ ...kept, signer, clock, company: programme.company, tenant, software });
  const execute = executeErasure({
    ...kept,
    clock,
    signer,
    tenant,
    software,
    eraser,
    retentionRules: { years: programme.retention.years, timeZone: programme.timeZone },
    because: ({ origin }) => t.because(origin, programme.retention.years),
    seal: async () => {
      for (const until = Date.now() + PATIENCE; Date.now() < until; ) {
        if ((await leased('seal', () => seal())) !== 'elsewhere') return;
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    },
  });
  try {
    const executed = await leased('erase', (lease) =>
      execute(list, { mayGoOn: lease.isHeld, progress: () => undefined }),
    );
    if (executed === 'elsewhere') return complain(t.elsewhere);
    if (!executed || isRefusal(executed)) return complain(t.refused(list, executed?.refused ?? ''));
    process.stdout.write(`${t.done(list, executed)}\n`);
  } finally {
    await eraser.close();
    await stores.close();
  }
}

async function openEraser({ store, mode }: Config): Promise<Eraser> {
  if (store.kind === 'sqlite') {
    const { openSqliteEraser } = await import('./sqlite/openSqliteEraser.ts');
    return openSqliteEraser(store.file);
  }
  const { openCosmosEraser } = await import('./cosmos/openCosmosEraser.ts');
  const { endpoint, database, key } = store;
  if (mode.kind === 'local')
    return openCosmosEraser({
      endpoint,
      database,
      key: key ?? Buffer.from('emulator').toString('base64'),
    });
  const { credentialFor } = await import('./entra.ts');
  return openCosmosEraser({ endpoint, database, credential: credentialFor(mode) });
}

async function tenantOf({ mode }: Config): Promise<TenantId> {
  if (mode.kind === 'teams') return mode.tenantId;
  return (await import('./local/sampleOrganisation.ts')).SAMPLE_TENANT_ID;
}

function isProblems(value: Config | object): value is readonly Problem[] {
  return Array.isArray(value);
}
