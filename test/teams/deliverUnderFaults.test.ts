import assert from 'node:assert/strict';
import type { SinonFakeTimers } from 'sinon';
import type { Obligation } from '../../src/domain/obligation.ts';
import { instantOf } from '../../src/domain/time.ts';
import { isWithin, workingTimeOf } from '../../src/domain/workingHours.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { BotAdapter } from '../../src/teams/adapter.ts';
import { setbackOf } from '../../src/teams/deliveryFailure.ts';
import { teamsMessenger } from '../../src/teams/messenger.ts';
import { pace } from '../../src/teams/pace.ts';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import type { Stores } from '../../src/usecases/ports.ts';
import { MONDAY } from '../helpers/clock.ts';
import { code } from '../helpers/code.ts';
import { fillWithDue, numberOf } from '../helpers/duePrompts.ts';
import { fakeTimers } from '../helpers/fakeTimers.ts';
import { mortal } from '../helpers/mortal.ts';
import { CYCLE } from '../helpers/obligations.ts';
import type { PersonFacts } from '../helpers/people.ts';
import { CYCLE_RULES, REMINDER_RULES, TIME_ZONE, WORKING_RULES } from '../helpers/rules.ts';
import {
  type Fate,
  type SimulatedTeams,
  simulatedTeams,
  throughTime,
  underWay,
} from '../helpers/simulatedTeams.ts';
import { CONTEXT } from './cards/cardWorld.ts';

const DUE = 5_000;
const KILLS = 10;
const A_QUARTER = 15 * 60_000;

/** Whoever cannot be reached: one of a hundred for each reason that Teams gives. */
const FINAL: Readonly<Record<number, { status: number; code: string; because: string }>> = {
  11: { status: 403, code: 'ConversationBlockedByUser', because: 'blocked-by-user' },
  22: { status: 403, code: 'MessageWritesBlocked', because: 'blocked-by-user' },
  33: { status: 403, code: 'BotDisabledByAdmin', because: 'disabled-by-admin' },
  44: { status: 403, code: 'BotNotInConversationRoster', because: 'app-not-installed' },
  55: { status: 403, code: 'ForbiddenOperationException', because: 'app-not-installed' },
  66: { status: 404, code: 'ConversationNotFound', because: 'not-found' },
};
/** Half of the company is where it is night while the others work. */
const whereabouts = (n: number): PersonFacts =>
  n % 2 === 0 ? {} : { person: { country: 'JP', timeZone: 'Asia/Tokyo' } };

