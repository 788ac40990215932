import assert from 'node:assert/strict';
import { createSpeakUp } from '../../src/answers/speakUp.ts';
import { SHIPPED, SHIPPED_ANSWERING, whenLearnt } from '../helpers/shipped.ts';

const { speakUp, passages } = SHIPPED.vocabulary();
const concernIn = createSpeakUp(speakUp);
const { answer } = SHIPPED_ANSWERING;

describe('somebody who describes a violation', () => {
  before(whenLearnt(SHIPPED_ANSWERING));

  it('gets the channels first, then what the Code says about the matter', () => {
    const given = answer('My manager is falsifying invoices and hides them from the auditors.');
    assert.ok(given.kind === 'speak-up');
    assert.deepEqual(
      given.passages.map(({ passage }) => passage.id),
      ['soc-2-p3', 'soc-2-p4', 'soc-2-p5'],
    );
    assert.ok(given.related.some(({ passage }) => passage.id === 'soc-2-principle-10'));
  });

  it('is recognised when telling, in whatever words, and when asking only what to do', () => {
    for (const text of [
      'I think the controller is cooking the books',
      'someone in accounting is stealing money',
      'I want to report my boss for fraud',
      'The CFO told us to move costs into next year.',
      'fraud is going on in my department',
      'My boss forged a signature. What should I do?',
      "I don't know if this is fraud, but they booked sales that never happened",
      'report misconduct',
    ])
      assert.equal(concernIn(text), 'report', text);
  });

  it('is shown the channels beside the answer when asking what is allowed', () => {
    const text =
      'My boss is pushing me to book the revenue before the goods ship. Do I have to do what he says?';
    assert.equal(concernIn(text), 'mixed');
    const given = answer(text);
    assert.ok(given.kind === 'passages');
    assert.equal(given.passages[0]?.passage.id, 'soc-2-principle-04');
    assert.equal(given.channels.length, 3);
  });

  it('is shown them beside the answer when telling what a colleague does, without a word for wrong', () => {
    const given = answer('a coworker borrows the company truck on weekends');
    assert.ok(given.kind === 'passages');
    assert.equal(given.passages[0]?.passage.id, 'soc-2-principle-09');
    assert.equal(given.channels.length, 3);
  });

  it('is recognised when only telling of something odd, or asking whether it is normal', () => {
    for (const text of [
      'someone changed my numbers after I submitted them',
      'my boss approves his own invoices',
      'there is a vendor with the same address as our buyer',
      'is it normal that my manager keeps two sets of books?',
      'I was passed over because I called the hotline',
    ]) {
      assert.ok(['mixed', 'odd', 'report'].includes(concernIn(text)), text);
      const given = answer(text);
      assert.ok(given.kind === 'speak-up' || (given.kind === 'passages' && given.channels.length > 0), text);
    }
  });

  it('is shown the channels also when no passage speaks of it, but not for a broken printer', () => {
    assert.equal(answer('our supplier sends us the same invoice two times every month').kind, 'speak-up');
    assert.equal(
      answer('the printer on the third floor jams every day, it is annoying').kind,
      'not-addressed',
    );
  });
});

describe('somebody who asks', () => {
  before(whenLearnt(SHIPPED_ANSWERING));

  it('is not taken for somebody who describes a violation', () => {
    for (const text of [
      'Can I hide an invoice from the auditors?',
      'misleading an auditor',
      'what happens if my boss commits fraud',
      'is it fraud to book a sale early',
      "my brother-in-law's firm is bidding for our contract",
      'I own shares in a supplier',
      'If my manager lied to the auditors, who would investigate?',
    ])
      assert.equal(concernIn(text), 'none', text);
  });

  it('is rarely taken for one, over all the phrasings of the vocabulary', () => {
    const asked = Object.values(passages).flatMap((words) => words.asked);
    const taken = asked.filter((text) => concernIn(text) === 'report');
    assert.ok(taken.length / asked.length < 0.02, `${taken.length} of ${asked.length}`);
  });
});
