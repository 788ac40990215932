import type { Obligation } from '../../domain/obligation.ts';
import type { MyStatus } from '../../usecases/myStatus.ts';
import type { Card, CardContext } from './context.ts';
import { card, execute, notice, paragraph, title } from './elements.ts';
import { onPaperCard } from './onPaperCard.ts';
import { paperOf } from './paperFacts.ts';
import { greetingName, promptCard } from './promptCard.ts';
import { receiptCard } from './receiptCard.ts';

/** Where one person stands, whatever that is: the answer to `status` and what every stale card turns into. */
export function standingCard(context: CardContext, input: { status: MyStatus; note?: string }): Card {
  const { standing } = context.texts.certification;
  const { record, obligation, certificate } = input.status;
  const note = input.note ? [notice('emphasis', input.note)] : [];
  if (certificate)
    return receiptCard(context, { sealed: certificate, ...(input.note && { note: input.note }) });
  const say = (heading: string, text: string): Card => card([...note, title(heading), paragraph(text)]);
  if (!record) return say(standing.nothingTitle, standing.unknown);
  if (!obligation) {
    const hiredOn = record.person.employeeHireDate;
    const waits = record.coverage.kind !== 'not-covered' && hiredOn && context.dates.daysUntil(hiredOn) > 0;
    return say(
      standing.nothingTitle,
      waits ? standing.waiting(context.dates.long(hiredOn)) : standing.nothing,
    );
  }
  switch (obligation.state.status) {
    case 'outstanding': {
      const prompt = promptCard(context, { obligation, name: greetingName(record.person) });
      return { ...prompt, body: [...note, ...(prompt.body ?? [])] };
    }
    case 'declined':
      return declined(context, obligation, note, obligation.state.declinedAt);
    case 'paused':
      return say(standing.pausedTitle, standing.paused);
    case 'excused':
      return say(standing.excusedTitle, standing.excused);
    case 'left':
      return say(standing.leftTitle, standing.left);
    case 'superseded':
      return say(standing.supersededTitle, standing.superseded);
    case 'certified': {
      const paper = paperOf(obligation.state);
      if (paper)
        return onPaperCard(context, {
          record,
          obligation,
          paper,
          ...(input.note && { note: input.note }),
        });
      // The receipt above needs the certificate; without it the store is being repaired.
      return say(context.texts.certification.title, context.texts.problems.tryAgain);
    }
  }
}

function declined(
  { texts, dates }: CardContext,
  obligation: Obligation,
  note: Card['body'],
  declinedAt: Parameters<typeof dates.moment>[0],
): Card {
  const t = texts.certification;
  return card(
    [
      ...(note ?? []),
      title(t.standing.declinedTitle),
      paragraph(t.standing.declined(dates.moment(declinedAt))),
    ],
    [execute(t.readTheCode, 'code.read', { obligation: obligation.id, part: 1 })],
  );
}
