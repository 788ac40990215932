import type { Office } from '../../domain/coverage.ts';
import type { ObligationReason, UnreachableReason } from '../../domain/obligation.ts';
import type { ManagerView, TallyKey } from '../../domain/progress.ts';

/** Names of things, as people read them. */
export const words = {
  offices: {
    'chief-executive-officer': 'Chief Executive Officer',
    'chief-financial-officer': 'Chief Financial Officer',
    'assistant-chief-financial-officer': 'Assistant Chief Financial Officer',
    controller: 'Controller',
    'chief-accounting-officer': 'Chief Accounting Officer',
    treasurer: 'Treasurer',
  } satisfies Record<Office, string>,
  reasons: {
    hire: 'You joined the finance and accounting organisation',
    annual: 'The Code asks for it at least once a year',
    transfer: 'You moved into a role the Code covers',
    amendment: 'The Code has been amended',
    rehire: 'You have come back to a role the Code covers',
  } satisfies Record<ObligationReason, string>,
  /** The same, of somebody else. */
  reasonsOfOthers: {
    hire: 'They joined the finance and accounting organisation',
    annual: 'The Code asks for it at least once a year',
    transfer: 'They moved into a role the Code covers',
    amendment: 'The Code has been amended',
    rehire: 'They have come back to a role the Code covers',
  } satisfies Record<ObligationReason, string>,
  managerViews: {
    complete: 'Complete',
    outstanding: 'Outstanding',
    overdue: 'Overdue',
    paused: 'Paused',
    'not-required': 'Not required',
  } satisfies Record<ManagerView, string>,
  tally: {
    certified: 'Certified',
    'certified-with-exception': 'Certified with an exception',
    'certified-on-paper': 'Certified on paper',
    declined: 'Declined',
    excused: 'Excused',
    left: 'Left',
    paused: 'Paused',
    outstanding: 'Outstanding',
    superseded: 'Superseded',
  } satisfies Record<TallyKey, string>,
  unreachable: {
    'app-not-installed': 'the app is not installed for them',
    'app-being-installed': 'the app has just been installed for them; Teams has yet to open the chat',
    'app-not-in-catalog':
      'the app is not in the organisation’s Teams catalogue: an administrator has to upload it',
    'permission-missing':
      'this service may not install the app: an administrator has to grant the permission',
    'no-teams-licence': 'they have no Teams licence',
    'blocked-by-policy': 'a Teams app permission policy blocks the app for them',
    'blocked-by-user': 'they have blocked the bot',
    'disabled-by-admin': 'an administrator has disabled the bot',
    'not-found': 'Teams does not know the chat any more',
    refused: 'Teams refuses the message',
    'service-unavailable': 'Teams could not take the message; it is tried again',
  } satisfies Record<UnreachableReason, string>,
} as const;
