import type { Mode } from '../config.ts';
import type { CalendarDate, PersonId } from '../domain/ids.ts';
import { dateAt } from '../domain/time.ts';
import { graphClient, WITHIN_A_TURN } from '../graph/graphClient.ts';
import { graphDirectory } from '../graph/graphDirectory.ts';
import { graphLiveRoles } from '../graph/graphLiveRoles.ts';
import type { Bot } from '../teams/botDeps.ts';
import type { Clock, Directory, LiveRoles, ProgrammeStore, Stores } from '../usecases/ports.ts';
import { generateOrganisation } from './generateOrganisation.ts';
import { peopleFrom } from './graphEmulator/peopleFrom.ts';
import { peopleTogether } from './graphEmulator/peopleTogether.ts';
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
  const emulator = graphEmulatorUrl ? undefined : await sampleEmulator(stores, clock, mode.samplePeople);
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

/** The same people at every start. */
const SEED = 1;

async function sampleEmulator(stores: Stores, clock: Clock, more = 0): Promise<GraphEmulator> {
  const sample = sampleOrganisation({ epoch: await epochOf(stores.programme, clock) });
  const below = PERSONA_IDS.chiefFinancialOfficer;
  const people =
    more === 0
      ? sample.people
      : peopleTogether(
          peopleFrom(sample.people),
          generateOrganisation({ people: more, seed: SEED, below }).people,
        );
  const organisation = { ...sample, people };
  return await startGraphEmulator({ ...organisation, now: () => Date.parse(clock()) });
}

/** The day the sample organisation was first looked at: kept, or the newcomer would be hired anew at every start. */
async function epochOf(programme: ProgrammeStore, clock: Clock): Promise<CalendarDate> {
  const kept = await programme.get('local', 'sample-organisation');
  const since = kept?.value.since ?? clock();
  if (!kept) await programme.create('local', 'sample-organisation', { since });
  return dateAt(since, 'UTC');
}
