import type { Alarm } from '../domain/alarm.ts';
import { alarms } from './alarms.ts';
import { type CheckLedgerDeps, checkLedger, type LedgerCheck } from './checkLedger.ts';
import { LedgerInconsistent } from './failures.ts';
import { ALONE, type JobRun } from './jobRun.ts';
import type { Clock } from './ports.ts';
import type { SealReport } from './sealLedger.ts';

type Deps = CheckLedgerDeps & {
  readonly clock: Clock;
  /** Told of each run that finds something: ids, no names. */
  readonly ledgerDiffers: (found: LedgerAlarm) => void;
};

export type LedgerAlarm = Omit<Extract<Alarm, { kind: 'ledger-fault' }>, 'kind'>;

/**
 * Looks through the whole ledger and keeps an alarm while anything in it is not as it was signed and sealed. The alarm
 * ends when a whole look finds nothing, and in no other way: a run that had to stop says nothing.
 */
export function watchLedger(deps: Deps) {
  return async (run: JobRun = ALONE): Promise<Readonly<Record<string, number>>> => {
    const found = await checkLedger(deps)(run);
    if (!found) return { 'ledger-unfinished': 1 };
    await keep(deps, found);
    return { ledger: found.records, 'ledger-faults': found.faults.total() };
  };
}

/** How many faults a run found, from what it returned. */
export function ledgerFaultsIn(report: Readonly<Record<string, number>>): number {
  return report['ledger-faults'] ?? 0;
}

/**
 * Seals, and looks through the whole ledger as soon as sealing finds that something was changed, so that the alarm
 * does not wait for the night and names what it is.
 * @throws LedgerInconsistent all the same: nothing is sealed on what was changed.
 */
export function sealWatched(deps: Deps & { readonly seal: (run: JobRun) => Promise<SealReport> }) {
  return async (run: JobRun = ALONE): Promise<SealReport> => {
    try {
      const report = await deps.seal(run);
      if (report.damaged > 0) await watchLedger(deps)(run);
      return report;
    } catch (error) {
      if (!(error instanceof LedgerInconsistent)) throw error;
      await watchLedger(deps)(run);
      throw error;
    }
  };
}

async function keep(deps: Deps, { faults }: LedgerCheck): Promise<void> {
  const found = { counts: faults.counts(), faults: faults.named() };
  const isFaulty = faults.total() > 0;
  await alarms(deps).settle(['ledger-fault'], isFaulty ? [{ kind: 'ledger-fault', ...found }] : []);
  if (isFaulty) deps.ledgerDiffers(found);
}
