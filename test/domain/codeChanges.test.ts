import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type CodeVersion, canonicalText, type Passage } from '../../src/domain/code.ts';
import { changesBetween, piecesBetween } from '../../src/domain/codeChanges.ts';
import type { PassageId } from '../../src/domain/ids.ts';
import { code } from '../helpers/code.ts';

type Text = Pick<CodeVersion, 'company' | 'title' | 'sections'>;

const amended = (change: (passage: Passage) => readonly Passage[]): Text => ({
  ...code,
  sections: code.sections.map((section) => ({ ...section, passages: section.passages.flatMap(change) })),
});
const rewritten = (id: string, text: (was: string) => string) =>
  amended((passage) => [passage.id === id ? { ...passage, text: text(passage.text) } : passage]);

describe('what changed between two versions', () => {
  it('is nothing where the same text was published again, whatever its layout and ids', () => {
    assert.deepEqual(changesBetween(code, { ...code, label: '2' } as Text), []);
    assert.deepEqual(
      changesBetween(
        code,
        rewritten('soc-1-p1', (text) => text.replaceAll(' ', '\n  ')),
      ),
      [],
    );
    const renumbered = amended((passage) => [{ ...passage, id: `new-${passage.id}` as PassageId }]);
    assert.deepEqual(changesBetween(code, renumbered), []);
  });

  it('is shown word by word in the passage where it is', () => {
    const [change, ...more] = changesBetween(
      code,
      rewritten('soc-2-principle-01', (text) =>
        text.replace('honesty', 'candor').replace(', avoiding', ' and care, avoiding'),
      ),
    );
    assert.deepEqual(more, []);
    assert.equal(change?.kind, 'changed');
    assert.equal(change?.passage, 'soc-2-principle-01');
    assert.match(change?.citation ?? '', /1st principle/);
    assert.deepEqual(
      change?.pieces.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => `${kind} ${text.trim()}`),
      ['removed honesty', 'added candor', 'added and care'],
    );
  });

  it('tells a passage that is new, gone, moved or retitled from one that was rewritten', () => {
    const added = amended((passage) =>
      passage.id === 'soc-2-p4'
        ? [
            passage,
            { ...passage, id: 'soc-2-p9' as PassageId, text: 'Climate reporting is covered as well.' },
          ]
        : [passage],
    );
    assert.deepEqual(
      changesBetween(code, added).map(({ kind, passage }) => [kind, passage]),
      [['added', 'soc-2-p9']],
    );
    assert.deepEqual(
      changesBetween(added, code).map(({ kind, passage }) => [kind, passage]),
      [['removed', 'soc-2-p9']],
    );
    const [first, second, ...rest] = code.sections[0]?.passages ?? [];
    assert.ok(first && second);
    const swapped = {
      ...code,
      sections: code.sections.map((section, index) =>
        index === 0 ? { ...section, passages: [second, first, ...rest] } : section,
      ),
    };
    assert.deepEqual(
      changesBetween(code, swapped).map(({ kind }) => kind),
      ['moved'],
    );
    assert.deepEqual(
      changesBetween(code, { ...code, title: `${code.title} and Staff` }).map(({ kind }) => kind),
      ['retitled'],
    );
  });

  const side = fc
    .array(
      fc.record({
        title: fc.constantFrom('One', 'Two', 'Three'),
        passages: fc.array(fc.constantFrom('a b c', 'a b d', 'x y', 'z', 'a  b c'), {
          minLength: 1,
          maxLength: 4,
        }),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((sections): Text => {
      let number = 0;
      return {
        company: 'C',
        title: 'T',
        sections: sections.map(({ title, passages }, index) => ({
          id: `s${index}`,
          title,
          passages: passages.map((text): Passage => {
            number += 1;
            return { id: `p${number}` as PassageId, kind: 'paragraph', citation: `${title} ${number}`, text };
          }),
        })),
      };
    });

  it('is empty exactly when the canonical text, and so the hash, is the same', () => {
    fc.assert(
      fc.property(side, side, (one, other) => {
        assert.equal(changesBetween(one, other).length === 0, canonicalText(one) === canonicalText(other));
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives back both texts from its pieces', () => {
    const words = fc.array(fc.constantFrom('the', 'Code', 'audit,', '§ 4', 'Übung', '10-K', '.'), {
      maxLength: 12,
    });
    const line = words.map((list) => list.join(' '));
    fc.assert(
      fc.property(line, line, (older, newer) => {
        const pieces = piecesBetween(older, newer);
        const without = (kind: string) =>
          pieces
            .filter((piece) => piece.kind !== kind)
            .map(({ text }) => text)
            .join('');
        assert.equal(without('added'), older.trim());
        assert.equal(without('removed'), newer.trim());
      }),
    );
  });
});
