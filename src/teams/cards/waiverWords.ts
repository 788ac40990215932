import type { Texts } from '../../content/en/index.ts';
import type { CalendarDate } from '../../domain/ids.ts';
import type { RegisteredWaiver } from '../../usecases/waiverRegister.ts';

type Days = { long(date: CalendarDate): string; daysUntil(date: CalendarDate): number };

/** Where an entry of the register stands, in words. */
export function waiverState(
  { waivers: { states } }: Texts,
  dates: Days,
  { status }: RegisteredWaiver,
): string {
  switch (status.state) {
    case 'not-reportable':
    case 'acted-on':
      return states[status.state];
    case 'known':
      return states.known(dates.long(status.until), dates.daysUntil(status.until));
    case 'to-disclose':
      return states.due(dates.long(status.due), dates.daysUntil(status.due));
    case 'disclosed': {
      const on = states.disclosed(dates.long(status.on), status.late);
      const { stays } = status;
      return stays ? `${on}; ${states.website(dates.long(stays.until), dates.long(stays.keptUntil))}` : on;
    }
  }
}
