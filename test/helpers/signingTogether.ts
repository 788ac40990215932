import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Stores } from '../../src/usecases/ports.ts';
import { happened } from './obligations.ts';
import { personId } from './people.ts';
import { admit, oblige } from './testProgramme.ts';

const PEOPLE = Array.from({ length: 12 }, (_, n) => `Signer ${n}`);
/** Milliseconds in which every process hears of a click. */
const HEARD = 40;

type Receipt = { readonly name: string; readonly jws: string };

/** Two processes on one store get the same click at the same moment, for one person after the other. */
export async function signTogether(stores: Stores, store: readonly string[]): Promise<void> {
  for (const name of PEOPLE) {
    await admit(stores, name);
    await oblige(stores, name, { events: [happened.opened()] });
  }
  const script = new URL('./signingProcess.ts', import.meta.url);
  const options = { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] } as const;
  const processes: ChildProcess[] = [1, 2].map(() =>
    fork(script, [...store], { ...options, stdio: [...options.stdio] }),
  );
  try {
    await Promise.all(processes.map((child) => nextFrom(child)));
    for (const name of PEOPLE) {
      const receipts = processes.map((child) => nextFrom(child));
      const at = Date.now() + HEARD;
      for (const child of processes) child.send({ name, at });
      const [one, other] = await Promise.all(receipts);
      assert.ok(one && other);
      assert.equal(one.jws, other.jws, `${name}: the same receipt`);
      const kept = await stores.certificates.ofPerson(personId(name));
      assert.deepEqual(
        kept.map(({ jws }) => jws),
        [one.jws],
        `${name}: one certificate`,
      );
      const [obligation] = await stores.obligations.ofPerson(personId(name));
      const { history, state } = obligation?.value.obligation ?? assert.fail();
      assert.equal(state.status, 'certified');
      assert.equal(history.filter(({ type }) => type === 'certified').length, 1);
    }
  } finally {
    for (const child of processes) if (child.connected) child.disconnect();
    await Promise.all(processes.map((child) => child.exitCode ?? once(child, 'exit')));
  }
}

/** @throws Error when the process ends instead. */
async function nextFrom(child: ChildProcess): Promise<Receipt> {
  const over = new AbortController();
  const { signal } = over;
  const ended = once(child, 'exit', { signal }).then(([code]): never => {
    throw new Error(`A process ended with ${code}.`);
  });
  try {
    return await Promise.race([once(child, 'message', { signal }).then(([said]) => said as Receipt), ended]);
  } finally {
    over.abort();
    ended.catch(() => undefined);
  }
}
