import type { SealedCheckpoint } from '../../domain/checkpoint.ts';
import { keyIdOf } from '../../domain/jws.ts';
import type { Card, CardContext } from './context.ts';
import { card, facts, paragraph, subtitle, title, verbatim } from './elements.ts';

/** A checkpoint for whoever keeps it: what it stands for, and the signed text that can be checked years later. */
export function checkpointCard(
  { texts, dates }: CardContext,
  { sealed }: { sealed: SealedCheckpoint },
): Card {
  const t = texts.ledger;
  const { checkpoint, jws } = sealed;
  return card([
    title(t.title),
    paragraph(t.lead),
    facts([
      [t.records, String(checkpoint.size)],
      [t.at, dates.moment(checkpoint.at)],
      [t.root, checkpoint.root.replace(/(.{8})(?=.)/g, '$1 ')],
      [t.key, keyIdOf(jws) ?? ''],
    ]),
    subtitle(t.signed),
    verbatim(jws),
    paragraph(t.how, { subtle: true, small: true }),
  ]);
}
