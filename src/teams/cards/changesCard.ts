import type { CodeVersion } from '../../domain/code.ts';
import { changesBetween, type PassageChange, type Piece } from '../../domain/codeChanges.ts';
import { isPublic, pathOf } from '../../domain/codeLibrary.ts';
import type { ObligationId } from '../../domain/ids.ts';
import type { Card, CardContext } from './context.ts';
import {
  baseLanguage,
  box,
  type CardElement,
  card,
  execute,
  open,
  paragraph,
  plain,
  title,
} from './elements.ts';

/** Characters of changed text on one card: a page shows the rest. */
const LONGEST = 9_000;
/** Words that stayed the same are shown this far around a change. Characters. */
const AROUND = 140;

/** What changed since somebody last signed, passage by passage, word by word. */
export function changesCard(
  context: CardContext,
  input: { older: CodeVersion; newer: CodeVersion; obligation?: ObligationId },
): Card {
  const { texts } = context;
  const t = texts.reading.changes;
  const { older, newer, obligation } = input;
  const changes = changesBetween(older, newer);
  const shown = fitting(changes);
  const left = changes.length - shown.length;
  const page = changesPage(context, older, newer);
  return card(
    [
      title(t.title),
      paragraph(t.lead(plain(older.label), plain(newer.label)), { subtle: true, spacing: 'None' }),
      ...(changes.length === 0
        ? [paragraph(t.none)]
        : [paragraph(`${t.count(changes.length)}. ${t.legend}`, { small: true })]),
      ...shown.map((change) => changePart(context, change)),
      ...(left > 0 ? [paragraph(t.more(left), { small: true })] : []),
    ],
    [
      execute(
        t.readWhole,
        'code.read',
        { part: 1, ...(obligation ? { obligation } : { apart: true }) },
        { style: 'positive' },
      ),
      ...(page ? [open(t.onPage, page)] : []),
    ],
    { lang: baseLanguage(newer.language) },
  );
}

function changesPage({ pageOf }: CardContext, older: CodeVersion, newer: CodeVersion): string | undefined {
  const page = isPublic(older) ? pageOf?.(newer) : undefined;
  const [label] = pathOf(older).split('/').slice(-1);
  return page && `${page}/changes-from/${label}`;
}

function fitting(changes: readonly PassageChange[]): readonly PassageChange[] {
  let length = 0;
  const most = changes.findIndex(({ pieces }) => {
    length += pieces.reduce((sum, piece) => sum + shortened(piece, 'both').length + 80, 0);
    return length > LONGEST;
  });
  return most < 0 ? changes : changes.slice(0, Math.max(1, most));
}

function changePart({ texts }: CardContext, { kind, citation, pieces }: PassageChange): CardElement {
  const t = texts.reading.changes;
  const inWords = (['removed', 'added'] as const).flatMap((which) => {
    const runs = pieces.filter((piece) => piece.kind === which && /[\p{L}\p{N}]/u.test(piece.text));
    const said = runs.slice(0, 8).map(({ text }) => `“${plain(text.trim().slice(0, 80))}”`);
    return said.length > 0 ? [`${which === 'removed' ? t.gone : t.fresh} ${said.join(', ')}`] : [];
  });
  const isWhole = kind === 'added' || kind === 'removed' || kind === 'moved';
  return box('emphasis', [
    paragraph(`**${t.kinds[kind]}: ${plain(citation)}**`),
    {
      type: 'RichTextBlock',
      inlines: pieces.map((piece, index) => ({
        type: 'TextRun' as const,
        text: shortened(piece, index === pieces.length - 1 ? 'end' : index === 0 ? 'start' : 'both'),
        ...(piece.kind === 'removed' && { strikethrough: true }),
        ...(piece.kind === 'added' && { underline: true, weight: 'Bolder' as const }),
      })),
    },
    // The same in words, for those who hear the card.
    ...(isWhole || inWords.length === 0
      ? []
      : [paragraph(inWords.join('; '), { subtle: true, small: true })]),
  ]);
}

/** What stayed the same is cut down to the words next to a change. */
function shortened({ kind, text }: Piece, at: 'start' | 'end' | 'both'): string {
  if (kind !== 'same' || text.length <= AROUND * 2) return text.slice(0, LONGEST);
  const before = text.slice(-AROUND);
  const after = text.slice(0, AROUND);
  if (at === 'start') return `… ${before.slice(before.indexOf(' ') + 1)}`;
  if (at === 'end') return `${after.slice(0, after.lastIndexOf(' '))} …`;
  return `${after.slice(0, after.lastIndexOf(' '))} … ${before.slice(before.indexOf(' ') + 1)}`;
}
