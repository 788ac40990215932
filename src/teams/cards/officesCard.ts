import type { OfficeHolder, OfficeStatus } from '../../usecases/programmeStatus.ts';
import type { Card, CardContext } from './context.ts';
import { card, notice, paragraph, plain, table, title } from './elements.ts';

/** The six offices with their holders; a vacant or doubled one is said so (L1). */
export function officesCard(
  context: CardContext,
  input: { offices: readonly OfficeStatus[]; seesDeclines: boolean },
): Card {
  const { texts } = context;
  const t = texts.offices;
  const rows = input.offices.flatMap(({ office, holders }) => {
    const name = texts.words.offices[office];
    if (holders.length === 0) return [[name, t.vacant, '']];
    const doubled = holders.length > 1 ? ` (${t.doubled(holders.length)})` : '';
    return holders.map((holder) => [
      `${name}${doubled}`,
      plain(holder.record.person.displayName),
      status(context, holder, input.seesDeclines),
    ]);
  });
  const unclear = input.offices.some(({ holders }) => holders.length !== 1);
  return card([
    title(t.title),
    paragraph(t.lead, { subtle: true, spacing: 'None' }),
    ...(unclear ? [notice('warning', t.warning)] : []),
    table(
      [
        { heading: t.columns.office, width: 4 },
        { heading: t.columns.holder, width: 4 },
        { heading: t.columns.status, width: 4 },
      ],
      rows,
    ),
  ]);
}

function status(
  { texts, dates }: CardContext,
  { obligation, overdue }: OfficeHolder,
  seesDeclines: boolean,
): string {
  if (!obligation) return texts.offices.none;
  const { state } = obligation;
  if (state.status === 'certified' && state.onPaper)
    return texts.paper.short(dates.short(state.onPaper.signedOn));
  if (state.status === 'certified') return texts.offices.certified(dates.moment(state.certifiedAt));
  // A decline goes to compliance alone: to others it is an open item like any other (promise 7).
  if (state.status === 'outstanding' || (state.status === 'declined' && !seesDeclines))
    return texts.offices.notCertified(dates.short(obligation.overdueAfter), overdue);
  return texts.words.tally[state.status];
}
