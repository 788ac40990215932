import type { CodeVersion, Passage } from '../../domain/code.ts';
import type { ObligationId, PassageId } from '../../domain/ids.ts';
import type { Card, CardContext } from './context.ts';
import {
  type Action,
  baseLanguage,
  box,
  type CardElement,
  card,
  execute,
  open,
  paragraph,
  plain,
  subtitle,
  title,
  verbatim,
} from './elements.ts';

/** One card's worth of the Code. */
export type ReadingPart = {
  readonly title: string;
  readonly continued: boolean;
  readonly passages: readonly Passage[];
};

/** Characters of the Code on one card: a few minutes on a phone, far below Teams' limit. */
const PART_LENGTH = 2_800;

/** The Code in reading order, cut between passages, never within one. */
export function readingParts(code: CodeVersion): readonly ReadingPart[] {
  const parts: ReadingPart[] = [];
  for (const section of code.sections) {
    let passages: Passage[] = [];
    let length = 0;
    let continued = false;
    for (const passage of section.passages) {
      if (passages.length > 0 && length + passage.text.length > PART_LENGTH) {
        parts.push({ title: section.title, continued, passages });
        [passages, length, continued] = [[], 0, true];
      }
      passages.push(passage);
      length += passage.text.length;
    }
    if (passages.length > 0) parts.push({ title: section.title, continued, passages });
  }
  return parts;
}

/** The part, counted from 1, that holds a passage. */
export function partOfPassage(code: CodeVersion, id: PassageId): number {
  return readingParts(code).findIndex((part) => part.passages.some((passage) => passage.id === id)) + 1;
}

/**
 * One part of the Code, passage by passage, word for word. On the last part, and only with an open obligation, the
 * step to sign is offered.
 */
export function codeCard(
  context: CardContext,
  input: { part: number; obligation?: ObligationId; highlight?: PassageId; version?: CodeVersion },
): Card {
  const { texts, code: current } = context;
  const code = input.version ?? current;
  const t = texts.certification.reading;
  const parts = readingParts(code);
  const index = Math.min(Math.max(input.part, 1), parts.length) - 1;
  const part = parts[index] as ReadingPart;
  const next = parts[index + 1];
  const last = next === undefined;
  const data = {
    ...(input.obligation && { obligation: input.obligation }),
    ...(code.hash !== current.hash && { document: code.document, version: code.label }),
  };
  const actions: Action[] = [];
  if (next)
    actions.push(
      execute(t.next(titleOf(t, next)), 'code.read', { ...data, part: index + 2 }, { style: 'positive' }),
    );
  if (last && input.obligation)
    actions.push(execute(t.toSignature, 'certificate.form', data, { style: 'positive' }));
  if (index > 0) actions.push(execute(t.back, 'code.read', { ...data, part: index }));
  const page = context.pageOf?.(code, input.highlight);
  if (page) actions.push(open(texts.asking.openPage, page));
  if (!input.obligation)
    actions.push(execute(texts.reading.about.button, 'code.about', {}, { secondary: true }));
  return card(
    [
      title(plain(code.title)),
      paragraph(`${t.progress(index + 1, parts.length)} · ${plain(code.company)}`, {
        subtle: true,
        spacing: 'None',
      }),
      subtitle(plain(titleOf(t, part))),
      ...part.passages.map((passage) => passageElement(passage, passage.id === input.highlight)),
      ...(last && input.obligation ? [box('good', [paragraph(t.readAll)])] : []),
      paragraph(t.version(plain(code.label), `${code.hash.slice(0, 16)}…`), { subtle: true, small: true }),
    ],
    actions,
    { lang: baseLanguage(code.language) },
  );
}

function titleOf(t: CardContext['texts']['certification']['reading'], part: ReadingPart): string {
  return part.continued ? t.continued(part.title) : part.title;
}

function passageElement(passage: Passage, highlighted: boolean): CardElement {
  const text = verbatim(passage.kind !== 'paragraph' ? `•  ${passage.text}` : passage.text);
  return highlighted ? box('accent', [text]) : { ...text, spacing: 'Medium' };
}
