import assert from 'node:assert/strict';
import { readTyped } from '../../src/teams/commands.ts';

const why = (typed: string) => {
  const read = readTyped(typed);
  return read.kind === 'why' ? { name: read.name, asks: read.asks } : read.kind;
};

describe('why and a name', () => {
  const named: Readonly<Record<string, string>> = {
    'why Maya Okafor': 'Maya Okafor',
    'WHY maya': 'maya',
    '/why maya': 'maya',
    '/ why  maya okafor ': 'maya okafor',
    'why is Maya Okafor covered?': 'Maya Okafor',
    'Why isn’t Maya Okafor covered': 'Maya Okafor',
    'why is Maya Okafor not covered?': 'Maya Okafor',
    'why Maya Okafor?': 'Maya Okafor',
    'why Maya Okafor, please': 'Maya Okafor',
    "why O'Brien, Ana": "O'Brien, Ana",
    'why Ludwig van der Meer': 'Ludwig van der Meer',
    'why 佐藤健一?': '佐藤健一',
    'why 20a36151-db3d-4b4d-8703-7dfeaec82291': '20a36151-db3d-4b4d-8703-7dfeaec82291',
    '/why do thi hong': 'do thi hong',
  };
  for (const [typed, name] of Object.entries(named))
    it(`are understood: ${typed}`, () => assert.deepEqual(why(typed), { name, asks: false }));

  const questions = [
    'why do we have to sign this?',
    'Why do we have to sign this',
    'WHY DO I HAVE TO SIGN?',
    'why me?',
    'Why Me?',
    'why is insider trading covered?',
    'why cant i accept gifts',
    'why may nobody tell me?',
    'why do thi hong',
  ];
  for (const question of questions)
    it(`may as well be a question: ${question}`, () => {
      const read = readTyped(` ${question} `);
      assert.ok(read.kind === 'why' && read.asks);
      assert.equal(read.question, question);
    });

  it('are a question when they are longer than a name can be, and something else when why is not the first word', () => {
    assert.equal(why(`why ${'is this so '.repeat(20)}`), 'question');
    assert.equal(why('whyever not'), 'question');
    assert.equal(why('tell me why Maya is covered, please'), 'question');
  });

  it('are read at once, whatever they are', () => {
    const started = performance.now();
    for (const text of [`why ${'is '.repeat(50_000)}`, `why ${'is '.repeat(50)}`, `why${' '.repeat(150)}?`])
      readTyped(text);
    assert.ok(performance.now() - started < 200);
  });
});
