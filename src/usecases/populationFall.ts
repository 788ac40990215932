import { type Alarm, type Confirmation, digestOfPeople } from '../domain/alarm.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Alarms } from './alarms.ts';
import { PopulationFell } from './failures.ts';

/** So few may always be lost, whatever their share. */
const FEW = 5;

type Fall = {
  /** How many were covered. */
  readonly before: number;
  /** Those of them who would not be any more. */
  readonly lost: readonly PersonId[];
};

/** Whether so many of those covered are lost at once that it is not believed. */
export function isTooManyLost(counts: { before: number; lost: number }, limitPercent: number): boolean {
  return counts.lost > Math.max(FEW, (counts.before * limitPercent) / 100);
}

/**
 * Lets a sync go on if so many are lost as may be, or if somebody has confirmed that just these are: returns who did.
 * @throws PopulationFell after it has raised an alarm.
 */
export async function believedFall(
  { raise, confirmation }: Pick<Alarms, 'raise' | 'confirmation'>,
  { before, lost }: Fall,
  limitPercent: number,
): Promise<Confirmation | undefined> {
  if (!isTooManyLost({ before, lost: lost.length }, limitPercent)) return undefined;
  const sha256 = digestOfPeople(lost);
  const alarm: Alarm = { kind: 'population-fell', covered: before, lost: lost.length, limitPercent, sha256 };
  const confirmed = await confirmation(alarm);
  if (confirmed) return confirmed;
  await raise(alarm);
  throw new PopulationFell(
    `${lost.length} of ${before} covered people would not be covered any more: more than ${limitPercent} % ` +
      '(limits.mostLostPercent) is not believed. Nobody’s coverage was changed, and nothing is closed. Look whether ' +
      'the directory or the programme file is wrong; if it is right, somebody of the Compliance Office confirms it ' +
      '(type `alarms`).',
  );
}
