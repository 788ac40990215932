import { decide } from '../domain/decide.ts';
import type { UnreachableReason } from '../domain/obligation.ts';
import { isRefusal } from '../domain/refusal.ts';
import { plusMilliseconds } from '../domain/time.ts';
import type { DeliverDeps } from './deliverOne.ts';
import type { ObligationRecord, Versioned } from './ports.ts';
import { type Message, recordDelivery } from './recordDelivery.ts';
import { updateObligation } from './updateObligation.ts';
import { updatePerson } from './updatePerson.ts';

/** How long Teams may take to say that the app is there, before its chat is opened from here. Milliseconds. */
const INSTALLATION = 15 * 60_000;

/** What came of it: their chat is known now, or the message has to wait. */
export type Opened =
  | { readonly outcome: 'open'; readonly record: Versioned<ObligationRecord> }
  | { readonly outcome: 'installing' | 'unreachable' | 'later' };

/**
 * Makes it possible to write to somebody who has no chat with the bot: installs the app for them, whereupon Teams
 * tells of the chat and the message goes out then; or, where the app is there already, opens the chat. That it is being
 * tried is kept first, so that Teams may be faster than this.
 */
export async function openChat(
  deps: DeliverDeps,
  known: Versioned<ObligationRecord>,
  message: Message,
): Promise<Opened> {
  const { personId, id } = message.obligation;
  if (!deps.installer) {
    await recordDelivery(deps, message, {
      outcome: 'failed',
      because: 'app-not-installed',
      retry: 'on-reinstall',
    });
    return { outcome: 'unreachable' };
  }
  const tried = message.obligation.unreachable ? known : await keepTried(deps, known, message);
  const stillWaits: Message = { ...message, onlyIfUnreachable: true };
  const installation = await deps.installer.install(personId);
  if (installation.outcome === 'failed') {
    await recordDelivery(deps, stillWaits, installation);
    return { outcome: 'later' };
  }
  if (installation.outcome === 'installed') {
    if (tried === known) await keepTried(deps, known, stillWaits);
    return { outcome: 'installing' };
  }
  const begun = await deps.messenger.begin(personId);
  if (begun.outcome === 'failed') {
    await recordDelivery(deps, stillWaits, begun);
    return { outcome: begun.retry === 'later' ? 'later' : 'unreachable' };
  }
  await updatePerson(deps.people, { id: personId }, (record) => ({
    ...record,
    conversation: record.conversation ?? begun.address,
  }));
  const record = await updateObligation(deps.obligations, { personId, id }, (current) =>
    decide(current, { type: 'record-reachable' }, deps.clock()),
  );
  return isRefusal(record) ? { outcome: 'unreachable' } : { outcome: 'open', record };
}

async function keepTried(
  deps: DeliverDeps,
  known: Versioned<ObligationRecord>,
  { obligation: { personId, id }, kind, onlyIfUnreachable = false }: Message,
): Promise<Versioned<ObligationRecord>> {
  const now = deps.clock();
  const because: UnreachableReason = 'app-being-installed';
  const kept = await updateObligation(deps.obligations, { personId, id }, (current) =>
    onlyIfUnreachable && !current.unreachable
      ? []
      : decide(
          current,
          { type: 'record-failed', kind, because, next: plusMilliseconds(now, INSTALLATION) },
          now,
        ),
  );
  return isRefusal(kept) ? known : kept;
}
