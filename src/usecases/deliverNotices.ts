import type { PersonId } from '../domain/ids.ts';
import type { SignedRecord } from '../domain/signedRecord.ts';
import { millisecondsBetween, plusMilliseconds } from '../domain/time.ts';
import { nextWithin, type WorkingRules, workingTimeOf } from '../domain/workingHours.ts';
import { chatOf } from './chatOf.ts';
import { IN_FLIGHT, retryAfter } from './delays.ts';
import { ALONE, type JobRun, unlessUnusableLater } from './jobRun.ts';
import { manyAtOnce } from './manyAtOnce.ts';
import { type NoticeBox, updateNotices, withoutRecords } from './noticeBox.ts';
import { pagesOf } from './pagesOf.ts';
import type {
  AppInstaller,
  CertificateStore,
  Clock,
  Delivery,
  Messenger,
  Noticed,
  PeopleStore,
  PersonRecord,
  ProgrammeStore,
} from './ports.ts';

/** A record that is not there so long after it was begun will not come any more. Milliseconds. */
const GIVEN_UP = 24 * 60 * 60_000;
const AT_ONCE = 8;

export type NoticeDeps = {
  readonly people: PeopleStore;
  readonly certificates: Pick<CertificateStore, 'getRecord'>;
  readonly programme: ProgrammeStore;
  readonly messenger: Pick<Messenger, 'begin' | 'notice' | 'ready'>;
  /** Without it, whoever has no chat with the bot hears of it once they have. */
  readonly installer?: AppInstaller | undefined;
  readonly workingRules: WorkingRules;
  readonly clock: Clock;
};

/** `noticesWaiting`: not at work, not to be reached yet, or the record is just being written. */
export type NoticeReport = { notices: number; noticesWaiting: number };

/**
 * Tells people what others recorded about them: a paper they signed, a correction of a certificate. Each in one message
 * and within their working hours. The intent is stored before and the outcome after: a crash repeats at most what was in
 * flight, and whoever cannot be reached is tried again until they are. One store call for each two hundred people of
 * whom anything was ever recorded, and some six for each who is told.
 */
export function deliverNotices(deps: NoticeDeps) {
  return async (run: JobRun = ALONE): Promise<NoticeReport> => {
    const report: NoticeReport = { notices: 0, noticesWaiting: 0 };
    const mayBegin = async (): Promise<boolean> => {
      await deps.messenger.ready();
      return run.mayGoOn();
    };
    await manyAtOnce(waitingIn(deps.programme), { atOnce: AT_ONCE, mayBegin }, async ({ id, value }) => {
      const outcome = await unlessUnusableLater(() => deliver(deps, id as PersonId, value));
      if (outcome === 'sent') report.notices += 1;
      if (outcome === 'waiting') report.noticesWaiting += 1;
    });
    return report;
  };
}

/** The same for one person, who has just written and so is here, at any hour. One store call where nothing waits. */
export function deliverNoticesTo(deps: NoticeDeps) {
  return async (person: PersonId): Promise<void> => {
    const box = (await deps.programme.get('notice', person))?.value;
    if (box && box.waiting.length > 0) await deliver(deps, person, box, { isHere: true });
  };
}

async function* waitingIn(
  programme: ProgrammeStore,
): AsyncGenerator<readonly { readonly id: string; readonly value: NoticeBox }[]> {
  for await (const page of pagesOf(programme, 'notice'))
    yield page.filter(({ value }) => value.waiting.length > 0);
}

async function deliver(
  deps: NoticeDeps,
  to: PersonId,
  known: NoticeBox,
  { isHere = false } = {},
): Promise<'sent' | 'waiting' | 'settled'> {
  const now = deps.clock();
  // Somebody who is here need not wait for the next attempt, but for the end of one that is under way.
  if (known.nextAt && known.nextAt > now && !(isHere && !known.intendedAt)) return 'waiting';
  const person = (await deps.people.get(to))?.value;
  // Whoever has left may come back: until then it waits, as for a disabled account.
  if (!person || person.removed || !person.person.accountEnabled) return 'waiting';
  if (!isHere && nextWithin(now, workingTimeOf(person.person, deps.workingRules)) > now) return 'waiting';
  const items = await recordsIn(deps, to, known);
  if (items.length === 0) {
    await updateNotices(deps.programme, to, (box) => withoutGivenUp(box, known, deps));
    return known.waiting.some(({ at }) => !isGivenUp(at, deps)) ? 'waiting' : 'settled';
  }
  const intended = await updateNotices(deps.programme, to, (box) =>
    box.nextAt === known.nextAt && box.intendedAt === known.intendedAt
      ? { ...box, intendedAt: now, nextAt: plusMilliseconds(now, IN_FLIGHT) }
      : undefined,
  );
  if (!intended) return 'waiting';
  const delivery = await send(deps, person, items);
  await updateNotices(deps.programme, to, (box) => afterwards(box, items, delivery, deps));
  return delivery.outcome === 'sent' ? 'sent' : 'waiting';
}

/** What is there of what was announced. The message is made from the records, not from what announced them. */
async function recordsIn(
  { certificates, people }: NoticeDeps,
  to: PersonId,
  { waiting }: NoticeBox,
): Promise<readonly Noticed[]> {
  const found: Noticed[] = [];
  for (const { record: id } of waiting) {
    const record: SignedRecord | undefined = (await certificates.getRecord(to, id))?.record;
    if (record?.type === 'paper-certificate') found.push({ record, byName: record.byName });
    if (record?.type === 'correction') {
      const by = (await people.get(record.by))?.value.person.displayName;
      found.push({ record, ...(by && { byName: by }) });
    }
  }
  return found;
}

async function send(
  { people, messenger, installer }: NoticeDeps,
  person: PersonRecord,
  items: readonly Noticed[],
): Promise<Delivery> {
  const chat = await chatOf({ people, messenger, installer }, person);
  if (!chat) return { outcome: 'failed', because: 'app-not-installed', retry: 'on-reinstall' };
  return await messenger.notice(chat, { items });
}

function afterwards(
  { intendedAt: _, nextAt: __, because: ___, ...box }: NoticeBox,
  items: readonly Noticed[],
  delivery: Delivery,
  { clock }: NoticeDeps,
): NoticeBox {
  const at = clock();
  if (delivery.outcome === 'failed') {
    const wait = retryAfter(box.failures);
    const { because } = delivery;
    return { ...box, because, failures: box.failures + 1, nextAt: plusMilliseconds(at, wait) };
  }
  const sent = new Set(items.map(({ record }) => record.id));
  return {
    waiting: box.waiting.filter(({ record }) => !sent.has(record)),
    told: [...box.told, ...[...sent].map((record) => ({ record, at }))],
    failures: 0,
  };
}

/** Without what was announced so long ago that it will not come any more; undefined where there is none of it. */
function withoutGivenUp(box: NoticeBox, known: NoticeBox, deps: NoticeDeps): NoticeBox | undefined {
  const late = known.waiting.filter(({ at }) => isGivenUp(at, deps));
  return withoutRecords(box, new Set(late.map(({ record }) => record)));
}

function isGivenUp(at: NoticeBox['told'][number]['at'], { clock }: NoticeDeps): boolean {
  return millisecondsBetween(at, clock()) > GIVEN_UP;
}
