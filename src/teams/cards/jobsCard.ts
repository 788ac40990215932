import type { JobName } from '../../jobs/jobs.ts';
import type { Counts, JobStatus } from '../../usecases/jobStatus.ts';
import type { Card, CardContext } from './context.ts';
import { type CardElement, card, facts, paragraph, plain, subtitle, title } from './elements.ts';

/** Each job: how it last ended, whether it runs and how far it is, and when it runs next. For compliance. */
export function jobsCard(context: CardContext, input: { jobs: readonly JobStatus<JobName>[] }): Card {
  const { jobs: t } = context.texts;
  return card([
    title(t.title),
    paragraph(t.lead, { subtle: true, spacing: 'None' }),
    ...input.jobs.flatMap((job) => linesOf(context, job)),
  ]);
}

function linesOf({ texts, dates }: CardContext, job: JobStatus<JobName>): CardElement[] {
  const t = texts.jobs;
  const { last, running, cutShort, next } = job;
  const inWords = (counts: Counts): string => {
    const told = Object.entries(counts).filter(([, number]) => number !== 0);
    if (told.length === 0) return t.nothing;
    return told.map(([name, number]) => t.count(number, t.counts[name] ?? plain(wordsOf(name)))).join(', ');
  };
  const lines: [string, string][] = [[t.last, last ? dates.moment(last.at) : t.never]];
  if (last)
    lines.push([t.outcome, last.failure ? t.failed(plain(last.failure)) : inWords(last.counts ?? {})]);
  if (running) {
    const { since, holder, counts } = running;
    const how = [
      t.since(dates.moment(since)),
      t.by(plain(hostOf(holder))),
      ...(counts ? [inWords(counts)] : []),
    ];
    lines.push([t.running, how.join(', ')]);
  }
  if (cutShort) lines.push([t.running, t.cutShort(dates.moment(cutShort))]);
  if (next) lines.push([t.next, dates.moment(next)]);
  return [subtitle(t.names[job.name]), facts(lines)];
}

/** `host:pid:birth`: machine and process. */
function hostOf(holder: string): string {
  return holder.split(':').slice(0, 2).join(':');
}

/** `earlier-cycles` and `earlierCycles` are both earlier cycles. */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
}
