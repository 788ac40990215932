import { fileURLToPath } from 'node:url';
import { clockFrom, systemClock } from './clock.ts';
import { CLOUD } from './clouds.ts';
import { compose, type Service, type Surroundings } from './compose.ts';
import { composeAnswers } from './composeAnswers.ts';
import { type Config, type Mode, type Problem, readConfig } from './config.ts';
import { loadContent, problemsOfLibrary } from './content/code/loadContent.ts';
import { type Documents, NO_DOCUMENTS } from './content/documents/documents.ts';
import type { PersonId } from './domain/ids.ts';
import { openSigner } from './keys/openSigner.ts';
import { createLog } from './log.ts';
import { readProgramme } from './programme.ts';
import { openStores } from './stores.ts';
import { software } from './version.ts';

/** The environment, the programme file or the content cannot be used; every problem is in it. */
export class ConfigurationUnusable extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super('The configuration cannot be used.');
    this.problems = problems;
  }
}

export type Prepared = {
  readonly service: Service;
  readonly around: Surroundings;
  /** Local mode: who one is there at first. */
  readonly newcomer?: PersonId;
  close(): Promise<void>;
};

const EMBEDDED_PROGRAMME = fileURLToPath(new URL('./content/programme.yaml', import.meta.url));

/**
 * From the environment to a composed service; nothing listens or runs yet.
 * @throws ConfigurationUnusable with every problem of environment and programme file together.
 * @throws StoreUnusable when the store's file or database cannot be used, KeyUnusable when the key file cannot.
 */
export async function prepare(env: NodeJS.ProcessEnv): Promise<Prepared> {
  const config = readConfig(env);
  const programme = readProgramme(env.PROGRAMME_FILE || EMBEDDED_PROGRAMME);
  const documents = await documentsIn(env.DOCUMENTS_FOLDER, isProblems(programme) ? '' : programme.company);
  if (isProblems(config) || isProblems(programme) || isProblems(documents))
    throw new ConfigurationUnusable([config, programme, documents].filter(isProblems).flat());
  const content = loadContent(programme.code, documents);
  const misfits = problemsOfLibrary(content.library, documents.folder ?? '');
  if (misfits.length > 0) throw new ConfigurationUnusable(misfits);
  const { mode } = config;
  const answering = composeAnswers(content);
  const [stores, signer] = await Promise.all([openStores(config), openSigner(config)]);
  const base = {
    config,
    programme,
    content,
    answering,
    stores,
    signer,
    log: createLog(config.logLevel),
    software,
  };
  if (mode.kind === 'local') return await prepareLocal(base, mode);
  const around = { ...base, clock: systemClock, ...(await tenantSurroundings(mode)) };
  return { service: compose(around), around, close: () => stores.close() };
}

type Base = Pick<
  Surroundings,
  'config' | 'programme' | 'content' | 'answering' | 'stores' | 'signer' | 'log' | 'software'
>;

async function prepareLocal(base: Base, mode: Extract<Mode, { kind: 'local' }>): Promise<Prepared> {
  const { localSurroundings } = await import('./local/surroundings.ts');
  const clock = mode.startsAt ? clockFrom(mode.startsAt) : systemClock;
  const local = await localSurroundings(mode, base.stores, clock);
  const around = { ...base, ...local, clock };
  return {
    service: compose(around),
    around,
    newcomer: local.newcomer,
    close: async () => {
      await local.close();
      await base.stores.close();
    },
  };
}

async function tenantSurroundings(
  mode: Extract<Mode, { kind: 'teams' }>,
): Promise<Pick<Surroundings, 'tenant' | 'directory' | 'liveRoles' | 'installer'>> {
  const [
    { credentialFor },
    { graphClient, WITHIN_A_TURN },
    { graphDirectory },
    { graphLiveRoles },
    { graphAppInstaller },
  ] = await Promise.all([
    import('./entra.ts'),
    import('./graph/graphClient.ts'),
    import('./graph/graphDirectory.ts'),
    import('./graph/graphLiveRoles.ts'),
    import('./graph/installApp.ts'),
  ]);
  const reached = { credential: credentialFor(mode), graphRoot: CLOUD[mode.cloud].graphRoot };
  return {
    tenant: mode.tenantId,
    directory: graphDirectory({ client: graphClient(reached) }),
    installer: graphAppInstaller({ client: graphClient(reached), ...mode.teamsApp }),
    liveRoles: graphLiveRoles({ client: graphClient({ ...reached, ...WITHIN_A_TURN }) }),
  };
}

/** Reading texts takes a library of its own, which nobody else waits for. */
async function documentsIn(
  folder: string | undefined,
  company: string,
): Promise<Documents | readonly Problem[]> {
  if (!folder) return NO_DOCUMENTS;
  const { loadDocuments } = await import('./content/documents/loadDocuments.ts');
  return loadDocuments(folder, company);
}

function isProblems(value: Config | object): value is readonly Problem[] {
  return Array.isArray(value);
}
