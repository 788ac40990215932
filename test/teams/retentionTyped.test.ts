import assert from 'node:assert/strict';
import { readTyped } from '../../src/teams/commands.ts';
import { readRetention } from '../../src/teams/retentionTyped.ts';

describe('a hold or an erasure that somebody types', () => {
  it('is read with a name, in any case, with or without a slash and polite words', () => {
    for (const verb of ['hold', 'erase'] as const)
      for (const text of [
        `${verb} Maya Okafor`,
        `/${verb} Maya Okafor`,
        `${verb.toUpperCase()}: Maya Okafor please`,
        `could you ${verb} Maya Okafor?`,
      ]) {
        const read = readRetention(text);
        assert.deepEqual(read?.whom, { do: verb, name: 'Maya Okafor' }, text);
        assert.deepEqual([read?.asks, read?.isName], [false, true], text);
        assert.equal(readTyped(text).kind, 'retention', text);
      }
  });

  it('is read with everything, a cycle or an object id', () => {
    for (const text of ['hold everything', 'Hold all, please', '/hold all'])
      assert.deepEqual(readRetention(text)?.whom, { do: 'hold', all: true }, text);
    for (const text of ['hold 2026', 'hold cycle 2026', 'hold the cycle 2026?'])
      assert.deepEqual(readRetention(text)?.whom, { do: 'hold', cycle: '2026' }, text);
    const id = '20a36151-db3d-4b4d-8703-7dfeaec82291';
    assert.deepEqual(readRetention(`hold ${id}`)?.whom, { do: 'hold', name: id });
    assert.deepEqual(readRetention('erase 2026')?.whom, { do: 'erase', name: '2026' });
  });

  it('may be a question about the Code', () => {
    for (const text of [
      'hold on, may I accept a gift?',
      'hold shares in a supplier?',
      'erase my name from the report',
    ])
      assert.deepEqual([readRetention(text)?.asks, readRetention(text)?.isName], [true, false], text);
    assert.equal(readRetention('hold shares')?.isName, false);
  });

  it('is the command alone without anybody, and nothing where it is too long or begins otherwise', () => {
    for (const [text, command] of [
      ['hold', 'hold'],
      ['legal holds', 'hold'],
      ['show me the retention please', 'retention'],
      ['erase', 'erase'],
    ])
      assert.deepEqual(readTyped(text ?? ''), { kind: 'command', command }, text);
    for (const text of [
      'hold please',
      `hold ${'x'.repeat(200)}`,
      'holding shares',
      'do not hold Maya',
      'eraser Maya',
    ])
      assert.equal(readRetention(text), undefined, text);
  });
});
