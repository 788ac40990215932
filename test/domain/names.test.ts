import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isNameOf, words } from '../../src/domain/names.ts';
import type { DirectoryPerson } from '../../src/domain/person.ts';
import { directoryPerson } from '../helpers/people.ts';

const signs = (typed: string, name: string, facts: Partial<DirectoryPerson> = {}): boolean =>
  isNameOf(typed, directoryPerson(name, facts));

const FORGIVEN: Readonly<Record<string, readonly (readonly [typed: string, name: string])[]>> = {
  case: [
    ['ada lovelace', 'Ada Lovelace'],
    ['ADA LOVELACE', 'Ada Lovelace'],
    ['GÜL İNCE', 'Gül İnce'],
    ['STRAUSS', 'Strauß'],
  ],
  accents: [
    ['Renee Delacroix', 'Renée Delacroix'],
    ['Renée Delacroix', 'Renee Delacroix'],
    ['Nguyen Van An', 'Nguyễn Văn An'],
    ['Isik Gul', 'Işık Gül'],
    ['Андреи', 'Андрей'],
    ['Jose\u0301 Nun\u0303ez', 'José Nuñez'],
  ],
  'letters that have no accent to take off': [
    ['Joerg Strauss', 'Joerg Strauß'],
    ['Soren Oyen', 'Søren Øyen'],
    ['Lukasz Zolc', 'Łukasz Żółć'],
    ['Thordur Aegisson', 'Þórður Ægisson'],
  ],
  spacing: [
    ['  Ada \t Lovelace  ', 'Ada Lovelace'],
    ['Ada\u00a0Lovelace', 'Ada Lovelace'],
    ['Anne Marie Curie', 'Anne-Marie Curie'],
    ['Annemarie Curie', 'Anne-Marie Curie'],
    ['王小明', '王 小明'],
    ['王　小明', '王小明'],
    ['김 철수', '김철수'],
  ],
  order: [
    ['Lovelace Ada', 'Ada Lovelace'],
    ['Lovelace, Ada', 'Ada Lovelace'],
    ['Van An Nguyen', 'Nguyễn Văn An'],
    ['小明 王', '王 小明'],
    ['小明王', '王 小明'],
  ],
  'apostrophes and full stops': [
    ['OBrien', 'O’Brien'],
    ["O'Brien", 'O’Brien'],
    ['O Brien', "O'Brien"],
    ['J. R. Hartley', 'J R Hartley'],
    ['Sean O`Shea', 'Seán Oʼshea'],
  ],
  'the width of letters': [['Ａｄａ Ｌｏｖｅｌａｃｅ', 'Ada Lovelace']],
};

const DIFFERENT: readonly (readonly [typed: string, name: string, why: string])[] = [
  ['Ada', 'Ada Lovelace', 'a part is missing'],
  ['Lovelace', 'Ada Lovelace', 'a part is missing'],
  ['A. Lovelace', 'Ada Lovelace', 'a part is cut short'],
  ['Ada Byron Lovelace', 'Ada Lovelace', 'a part was added'],
  ['Ada Lovelace x', 'Ada Lovelace', 'a letter was added'],
  ['Ada Lovelase', 'Ada Lovelace', 'a letter differs'],
  ['Ada Ada Lovelace', 'Ada Lovelace', 'a part is there twice'],
  ['Lovelace Lovelace', 'Ada Lovelace', 'a part is there twice'],
  ['王小红', '王小明', 'a character differs'],
  ['小明', '王小明', 'a character is missing'],
  ['김철순', '김철수', 'a syllable differs'],
  ['Ольга Иванова', 'Olga Ivanova', 'it is in another script'],
  ['', 'Ada Lovelace', 'it is empty'],
  [' \t ', 'Ada Lovelace', 'it is blank'],
  ['... --', 'Ada Lovelace', 'it has no letter'],
  ['yes', 'Ada Lovelace', 'it is no name'],
];

describe('a typed name', () => {
  for (const [what, pairs] of Object.entries(FORGIVEN)) {
    it(`is forgiven ${what}`, () => {
      for (const [typed, name] of pairs) assert.ok(signs(typed, name), `"${typed}" for "${name}"`);
    });
  }

  for (const [typed, name, why] of DIFFERENT)
    it(`"${typed}" is not that of ${name}: ${why}`, () => assert.equal(signs(typed, name), false));

  it('that differs in a vowel sign or a voicing mark is another name', () => {
    for (const [typed, name] of [
      ['कमार', 'कुमार'],
      ['たかた', 'たかだ'],
      ['ハカ', 'バカ'],
      ['กน', 'กัน'],
    ] as const)
      assert.equal(signs(typed, name), false, `"${typed}" for "${name}"`);
  });

  it('may be the given name and surname where the display name says more', () => {
    const facts = { givenName: 'Ada', surname: 'Lovelace' };
    assert.ok(signs('Ada Lovelace', 'Lovelace, Ada (Finance)', facts));
    assert.ok(signs('Ada Lovelace Finance', 'Lovelace, Ada (Finance)', facts));
    assert.equal(signs('Ada', 'Lovelace, Ada (Finance)', facts), false);
    assert.ok(signs('Ada', '', { givenName: 'Ada' }));
  });

  it('is nobody’s whose name has no letter', () => {
    assert.equal(signs('', '—'), false);
    assert.equal(signs('—', '—'), false);
  });

  it('is the same in any order, case and spacing', () => {
    const parts = ['Zoë', "D'Angelo", 'ŁUKASZ', 'von', 'Müller-Øst', '小明'];
    const shuffled = fc.shuffledSubarray(parts, { minLength: 2 });
    fc.assert(
      fc.property(
        shuffled,
        fc.infiniteStream(fc.boolean()),
        fc.constantFrom(' ', '   ', ', '),
        (some, up, by) => {
          const typed = some.map((part) => (up.next().value ? part.toUpperCase() : part.toLowerCase()));
          assert.ok(signs(typed.join(by), parts.filter((part) => some.includes(part)).join(' ')));
        },
      ),
    );
  });

  it('without one of its parts is never the name', () => {
    const parts = ['Zoë', "D'Angelo", 'ŁUKASZ', 'von', 'Müller', '小明'];
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { maxLength: parts.length - 1 }), (some) => {
        assert.equal(signs(some.join(' '), parts.join(' ')), false);
      }),
    );
  });

  it('is the name itself, whatever the name', () => {
    const name = fc.string({ unit: 'grapheme' }).filter((text) => words(text).length > 0);
    fc.assert(fc.property(name, (text) => assert.ok(signs(text, text))));
  });
});
