import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plain } from '../../../src/teams/cards/elements.ts';
import { MARK, NAMES, type NameKind } from './cardWorld.ts';
import { everyCard } from './everyCard.ts';
import { literalsOf, markdownOf } from './readCard.ts';

/** What in a text still speaks to a markdown reader, once what is escaped is out of the way. */
function liveMarkdown(text: string): string[] {
  return text.replace(/\\[\\`*_{}[\]<>#~|]/g, '').match(/[`*_[\]<>#~|]|\{\{|[\r\n]/g) ?? [];
}

describe('a name on a card', () => {
  for (const kind of Object.keys(NAMES) as NameKind[]) {
    it(`carries no formatting, link, picture or template of its own (${kind})`, () => {
      const shown = everyCard(NAMES[kind]).flatMap(({ what, card }) =>
        markdownOf(card)
          .filter((text) => text.includes(MARK))
          .map((text) => ({ what, live: liveMarkdown(text) })),
      );
      assert.ok(shown.length > 10, 'names must be shown for this to mean anything');
      assert.deepEqual(
        shown.filter(({ live }) => live.length > 0),
        [],
      );
    });
  }

  it('stands without backslashes where clients do not read markdown: in labels, buttons and badges', () => {
    const shown = everyCard(`${MARK} Doe [EXT] *`).flatMap(({ what, card }) =>
      literalsOf(card)
        .filter((text) => text.includes(MARK))
        .map((text) => ({ what, text })),
    );
    assert.deepEqual(
      shown.filter(({ text }) => text.includes('\\')),
      [],
    );
  });
});

describe('plain text', () => {
  it('reads to the eye as it was, in one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const unescaped = plain(text).replace(/\\(.)/g, '$1');
        assert.equal(unescaped, text.replace(/\s+/g, ' '));
      }),
    );
  });

  it('leaves nothing to a markdown reader, whatever signs it is made of', () => {
    const signs = fc.string({ unit: fc.constantFrom(...'\\`*_{}[]()<>#~|!-a \n') });
    fc.assert(fc.property(signs, (text) => assert.deepEqual(liveMarkdown(plain(text)), [])));
  });
});
