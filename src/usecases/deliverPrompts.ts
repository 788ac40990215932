import { type DeliverDeps, deliverOne } from './deliverOne.ts';
import { ALONE, type JobRun, unlessUnusableLater } from './jobRun.ts';
import { manyAtOnce } from './manyAtOnce.ts';

/** At most so many can arrive twice after a crash; enough for the pace Teams allows at two thirds of a second each. */
const AT_ONCE = 32;

export type DeliveryReport = {
  sent: number;
  unreachable: number;
  later: number;
  /** The app is being installed for them: the message goes out when Teams tells of their chat. */
  installing: number;
  silenced: number;
  elsewhere: number;
  /** Due outside the person's working hours: they go out when those begin. */
  postponed: number;
};

/**
 * Sends every prompt and reminder that is due. The intent is stored before sending and the outcome after, so that
 * after a crash nothing due is lost and only what was in flight can arrive twice (promise 4).
 */
export function deliverPrompts(deps: DeliverDeps) {
  return async (run: JobRun = ALONE): Promise<DeliveryReport> => {
    const report: DeliveryReport = {
      sent: 0,
      unreachable: 0,
      later: 0,
      installing: 0,
      silenced: 0,
      elsewhere: 0,
      postponed: 0,
    };
    const mayBegin = async (): Promise<boolean> => {
      await deps.messenger.ready();
      return run.mayGoOn();
    };
    const due = deps.obligations.dueForMessage(deps.clock());
    await manyAtOnce(due, { atOnce: AT_ONCE, mayBegin }, async (record) => {
      const outcome = await unlessUnusableLater(() => deliverOne(deps, record));
      if (outcome) report[outcome] += 1;
      run.progress(report);
    });
    return report;
  };
}
