import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCardPayload } from '../../src/teams/cardPayload.ts';

const OBLIGATION = '2026.0123456789abcdef.20a36151-db3d-4b4d-8703-7dfeaec82291';
const SOMEBODY = '20a36151-db3d-4b4d-8703-7dfeaec82291';
const SIGN = {
  obligation: OBLIGATION,
  withException: false,
  'statement-received': 'confirmed',
  'statement-read': 'confirmed',
  'statement-understands': 'confirmed',
  'statement-applies': 'confirmed',
  consent: 'agreed',
  typedName: 'Maya Okafor',
};
const invoke = (verb: unknown, data: unknown, trigger?: unknown) => ({
  action: { type: 'Action.Execute', verb, data },
  ...(trigger !== undefined && { trigger }),
});
const signing = (data: object) => {
  const command = readCardPayload(invoke('certificate.sign', { ...SIGN, ...data }))?.command;
  assert.equal(command?.verb, 'certificate.sign');
  return command;
};

describe('what a card sends', () => {
  it('is read into a signature with what was confirmed, agreed and typed', () => {
    assert.deepEqual(readCardPayload(invoke('certificate.sign', SIGN, 'manual')), {
      automatic: false,
      command: {
        verb: 'certificate.sign',
        obligation: OBLIGATION,
        withException: false,
        confirmed: ['received', 'read', 'understands', 'applies'],
        consents: true,
        typedName: 'Maya Okafor',
      },
    });
  });

  it('confirms nothing that does not say so in exactly the words of the card', () => {
    for (const value of ['no', '', 'true', 'Confirmed', 'yes', undefined]) {
      assert.equal(signing({ 'statement-read': value }).confirmed.includes('read'), false, String(value));
      assert.equal(signing({ consent: value }).consents, false, String(value));
    }
  });

  it('carries an exception only when the form with an exception was sent', () => {
    assert.equal('exception' in signing({ exception: 'an old text' }), false);
    assert.equal(signing({ withException: true, exception: 'mine' }).exception, 'mine');
    assert.equal(signing({ withException: true }).exception, '');
  });

  it('lets an automatic refresh be told from a click, whatever the verb', () => {
    for (const verb of ['certificate.sign', 'refresh', 'certificate.form']) {
      const data = verb === 'certificate.sign' ? SIGN : { obligation: OBLIGATION };
      assert.equal(readCardPayload(invoke(verb, data, 'automatic'))?.automatic, true);
      assert.equal(readCardPayload(invoke(verb, data, 'manual'))?.automatic, false);
      assert.equal(readCardPayload(invoke(verb, data))?.automatic, false);
    }
  });

  it("may hold Teams' own key beside ours", () => {
    const read = readCardPayload(invoke('refresh', { obligation: OBLIGATION, msteams: { type: 'invoke' } }));
    assert.deepEqual(read?.command, { verb: 'refresh', obligation: OBLIGATION });
  });

  it('reads the 100 KB somebody pasted as the text it is', () => {
    const text = 'x'.repeat(100_000);
    assert.equal(signing({ typedName: text }).typedName, text);
    const declined = readCardPayload(invoke('decline.submit', { obligation: OBLIGATION, reason: text }));
    assert.deepEqual(declined?.command, { verb: 'decline.submit', obligation: OBLIGATION, reason: text });
  });

  const unusable: Readonly<Record<string, unknown>> = {
    'nothing at all': undefined,
    'no object': 'certificate.sign',
    'no action': {},
    'an action that is nothing': { action: null },
    'no verb': { action: { data: SIGN } },
    'a verb that is no text': invoke({ toString: 'certificate.sign' }, SIGN),
    'an unknown verb': invoke('certificate.forge', SIGN),
    'a verb that every object has': invoke('constructor', SIGN),
    'a verb from the prototype': invoke('__proto__', SIGN),
    'no data': invoke('certificate.sign', undefined),
    'data that is a list': invoke('certificate.sign', [SIGN]),
    'no obligation': invoke('certificate.form', {}),
    'an obligation that is no text': invoke('refresh', { obligation: 5 }),
    'an obligation with signs no id has': invoke('refresh', { obligation: '2026/../x' }),
    'an obligation of 100 KB': invoke('refresh', { obligation: 'x'.repeat(100_000) }),
    'an input we never asked for': invoke('certificate.sign', { ...SIGN, signer: 'somebody-else' }),
    'a name that is no text': invoke('certificate.sign', { ...SIGN, typedName: { $ne: '' } }),
    'a toggle that is no text': invoke('certificate.sign', { ...SIGN, consent: true }),
    'no word on the exception': invoke('certificate.sign', { ...SIGN, withException: undefined }),
    'a part that is no number': invoke('code.read', { part: 'one' }),
    'a part of a part': invoke('code.read', { part: 1.5 }),
    'a part before the first': invoke('code.read', { part: 0 }),
    'a command that is none': invoke('command', { command: 'rm' }),
    'acting as somebody else': invoke('command', { command: 'act as' }),
    'a page mark of 100 KB': invoke('team.page', { after: 'x'.repeat(100_000) }),
    'a person whose id is none': invoke('why.show', { person: 'Maya Okafor' }),
    'no person': invoke('why.show', {}),
    'more than a person': invoke('why.show', { person: SOMEBODY, name: 'Maya Okafor' }),
    'a page of the unreached of 100 KB': invoke('unreached.page', { after: 'x'.repeat(100_000) }),
    'a trigger that is no text': invoke('refresh', { obligation: OBLIGATION }, { automatic: true }),
  };
  for (const [what, value] of Object.entries(unusable))
    it(`is refused when it has ${what}`, () => assert.equal(readCardPayload(value), undefined));

  it('is read or refused, and never an error, whatever JSON it is', () => {
    const verbs = fc.constantFrom('certificate.sign', 'decline.submit', 'code.read', 'command', 'team.page');
    const shaped = fc.tuple(verbs, fc.dictionary(fc.constantFrom(...Object.keys(SIGN)), fc.jsonValue()));
    fc.assert(fc.property(fc.jsonValue(), (value) => void readCardPayload(value)));
    fc.assert(fc.property(shaped, ([verb, data]) => void readCardPayload(invoke(verb, data))));
  });
});
