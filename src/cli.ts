import { existsSync } from 'node:fs';
import { startTexts } from './content/en/local.ts';
import { JOBS, type JobName } from './jobs/jobs.ts';
import { ConfigurationUnusable, prepare } from './prepare.ts';
import { serve } from './serve.ts';
import { Failure } from './usecases/failures.ts';
import { differencesIn } from './usecases/reconcileRoster.ts';
import { ledgerFaultsIn } from './usecases/watchLedger.ts';

/** sysexits.h EX_CONFIG: something has to be mended before a start can succeed. */
const EX_CONFIG = 78;

const [command, name, ...rest] = process.argv.slice(2);
// A variable that is set outranks the file.
if (existsSync('.env')) process.loadEnvFile('.env');
try {
  if (command === 'job' && name === 'export')
    await (await import('./exportByHand.ts')).exportByHand({ cycle: rest[0], file: rest[1] }, complain);
  else if (command === 'job') await runByHand(name ?? '');
  else if (command === 'retention')
    await (await import('./retentionCommand.ts')).retentionCommand(name, rest[0], complain);
  else if (command === 'keys') await (await import('./keys/command.ts')).keysCommand(name, complain);
  else if (command === 'documents') await readDocuments(name ?? process.env.DOCUMENTS_FOLDER ?? '');
  else if (command === undefined) await start();
  else complain(startTexts.unknownCommand(command));
} catch (error) {
  process.exitCode = explain(error);
  // Whatever was started before the failure must not keep the process alive.
  setImmediate(() => process.exit());
}

async function start(): Promise<void> {
  const prepared = await prepare(process.env);
  const stopping = new AbortController();
  const starting = serve(prepared, stopping);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second Ctrl-C means now.
      if (stopping.signal.aborted) process.exit(1);
      stopping.abort();
      void starting.then((running) => running.stop()).finally(() => process.exit(0));
    });
  }
  const running = await starting;
  try {
    await running.learnt;
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** Tries a folder of documents: what would be understood, with the ids that a vocabulary or a translation names. */
async function readDocuments(folder: string): Promise<void> {
  const [{ loadDocuments }, { furtherDocumentTexts }, { passagesOf }] = await Promise.all([
    import('./content/documents/loadDocuments.ts'),
    import('./content/en/furtherDocuments.ts'),
    import('./domain/code.ts'),
  ]);
  if (folder === '') return complain(furtherDocumentTexts.noFolder);
  const documents = loadDocuments(folder, '');
  if (!('further' in documents)) throw new ConfigurationUnusable(documents);
  for (const document of documents.further) {
    const passages = passagesOf(document.code).map(({ id, text }) => furtherDocumentTexts.passage(id, text));
    process.stdout.write(`${[furtherDocumentTexts.understood(document), ...passages].join('\n')}\n`);
  }
}

/** Prints what a changed programme file would do; changes nothing. */
async function showPreview(): Promise<void> {
  const { previewText } = await import('./previewText.ts');
  const { service, close } = await prepare(process.env);
  try {
    const previewed = await service.bot.preview();
    process.stdout.write(`${previewText(previewed)}\n`);
    if (previewed.outcome !== 'preview') process.exitCode = EX_CONFIG;
  } finally {
    await close();
  }
}

async function runByHand(job: string): Promise<void> {
  if (job === 'preview') return await showPreview();
  if (!isJob(job)) return complain(startTexts.unknownJob(job, JOBS.join(', ')));
  const { service, close } = await prepare(process.env);
  try {
    const outcome = await service.run(job);
    const lines = outcome.ran
      ? [{ job, report: outcome.report }, ...(outcome.followedBy ?? [])].map(({ job, report }) =>
          doneLine(job, report),
        )
      : [startTexts.jobElsewhere(job)];
    process.stdout.write(`${lines.join('\n')}\n`);
    if (job === 'reconcile' && outcome.ran && differencesIn(outcome.report) > 0) {
      process.stderr.write(`${startTexts.rosterDiffers(differencesIn(outcome.report))}\n`);
      process.exitCode = 1;
    }
    if (outcome.ran && ledgerFaultsIn(outcome.report) > 0) {
      process.stderr.write(`${startTexts.ledgerDiffers(ledgerFaultsIn(outcome.report))}\n`);
      process.exitCode = 1;
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`${startTexts.jobFailed(job, error.message)}\n`);
    process.exitCode = 1;
  } finally {
    await close();
  }
}

function doneLine(job: string, report: Readonly<Record<string, number>>): string {
  const counts = Object.entries(report).map(([what, count]) => `${count} ${what}`);
  return startTexts.jobDone(job, counts.join(', '));
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = EX_CONFIG;
}

function isJob(name: string): name is JobName {
  return (JOBS as readonly string[]).includes(name);
}

/** Says what to do about it; returns the exit code. */
function explain(error: unknown): number {
  const say = (...lines: string[]): void => void process.stderr.write(`${lines.join('\n')}\n`);
  if (error instanceof ConfigurationUnusable) {
    const problems = error.problems.map(({ where, problem, expected }) =>
      startTexts.problem(where, problem, expected),
    );
    say(startTexts.unusable, ...problems);
    return EX_CONFIG;
  }
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') {
    say(startTexts.portTaken(String(port), port === undefined ? 'PORT' : settingFor(port)));
    return EX_CONFIG;
  }
  if (error instanceof Failure) {
    say(startTexts.store(error.message));
    return error.passing ? 1 : EX_CONFIG;
  }
  throw error;
}

function settingFor(port: number): string {
  return port === Number(process.env.PLAYGROUND_PORT || 56150) ? 'PLAYGROUND_PORT' : 'PORT';
}
