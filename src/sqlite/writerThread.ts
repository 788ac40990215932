import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { BUSY_TIMEOUT, DURABLE } from './openDatabase.ts';
import { type Writer, writer } from './writer.ts';
import type { Asked, Outcome, Said, ThreadFor } from './writerInThread.ts';

/** The other side of `writerInThread`: what is asked together is answered together. */
function serve(port: MessagePort, { file, patience }: ThreadFor): void {
  let opened: { readonly db: DatabaseSync; readonly writer: Writer } | undefined;
  let outcomes: Outcome[] = [];
  const open = () => {
    const db = connect(file);
    return { db, writer: writer(db, { patience }) };
  };
  const write = async ({ sql, parameters, waited }: Asked): Promise<number> => {
    opened ??= open();
    return await opened.writer.write(sql, parameters, waited);
  };
  const tell = (outcome: Outcome): void => {
    // All of one commit come before this microtask has its turn.
    if (outcomes.length === 0)
      queueMicrotask(() => {
        port.postMessage(outcomes);
        outcomes = [];
      });
    outcomes.push(outcome);
  };
  const close = async (): Promise<void> => {
    await opened?.writer.close();
    opened?.db.close();
    port.close();
  };
  port.on('message', (message: readonly Asked[] | 'close') => {
    if (message === 'close') return void close();
    for (const asked of message)
      write(asked).then(
        (changes) => tell({ id: asked.id, changes }),
        (error: unknown) => tell({ id: asked.id, said: saidBy(error) }),
      );
  });
}

/** It was opened, and made where it was missing, before: one that is gone since is not made again without its tables. */
function connect(file: string): DatabaseSync {
  const address = pathToFileURL(file);
  address.searchParams.set('mode', 'rw');
  const db = new DatabaseSync(address, { timeout: BUSY_TIMEOUT });
  db.exec(DURABLE);
  return db;
}

/** What of an error goes from thread to thread; its own fields would be left behind. */
function saidBy(error: unknown): Said {
  const { message, code, errcode } = error as Error & { code?: string; errcode?: number };
  return { message, ...(code && { code }), ...(errcode !== undefined && { errcode }) };
}

if (parentPort) serve(parentPort, workerData as ThreadFor);
