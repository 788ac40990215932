import type { Surroundings } from './compose.ts';
import { retentionRulesOf } from './composeRetention.ts';
import type { CodeVersion } from './domain/code.ts';
import type { Jobs } from './jobs/jobs.ts';
import { groupsOf, type Programme } from './programme.ts';
import { openSpool } from './spool.ts';
import type { CardContext } from './teams/cards/context.ts';
import { checkpointPost } from './teams/checkpointPost.ts';
import type { TeamsMessenger } from './teams/messenger.ts';
import { deliverDigests } from './usecases/deliverDigests.ts';
import { deliverNotices } from './usecases/deliverNotices.ts';
import { deliverPrompts } from './usecases/deliverPrompts.ts';
import { escalate } from './usecases/escalate.ts';
import { findDue } from './usecases/findDue.ts';
import { issueObligations } from './usecases/issueObligations.ts';
import type { Clock, Signer, Stores } from './usecases/ports.ts';
import { reconcileRoster } from './usecases/reconcileRoster.ts';
import { sealLedger } from './usecases/sealLedger.ts';
import { sendCheckpoint } from './usecases/sendCheckpoint.ts';
import { syncDirectory } from './usecases/syncDirectory.ts';
import { resumeActions } from './usecases/takeAction.ts';
import { waiverAlarms } from './usecases/waiverAlarms.ts';
import { type LedgerAlarm, sealWatched, watchLedger } from './usecases/watchLedger.ts';

/** What every part is given: the stores, the Code, the rules and whoever writes to people. */
export type Parts = Stores &
  Pick<Programme, 'cycleRules' | 'reminderRules' | 'workingRules' | 'timeZone'> & {
    readonly code: CodeVersion;
    readonly clock: Clock;
    readonly messenger: TeamsMessenger;
  };

/** The jobs, each put together from its use cases. */
export function composeJobs({
  deps: jobDeps,
  ...around
}: Pick<Surroundings, 'programme' | 'directory' | 'tenant' | 'software' | 'log' | 'installer'> & {
  readonly deps: Parts;
  readonly signer: Signer;
  readonly cardContext: () => CardContext;
}): Jobs {
  const { programme, directory, tenant, software, log, signer, cardContext } = around;
  const reconcile = reconcileRoster({
    ...jobDeps,
    rosterDiffers: (found) => log.error({ event: 'roster-differs', ...found }),
  });
  const watched = {
    ...jobDeps,
    ledgerDiffers: (found: LedgerAlarm) => log.error({ event: 'ledger-differs', ...found }),
  };
  const seal = sealWatched({
    ...watched,
    seal: sealLedger({ ...jobDeps, signer, company: programme.company, tenant, software }),
  });
  const sendCheckpoints = sendCheckpoint({
    ...jobDeps,
    directory,
    installer: around.installer,
    to: auditCommitteeOf(programme),
    everyDays: programme.ledger.checkpointEveryDays,
    post: checkpointPost({ messenger: jobDeps.messenger, cardContext }),
  });
  const delivering = { ...jobDeps, installer: around.installer };
  const prompt = deliverPrompts(delivering);
  const digests = deliverDigests(delivering);
  const notices = deliverNotices(delivering);
  const resume = resumeActions(jobDeps);
  return {
    sync: syncDirectory({
      ...jobDeps,
      ...programme.limits,
      log,
      openSpool,
      directory,
      coverageRules: programme.coverageRules,
      roleRules: programme.roles,
      groups: groupsOf(programme),
    }),
    issue: issueObligations({
      ...jobDeps,
      amendmentRules: programme.amendmentRules,
      leaveGroups: programme.leaveGroups,
      ...programme.limits,
    }),
    escalate: escalate({ ...jobDeps, escalationRules: programme.escalationRules }),
    deliver: async (run) => {
      // Whatever is wrong with those, nobody's message waits for it.
      await resume().catch((err: unknown) => log.error({ event: 'actions-not-resumed', err }));
      return { ...(await prompt(run)), ...(await digests(run)), ...(await notices(run)) };
    },
    reconcile: async (run) => {
      await waiverAlarms({ ...jobDeps, waiverRules: programme.waivers })();
      const roster = await reconcile();
      return { ...roster, ...(await watchLedger(watched)(run)) };
    },
    seal: async (run) => ({ ...(await seal(run)), ...(await sendCheckpoints()) }),
    retention: findDue({ ...jobDeps, retentionRules: retentionRulesOf(programme) }),
  };
}

/** Whom the ledger's checkpoints go to. */
function auditCommitteeOf({ roles }: Programme) {
  const { groups, people } = roles.auditCommittee;
  return { groups, people: [...people, ...(roles.auditCommitteeChair ? [roles.auditCommitteeChair] : [])] };
}
