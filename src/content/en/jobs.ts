import type { JobName } from '../../jobs/jobs.ts';

/** What compliance reads about the service's jobs. */
export const jobs = {
  jobs: {
    title: 'Jobs',
    lead: 'What the service does by itself, and when.',
    names: {
      sync: 'Read people from the directory',
      issue: 'Ask whoever has to certify',
      escalate: 'Find what has to be escalated',
      deliver: 'Send prompts, reminders, escalations and notices',
      reconcile: 'Compare the roster with the obligations, and the ledger with the certificates',
      seal: 'Enter certificates into the ledger',
      retention: 'List whose records are due to be erased',
    } satisfies Record<JobName, string>,
    last: 'Last run',
    outcome: 'Outcome',
    running: 'Running',
    next: 'Next run',
    never: 'never yet',
    nothing: 'nothing to do',
    since: (when: string) => `since ${when}`,
    by: (who: string) => `on ${who}`,
    failed: (code: string) => `it failed (${code}); the log says where`,
    cutShort: (when: string) =>
      `the run of ${when} was cut short: its process has died. The next run goes on from there`,
    /** By the name of a count; one that is not here is shown by its own name. */
    counts: {
      sent: 'sent',
      unreachable: 'could not be reached',
      later: 'tried again later',
      installing: 'being given the app',
      silenced: 'not asked any more',
      elsewhere: 'taken care of elsewhere',
      postponed: 'waiting for working hours',
      digests: 'told of what is overdue or due to be erased',
      waiting: 'waiting',
      settled: 'settled meanwhile',
      notices: 'told what was recorded about them',
      noticesWaiting: 'waiting to be told what was recorded about them',
      escalated: 'escalated',
      recipients: 'people to tell',
      nobody: 'escalations of which there is nobody to tell',
      skipped: 'documents that cannot be read, named in the log',
      issued: 'asked',
      closed: 'closed',
      reopened: 'reopened',
      due: 'people whose records are due to be erased',
      held: 'kept by a legal hold',
    } as Readonly<Record<string, string>>,
    count: (number: number, what: string) => `${number} ${what}`,
  },
};
