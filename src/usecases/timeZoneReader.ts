import type { CalendarDate, PersonId } from '../domain/ids.ts';
import { plusDays } from '../domain/time.ts';
import { Failure } from './failures.ts';
import type { Directory, PersonRecord } from './ports.ts';

/** People move rarely, and each answer costs a look into somebody's mailbox settings. */
const GOOD_FOR_DAYS = 60;

type Deps = {
  readonly directory: Pick<Directory, 'timeZones'>;
  readonly log: { readonly warn: (facts: object) => void };
};

export type TimeZoneReader = {
  /** Asks for those of whom it is not known or was asked long ago. */
  read(people: readonly Pick<PersonRecord, 'id' | 'timeZoneReadOn'>[]): Promise<Told>;
  /** How many of them could not be asked for. */
  unread(): number;
};

/** What was told of whom; nothing of those who were not asked for. */
export type Told = ReadonlyMap<PersonId, { readonly timeZone: string | undefined }>;

/**
 * Reads where covered people keep their calendars. That is a courtesy to them and never stops a sync: without the
 * permission, or while mailboxes do not answer, their country and the company's zone decide. The log says so once.
 */
export function timeZoneReader({ directory, log }: Deps, today: CalendarDate): TimeZoneReader {
  const oldest = plusDays(today, -GOOD_FOR_DAYS);
  let given = true;
  let unread = 0;
  const stop = (facts: object): void => {
    given = false;
    log.warn({ event: 'time-zones-not-read', ...facts });
  };
  return {
    unread: () => unread,
    async read(people) {
      const due = people
        .filter(({ timeZoneReadOn: on }) => on === undefined || on <= oldest)
        .map(({ id }) => id);
      if (due.length === 0) return new Map();
      try {
        const found = given ? await directory.timeZones(due) : undefined;
        if (found === 'forbidden') stop({ permission: 'MailboxSettings.Read' });
        if (found !== undefined && found !== 'forbidden')
          return new Map(due.map((id) => [id, { timeZone: found.get(id) }]));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        stop({ err: error });
      }
      unread += due.length;
      return new Map();
    },
  };
}
