import type { Obligation } from '../../domain/obligation.ts';
import type { OnPaper } from '../../domain/paperCertificate.ts';
import type { PersonRecord } from '../../usecases/ports.ts';
import type { Card, CardContext } from './context.ts';
import {
  badge,
  box,
  card,
  execute,
  facts,
  notice,
  paragraph,
  plain,
  subtitle,
  titleWithBadge,
} from './elements.ts';
import { versionWords } from './paperFacts.ts';

/** Where somebody stands whose paper was recorded: that it is one, who says so, and whom to turn to if it is wrong. */
export function onPaperCard(
  context: CardContext,
  input: { record: PersonRecord; obligation: Obligation; paper: OnPaper; note?: string },
): Card {
  const { texts, dates, contacts } = context;
  const t = texts.myPapers;
  const { facts: labels } = texts.paper;
  const { record, obligation, paper } = input;
  const { name, address } = contacts.complianceOffice;
  return card(
    [
      ...(input.note ? [notice('emphasis', input.note)] : []),
      ...titleWithBadge(t.title, badge(texts.certification.receipt.cycle(obligation.cycle), 'Good')),
      box('good', [paragraph(t.thanks(plain(record.person.displayName)))]),
      facts([
        [labels.signed, dates.long(paper.signedOn)],
        [labels.recordedBy, plain(paper.byName)],
        [labels.recorded, dates.moment(paper.recordedAt)],
        [labels.code, versionWords(context, obligation.codeHash)],
      ]),
      paragraph(texts.paper.notElectronic),
      paragraph(t.wrong(plain(name), plain(address))),
      box('emphasis', [
        subtitle(texts.certification.form.rightsHeading),
        paragraph(texts.protectedRights, { small: true }),
      ]),
    ],
    [execute(texts.notice.mine, 'command', { command: 'my certificates' })],
  );
}
