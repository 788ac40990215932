import { alarmFacts, isForAuditCommittee, isNews, told } from '../domain/alarm.ts';
import type { PersonId } from '../domain/ids.ts';
import { alarms, updateAlarm } from './alarms.ts';
import { type ShownAlarm, withNames } from './openAlarms.ts';
import type { Clock, ConversationAddress, Delivery, PeopleStore, ProgrammeStore, Role } from './ports.ts';

type Deps = {
  readonly people: PeopleStore;
  readonly programme: ProgrammeStore;
  readonly clock: Clock;
  /** Writes what is new to one of them; only the Compliance Office can look into it. */
  readonly tell: (
    to: ConversationAddress,
    news: readonly ShownAlarm[],
    options: { readonly canLook: boolean },
  ) => Promise<Delivery>;
};

/**
 * Writes to the Compliance Office what alarms are new, and to the Audit Committee's people those of them that are for
 * them too: one message to each person however many alarms there are.
 * What reaches none of them stays new and is written again the next time; after a crash it can arrive twice. Returns
 * how many it reached.
 */
export function tellCompliance(deps: Deps) {
  return async (): Promise<number> => {
    const news = (await alarms(deps).open()).filter(isNews);
    if (news.length === 0) return 0;
    const shown = await Promise.all(news.map((each) => withNames(deps, each)));
    let reached = 0;
    const forBoth = shown.filter(({ alarm }) => isForAuditCommittee(alarm));
    for (const id of await thoseWhoMustKnow(deps.programme)) {
      const record = (await deps.people.get(id))?.value;
      // As of now: somebody may have left the office since the list was made.
      if (!record?.conversation || record.removed) continue;
      const canLook = record.roles.includes('compliance');
      const theirs = canLook ? shown : record.roles.some(isOfTheCommittee) ? forBoth : [];
      if (theirs.length === 0) continue;
      if ((await deps.tell(record.conversation, theirs, { canLook })).outcome === 'sent') reached += 1;
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

function isOfTheCommittee(role: Role): boolean {
  return role === 'audit-committee' || role === 'audit-committee-chair';
}

/** The Compliance Office and the Audit Committee's people, as of the last sync. */
async function thoseWhoMustKnow(programme: ProgrammeStore): Promise<ReadonlySet<PersonId>> {
  const population = (await programme.get('population', 'now'))?.value;
  return new Set([...(population?.compliance ?? []), ...(population?.auditCommittee ?? [])]);
}
