import type { CycleId, PersonId, Sha256 } from './ids.ts';
import { type Obligation, type ObligationEvent, type ObligationState, obligationId } from './obligation.ts';

/** A new obligation from its first event. */
export function begin(
  identity: { personId: PersonId; cycle: CycleId; codeHash: Sha256 },
  issued: Extract<ObligationEvent, { type: 'issued' }>,
): Obligation {
  return {
    id: obligationId(identity.personId, identity.cycle, identity.codeHash),
    ...identity,
    reason: issued.reason,
    issuedAt: issued.at,
    due: issued.due,
    overdueAfter: issued.overdueAfter,
    state: { status: 'outstanding' },
    messagesSent: 0,
    nextMessageAt: issued.at,
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
    case 'declined':
      return settled(obligation, { status: 'declined', declinedAt: event.at, record: event.record });
    case 'paused':
      return settled(obligation, { status: 'paused', since: event.at, because: event.because });
    case 'resumed':
      return {
        ...settled(obligation, { status: 'outstanding' }),
        due: event.due,
        overdueAfter: event.due,
        nextMessageAt: event.at,
      };
    case 'excused':
      return settled(obligation, {
        status: 'excused',
        excusedAt: event.at,
        by: event.by,
        because: event.because,
      });
    case 'left':
      return settled(obligation, { status: 'left', at: event.at, because: event.because });
    case 'superseded':
      return settled(obligation, { status: 'superseded', at: event.at, by: event.by });
  }
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
