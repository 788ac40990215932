import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createMeaning } from '../../src/answers/meaning.ts';
import { createPhrases } from '../../src/answers/phrases.ts';
import { createRanking } from '../../src/answers/rank.ts';
import { createSpelling, slipsBetween } from '../../src/answers/spelling.ts';
import { stemOf } from '../../src/answers/stem.ts';
import { tokensOf, wordsOf } from '../../src/answers/tokens.ts';

describe('words', () => {
  it('are lower case, without apostrophes, with 10-K in one', () => {
    assert.deepEqual(wordsOf("I don’t sign Aleris' 10-K; what's a CFO's brother-in-law?"), [
      ...['i', 'dont', 'sign', 'aleris', '10k', 'what', 'a', 'cfo', 'brother', 'in', 'law'],
    ]);
  });

  it('lose their inflection and nothing more', () => {
    for (const group of [
      ['bid', 'bids', 'bidding'],
      ['sign', 'signs', 'signed'],
      ['hide', 'hiding'],
      ['copy', 'copies'],
    ])
      assert.equal(new Set(group.map(stemOf)).size, 1, group.join());
    for (const [one, other] of [
      ['report', 'reporter'],
      ['customer', 'customs'],
      ['account', 'accountant'],
    ])
      assert.notEqual(stemOf(one ?? ''), stemOf(other ?? ''));
  });
});

describe('spelling', () => {
  const known = new Map([
    ['certificate', 5],
    ['auditor', 3],
    ['interest', 4],
    ['regalo', 2],
  ]);
  const spell = createSpelling(known, (word) => ['the', 'audit', 'internet', 'is'].includes(word));

  it('puts one slip right, two in a long word', () => {
    assert.equal(spell('The auditer').text, 'the auditor');
    assert.equal(spell('intrest').text, 'interest');
    assert.equal(spell('certifcat!').text, 'certificate!');
  });

  it('leaves words alone that are words, numbers, short, or too far off', () => {
    for (const text of ['audit', 'internet', 'aud1tor', 'adt', 'zebra']) assert.equal(spell(text).text, text);
  });

  it('says how much was understood; a word put right counts half', () => {
    assert.equal(spell('the auditor').understood, 1);
    assert.equal(spell('the auditer').understood, 0.75);
    assert.equal(spell('xyz').understood, 0);
    assert.equal(spell('').understood, 0);
  });

  it('takes what content has once or twice for no word: it is a slip there, or another language', () => {
    assert.equal(spell('regalo').understood, 0);
    assert.equal(spell('regaloo').text, 'regaloo');
  });

  it('counts slips as a distance: none for the same, the same both ways', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcd'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        assert.equal(slipsBetween(one, other, 99), slipsBetween(other, one, 99));
        assert.equal(slipsBetween(one, other, 99) === 0, one === other);
        assert.ok(slipsBetween(one, other, 1) > 1 === slipsBetween(one, other, 99) > 1);
      }),
    );
    assert.equal(slipsBetween('recieve', 'receive', 9), 1);
  });
});

describe('meaning', () => {
  const meaningOf = createMeaning({
    relative: ['brother in law', 'brother'],
    stock: ['=shares'],
    '?may I': ['can i'],
  });

  it('is the same for words of one group, longest phrase first', () => {
    assert.ok(meaningOf(tokensOf("my brother-in-law's firm")).has('#relative'));
    assert.deepEqual([...meaningOf(tokensOf('brothers')).keys()], ['#relative', 'brother']);
    assert.equal(meaningOf(tokensOf('brother in law')).has('law'), true);
  });

  it('tells a form from its stem where the content says so', () => {
    assert.ok(meaningOf(tokensOf('sell shares')).has('#stock'));
    assert.ok(!meaningOf(tokensOf('share knowledge')).has('#stock'));
  });

  it('keeps the way of asking apart from what is asked', () => {
    const terms = meaningOf(tokensOf('Can I sell shares?'));
    assert.ok((terms.get('?may I') ?? 1) < (terms.get('#stock') ?? 0));
  });
});

describe('phrases', () => {
  it('are found where they stand, the longest one', () => {
    const find = createPhrases([
      ['audit', 'a'],
      ['audit committee', 'b'],
    ]);
    const tokens = tokensOf('the audit committees');
    assert.equal(find(tokens, 0), undefined);
    assert.deepEqual(find(tokens, 1), { values: ['b'], length: 2 });
  });
});

describe('the ranking', () => {
  const terms = (text: string) => new Map(tokensOf(text).map(({ stem }) => [stem, 1]));
  const { rank, because } = createRanking(
    Object.entries({
      audit: ['hide from auditor', 'lie to auditor'],
      law: ['obey law', 'lie to government'],
    }).flatMap(([subject, texts]) => texts.map((text) => ({ subject, phrasing: text, terms: terms(text) }))),
  );

  it('prefers the subject whose examples use the words, most of all together', () => {
    assert.equal(rank(terms('lie to auditor'))[0]?.subject, 'audit');
    assert.equal(rank(terms('lie to government'))[0]?.subject, 'law');
    assert.equal(because(terms('auditor'), 'audit')[0]?.what, 'auditor');
  });

  it('is sure of what it was told word for word, unsure of what is mostly about something else, silent on the rest', () => {
    const score = (text: string) => rank(terms(text))[0]?.score ?? 0;
    assert.ok(score('obey law') > 1);
    assert.ok(score('obey zebra crossing giraffe') < score('obey law') / 2);
    assert.deepEqual(rank(terms('zebra')), []);
  });
});
