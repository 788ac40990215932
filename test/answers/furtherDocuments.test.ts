import assert from 'node:assert/strict';
import { createAnswers } from '../../src/answers/createAnswers.ts';
import type { Vocabulary } from '../../src/answers/vocabulary.ts';
import { composeAnswers } from '../../src/composeAnswers.ts';
import { loadContent } from '../../src/content/code/loadContent.ts';
import type { Documents } from '../../src/content/documents/documents.ts';
import { loadDocuments } from '../../src/content/documents/loadDocuments.ts';
import { isEnglish } from '../../src/content/english.ts';
import { loadQuestions } from '../bench/askBench.ts';
import { SHIPPED_ANSWERING, whenLearnt } from '../helpers/shipped.ts';
import { withPhrasings } from '../helpers/withPhrasings.ts';

const sample = new URL('../../src/local/documents', import.meta.url).pathname;
const documents = loadDocuments(sample, 'Aleris International, Inc.') as Documents;
const content = loadContent({ document: 'senior-officers-code', version: '1' }, documents);
const code = { code: content.library.current, vocabulary: content.vocabulary() };
const loaded = content.further.map((document) => ({ code: document.code, passages: document.words }));
const withDocuments = composeAnswers(content);
const { answer, explain } = withDocuments;
const alone = SHIPPED_ANSWERING;

/** Of what the Code answers less than of what it does not: a question about a further document is no longer torn. */
const littleOf = (vocabulary: Vocabulary) =>
  withPhrasings(vocabulary, (asked, of) => {
    const each = of === 'topic' ? 4 : 20;
    return asked.filter((_, at) => at % each === 0);
  });

const answered = (question: string) => {
  const given = answer(question);
  assert.ok(given.kind === 'passages', `${question}: ${given.kind}`);
  return given;
};

describe('with the Code of Business Conduct loaded', () => {
  before(whenLearnt(withDocuments, alone));

  it('that answers where the Code is silent, and says which passage of the Code makes it so', () => {
    for (const [question, id] of [
      ['Do I have to register gifts?', 'cobc-gifts-and-entertainment-i1'],
      ['may I donate to a political candidate', 'cobc-political-activity-p1'],
      ['how long do I keep records', 'cobc-records-p1'],
      ['when is an investigation closed', 'rp-1-what-happens-to-a-report-p1'],
    ] as const) {
      assert.equal(alone.answer(question).kind, 'not-addressed', question);
      const given = answered(question);
      assert.equal(given.passages[0]?.passage.id, id);
      assert.equal(given.precedence, 'silent');
      assert.deepEqual(
        given.rule.map(({ passage }) => passage.id),
        ['soc-1-p2'],
      );
    }
  });

  it('the Code comes first and controls where both answer, three passages together at most', () => {
    const given = answered('can I be dismissed for reporting');
    assert.equal(given.precedence, 'controls');
    assert.equal(given.passages[0]?.document, 'senior-officers-code');
    assert.equal(given.passages.at(-1)?.passage.id, 'rp-2-protection-from-retaliation-p1');
    assert.ok(given.passages.length <= 3);
    assert.equal(given.rule[0]?.passage.id, 'soc-1-p2');
  });

  it('nothing changes where only the Code answers, or somebody reports', () => {
    for (const question of [
      "my brother-in-law's firm is bidding for our contract",
      'insider trading',
      'My boss is hiding losses from the auditors',
    ])
      assert.deepEqual(answer(question), alone.answer(question), question);
  });

  it('what none of them speaks of stays an honest no', () => {
    for (const question of [
      'who is my manager',
      'what time is it',
      'tell me a joke',
      'how do I get a parking space',
    ])
      assert.equal(answer(question).kind, 'not-addressed', question);
    const asked = loadQuestions('tune').notAddressed;
    const more = asked.filter(({ question }) => {
      const given = answer(question);
      return given.kind === 'passages' && given.precedence === 'silent';
    });
    assert.ok(more.length < asked.length / 25, `${more.length} of ${asked.length}`);
  });

  it('two documents answer in the order of their precedence', () => {
    assert.deepEqual(
      content.further.map(({ code: { document } }) => document),
      ['code-of-business-conduct', 'reporting-policy'],
    );
  });

  it('words that compliance writes for a passage find it', () => {
    assert.equal(answer('may I take my pet to the office').kind, 'not-addressed');
    const [first, ...others] = loaded;
    assert.ok(first);
    const passages = {
      'cobc-working-with-one-another-p3': {
        about: 'What to wear, and whom to bring.',
        related: ['cobc-working-with-one-another-p2'],
        asked: ['May I take a pet to the office?'],
      },
    };
    // Of the Code's vocabulary little is needed here, and to learn from all of it takes long.
    const taught = createAnswers({
      code: { ...code, vocabulary: littleOf(code.vocabulary) },
      further: [{ ...first, passages }, ...others],
      isEnglish,
    });
    const given = taught.answer('may I take my pet to the office');
    assert.ok(given.kind === 'passages');
    assert.equal(given.passages[0]?.about, 'What to wear, and whom to bring.');
    assert.equal(given.related[0]?.passage.id, 'cobc-working-with-one-another-p2');
  });
});

describe('why an answer', () => {
  before(whenLearnt(withDocuments));

  it('names words, groups and phrasings with their weights, and what was needed', () => {
    const { kind, readAs, considered } = explain('Is moonlightin ok?');
    assert.equal(kind, 'passages');
    assert.match(readAs, /moonlighting/);
    const [best] = considered;
    assert.equal(best?.subject, 'soc-2-principle-01');
    assert.ok(best.shown && best.score >= best.threshold);
    assert.ok(best.reasons.some(({ what }) => what === '#side job'));
    const added = best.reasons.reduce((sum, { weight }) => sum + weight, best.likest?.adds ?? 0);
    assert.ok(added > best.score / 2 && added <= best.score + 1e-9);
  });

  it('says for a no which topic stood against which passage', () => {
    const { kind, considered } = alone.explain('What is the gift limit?');
    assert.equal(kind, 'not-addressed');
    assert.ok(considered.every(({ shown }) => !shown));
    assert.equal(considered[0]?.subject, 'gift-limits');
    assert.equal(considered[0]?.citation, undefined);
  });

  it('explains passages of further documents by the share of the question that they say', () => {
    const found = explain('Do I have to register gifts?').considered.find(({ shown }) => shown);
    assert.equal(found?.subject, 'cobc-gifts-and-entertainment-i1');
    assert.ok(found.score <= 1 && found.threshold < found.score);
  });

  it('is nothing for a text that is no question', () => {
    assert.deepEqual(explain('🙂'), { kind: 'unclear', readAs: '', told: 0, considered: [] });
  });
});
