import { performance } from 'node:perf_hooks';
// Bound at import: tests that replace the global timers must not stop the store.
import { setImmediate } from 'node:timers';
import { Worker } from 'node:worker_threads';
import type { Parameters, Writer } from './writer.ts';

/** What the thread is started for. */
export type ThreadFor = { readonly file: string; readonly patience: number };
export type Asked = {
  readonly id: number;
  readonly sql: string;
  readonly parameters: Parameters;
  /** Milliseconds, before the thread was told. */
  readonly waited: number;
};
/** What the engine says of an error. */
export type Said = { readonly message: string; readonly code?: string; readonly errcode?: number };
export type Outcome =
  | { readonly id: number; readonly changes: number }
  | { readonly id: number; readonly said: Said };

type Waiting = {
  readonly id: number;
  readonly sql: string;
  readonly parameters: Parameters;
  readonly since: number;
  readonly resolve: (changes: number) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Writes to a file in a thread of its own: there the flush to the disk, and what it takes now and then to move the log
 * into the database, keep nobody waiting who wants to be answered. Nothing else changes: a promise resolves once the
 * write is durable, and readers in this thread see no write before it is. The thread begins with the first write.
 * What arrives while it is at work goes to it together, in one message: to wake a thread takes as long as a write.
 */
export function writerInThread(at: ThreadFor): Writer {
  /** In the order in which they were asked. */
  let waiting: Waiting[] = [];
  const underWay = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let scheduled = false;
  let ids = 0;
  let latest: Promise<unknown> = Promise.resolve();
  let closed: Promise<void> | undefined;

  const begin = (): Worker => {
    const begun = new Worker(new URL('./writerThread.ts', import.meta.url), { workerData: at });
    const ended = (error: unknown): void => {
      if (thread !== begun) return;
      thread = undefined;
      for (const { reject } of underWay.values()) reject(error);
      underWay.clear();
      schedule();
    };
    begun.on('message', (outcomes: readonly Outcome[]) => {
      for (const outcome of outcomes) settle(outcome);
      if (underWay.size > 0) return;
      // What is under way keeps the process alive, and nothing else of this.
      begun.unref();
      schedule();
    });
    begun.on('error', ended);
    begun.on('exit', () => ended(new Error('The thread that writes has ended.')));
    return begun;
  };
  const settle = (outcome: Outcome): void => {
    const { resolve, reject } = underWay.get(outcome.id) ?? {};
    underWay.delete(outcome.id);
    if ('changes' in outcome) resolve?.(outcome.changes);
    else reject?.(Object.assign(new Error(outcome.said.message), outcome.said));
  };
  const schedule = (): void => {
    if (scheduled || waiting.length === 0 || underWay.size > 0) return;
    scheduled = true;
    setImmediate(post);
  };
  const post = (): void => {
    scheduled = false;
    const now = performance.now();
    const asked = waiting.map(
      ({ id, sql, parameters, since }): Asked => ({ id, sql, parameters, waited: now - since }),
    );
    for (const write of waiting) underWay.set(write.id, write);
    waiting = [];
    thread ??= begin();
    thread.ref();
    thread.postMessage(asked);
  };
  const end = async (): Promise<void> => {
    // They are answered in order: when the last one is, so are all before it.
    await latest;
    const ending = thread;
    if (!ending) return;
    const exit = new Promise<void>((resolve) => ending.once('exit', () => resolve()));
    ending.ref();
    ending.postMessage('close');
    await exit;
  };

  return {
    write(sql, parameters, waited = 0) {
      const write = new Promise<number>((resolve, reject) => {
        if (closed) return reject(new Error('The database is closed.'));
        ids += 1;
        waiting.push({ id: ids, sql, parameters, since: performance.now() - waited, resolve, reject });
        schedule();
      });
      latest = write.catch(() => undefined);
      return write;
    },
    close() {
      closed ??= end();
      return closed;
    },
  };
}
