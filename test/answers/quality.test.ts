import assert from 'node:assert/strict';
import { loadQuestions, loadUntuned, SETS, scoreOf } from '../bench/askBench.ts';
import { SHIPPED_ANSWERING, whenLearnt } from '../helpers/shipped.ts';

const { answer } = SHIPPED_ANSWERING;

describe('the questions', () => {
  it('of the tuning and reporting sets are apart, and many', () => {
    const asked = SETS.flatMap((name) => {
      const set = loadQuestions(name);
      return [...set.answered, ...set.notAddressed, ...set.speakUp].map(({ question }) => question);
    });
    assert.equal(new Set(asked).size, asked.length);
    assert.ok(asked.length > 500);
  });

  it('of every set know a right passage of the Code', () => {
    for (const name of SETS)
      for (const { question, right } of loadQuestions(name).answered) assert.ok(right.length > 0, question);
  });
});

/** Floors somewhat below what is reached: an edit of the content that costs more than that is to be seen. */
describe('the answers', () => {
  before(whenLearnt(SHIPPED_ANSWERING));

  it('to questions nobody tuned on are mostly right; what they get wrong is reported, not hidden', () => {
    const score = scoreOf(answer, loadQuestions('unseen'));
    assert.ok(score.rightFirst >= 0.85, `right first: ${score.rightFirst}`);
    assert.ok(score.rightInThree >= 0.9, `right in three: ${score.rightInThree}`);
    assert.ok(score.falseAnswers <= 0.3, `false answers: ${score.falseAnswers}`);
    assert.ok(score.channelsShown >= 0.95, `channels shown: ${score.channelsShown}`);
  });

  it('to the questions set apart before tuning stay right', () => {
    const score = scoreOf(answer, loadQuestions('report'));
    assert.ok(score.rightFirst >= 0.95, `right first: ${score.rightFirst}`);
    assert.ok(score.rightInThree >= 0.99, `right in three: ${score.rightInThree}`);
    assert.ok(score.falseAnswers <= 0.05, `false answers: ${score.falseAnswers}`);
    assert.ok(score.channelsShown >= 0.95, `channels shown: ${score.channelsShown}`);
  });

  it('to all questions that nothing was tuned on, most of them by others who knew the Code only, stay right', () => {
    const score = scoreOf(answer, loadUntuned());
    assert.ok(score.questions > 2_000);
    assert.ok(score.rightFirst >= 0.97, `right first: ${score.rightFirst}`);
    assert.ok(score.rightInThree >= 0.985, `right in three: ${score.rightInThree}`);
    assert.ok(score.falseAnswers <= 0.05, `false answers: ${score.falseAnswers}`);
    assert.ok(score.channelsShown >= 0.965, `channels shown: ${score.channelsShown}`);
  });

  it('to fresh questions stay mostly right', () => {
    const score = scoreOf(answer, loadQuestions('fresh'));
    assert.ok(score.rightFirst >= 0.85, `right first: ${score.rightFirst}`);
    assert.ok(score.rightInThree >= 0.95, `right in three: ${score.rightInThree}`);
    assert.ok(score.falseAnswers <= 0.05, `false answers: ${score.falseAnswers}`);
    assert.ok(score.channelsShown >= 0.95, `channels shown: ${score.channelsShown}`);
  });
});
