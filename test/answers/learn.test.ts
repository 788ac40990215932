import assert from 'node:assert/strict';
import { featuresOf } from '../../src/answers/features.ts';
import { createLearner, type Lesson } from '../../src/answers/learn.ts';
import { tokensOf } from '../../src/answers/tokens.ts';

const featuresIn = (text: string) => {
  const tokens = tokensOf(text);
  return featuresOf(tokens, new Map(tokens.map(({ stem }) => [stem, 1])));
};
const lessons = (taught: Readonly<Record<string, readonly string[]>>): Lesson[] =>
  Object.entries(taught).flatMap(([subject, texts]) =>
    texts.map((text) => ({ subject, features: featuresIn(text) })),
  );

const TAUGHT = lessons({
  gifts: ['a bottle of wine from a vendor', 'may I keep a gift', 'a gift from a vendor', 'wine as a gift'],
  secrets: ['may I tell my friend', 'a secret about a vendor', 'tell a friend a secret', 'my friend asks me'],
});

describe('what was learnt from examples', () => {
  it('tells what a new text is most likely about, all subjects together being certain', () => {
    const likely = createLearner(TAUGHT).likely(featuresIn('is a gift of wine fine'));
    assert.ok((likely.get('gifts') ?? 0) > 0.8);
    assert.ok(Math.abs([...likely.values()].reduce((sum, each) => sum + each, 0) - 1) < 1e-9);
  });

  it('says which words lead to it', () => {
    const leading = createLearner(TAUGHT).leadingTo(
      featuresIn('a gift to my friend'),
      (subject) => subject === 'secrets',
    );
    assert.ok(leading.includes('friend') && !leading.includes('gift'), leading.join());
  });

  it('says nothing of words it never learnt', () => {
    const likely = createLearner(TAUGHT).likely(featuresIn('Zugvogel'));
    for (const chance of likely.values()) assert.ok(chance > 0.2 && chance < 0.8);
  });

  it('is the same whenever the same is taught, learnt in steps or at once', () => {
    const many = Array.from({ length: 300 }, () => TAUGHT).flat();
    const [atOnce, inSteps] = [createLearner(many), createLearner(many)];
    let steps = 0;
    while (inSteps.goOn()) steps += 1;
    assert.ok(steps > 5);
    const asked = featuresIn('may I tell of a gift');
    assert.deepEqual(inSteps.likely(asked), atOnce.likely(asked));
    assert.equal(atOnce.goOn(), false);
  });
});
