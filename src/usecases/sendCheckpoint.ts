import type { SealedCheckpoint } from '../domain/checkpoint.ts';
import type { GroupId, PersonId } from '../domain/ids.ts';
import { dateAt, daysBetween } from '../domain/time.ts';
import { chatOf } from './chatOf.ts';
import { newestCheckpoint, numbered } from './ledgerStore.ts';
import type {
  AppInstaller,
  Clock,
  ConversationAddress,
  Delivery,
  Directory,
  Messenger,
  PeopleStore,
  ProgrammeDocument,
  ProgrammeStore,
} from './ports.ts';
import { putDocument } from './putDocument.ts';

export type SendCheckpointDeps = {
  readonly programme: ProgrammeStore;
  readonly people: PeopleStore;
  readonly messenger: Pick<Messenger, 'begin'>;
  /** Without it, whoever has no chat with the bot gets one once they have. */
  readonly installer?: AppInstaller | undefined;
  readonly directory: Pick<Directory, 'members'>;
  readonly clock: Clock;
  readonly timeZone: string;
  /** To whom: the Audit Committee's people. */
  readonly to: { readonly groups: readonly GroupId[]; readonly people: readonly PersonId[] };
  /** Days from one checkpoint that is sent to the next. */
  readonly everyDays: number;
  readonly post: (to: ConversationAddress, checkpoint: SealedCheckpoint) => Promise<Delivery>;
};

export type SendReport = { readonly sent: number; readonly unreached: number };

/**
 * Puts the newest checkpoint into the hands of the Audit Committee's people: who holds one can show later that nothing
 * before it has changed, whoever can write to the store. Once each, also to a director who never opened the app; whom
 * it does not reach is tried again in every run until the next one is due.
 */
export function sendCheckpoint(deps: SendCheckpointDeps) {
  return async (): Promise<SendReport> => {
    const report = { sent: 0, unreached: 0 };
    const round = await roundOf(deps);
    if (!round) return report;
    const checkpoint = (await deps.programme.get('checkpoint', numbered(round.size)))?.value;
    if (!checkpoint) return report;
    for (const person of await recipients(deps)) {
      const id = `${numbered(round.size)}.${person}`;
      if (await deps.programme.get('checkpoint-sent', id)) continue;
      const record = (await deps.people.get(person))?.value;
      const chat = record && !record.removed ? await chatOf(deps, record) : undefined;
      const delivery = chat && (await deps.post(chat, withoutFrontier(checkpoint)));
      if (delivery?.outcome === 'sent') {
        await deps.programme.create('checkpoint-sent', id, { at: deps.clock() });
        report.sent += 1;
      } else report.unreached += 1;
    }
    return report;
  };
}

/** The checkpoint that is being sent: the one before for some days, then the newest. */
async function roundOf({
  programme,
  clock,
  timeZone,
  everyDays,
}: SendCheckpointDeps): Promise<ProgrammeDocument['checkpoint-round'] | undefined> {
  const round = (await programme.get('checkpoint-round', 'newest'))?.value;
  const now = clock();
  if (round && daysBetween(dateAt(round.since, timeZone), dateAt(now, timeZone)) < everyDays) return round;
  const newest = await newestCheckpoint(programme);
  if (!newest || newest.checkpoint.size === round?.size) return round;
  const next = { size: newest.checkpoint.size, since: now };
  await putDocument(programme, 'checkpoint-round', 'newest', () => next);
  return next;
}

async function recipients({ to, directory }: SendCheckpointDeps): Promise<ReadonlySet<PersonId>> {
  const found = new Set(to.people);
  for (const group of to.groups)
    for await (const members of directory.members(group)) for (const member of members) found.add(member);
  return found;
}

function withoutFrontier({ checkpoint, sha256, jws }: SealedCheckpoint): SealedCheckpoint {
  return { checkpoint, sha256, jws };
}
