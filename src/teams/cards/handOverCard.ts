import { HAND_OVER_LIMIT, type HandedOver } from '../../usecases/handOver.ts';
import type { Card, CardContext } from './context.ts';
import { box, card, execute, notice, open, paragraph, plain, title, verbatim } from './elements.ts';
import { channelLines } from './speakUpCard.ts';

/** Where somebody writes to the Compliance Office: it says before anything is typed that it is not anonymous (L17). */
export function handOverCard(context: CardContext, input: { text?: string; problem?: string } = {}): Card {
  const { texts } = context;
  const t = texts.asking.handOver;
  return card(
    [
      ...(input.problem ? [notice('attention', input.problem)] : []),
      title(t.title),
      paragraph(t.lead),
      box('warning', [paragraph(t.notAnonymous), ...channelLines(context)]),
      {
        type: 'Input.Text',
        id: 'text',
        label: t.label,
        placeholder: t.placeholder,
        isMultiline: true,
        maxLength: HAND_OVER_LIMIT,
        isRequired: true,
        errorMessage: t.missing,
        ...(input.text && { value: input.text }),
      },
      paragraph(texts.protectedRights, { small: true }),
    ],
    [execute(t.send, 'handOver.send', {}, { style: 'positive' })],
  );
}

/** What became of it; what was written is not repeated. */
export function handedOverCard({ texts, contacts }: CardContext, { told }: { told: number }): Card {
  const t = texts.asking.handOver;
  const { name, address, link } = contacts.complianceOffice;
  if (told > 0) return card([title(t.sentTitle), paragraph(t.sent)]);
  return card(
    [title(t.notSentTitle), paragraph(t.notSent(plain(name), plain(address)))],
    link ? [open(texts.answers.askCompliance(name), link)] : [],
  );
}

/** What the people of the Compliance Office see of it. */
export function questionForComplianceCard({ texts }: CardContext, { from, text }: HandedOver): Card {
  const t = texts.asking.handOver;
  const { displayName, jobTitle, mail } = from.person;
  return card(
    [
      title(t.receivedTitle),
      paragraph(t.received(plain(displayName), plain(jobTitle ?? ''))),
      box('emphasis', [verbatim(text)]),
      paragraph(t.receivedNote, { subtle: true, small: true }),
    ],
    mail && /^[^\s@?&]+@[^\s@?&]+$/.test(mail) ? [open(t.reply, `mailto:${encodeURI(mail)}`)] : [],
  );
}
