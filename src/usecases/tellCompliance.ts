import { alarmFacts, isForAuditCommittee, isNews, told } from '../domain/alarm.ts';
import type { PersonId } from '../domain/ids.ts';
import { alarms, updateAlarm } from './alarms.ts';
import { chatOf } from './chatOf.ts';
import { type ShownAlarm, withNames } from './openAlarms.ts';
import type {
  AppInstaller,
  Clock,
  ConversationAddress,
  Delivery,
  Messenger,
  PeopleStore,
  ProgrammeStore,
  Role,
} from './ports.ts';

type Deps = {
  readonly people: PeopleStore;
  readonly programme: ProgrammeStore;
  readonly clock: Clock;
  readonly messenger: Pick<Messenger, 'begin'>;
  /** Without it, only those who have opened the bot are told. */
  readonly installer?: AppInstaller | undefined;
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
 * The app is installed for whoever never opened it. What reaches none of them stays new and is written again the next
 * time; after a crash it can arrive twice. Returns how many it reached.
 */
export function tellCompliance(deps: Deps) {
  return async (): Promise<number> => {
    const news = (await alarms(deps).open()).filter(isNews);
    if (news.length === 0) return 0;
    const shown = await Promise.all(news.map((each) => withNames(deps, each)));
    let people = 0;
    const reached = new Map<string, number>();
    const forBoth = shown.filter(({ alarm }) => isForAuditCommittee(alarm));
    for (const id of await thoseWhoMustKnow(deps.programme)) {
      const record = (await deps.people.get(id))?.value;
      // As of now: somebody may have left the office since the list was made.
      if (!record || record.removed) continue;
      const canLook = record.roles.includes('compliance');
      const theirs = canLook ? shown : record.roles.some(isOfTheCommittee) ? forBoth : [];
      if (theirs.length === 0) continue;
      const chat = await chatOf(deps, record);
      if (!chat || (await deps.tell(chat, theirs, { canLook })).outcome !== 'sent') continue;
      people += 1;
      for (const { id } of theirs) reached.set(id, (reached.get(id) ?? 0) + 1);
    }
    for (const { id, alarm } of news) {
      const by = reached.get(id);
      if (by === undefined) continue;
      await updateAlarm(deps.programme, id, (found) =>
        // What it says since then has yet to be told.
        found && alarmFacts(found.alarm) === alarmFacts(alarm) ? told(found, by, deps.clock()) : found,
      );
    }
    return people;
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
