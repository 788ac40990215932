import type { Instant, PersonId } from '../domain/ids.ts';
import type { UnreachableReason } from '../domain/obligation.ts';
import { StoreConflict } from './failures.ts';
import type { ProgrammeStore } from './ports.ts';

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
/** More would mean that somebody writes to one box without pause. */
const ATTEMPTS = 5;

/** The box with this notice in it, unless it is or was. */
export function withNotice(box: NoticeBox, notice: Notice): NoticeBox | undefined {
  const known = [...box.waiting, ...box.told].some(({ record }) => record === notice.record);
  return known ? undefined : { ...box, waiting: [...box.waiting, notice] };
}

/**
 * Remembers that somebody has to be told of a record, before it is written: a crash in between leaves a notice of
 * something that is not there, which is not sent, and never a record of which nobody is told. Two store calls.
 */
export async function foretell(programme: ProgrammeStore, person: PersonId, notice: Notice): Promise<void> {
  await updateNotices(programme, person, (box) => withNotice(box, notice));
}

/** Changes somebody's box; when somebody else was faster, reads again. @throws StoreConflict after five attempts. */
export async function updateNotices(
  programme: ProgrammeStore,
  person: PersonId,
  change: (box: NoticeBox) => NoticeBox | undefined,
): Promise<NoticeBox | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await programme.get('notice', person);
    const value = change(found?.value ?? EMPTY);
    if (!value) return undefined;
    try {
      if (found) await programme.replace('notice', person, { value, etag: found.etag });
      else if ((await programme.create('notice', person, value)) === 'exists')
        throw new StoreConflict('Somebody else began this box.');
      return value;
    } catch (error) {
      if (!(error instanceof StoreConflict) || attempt >= ATTEMPTS) throw error;
    }
  }
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
