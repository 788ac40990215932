import type { GroupId } from './ids.ts';
import { type Obligation, pausedBy } from './obligation.ts';
import type { PersonWithGroups } from './person.ts';

/** Kept as the reason of a pause that the directory made. */
export const LEAVE_OF_ABSENCE = 'leave of absence';

/** Whether somebody is on leave: in one of the groups that say so. */
export function isOnLeave(
  { groupIds }: Pick<PersonWithGroups, 'groupIds'>,
  leave: readonly GroupId[],
): boolean {
  return leave.some((group) => groupIds.includes(group));
}

/**
 * What the directory does with an obligation. What compliance paused stays paused, whoever comes back; what compliance
 * resumed during the leave stays resumed.
 */
export function leaveStep(obligation: Obligation, onLeave: boolean): 'pause' | 'resume' | undefined {
  const { state, history } = obligation;
  if (state.status === 'paused')
    return !onLeave && pausedBy(obligation) === 'directory' ? 'resume' : undefined;
  if (!onLeave || (state.status !== 'outstanding' && state.status !== 'declined')) return undefined;
  const last = history.findLast(({ type }) => type === 'paused' || type === 'resumed');
  const overruled = last?.type === 'resumed' && last.by !== 'directory';
  return overruled ? undefined : 'pause';
}
