import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type CodeVersion, hashOf, type Passage, passagesOf } from '../../../src/domain/code.ts';
import type { ObligationId, PassageId } from '../../../src/domain/ids.ts';
import { codeCard, partOfPassage, readingParts } from '../../../src/teams/cards/codeCard.ts';
import { CODE, CONTEXT } from './cardWorld.ts';
import { elementsOfType, type Node, wordsOf } from './readCard.ts';

const OBLIGATION = '2026.x.y' as ObligationId;

/** The Code as somebody reads it who goes through the cards with the button they offer. */
function readThrough(code: CodeVersion): { text: string; verbs: string[][] } {
  const context = { ...CONTEXT, code };
  const texts: string[] = [];
  const verbs: string[][] = [];
  for (let part = 1; part !== 0; ) {
    const card = codeCard(context, { part, obligation: OBLIGATION });
    texts.push(...elementsOfType(card, 'TextRun').map(({ text }) => String(text)));
    const actions = (card.actions ?? []) as unknown as Node[];
    verbs.push(actions.map(({ verb }) => String(verb)));
    const next = actions.map(({ data }) => Number((data as Node).part)).find((to) => to > part);
    part = next ?? 0;
  }
  return { text: texts.map((text) => text.replace(/^•\s+/, '')).join('\n'), verbs };
}

const passages = fc.array(
  fc.record({
    kind: fc.constantFrom('paragraph', 'principle'),
    text: fc.string({ minLength: 1, maxLength: 3_500 }),
  }),
  { minLength: 1, maxLength: 9 },
);
const codes = fc.array(passages, { minLength: 1, maxLength: 5 }).map((sections): CodeVersion => {
  const made = sections.map((each, s) => ({
    id: `s${s}`,
    title: `Section ${s}`,
    passages: each.map(
      ({ kind, text }, p): Passage => ({
        id: `s${s}-p${p}` as PassageId,
        kind: kind as Passage['kind'],
        citation: `Section ${s}, ${p}`,
        text: text.replace(/\s+/g, ' ').replace(/^[•\s]+/, '') || 'x',
      }),
    ),
  }));
  return { ...CODE, sections: made, hash: hashOf({ ...CODE, sections: made }) };
});

describe('the Code in cards', () => {
  it('is complete and word for word when its parts are read one after the other', () => {
    const { text } = readThrough(CODE);
    assert.equal(
      text,
      passagesOf(CODE)
        .map((passage) => passage.text)
        .join('\n'),
    );
  });

  it('is so for any Code', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const whole = passagesOf(code).map((passage) => passage.text);
        assert.equal(readThrough(code).text, whole.join('\n'));
      }),
      { numRuns: 60 },
    );
  });

  it('offers the certificate on the last part only, and only to whoever has one to sign', () => {
    const { verbs } = readThrough(CODE);
    assert.ok(verbs.length > 1);
    assert.deepEqual(
      verbs.map((offered) => offered.includes('certificate.form')),
      verbs.map((_, index) => index === verbs.length - 1),
    );
    const last = codeCard(CONTEXT, { part: verbs.length });
    assert.equal(JSON.stringify(last).includes('certificate.form'), false);
  });

  it('shows the first or the last part to whoever asks for one that does not exist', () => {
    const count = readingParts(CODE).length;
    const shown = (part: number) => wordsOf(codeCard(CONTEXT, { part }));
    assert.equal(shown(-5), shown(1));
    assert.equal(shown(10_000), shown(count));
  });

  it('names every section as a heading, and says which version and hash this is', () => {
    const cards = readingParts(CODE).map((_, index) => codeCard(CONTEXT, { part: index + 1 }));
    const headings = cards.flatMap((card) =>
      elementsOfType(card, 'TextBlock').filter(({ style }) => style === 'heading'),
    );
    for (const { title } of CODE.sections) assert.ok(headings.some(({ text }) => text === title));
    for (const card of cards) assert.ok(wordsOf(card).includes(CODE.hash.slice(0, 16)));
  });

  it('finds the part in which a passage stands, for every passage', () => {
    for (const { id, text } of passagesOf(CODE)) {
      const card = codeCard(CONTEXT, { part: partOfPassage(CODE, id), highlight: id });
      const [shown] = elementsOfType(card, 'Container').flatMap((box) => elementsOfType(box, 'TextRun'));
      assert.ok(String(shown?.text).endsWith(text));
    }
  });
});