/** A generator with a seed: a failure can be looked at again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('five thousand prompts, a Teams that fails in every way, and a process that is killed ten times', function () {
  this.timeout(60_000);
  const random = randomFrom(20_261_123);
  const arrived = new Uint8Array(DUE);
  const outside: number[] = [];
  const real = underWay();
  let teams: SimulatedTeams;
  let stores: Stores;
  let timers: SinonFakeTimers;
  let inFlight = 0;
  let lives = 0;

  const fateOf = (conversation: string): Fate => {
    const refused = FINAL[numberOf(conversation) % 100];
    if (refused) return { kind: 'refused', ...refused };
    const draw = random();
    if (draw < 0.02)
      return { kind: 'refused', status: 429, retryAfter: String(1 + Math.floor(random() * 3)) };
    if (draw < 0.04) return { kind: 'refused', status: 429 };
    if (draw < 0.09) return { kind: 'refused', status: 502 };
    if (draw < 0.12) return { kind: 'reset' };
    return { kind: 'taken' };
  };
  const took = (conversation: string): void => {
    const n = numberOf(conversation);
    arrived[n] = (arrived[n] ?? 0) + 1;
    const { person = {} } = whereabouts(n);
    if (!isWithin(instantOf(Date.now()), workingTimeOf(person, WORKING_RULES))) outside.push(n);
  };
  const all = async function* (): AsyncGenerator<Obligation> {
    for await (const batch of stores.obligations.ofCycle(CYCLE))
      for (const { value } of batch) yield value.obligation;
  };
  /** One run of the job by one process, which may die at a call of its own. */
  const run = async (fatal?: { call: number; effect: boolean }): Promise<'ended' | 'died'> => {
    const adapter = real.adapter(new BotAdapter({ kind: 'local', playground: false, playgroundPort: 1 }));
    const life = mortal({ ...real.stores(stores), adapter }, fatal);
    const messenger = teamsMessenger({
      adapter: life.deps.adapter,
      appId: '',
      pace: pace({ setbackOf }),
      cardContext: () => CONTEXT,
      present: (card) => card,
    });
    const deliver = deliverPrompts({
      ...life.deps,
      messenger,
      code,
      cycleRules: CYCLE_RULES,
      reminderRules: REMINDER_RULES,
      workingRules: WORKING_RULES,
      timeZone: TIME_ZONE,
      clock: () => instantOf(Date.now()),
    });
    const how = Promise.race([deliver().then(() => 'ended' as const), life.died.then(() => 'died' as const)]);
    return await throughTime(timers, how, () => real.count() > teams.parked());
  };

  before(async () => {
    teams = await simulatedTeams({
      latency: () => ({ there: 30 + random() * 40, back: random() < 0.02 ? 8_000 : 30 + random() * 40 }),
      fateOf,
      taken: took,
    });
    stores = openSqliteStores(':memory:');
    await fillWithDue(stores, { count: DUE, serviceUrl: teams.url, facts: whereabouts });
    timers = fakeTimers({
      now: Date.parse(MONDAY),
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    });
    for (let kill = 0; kill < KILLS; kill += 1) {
      const fatal = { call: 200 + Math.floor(random() * 1_200), effect: random() < 0.5 };
      lives += (await run(fatal)) === 'died' ? 1 : 0;
      for await (const { history } of all()) if (history.at(-1)?.type === 'message-intended') inFlight += 1;
      timers.tick(A_QUARTER);
    }
    // Two days, by the job's own times.
    for (let quarter = 0; quarter < 2 * 96; quarter += 1) {
      await run();
      timers.tick(A_QUARTER);
    }
    timers.restore();
  });
  after(async () => {
    await teams.close();
    await stores.close();
  });

  it('was killed ten times, each time with messages under way', () => {
    assert.equal(lives, KILLS);
    assert.ok(inFlight > 0);
    const { requests, refused, reset } = teams.counts;
    assert.ok(
      refused > DUE / 20 && reset > DUE / 50,
      `${requests} requests, ${refused} refused, ${reset} reset`,
    );
  });

  it('loses nobody: whoever was not reached is on the list with the reason', async () => {
    let [sent, unreachable] = [0, 0];
    for await (const { messagesSent, unreachable: not, personId } of all()) {
      if (messagesSent > 0) sent += 1;
      else if (not) unreachable += 1;
      else assert.fail(`${personId} is lost`);
    }
    assert.equal(sent + unreachable, DUE);
    assert.equal(unreachable, (DUE / 100) * Object.keys(FINAL).length);
    const counts = await stores.obligations.unreachedCounts({ cycle: CYCLE });
    for (const because of new Set(Object.values(FINAL).map((final) => final.because))) {
      const kinds = Object.values(FINAL).filter((final) => final.because === because).length;
      assert.equal(counts[because as keyof typeof counts], (DUE / 100) * kinds, because);
    }
    assert.equal(arrived.filter((times) => times > 0).length, sent);
  });

  it('asks nobody twice but those who were being asked when it was killed', () => {
    const twice = arrived.reduce((sum, times) => sum + Math.max(0, times - 1), 0);
    assert.ok(twice <= inFlight, `${twice} twice, ${inFlight} under way at the kills`);
  });

  it('asks nobody outside their hours', () => {
    assert.deepEqual(outside, []);
  });

  it('stays under the limits of Teams', () => {
    const { overLimit, requests } = teams.counts;
    assert.ok(overLimit <= requests / 1_000, `${overLimit} of ${requests}`);
  });
});
