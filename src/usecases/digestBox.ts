import type { EscalationStep } from '../domain/escalation.ts';
import type { CalendarDate, Instant, ObligationId, PersonId } from '../domain/ids.ts';
import type { ProgrammeStore } from './ports.ts';
import { updateDocument } from './updateDocument.ts';

/** One overdue certificate that somebody is to be told of: status only, never why (promise 7). */
export type DigestItem = {
  readonly personId: PersonId;
  readonly obligationId: ObligationId;
  readonly displayName: string;
  readonly overdueAfter: CalendarDate;
  readonly step: EscalationStep;
};

/** What one person is to be told next, in one message. */
export type Digest = {
  readonly items: readonly DigestItem[];
  /** How many there are beyond those: their own list shows them all. */
  readonly more: number;
  /** For compliance: when records were found to be due to be erased that they have not heard of. */
  readonly dueAt?: Instant;
  /** Set before it is sent; what is found with it may have arrived. */
  readonly intendedAt?: Instant;
  readonly failures: number;
  /** Not before this; absent: as soon as the person is at work. */
  readonly nextAt?: Instant;
};

export const EMPTY: Digest = { items: [], more: 0, failures: 0 };

/** A document holds so many: a company's whole population can become overdue on one day. */
const MOST = 100;

/** The digest with these in it; each is in it once. */
export function withItems(digest: Digest, added: readonly DigestItem[]): Digest {
  const known = new Set(digest.items.map(keyOf));
  const fresh = added.filter((item) => !known.has(keyOf(item)));
  const items = [...digest.items, ...fresh];
  return { ...digest, items: items.slice(0, MOST), more: digest.more + Math.max(0, items.length - MOST) };
}

/** What is left of a digest after what was in it when it was sent: more may have come meanwhile. */
export function withoutSent(digest: Digest, sent: Digest): Digest {
  const gone = new Set(sent.items.map(keyOf));
  const items = digest.items.filter((item) => !gone.has(keyOf(item)));
  const { dueAt } = digest;
  return {
    items,
    more: Math.max(0, digest.more - sent.more),
    ...(dueAt && dueAt !== sent.dueAt && { dueAt }),
    failures: 0,
  };
}

function keyOf({ obligationId, step, overdueAfter }: DigestItem): string {
  return `${obligationId}|${step}|${overdueAfter}`;
}

/** See `updateDocument`; whoever has none yet begins with an empty one. */
export async function updateDigest(
  programme: ProgrammeStore,
  person: PersonId,
  change: (digest: Digest) => Digest | undefined,
): Promise<Digest | undefined> {
  return await updateDocument(programme, { kind: 'digest', id: person }, (found) => change(found ?? EMPTY));
}
