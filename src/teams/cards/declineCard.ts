import type { Obligation } from '../../domain/obligation.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { Card, CardContext } from './context.ts';
import { box, card, execute, notice, paragraph, title } from './elements.ts';
import { channelLines } from './speakUpCard.ts';

/** Declining needs a reason; where it goes, and that it is not anonymous, is said first. */
export function declineCard(
  context: CardContext,
  input: { obligation: Obligation; reason?: string; problem?: RefusalCode },
): Card {
  const { declining, form, refusals } = context.texts.certification;
  const data = { obligation: input.obligation.id };
  return card(
    [
      ...(input.problem ? [notice('attention', refusals[input.problem])] : []),
      title(declining.title),
      paragraph(declining.lead),
      box('warning', [paragraph(form.notAnonymous), ...channelLines(context)]),
      {
        type: 'Input.Text',
        id: 'reason',
        label: declining.label,
        placeholder: declining.placeholder,
        isMultiline: true,
        maxLength: 4000,
        isRequired: true,
        errorMessage: declining.missing,
        ...(input.reason && { value: input.reason }),
      },
    ],
    [
      execute(declining.submit, 'decline.submit', data, { style: 'destructive' }),
      execute(declining.back, 'certificate.form', data, { quiet: true }),
    ],
  );
}
