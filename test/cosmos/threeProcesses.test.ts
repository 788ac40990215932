import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { openCosmosStores } from '../../src/cosmos/openCosmosStores.ts';
import type { Obligation } from '../../src/domain/obligation.ts';
import { startCosmosEmulator } from '../../src/local/cosmosEmulator.ts';
import type { Stores } from '../../src/usecases/ports.ts';
import { fillWithDue } from '../helpers/duePrompts.ts';
import { CYCLE } from '../helpers/obligations.ts';
import { type ConnectorStub, startConnectorStub } from '../teams/connectorStub.ts';

const DUE = 120;
/** What was in flight when a process died is sent again after ten minutes. */
const ELEVEN_MINUTES = 11 * 60_000;

describe('three processes on one Cosmos DB, of which one is killed while it delivers', function () {
  this.timeout(60_000);
  let emulator: Awaited<ReturnType<typeof startCosmosEmulator>>;
  let connector: ConnectorStub;
  let stores: Stores;
  let processes: ChildProcess[] = [];
  const sentBy = new Map<number, number>();

  before(async () => {
    emulator = await startCosmosEmulator();
    connector = await startConnectorStub();
    const { endpoint, key } = emulator;
    stores = await openCosmosStores({ endpoint, key, database: 'three' });
    await fillWithDue(stores, { count: DUE, serviceUrl: connector.url });
    processes = [1, 2, 3].map(() => {
      const child = fork(new URL('./deliveringProcess.ts', import.meta.url), [endpoint, key], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      child.on('message', ({ sent }: { sent: number }) => {
        sentBy.set(child.pid ?? 0, (sentBy.get(child.pid ?? 0) ?? 0) + sent);
      });
      return child;
    });
  });
  after(async () => {
    for (const child of processes) if (child.exitCode === null && !child.killed) child.kill('SIGKILL');
    await connector.close();
    await stores.close();
    await emulator.close();
  });

  const all = async (): Promise<readonly Obligation[]> => {
    const found: Obligation[] = [];
    for await (const batch of stores.obligations.ofCycle(CYCLE))
      found.push(...batch.map(({ value }) => value.obligation));
    return found;
  };
  const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
    while (!(await isSo())) await pause(50);
  };
  const holder = async () => {
    const lease = await stores.programme.get('lease', 'deliver');
    return { pid: Number(lease?.value.holder.split(':')[1]), token: lease?.value.token ?? 0 };
  };

  it('loses no prompt and repeats at most what was in flight: another one takes over at once', async () => {
    await until(() => connector.sent.length >= DUE / 4);
    const killed = await holder();
    const victim = processes.find(({ pid }) => pid === killed.pid);
    assert.ok(victim, 'one of the three delivers');
    const gone = once(victim, 'exit');
    victim.kill('SIGKILL');
    await gone;
    const atKill = await all();
    const inFlight = atKill.filter(({ history }) => history.at(-1)?.type === 'message-intended').length;
    const done = atKill.filter(({ messagesSent }) => messagesSent > 0).length;
    assert.ok(done < DUE && inFlight > 0, `${done} done, ${inFlight} in flight`);

    await until(async () => {
      const waiting = (await all()).filter(({ messagesSent }) => messagesSent === 0);
      return waiting.length <= inFlight;
    });
    const next = await holder();
    assert.ok(next.token > killed.token && next.pid !== killed.pid, 'under a higher token');

    for (const child of processes) if (child !== victim) child.send(ELEVEN_MINUTES);
    await until(async () => (await all()).every(({ messagesSent }) => messagesSent > 0));
    await pause(500);
    const after = await all();
    assert.equal(after.length, DUE);
    assert.ok(after.every(({ messagesSent, unreachable }) => messagesSent === 1 && !unreachable));
    const arrivals = new Map<string, number>();
    for (const { conversation } of connector.sent)
      arrivals.set(conversation, (arrivals.get(conversation) ?? 0) + 1);
    assert.equal(arrivals.size, DUE, 'everybody was asked');
    const twice = connector.sent.length - DUE;
    assert.ok(twice >= 0 && twice <= inFlight, `${twice} twice, ${inFlight} in flight`);
    const byOthers = [...sentBy]
      .filter(([pid]) => pid !== killed.pid)
      .reduce((sum, [, sent]) => sum + sent, 0);
    assert.equal(byOthers, DUE - done, 'what the killed one had not done, the others did, and no more');
  });
});
