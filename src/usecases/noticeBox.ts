import type { Instant, PersonId } from '../domain/ids.ts';
import type { UnreachableReason } from '../domain/obligation.ts';
import type { ProgrammeStore } from './ports.ts';
import { updateDocument } from './updateDocument.ts';

/** That something was recorded about somebody: which record, by its id, and since when it is known. */
export type Notice = { readonly record: string; readonly at: Instant };

/** What somebody is to be told that others recorded about them, and what they were told. */
export type NoticeBox = {
  readonly waiting: readonly Notice[];
  /** `at` is when it was sent. Kept: nobody is told twice. */
  readonly told: readonly Notice[];
  /** Set before it is sent; what is found with it may have arrived. */
  readonly intendedAt?: Instant;
  readonly failures: number;
  /** Not before this; absent: as soon as the person is at work. */
  readonly nextAt?: Instant;
  /** Why it did not arrive the last time. */
  readonly because?: UnreachableReason;
};

const EMPTY: NoticeBox = { waiting: [], told: [], failures: 0 };

/** The box with this notice in it, unless it is or was. */
export function withNotice(box: NoticeBox, notice: Notice): NoticeBox | undefined {
  const known = [...box.waiting, ...box.told].some(({ record }) => record === notice.record);
  return known ? undefined : { ...box, waiting: [...box.waiting, notice] };
}

/** The box without these records, which are gone; undefined where it has none of them. */
export function withoutRecords(box: NoticeBox, gone: ReadonlySet<string>): NoticeBox | undefined {
  const isLeft = ({ record }: Notice) => !gone.has(record);
  const [waiting, told] = [box.waiting.filter(isLeft), box.told.filter(isLeft)];
  const isSame = waiting.length === box.waiting.length && told.length === box.told.length;
  return isSame ? undefined : { ...box, waiting, told };
}

/**
 * Remembers that somebody has to be told of a record, before it is written: a crash in between leaves a notice of
 * something that is not there, which is not sent, and never a record of which nobody is told. Two store calls.
 */
export async function foretell(programme: ProgrammeStore, person: PersonId, notice: Notice): Promise<void> {
  await updateNotices(programme, person, (box) => withNotice(box, notice));
}

/** See `updateDocument`; whoever has none yet begins with an empty one. */
export async function updateNotices(
  programme: ProgrammeStore,
  person: PersonId,
  change: (box: NoticeBox) => NoticeBox | undefined,
): Promise<NoticeBox | undefined> {
  return await updateDocument(programme, { kind: 'notice', id: person }, (found) => change(found ?? EMPTY));
}

/** Whether somebody was told of a record: when, or why not yet. */
export type Telling =
  | { readonly told: Instant }
  | { readonly waiting: true; readonly because?: UnreachableReason };

export function tellingOf(box: NoticeBox | undefined, record: string): Telling | undefined {
  const told = box?.told.find((each) => each.record === record);
  if (told) return { told: told.at };
  if (!box?.waiting.some((each) => each.record === record)) return undefined;
  return { waiting: true, ...(box.because && { because: box.because }) };
}
