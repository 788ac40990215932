import { setTimeout } from 'node:timers/promises';
import { furtherDocumentTexts } from './content/en/furtherDocuments.ts';
import { localTexts } from './content/en/local.ts';
import { closeServer, listen } from './http/server.ts';
import { catchUp, scheduleJobs } from './jobs/schedule.ts';
import type { Prepared } from './prepare.ts';
import { lastCompleteRead } from './usecases/readDirectory.ts';

export type Running = {
  /** @throws ContentUnusable when questions cannot be answered. */
  readonly learnt: Promise<void>;
  stop(): Promise<void>;
};

/** After this somebody at a terminal wonders. Milliseconds. */
const LONG_WAIT = 2_000;

/** Whoever opens the chat comes first; a question that is asked sooner does not wait for it. Milliseconds. */
const LEARNING_AFTER = 3_000;

/** What turns and jobs left to be done may finish; nothing waits longer. Milliseconds. */
const PATIENCE = 5_000;

/**
 * Brings a prepared service up. At the very first start of local mode the directory is read first, so that whoever
 * opens the chat is already known; else requests are taken at once and `/readyz` tells when the first sync is done.
 * @param stopping aborted by whoever wants it to stop while it is starting; a stop aborts it as well.
 */
export async function serve(
  { service, around, newcomer, close }: Prepared,
  stopping: AbortController,
): Promise<Running> {
  const { config, programme, log } = around;
  const { timeZone } = programme;
  const jobs = { run: service.run, log };
  const host = config.mode.kind === 'local' ? '127.0.0.1' : '0.0.0.0';
  sayWhatWasRead(around);
  const known = await lastCompleteRead(around.stores.programme);
  await listen(service.server, { port: config.port, host });
  const firstRound = catchUp({ ...jobs, until: stopping.signal });
  if (config.mode.kind === 'local' && !known) {
    const done = await Promise.race([
      firstRound.then(() => true),
      setTimeout(LONG_WAIT, false, { ref: false }),
    ]);
    if (!done) process.stdout.write(`${localTexts.stillReading}\n`);
    await firstRound;
  }
  const stopJobs = scheduleJobs({ times: programme.jobs, timeZone, ...jobs });
  const isLocal = newcomer !== undefined && !stopping.signal.aborted;
  const stopLocal = isLocal ? await openLocal({ service, around, newcomer }) : undefined;
  log.info({ event: 'listening', port: config.port });
  return {
    learnt: setTimeout(LEARNING_AFTER).then(around.answering.learn),
    async stop() {
      stopping.abort();
      await stopLocal?.();
      await stopJobs();
      await closeServer(service.server);
      const counts = service
        .keepCounts()
        .catch((error: unknown) => log.warn({ event: 'counts-not-kept', err: error }));
      const settled = Promise.all([service.settle(), firstRound, counts]);
      await Promise.race([settled, setTimeout(PATIENCE, undefined, { ref: false })]);
      await close();
    },
  };
}

/** A company that put texts beside the Code wants to know what became of them. */
function sayWhatWasRead({ content, config, log }: Prepared['around']): void {
  for (const document of content.further) {
    const { file, code, unplaced } = document;
    log.info({
      event: 'document-read',
      file,
      version: code.label,
      sha256: code.hash,
      sections: code.sections.length,
      passages: code.sections.reduce((sum, { passages }) => sum + passages.length, 0),
      leftOut: unplaced,
    });
    if (config.mode.kind === 'local') process.stdout.write(`${furtherDocumentTexts.understood(document)}\n`);
  }
}

async function openLocal(local: Required<Pick<Prepared, 'service' | 'around' | 'newcomer'>>) {
  const { openPlayground } = await import('./local/openPlayground.ts');
  return await openPlayground(local);
}
