import type { PersonId } from '../domain/ids.ts';
import { awaitsSignature } from '../domain/obligation.ts';
import { asCounted } from '../domain/progress.ts';
import { dueSinceOf } from '../domain/retention.ts';
import type { CycleRules } from '../domain/schedule.ts';
import { plusMilliseconds } from '../domain/time.ts';
import { nextWithin, type WorkingRules, workingTimeOf } from '../domain/workingHours.ts';
import { chatOf } from './chatOf.ts';
import { isOfEarlierCycle } from './currentCycle.ts';
import { IN_FLIGHT, retryAfter } from './delays.ts';
import { type Digest, updateDigest, withoutSent } from './digestBox.ts';
import { ALONE, type JobRun, unlessUnusableLater } from './jobRun.ts';
import { manyAtOnce } from './manyAtOnce.ts';
import { pagesOf } from './pagesOf.ts';
import type {
  AppInstaller,
  Clock,
  Delivery,
  DigestMessage,
  Messenger,
  ObligationStore,
  PeopleStore,
  PersonRecord,
  ProgrammeStore,
} from './ports.ts';

const AT_ONCE = 8;

export type DigestDeps = {
  readonly people: PeopleStore;
  readonly obligations: ObligationStore;
  readonly programme: ProgrammeStore;
  readonly messenger: Pick<Messenger, 'begin' | 'digest' | 'ready'>;
  /** Without it, whoever has no chat with the bot hears of it once they have. */
  readonly installer?: AppInstaller | undefined;
  readonly workingRules: WorkingRules;
  readonly cycleRules: CycleRules;
  readonly timeZone: string;
  readonly clock: Clock;
};

/** `waiting`: not at work, or cannot be reached yet. `settled`: everything in it was done meanwhile. */
export type DigestReport = { digests: number; waiting: number; settled: number };

/**
 * Tells those who are to hear of what is overdue, and compliance of records that are due to be erased, each in one message and within their working hours. The intent is
 * stored before and the outcome after: a crash repeats at most what was in flight.
 */
export function deliverDigests(deps: DigestDeps) {
  return async (run: JobRun = ALONE): Promise<DigestReport> => {
    const report: DigestReport = { digests: 0, waiting: 0, settled: 0 };
    const mayBegin = async (): Promise<boolean> => {
      await deps.messenger.ready();
      return run.mayGoOn();
    };
    await manyAtOnce(waitingIn(deps.programme), { atOnce: AT_ONCE, mayBegin }, async ({ id, value }) => {
      const outcome = await unlessUnusableLater(() => deliverDigest(deps, id as PersonId, value));
      if (outcome) report[outcome] += 1;
    });
    return report;
  };
}

async function* waitingIn(
  programme: ProgrammeStore,
): AsyncGenerator<readonly { readonly id: string; readonly value: Digest }[]> {
  for await (const page of pagesOf(programme, 'digest'))
    yield page.filter(({ value }) => value.items.length > 0 || value.dueAt !== undefined);
}

async function deliverDigest(deps: DigestDeps, to: PersonId, known: Digest): Promise<keyof DigestReport> {
  const now = deps.clock();
  if (known.nextAt && known.nextAt > now) return 'waiting';
  const person = (await deps.people.get(to))?.value;
  if (nextWithin(now, workingTimeOf(person?.person ?? {}, deps.workingRules)) > now) return 'waiting';
  // Disabled accounts come back: then they hear of it, whoever has meanwhile.
  if (person && !person.removed && !person.person.accountEnabled) return 'waiting';
  const [open, due] = await Promise.all([stillToTell(deps, person, known), stillDue(deps, person, known)]);
  if (open.items.length === 0 && !due) {
    await updateDigest(deps.programme, to, (digest) => withoutSent(digest, known));
    return 'settled';
  }
  const intended = await updateDigest(deps.programme, to, (digest) =>
    digest.nextAt === known.nextAt && digest.intendedAt === known.intendedAt
      ? { ...digest, intendedAt: now, nextAt: plusMilliseconds(now, IN_FLIGHT) }
      : undefined,
  );
  if (!intended) return 'waiting';
  const delivery = await send(deps, person, { ...open, ...(due && { due }) });
  await updateDigest(deps.programme, to, (digest) => afterwards(digest, known, delivery, deps));
  return delivery.outcome === 'sent' ? 'digests' : 'waiting';
}

async function send(
  deps: DigestDeps,
  person: PersonRecord | undefined,
  { items, more, due }: Pick<DigestMessage, 'items' | 'more' | 'due'>,
): Promise<Delivery> {
  const chat = person && (await chatOf(deps, person));
  if (!chat) return { outcome: 'failed', because: 'app-not-installed', retry: 'on-reinstall' };
  return await deps.messenger.digest(chat, { items, more, ...(due && { due }), roles: person.roles });
}

/** As it is now: what was found since counts too, and nobody hears of what is gone or is not their business any more. */
async function stillDue(
  { programme }: DigestDeps,
  recipient: PersonRecord | undefined,
  { dueAt }: Digest,
): Promise<DigestMessage['due']> {
  if (!dueAt || recipient?.removed || !recipient?.roles.includes('compliance')) return undefined;
  const found = (await programme.get('retention-due', 'now'))?.value;
  const since = dueSinceOf(found?.entries ?? []);
  return found && since && { people: found.entries.length + found.more, since };
}

function afterwards(digest: Digest, known: Digest, delivery: Delivery, { clock }: DigestDeps): Digest {
  if (delivery.outcome === 'sent') return withoutSent(digest, known);
  const { intendedAt: _, ...rest } = digest;
  const wait = retryAfter(digest.failures);
  return { ...rest, failures: digest.failures + 1, nextAt: plusMilliseconds(clock(), wait) };
}

/**
 * Without what has been signed, excused, closed or given another date since it was put in, and without what is no
 * longer the business of who would hear it: the `escalate` job tells whose it is now.
 */
async function stillToTell(
  deps: DigestDeps,
  recipient: PersonRecord | undefined,
  digest: Digest,
): Promise<Digest> {
  if (!recipient || recipient.removed) return { ...digest, items: [], more: 0 };
  const { obligations, people } = deps;
  const holdsRole = recipient.roles.some((role) => role !== 'manager');
  const found = await Promise.all(
    digest.items.map(async (item) => {
      const record = await obligations.get(item.personId, item.obligationId);
      if (!record) return [];
      const { state, overdueAfter, cycle } = asCounted(record.value);
      // The next cycle asks for the same thing, and tells of it by itself.
      if (await isOfEarlierCycle(deps, cycle)) return [];
      if (!awaitsSignature(state) || overdueAfter !== item.overdueAfter) return [];
      const above = holdsRole ? [] : ((await people.get(item.personId))?.value.managerChain ?? []);
      return holdsRole || above.includes(recipient.id) ? [item] : [];
    }),
  );
  return { ...digest, items: found.flat() };
}
