import assert from 'node:assert/strict';
import { readAction, TYPED_ACTIONS } from '../../src/teams/actionTyped.ts';
import { readTyped } from '../../src/teams/commands.ts';

const whomOf = (text: string) => readAction(text)?.whom;

describe('an action that somebody types', () => {
  it('is read with a name, in any case, with or without a slash and polite words', () => {
    for (const action of TYPED_ACTIONS)
      for (const text of [
        `${action} Maya Okafor`,
        `/${action} Maya Okafor`,
        `${action.toUpperCase()}: Maya Okafor please`,
        `please ${action} Maya Okafor, thanks`,
        `could you ${action} Maya Okafor?`,
      ]) {
        const read = readAction(text);
        assert.deepEqual([read?.action, read?.whom], [action, { kind: 'name', name: 'Maya Okafor' }], text);
        assert.equal(read?.asks, false, text);
      }
    assert.equal(readAction('re-issue Maya')?.action, 'reissue');
  });

  it('is read with a list, which may be narrowed', () => {
    const list = (text: string, more: object = {}) => ({ kind: 'list', list: text, ...more });
    const meant: readonly (readonly [string, object])[] = [
      ['remind overdue', list('overdue')],
      ['remind everyone who is overdue', list('overdue')],
      ['remind all unreached people', list('unreached')],
      ['remind not reached', list('unreached')],
      ['remind everyone', list('outstanding')],
      ['resume all', list('paused')],
      ['resume paused', list('paused')],
      ['extend outstanding in Treasury', list('outstanding', { department: 'Treasury' })],
      ['extend outstanding in the Tax department', list('outstanding', { department: 'Tax' })],
      ['pause outstanding under Katherine Voss', list('outstanding', { below: 'Katherine Voss' })],
      ['remind overdue reporting to Renée', list('overdue', { below: 'Renée' })],
      ['remind overdue office treasurer', list('overdue', { office: 'treasurer' })],
      ['remind overdue in the office of the CFO', list('overdue', { office: 'chief-financial-officer' })],
      ['remind my team', { kind: 'team' }],
      ['remind outstanding below me', { kind: 'team' }],
    ];
    for (const [text, whom] of meant) assert.deepEqual(whomOf(text), whom, text);
  });

  it('may be a question about the Code, or a name that begins like a list', () => {
    for (const text of [
      'excuse me, can I accept a gift?',
      'remind me what the Code says about gifts',
      'extend a gift to a supplier?',
      'pause before I sign?',
      'resume trading after the report?',
    ])
      assert.equal(readAction(text)?.asks, true, text);
    assert.deepEqual(whomOf('excuse Open Ai'), { kind: 'name', name: 'Open Ai' });
  });

  it('is the command alone without anybody, and nothing where it is too long or begins otherwise', () => {
    for (const action of TYPED_ACTIONS) {
      assert.equal(readAction(action), undefined);
      assert.deepEqual(readTyped(`${action} please`), { kind: 'command', command: action });
    }
    assert.equal(readAction(`excuse ${'x'.repeat(200)}`), undefined);
    assert.equal(readAction('who may excuse Maya'), undefined);
    assert.equal(readAction('excused Maya'), undefined);
  });

  it('is offered back when it is nearly one', () => {
    for (const [text, command] of [
      ['remnid', 'remind'],
      ['exend', 'extend'],
      ['resmue', 'resume'],
      ['reisue', 'reissue'],
    ])
      assert.deepEqual(readTyped(text ?? ''), { kind: 'near-miss', command }, text);
    assert.deepEqual(readTyped('excsue Maya Okafor'), { kind: 'near-miss', command: 'excuse' });
  });
});
