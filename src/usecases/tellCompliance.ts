import { alarmFacts, isNews, told } from '../domain/alarm.ts';
import type { PersonId } from '../domain/ids.ts';
import { alarms, updateAlarm } from './alarms.ts';
import { type ShownAlarm, withNames } from './openAlarms.ts';
import type { Clock, ConversationAddress, Delivery, PeopleStore, ProgrammeStore } from './ports.ts';

type Deps = {
  readonly people: PeopleStore;
  readonly programme: ProgrammeStore;
  readonly clock: Clock;
  /** Writes what is new to one of them. */
  readonly tell: (to: ConversationAddress, news: readonly ShownAlarm[]) => Promise<Delivery>;
};

/**
 * Writes to the Compliance Office what alarms are new: one message to each of them however many alarms there are.
 * What reaches none of them stays new and is written again the next time; after a crash it can arrive twice. Returns
 * how many it reached.
 */
export function tellCompliance(deps: Deps) {
  return async (): Promise<number> => {
    const news = (await alarms(deps).open()).filter(isNews);
    if (news.length === 0) return 0;
    const shown = await Promise.all(news.map((each) => withNames(deps, each)));
    let reached = 0;
    for (const id of await complianceOffice(deps.programme)) {
      const record = (await deps.people.get(id))?.value;
      // As of now: somebody may have left the office since the list was made.
      if (!record?.conversation || record.removed || !record.roles.includes('compliance')) continue;
      if ((await deps.tell(record.conversation, shown)).outcome === 'sent') reached += 1;
    }
    if (reached === 0) return 0;
    for (const { id, alarm } of news) {
      await updateAlarm(deps.programme, id, (found) =>
        // What it says since then has yet to be told.
        found && alarmFacts(found.alarm) === alarmFacts(alarm) ? told(found, reached, deps.clock()) : found,
      );
    }
    return reached;
  };
}

/** Who is of the Compliance Office, as of the last sync. */
async function complianceOffice(programme: ProgrammeStore): Promise<readonly PersonId[]> {
  return (await programme.get('population', 'now'))?.value.compliance ?? [];
}
