import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval } from 'node:timers';
import { instantOf } from '../../src/domain/time.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { BotAdapter } from '../../src/teams/adapter.ts';
import { setbackOf } from '../../src/teams/deliveryFailure.ts';
import { teamsMessenger } from '../../src/teams/messenger.ts';
import { pace } from '../../src/teams/pace.ts';
import { type DeliveryReport, deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import { MONDAY } from '../helpers/clock.ts';
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
  /** Resident memory in MiB: before, and at its highest while delivering. */
  readonly before: number;
  readonly peak: number;
};

/** Delivers so many prompts to a Teams that enforces its limits, from 30 to 70 ms away. Its own process. */
const count = Number(process.argv[2] ?? '1000');

answering(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const arrived = new Uint8Array(count);
  const teams = await simulatedTeams({
    latency: () => ({ there: 30 + Math.random() * 40, back: 30 + Math.random() * 40 }),
    taken: (conversation) => {
      arrived[numberOf(conversation)] = (arrived[numberOf(conversation)] ?? 0) + 1;
    },
  });
  const stores = openSqliteStores(join(folder, 'bench.sqlite'));
  try {
    await fillWithDue(stores, { count, serviceUrl: teams.url });
    const real = underWay();
    const timers = fakeTimers({
      now: Date.parse(MONDAY),
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    });
    const adapter = real.adapter(new BotAdapter({ kind: 'local', playground: false, playgroundPort: 1 }));
    const messenger = teamsMessenger({
      adapter,
      appId: '',
      pace: pace({ setbackOf }),
      cardContext: () => CONTEXT,
      present: (card) => card,
    });
    globalThis.gc?.();
    const before = residentMiB();
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMiB());
    }, 20);
    const [realStart, start] = [process.hrtime.bigint(), performance.now()];
    const deliver = deliverPrompts({
      ...real.stores(stores),
      messenger,
      cycleRules: CYCLE_RULES,
      reminderRules: REMINDER_RULES,
      workingRules: WORKING_RULES,
      timeZone: TIME_ZONE,
      clock: () => instantOf(Date.now()),
    });
    const report = await throughTime(timers, deliver(), () => real.count() > teams.parked());
    clearInterval(watch);
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
      before,
      peak,
    };
  } finally {
    await teams.close();
    await stores.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

function residentMiB(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}
