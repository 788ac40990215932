import { setInterval } from 'node:timers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { instantOf } from '../../src/domain/time.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { BotAdapter } from '../../src/teams/adapter.ts';
import { setbackOf } from '../../src/teams/deliveryFailure.ts';
import { teamsMessenger } from '../../src/teams/messenger.ts';
import { pace } from '../../src/teams/pace.ts';
import { type DeliveryReport, deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import type { Stores } from '../../src/usecases/ports.ts';
import { MONDAY } from '../helpers/clock.ts';
import { code } from '../helpers/code.ts';
import { fillWithDue, numberOf } from '../helpers/duePrompts.ts';
import { fakeTimers } from '../helpers/fakeTimers.ts';
import { CYCLE_RULES, REMINDER_RULES, TIME_ZONE, WORKING_RULES } from '../helpers/rules.ts';
import { simulatedTeams, throughTime, underWay } from '../helpers/simulatedTeams.ts';
import { CONTEXT } from '../teams/cards/cardWorld.ts';
import { answering } from './askedProcess.ts';

export type DeliverAnswer = {
  readonly report: DeliveryReport;
  /** On the simulated clock, and on a real one. */
  readonly simulatedSeconds: number;
  readonly realSeconds: number;
  readonly requests: number;
  readonly overLimit: number;
  readonly lost: number;
  readonly twice: number;
  /** At their highest, in MiB: what the process holds, and what of it is in use. */
  readonly resident: number;
  readonly live: number;
};

export type DeliverQuestion = { readonly about: 'url' | 'fill' | 'deliver'; readonly url?: string };

/**
 * Delivers so many prompts to a Teams that enforces its limits, from 30 to 70 ms away. Its own process; another one
 * fills the store before, so that this one's memory is that of delivering.
 */
const [, , people = '1000', file = ':memory:'] = process.argv;
const count = Number(people);
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const arrived = new Uint8Array(count);
const teams = await simulatedTeams({
  latency: () => ({ there: 30 + Math.random() * 40, back: 30 + Math.random() * 40 }),
  taken: (conversation) => {
    arrived[numberOf(conversation)] = (arrived[numberOf(conversation)] ?? 0) + 1;
  },
});

answering<DeliverQuestion>(async ({ about, url }) => {
  if (about === 'url') return { url: teams.url };
  const stores = openSqliteStores(file);
  try {
    if (about === 'deliver') return await deliver(stores);
    await fillWithDue(stores, { count, serviceUrl: url ?? '' });
    return {};
  } finally {
    await stores.close();
  }
});

async function deliver(stores: Stores): Promise<DeliverAnswer> {
  const real = underWay();
  const timers = fakeTimers({
    now: Date.parse(MONDAY),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  const messenger = teamsMessenger({
    adapter: real.adapter(new BotAdapter({ kind: 'local', playground: false, playgroundPort: 1 })),
    appId: '',
    pace: pace({ setbackOf }),
    cardContext: () => CONTEXT,
    present: (card) => card,
  });
  const memory = { resident: 0, live: 0 };
  const look = setInterval(() => {
    memory.resident = Math.max(memory.resident, residentMiB());
  }, 20);
  const lookCloser = ({ sent = 0 }: Readonly<Record<string, number>>): void => {
    if (sent % 500 === 250) memory.live = Math.max(memory.live, liveMiB());
  };
  const [realStart, start] = [process.hrtime.bigint(), performance.now()];
  const delivering = deliverPrompts({
    ...real.stores(stores),
    messenger,
    code,
    cycleRules: CYCLE_RULES,
    reminderRules: REMINDER_RULES,
    workingRules: WORKING_RULES,
    timeZone: TIME_ZONE,
    clock: () => instantOf(Date.now()),
  })({ mayGoOn: () => true, progress: lookCloser });
  const report = await throughTime(timers, delivering, () => real.count() > teams.parked());
  clearInterval(look);
  const simulatedSeconds = (performance.now() - start) / 1_000;
  timers.restore();
  return {
    report,
    simulatedSeconds,
    realSeconds: Number(process.hrtime.bigint() - realStart) / 1e9,
    requests: teams.counts.requests,
    overLimit: teams.counts.overLimit,
    lost: arrived.filter((times) => times === 0).length,
    twice: arrived.filter((times) => times > 1).length,
    resident: memory.resident,
    live: memory.live,
  };
}

/** What is in use, without what the engine has only not collected yet. */
function liveMiB(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

function residentMiB(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}
