import assert from 'node:assert/strict';
import fc from 'fast-check';
import { COMMANDS, readTyped } from '../../src/teams/commands.ts';

const TYPED = COMMANDS.filter((name) => name !== 'act as');
const command = (name: string) => ({ kind: 'command', command: name });

describe('what somebody types', () => {
  for (const name of TYPED) {
    it(`is the command ${name} in any case, with a leading / or a full stop`, () => {
      const forms = [
        name,
        name.toUpperCase(),
        `/${name}`,
        `/ ${name}`,
        `  ${name}  `,
        `${name}.`,
        `${name}!`,
      ];
      for (const form of forms) assert.deepEqual(readTyped(form), command(name), form);
    });

    it(`is the command ${name} with polite words around it`, () => {
      const forms = [
        `show me my ${name} please`,
        `could you open ${name}`,
        `${name}, thanks`,
        `Hi, ${name}?`,
      ];
      for (const form of forms) assert.deepEqual(readTyped(form), command(name), form);
    });
  }

  it('may be another word for a command', () => {
    const words = {
      'speak up': 'report',
      program: 'programme',
      receipt: 'my certificates',
      'my certificate': 'my certificates',
      certify: 'sign',
      Hello: 'help',
      'hello there!': 'help',
      'Good morning': 'help',
      'thank you': 'help',
      '?': 'help',
      'Where is the Code?': 'code',
    };
    for (const [typed, name] of Object.entries(words))
      assert.deepEqual(readTyped(typed), command(name), typed);
  });

  it('names somebody to act as, exactly as typed', () => {
    const names = ['Renée Delacroix', "O'Brien, Ana", '佐藤健一', 'min.zhang'];
    for (const name of names) {
      assert.deepEqual(readTyped(`act as ${name}`), { kind: 'act-as', name });
      assert.deepEqual(readTyped(`/ACT  AS  ${name} `), { kind: 'act-as', name });
    }
  });

  it('is offered back when it is nearly a command', () => {
    const slips = {
      stauts: 'status',
      tem: 'team',
      offces: 'offices',
      reprot: 'report',
      'my certificats': 'my certificates',
    };
    for (const [typed, name] of Object.entries(slips))
      assert.deepEqual(readTyped(typed), { kind: 'near-miss', command: name }, typed);
    assert.equal(readTyped('act az').kind, 'question', 'acting as somebody else is offered to nobody');
  });

  it('is offered back when two neighbouring letters of a short command are swapped, the slip people make most', () => {
    const slips = { taem: 'team', hlep: 'help', sgin: 'sign', coed: 'code' };
    for (const [typed, name] of Object.entries(slips))
      assert.deepEqual(readTyped(typed), { kind: 'near-miss', command: name }, typed);
  });

  const questions = [
    'Can I accept a gift from a supplier?',
    'What is the status of a waiver under the Code?',
    'Who signs the certificate when the CFO is away?',
    'What does the Code say about helping family members who work for a competitor?',
    'Do I have to report my team lead?',
    'How do I report a violation?',
    'gift',
    'insider trading',
    'Is there an office that can help me with a conflict of interest in my team',
    'My manager told me to sign the report although the numbers are wrong',
    'I would like you to show me what the code is for us now please',
  ];
  for (const question of questions)
    it(`is a question about the Code: ${question}`, () =>
      assert.deepEqual(readTyped(` ${question}\n`), { kind: 'question', question }));

  it('is a question when it is empty or only signs, and never a command that does something', () => {
    for (const typed of ['', '   ', '...', '/', '👍', '\u0000', '!!!'])
      assert.equal(readTyped(typed).kind, 'question', JSON.stringify(typed));
  });

  it('is read whatever it is, and nothing in a question is changed', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: fc.constantFrom(...'/ act sign?.!\n'), maxLength: 60 }),
      fc.constantFrom(...COMMANDS, '__proto__', 'constructor', 'toString', 'hasOwnProperty'),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const typed = readTyped(text);
        if (typed.kind === 'question') assert.equal(typed.question, text.trim());
        if (typed.kind === 'command') assert.ok((TYPED as readonly string[]).includes(typed.command));
        if (typed.kind === 'act-as') assert.equal(text.includes(typed.name), true);
      }),
      { numRuns: 500 },
    );
  });

  it('is read at once when it is 100 KB long', () => {
    const started = performance.now();
    for (const text of [
      'please '.repeat(15_000),
      'a'.repeat(100_000),
      ' /'.repeat(50_000),
      '?'.repeat(100_000),
    ])
      readTyped(text);
    assert.ok(performance.now() - started < 200);
  });
});
