import { recordNumber } from '../../domain/certificate.ts';
import type { CycleId } from '../../domain/ids.ts';
import type { PaperCertificate } from '../../domain/paperCertificate.ts';
import type { Correction } from '../../domain/signedRecord.ts';
import type { Noticed, NoticeMessage } from '../../usecases/ports.ts';
import type { Card, CardContext } from './context.ts';
import {
  box,
  type CardElement,
  card,
  execute,
  open,
  paragraph,
  plain,
  shortened,
  title,
  verbatim,
} from './elements.ts';

/** So many in one message; the rest stands in `my certificates`. */
const MOST_SHOWN = 5;
/** UTF-16 units. */
const SHOWN = 1_000;

/** What others recorded about somebody, and whom to turn to if it is wrong. */
export function noticeCard(context: CardContext, { items }: NoticeMessage): Card {
  const { texts, contacts } = context;
  const t = texts.notice;
  const { name, address, link } = contacts.complianceOffice;
  const ofPaper = items.some(({ record }) => record.type === 'paper-certificate');
  const wrong = ofPaper ? t.wrong : t.wrongCorrection;
  return card(
    [
      title(titleOf(context, items)),
      ...items.slice(-MOST_SHOWN).flatMap((item) => told(context, item)),
      box('emphasis', [paragraph(wrong(plain(name), plain(address)))]),
    ],
    [
      execute(t.mine, 'command', { command: 'my certificates' }),
      ...(link ? [open(texts.answers.askCompliance(name), link)] : []),
      execute(t.report, 'command', { command: 'report' }),
    ],
  );
}

function titleOf({ texts }: CardContext, items: readonly Noticed[]): string {
  const { titles } = texts.notice;
  const [only, ...more] = items;
  if (!only || more.length > 0) return titles.several;
  if (only.record.type === 'correction') return titles.correction;
  return only.record.corrects ? titles.paperAgain : titles.paper;
}

function told(context: CardContext, { record, byName }: Noticed): readonly CardElement[] {
  const by = byName ? plain(byName) : context.texts.notice.somebody;
  return record.type === 'correction' ? correctionTold(context, record, by) : paperTold(context, record, by);
}

function paperTold({ texts, dates }: CardContext, record: PaperCertificate, by: string) {
  const t = texts.notice;
  const { corrects, because, obligation, signedOn, at } = record;
  const words = corrects ? t.paperAgain : t.paper;
  return [
    paragraph(words(by, dates.day(at), dates.long(signedOn), plain(obligation.cycle))),
    ...(because ? [paragraph((corrects ? t.because : t.reason)(plain(because)))] : []),
  ];
}

function correctionTold({ texts, dates }: CardContext, { at, corrects, says }: Correction, by: string) {
  const t = texts.notice;
  const cycle = corrects.id.split('.', 1)[0] as CycleId;
  const number = recordNumber(cycle, corrects.sha256);
  return [
    paragraph(t.correction(by, dates.day(at), plain(number))),
    paragraph(t.says, { subtle: true, spacing: 'Small' }),
    verbatim(shortened(says, SHOWN)),
  ];
}
