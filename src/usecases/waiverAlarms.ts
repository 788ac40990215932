import type { Alarm } from '../domain/alarm.ts';
import { waiverReference } from '../domain/waiver.ts';
import { alarms } from './alarms.ts';
import { waiverRegister } from './waiverRegister.ts';

/**
 * Keeps an alarm for each entry of the register whose disclosure is due (L5), also for a known departure that has aged
 * into a waiver by silence (L6); ends those that are done. Some store calls more than the register has open entries.
 */
export function waiverAlarms(deps: Parameters<typeof waiverRegister>[0]) {
  return async (): Promise<void> => {
    const found: Alarm[] = [];
    for (const { waiver, status } of await waiverRegister(deps).list()) {
      if (status.state !== 'to-disclose') continue;
      const kind = waiver.facts.kind === 'implicit' ? 'waiver-by-silence' : 'waiver-to-disclose';
      const { due, overdue } = status;
      found.push({ kind, number: waiver.number, reference: waiverReference(waiver), due, overdue });
    }
    await alarms(deps).settle(['waiver-to-disclose', 'waiver-by-silence'], found);
  };
}
