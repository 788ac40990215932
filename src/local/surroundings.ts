import type { Mode } from '../config.ts';
import type { CalendarDate, PersonId } from '../domain/ids.ts';
import { dateAt } from '../domain/time.ts';
import { graphClient, WITHIN_A_TURN } from '../graph/graphClient.ts';
import { graphDirectory } from '../graph/graphDirectory.ts';
import { graphLiveRoles } from '../graph/graphLiveRoles.ts';
import type { Bot } from '../teams/botDeps.ts';
import type { Clock, Directory, LiveRoles, ProgrammeStore, Stores } from '../usecases/ports.ts';
import { type GraphEmulator, startGraphEmulator } from './graphEmulator/startGraphEmulator.ts';
import { greetingChats } from './greeting.ts';
import { personas } from './personas.ts';
import { PERSONA_IDS, SAMPLE_TENANT_ID, sampleOrganisation } from './sampleOrganisation.ts';

export type LocalSurroundings = {
  readonly tenant: typeof SAMPLE_TENANT_ID;
  readonly directory: Directory;
  readonly liveRoles: LiveRoles;
  readonly identity: Pick<Bot, 'whoIs'> & Required<Pick<Bot, 'actAs'>>;
  readonly greeting: typeof greetingChats;
  readonly newcomer: PersonId;
  close(): Promise<void>;
};

/** What takes the place of Microsoft's cloud on a laptop: a directory, and somebody to be. */
export async function localSurroundings(
  mode: Extract<Mode, { kind: 'local' }>,
  stores: Stores,
  clock: Clock,
): Promise<LocalSurroundings> {
  const { graphEmulatorUrl } = mode;
  const emulator = graphEmulatorUrl ? undefined : await sampleEmulator(stores, clock);
  const emulatorUrl = graphEmulatorUrl ?? emulator?.url ?? '';
  return {
    tenant: SAMPLE_TENANT_ID,
    directory: graphDirectory({ client: graphClient({ emulatorUrl }) }),
    liveRoles: graphLiveRoles({ client: graphClient({ emulatorUrl, ...WITHIN_A_TURN }) }),
    identity: personas({ ...stores, suggested: Object.values(PERSONA_IDS) }),
    greeting: greetingChats,
    newcomer: PERSONA_IDS.newcomer,
    close: async () => {
      await emulator?.close();
    },
  };
}

async function sampleEmulator(stores: Stores, clock: Clock): Promise<GraphEmulator> {
  const organisation = sampleOrganisation({ epoch: await epochOf(stores.programme, clock) });
  return await startGraphEmulator({ ...organisation, now: () => Date.parse(clock()) });
}

/** The day the sample organisation was first looked at: kept, or the newcomer would be hired anew at every start. */
async function epochOf(programme: ProgrammeStore, clock: Clock): Promise<CalendarDate> {
  const kept = await programme.get('local', 'sample-organisation');
  const since = kept?.value.since ?? clock();
  if (!kept) await programme.create('local', 'sample-organisation', { since });
  return dateAt(since, 'UTC');
}
