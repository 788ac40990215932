import { localTexts } from './content/en/local.ts';
import { closeServer, listen } from './http/server.ts';
import { catchUp, scheduleJobs } from './jobs/schedule.ts';
import type { Prepared } from './prepare.ts';
import { lastCompleteRead } from './usecases/readDirectory.ts';

export type Running = { stop(): Promise<void> };

/** After this somebody at a terminal wonders. Milliseconds. */
const LONG_WAIT = 2_000;

/** A turn in progress may finish; nothing waits longer. Milliseconds. */
const PATIENCE = 5_000;

/**
 * Brings a prepared service up. At the very first start of local mode the directory is read first, so that whoever
 * opens the chat is already known; else requests are taken at once and `/readyz` tells when the first sync is done.
 */
export async function serve({ service, around, newcomer, close }: Prepared): Promise<Running> {
  const { config, programme, log } = around;
  const { timeZone } = programme;
  const jobs = { run: service.run, log };
  const host = config.mode.kind === 'local' ? '127.0.0.1' : '0.0.0.0';
  const known = await lastCompleteRead(around.stores.programme);
  await listen(service.server, { port: config.port, host });
  const firstRound = catchUp(jobs);
  if (config.mode.kind === 'local' && !known) {
    const patience = setTimeout(() => process.stdout.write(`${localTexts.stillReading}\n`), LONG_WAIT);
    await firstRound;
    clearTimeout(patience);
  }
  const stopJobs = scheduleJobs({ times: programme.jobs, timeZone, ...jobs });
  const stopLocal = newcomer === undefined ? undefined : await openLocal({ service, around, newcomer });
  log.info({ event: 'listening', port: config.port });
  setImmediate(service.warmUp);
  return {
    async stop() {
      await stopLocal?.();
      await stopJobs();
      await closeServer(service.server);
      await Promise.race([
        Promise.all([service.settle(), firstRound]),
        new Promise((resolve) => setTimeout(resolve, PATIENCE).unref()),
      ]);
      await close();
    },
  };
}

async function openLocal(local: Required<Pick<Prepared, 'service' | 'around' | 'newcomer'>>) {
  const { openPlayground } = await import('./local/openPlayground.ts');
  return await openPlayground(local);
}
