import { setTimeout as pause } from 'node:timers/promises';
import { openCosmosStores } from '../../src/cosmos/openCosmosStores.ts';
import { plusMilliseconds } from '../../src/domain/time.ts';
import { holderIsGone, thisHolder } from '../../src/jobs/holderIsGone.ts';
import { JOBS, type Job, type JobName, runJob } from '../../src/jobs/jobs.ts';
import { BotAdapter } from '../../src/teams/adapter.ts';
import { setbackOf } from '../../src/teams/deliveryFailure.ts';
import { teamsMessenger } from '../../src/teams/messenger.ts';
import { pace } from '../../src/teams/pace.ts';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import type { Clock } from '../../src/usecases/ports.ts';
import { underLease } from '../../src/usecases/underLease.ts';
import { MONDAY } from '../helpers/clock.ts';
import { code } from '../helpers/code.ts';
import { ALWAYS_AT_WORK, CYCLE_RULES, REMINDER_RULES, TIME_ZONE } from '../helpers/rules.ts';
import { CONTEXT } from '../teams/cards/cardWorld.ts';

/** One instance of several: delivers whenever it gets the lease, until its parent is gone. Says what each run did. */
const [, , endpoint = '', key = ''] = process.argv;
let ahead = 0;
process.on('message', (ms) => {
  ahead += Number(ms);
});
process.on('disconnect', () => process.exit(0));

const clock: Clock = () => plusMilliseconds(MONDAY, performance.now() + ahead);
const stores = await openCosmosStores({ endpoint, key, database: 'three' });
const messenger = teamsMessenger({
  adapter: new BotAdapter({ kind: 'local', playground: false, playgroundPort: 1 }),
  appId: '',
  pace: pace({ setbackOf }),
  cardContext: () => CONTEXT,
  present: (card) => card,
});
const rules = { code, cycleRules: CYCLE_RULES, reminderRules: REMINDER_RULES, workingRules: ALWAYS_AT_WORK };
const none: Job = async () => ({});
const others = Object.fromEntries(JOBS.map((name) => [name, none])) as Record<JobName, Job>;
const run = runJob({
  jobs: {
    ...others,
    deliver: deliverPrompts({ ...stores, ...rules, messenger, timeZone: TIME_ZONE, clock }),
  },
  programme: stores.programme,
  clock,
  underLease: underLease({
    programme: stores.programme,
    clock,
    holder: thisHolder(),
    isGone: holderIsGone,
  }),
});
for (;;) {
  const outcome = await run('deliver');
  if (outcome.ran) process.send?.({ sent: outcome.report.sent });
  await pause(150);
}
