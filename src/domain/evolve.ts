import type { Instant } from './ids.ts';
import {
  type Obligation,
  type ObligationEvent,
  type ObligationIdentity,
  type ObligationState,
  obligationId,
} from './obligation.ts';

/** A new obligation from its first event. */
export function begin(
  { personId, cycle, codeHash, sequence }: ObligationIdentity,
  issued: Extract<ObligationEvent, { type: 'issued' }>,
): Obligation {
  const identity = { personId, cycle, codeHash, ...(sequence && sequence > 1 && { sequence }) };
  return {
    id: obligationId(personId, cycle, codeHash, sequence),
    ...identity,
    reason: issued.reason,
    issuedAt: issued.at,
    due: issued.due,
    overdueAfter: issued.overdueAfter,
    state: { status: 'outstanding' },
    messagesSent: 0,
    nextMessageAt: issued.promptAt ?? issued.at,
    history: [issued],
  };
}

/** The obligation after one more event. Total: every event applies; which events may happen is `decide`'s business. */
export function evolve(obligation: Obligation, event: ObligationEvent): Obligation {
  return { ...apply(obligation, event), history: [...obligation.history, event] };
}

function apply(obligation: Obligation, event: ObligationEvent): Obligation {
  switch (event.type) {
    case 'issued':
      return obligation;
    case 'reopened': {
      const { reason, due, overdueAfter, at } = event;
      return {
        ...settled(obligation, { status: 'outstanding' }),
        reason,
        due,
        overdueAfter,
        nextMessageAt: at,
      };
    }
    case 'message-intended':
      return { ...obligation, nextMessageAt: event.retryAt };
    case 'message-sent': {
      const { unreachable: _, nextMessageAt: __, ...rest } = obligation;
      return {
        ...rest,
        messagesSent: rest.messagesSent + 1,
        lastMessageAt: event.at,
        ...(event.next && { nextMessageAt: event.next }),
      };
    }
    case 'message-failed': {
      const { nextMessageAt: _, ...rest } = obligation;
      const since = obligation.unreachable?.since ?? event.at;
      return {
        ...rest,
        unreachable: { since, because: event.because },
        ...(event.next && { nextMessageAt: event.next }),
      };
    }
    case 'message-postponed':
      return { ...obligation, nextMessageAt: event.until };
    case 'escalated':
      return obligation;
    case 'reachable-again': {
      const { unreachable: _, ...rest } = obligation;
      return { ...rest, nextMessageAt: event.at };
    }
    case 'silenced': {
      const { nextMessageAt: _, unreachable: __, ...rest } = obligation;
      return rest;
    }
    case 'code-opened':
      return { ...obligation, openedAt: obligation.openedAt ?? event.at };
    case 'certified': {
      const { certificateId, withException, late, at } = event;
      return settled(obligation, {
        status: 'certified',
        certifiedAt: at,
        certificateId,
        withException,
        late,
      });
    }
    case 'paper-intended':
      return { ...obligation, paperIntended: event.record };
    case 'certified-on-paper': {
      const { certifiedAt, onPaper, late } = event;
      return settled(obligation, { status: 'certified', certifiedAt, onPaper, late });
    }
    case 'declined':
      return settled(obligation, { status: 'declined', declinedAt: event.at, record: event.record });
    case 'paused':
      return settled(obligation, {
        status: 'paused',
        since: event.at,
        because: event.because,
        ...(event.on && { on: event.on }),
        ...declinedIn(obligation.state),
      });
    case 'resumed': {
      const { declined } = declinedIn(obligation.state);
      const { due, overdueAfter = due } = event;
      if (declined) return { ...settled(obligation, { status: 'declined', ...declined }), due, overdueAfter };
      return {
        ...settled(obligation, { status: 'outstanding' }),
        due,
        overdueAfter,
        nextMessageAt: event.at,
      };
    }
    case 'excused':
      return settled(obligation, {
        status: 'excused',
        excusedAt: event.at,
        by: event.by,
        because: event.because,
      });
    case 'excuse-withdrawn': {
      const { state } = beforeLast(obligation, 'excused');
      const back = settled(obligation, state);
      return state.status === 'outstanding' ? { ...back, nextMessageAt: event.at } : back;
    }
    case 'extended':
    case 'extension-withdrawn': {
      const { due, overdueAfter, next } = event;
      return {
        ...obligation,
        due,
        overdueAfter,
        ...(next && obligation.state.status === 'outstanding' && { nextMessageAt: next }),
      };
    }
    case 'reminder-requested': {
      const reminded = { ...obligation, remindedAt: event.at };
      // Who declined is sent nothing; that a manager asked is kept all the same, or asking would tell (promise 7).
      if (obligation.state.status !== 'outstanding') return reminded;
      return { ...reminded, nextMessageAt: sooner(obligation.nextMessageAt, event.at) };
    }
    case 'reissued':
      return settled(obligation, {
        status: 'superseded',
        at: event.at,
        by: obligation.codeHash,
        as: event.as,
      });
    case 'left':
      return settled(obligation, { status: 'left', at: event.at, because: event.because });
    case 'superseded':
      return settled(obligation, { status: 'superseded', at: event.at, by: event.by });
  }
}

/** What an obligation was just before the last event of a kind; what it is now when there has been none. */
export function beforeLast(obligation: Obligation, type: ObligationEvent['type']): Obligation {
  const at = obligation.history.findLastIndex((event) => event.type === type);
  const [issued, ...rest] = obligation.history.slice(0, Math.max(at, 0));
  return issued?.type === 'issued' ? evolveAll(begin(obligation, issued), rest) : obligation;
}

function sooner(a: Instant | undefined, b: Instant): Instant {
  return a && a < b ? a : b;
}

/** A decline that goes on after a pause. */
function declinedIn(
  state: ObligationState,
): Pick<Extract<ObligationState, { status: 'paused' }>, 'declined'> {
  if (state.status === 'paused') return state.declined ? { declined: state.declined } : {};
  if (state.status !== 'declined') return {};
  const { declinedAt, record } = state;
  return { declined: { declinedAt, record } };
}

/** In a new state, with no message due unless the event says when. */
function settled(obligation: Obligation, state: ObligationState): Obligation {
  const { nextMessageAt: _, unreachable: __, ...rest } = obligation;
  return { ...rest, state };
}

/** The obligation after several events. */
export function evolveAll(obligation: Obligation, events: readonly ObligationEvent[]): Obligation {
  return events.reduce(evolve, obligation);
}
