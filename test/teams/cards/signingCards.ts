import type { RefusalCode } from '../../../src/domain/refusal.ts';
import { certificatesCard } from '../../../src/teams/cards/certificatesCard.ts';
import type { Card } from '../../../src/teams/cards/context.ts';
import { declineCard } from '../../../src/teams/cards/declineCard.ts';
import { promptCard } from '../../../src/teams/cards/promptCard.ts';
import { receiptCard } from '../../../src/teams/cards/receiptCard.ts';
import { signCard } from '../../../src/teams/cards/signCard.ts';
import { standingCard } from '../../../src/teams/cards/standingCard.ts';
import { CONTEXT, LONGEST_TEXT, obligationIn, recordNamed, STATUSES, sealedFor } from './cardWorld.ts';

export type Named = { readonly what: string; readonly card: Card };

const IN_FORM: readonly (RefusalCode | undefined)[] = [
  undefined,
  'statements-not-confirmed',
  'consent-missing',
  'name-missing',
  'name-differs',
  'text-missing',
  'text-too-long',
];

/** From the prompt to the receipt, with every problem a form can show. */
export function signingCards(name: string): readonly Named[] {
  const obligation = obligationIn('outstanding');
  const overdue = obligationIn('outstanding', { overdueAfter: '2026-11-20' });
  const entries = { confirmed: ['read'] as const, consents: true, typedName: name, exception: LONGEST_TEXT };
  const forms = [false, true].flatMap((withException) =>
    IN_FORM.map((problem) => ({
      what: `sign${withException ? ' with exception' : ''}, ${problem ?? 'fresh'}`,
      card: signCard(CONTEXT, {
        obligation,
        displayName: name,
        withException,
        ...(problem && { problem, entries }),
      }),
    })),
  );
  return [
    { what: 'prompt', card: promptCard(CONTEXT, { obligation, name }) },
    { what: 'reminder', card: promptCard(CONTEXT, { obligation, name, asReminder: true }) },
    { what: 'overdue reminder', card: promptCard(CONTEXT, { obligation: overdue, name, asReminder: true }) },
    ...forms,
    ...([undefined, 'text-missing', 'text-too-long'] as const).map((problem) => ({
      what: `decline, ${problem ?? 'fresh'}`,
      card: declineCard(CONTEXT, { obligation, ...(problem && { problem }) }),
    })),
    ...[false, true].map((withException) => ({
      what: `receipt${withException ? ' with exception, late, with a note' : ''}`,
      card: receiptCard(CONTEXT, {
        sealed: sealedFor(name, { withException, late: withException }),
        ...(withException && { note: CONTEXT.texts.certification.refusals['already-certified'] }),
      }),
    })),
    ...[0, 1, 12].map((count) => ({
      what: `${count} certificates`,
      card: certificatesCard(CONTEXT, {
        certificates: Array.from({ length: count }, (_, year) =>
          sealedFor(name, { withException: year % 2 === 1, cycle: String(2026 - year) }),
        ),
      }),
    })),
  ];
}

/** The answer to `status` in every state there is. */
export function standingCards(name: string): readonly Named[] {
  const record = recordNamed(name);
  const note = CONTEXT.texts.certification.refusals.superseded;
  const none = { obligation: undefined, certificate: undefined };
  return [
    ...STATUSES.map((status) => ({
      what: `standing, ${status}`,
      card: standingCard(CONTEXT, {
        status: {
          record,
          obligation: obligationIn(status),
          certificate: status === 'certified' ? sealedFor(name) : undefined,
        },
        note,
      }),
    })),
    {
      what: 'standing, certified but unread',
      card: standingCard(CONTEXT, { status: { ...none, record, obligation: obligationIn('certified') } }),
    },
    { what: 'standing, unknown', card: standingCard(CONTEXT, { status: { ...none, record: undefined } }) },
    {
      what: 'standing, not covered',
      card: standingCard(CONTEXT, { status: { ...none, record: recordNamed(name, { covered: false }) } }),
    },
    {
      what: 'standing, starts later',
      card: standingCard(CONTEXT, {
        status: { ...none, record: recordNamed(name, { hiredOn: '2027-01-04' }) },
      }),
    },
  ];
}
