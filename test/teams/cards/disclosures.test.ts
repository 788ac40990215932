import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ACTIONS } from '../../../src/domain/actions.ts';
import type { CalendarDate } from '../../../src/domain/ids.ts';
import { managerViewOf, tallyFrom, tallyKeyOf, teamCounts } from '../../../src/domain/progress.ts';
import type { Card } from '../../../src/teams/cards/context.ts';
import { declineCard } from '../../../src/teams/cards/declineCard.ts';
import { handOverCard } from '../../../src/teams/cards/handOverCard.ts';
import { receiptCard } from '../../../src/teams/cards/receiptCard.ts';
import { signCard } from '../../../src/teams/cards/signCard.ts';
import { speakUpCard } from '../../../src/teams/cards/speakUpCard.ts';
import { teamCard } from '../../../src/teams/cards/teamCard.ts';
import { CONTEXT, LONGEST_TEXT, NAMES, obligationIn, SECRET, STATUSES, sealedFor } from './cardWorld.ts';
import { everyCard } from './everyCard.ts';
import { elementsOfType, inputsOf, nodesOf, placeOf, wordsOf } from './readCard.ts';

const { texts } = CONTEXT;
const obligation = obligationIn('outstanding');
const states = fc.record({
  status: fc.constantFrom(...STATUSES),
  withException: fc.boolean(),
  overdueAfter: fc.constantFrom('2026-11-20', '2026-12-17'),
});

describe("a manager's card", () => {
  it('has no word of a decline or an exception, whatever is among the obligations', () => {
    fc.assert(
      fc.property(fc.array(states, { maxLength: 15 }), (members) => {
        const card = teamOf(members);
        assert.doesNotMatch(wordsOf(card), /declin|exception|disclos|refus/i);
        assert.doesNotMatch(JSON.stringify(card), /declin|exception/i);
      }),
    );
  });

  it('is the same card for a decline as for an open item, and for an exception as for a clean certificate', () => {
    const line = (status: (typeof STATUSES)[number], withException = false) =>
      JSON.stringify(teamOf([{ status, withException, overdueAfter: '2026-12-17' }]));
    assert.equal(line('declined'), line('outstanding'));
    assert.equal(line('certified', true), line('certified'));
  });
});

describe('what somebody disclosed', () => {
  it('is on no card but the form in which they are still writing it, and where they chose to send it', () => {
    const carrying = everyCard(NAMES.usual).filter(({ card }) => JSON.stringify(card).includes(SECRET));
    // Why compliance paused or excused somebody is compliance's own, and shown to compliance alone.
    const others = carrying.filter(({ what }) => !/^action, not possible, (paused|excused)$/.test(what));
    for (const { what } of others)
      assert.match(what, /^(sign with exception, |hand over, again$|question for compliance$)/);
  });

  it('is not on the receipt, which says only that there was an exception', () => {
    const words = wordsOf(receiptCard(CONTEXT, { sealed: sealedFor('Maya', { withException: true }) }));
    assert.ok(words.includes(texts.certification.receipt.exceptionRecorded));
    assert.equal(words.includes(SECRET), false);
  });

  it('is kept in the form when something else was missing, all 4,000 characters of it', () => {
    const entries = { confirmed: [], consents: false, typedName: '', exception: LONGEST_TEXT };
    const input = { obligation, displayName: 'Maya', withException: true, problem: 'name-missing' } as const;
    const form = signCard(CONTEXT, { ...input, entries });
    assert.equal(inputsOf(form).find(({ id }) => id === 'exception')?.value, LONGEST_TEXT);
  });
});

describe('the notice of protected rights', () => {
  const beside: Readonly<Record<string, Card>> = {
    'the certificate to sign': signCard(CONTEXT, { obligation, displayName: 'Maya', withException: false }),
    'the certificate with an exception': signCard(CONTEXT, {
      obligation,
      displayName: 'Maya',
      withException: true,
    }),
    'the receipt': receiptCard(CONTEXT, { sealed: sealedFor('Maya') }),
    'the channels for concerns': speakUpCard(CONTEXT, { passages: [] }),
  };
  for (const [what, card] of Object.entries(beside))
    it(`stands in full on ${what}`, () => assert.ok(wordsOf(card).includes(texts.protectedRights)));

  it('stands beside every answer that names the channels', () => {
    for (const { what, card } of everyCard(NAMES.usual).filter(({ what }) => /^answer|^speak/.test(what))) {
      const words = wordsOf(card);
      if (words.includes(texts.speakUp.channels)) assert.ok(words.includes(texts.protectedRights), what);
    }
  });
});

describe('free text about an exception or a decline', () => {
  const forms = {
    exception: signCard(CONTEXT, { obligation, displayName: 'Maya', withException: true }),
    reason: declineCard(CONTEXT, { obligation }),
  };
  for (const [id, card] of Object.entries(forms)) {
    it(`is asked for only after it is said that it is not anonymous and where else to turn (${id})`, () => {
      const input = placeOf(card, (node) => node.id === id);
      const warning = placeOf(card, ({ text }) => text === texts.certification.form.notAnonymous);
      const channels = placeOf(card, ({ type }) => type === 'FactSet');
      assert.ok(warning >= 0 && channels > warning && input > channels);
      const shown = elementsOfType(card, 'FactSet').flatMap(({ facts }) => nodesOf(facts));
      assert.equal(shown.length, CONTEXT.contacts.speakUp.length);
    });
  }

  it('is asked for with the same warning where somebody writes to the Compliance Office', () => {
    const card = handOverCard(CONTEXT);
    const input = placeOf(card, ({ id }) => id === 'text');
    const warning = placeOf(card, ({ text }) => text === texts.asking.handOver.notAnonymous);
    const channels = placeOf(card, ({ type }) => type === 'FactSet');
    assert.ok(warning >= 0 && channels > warning && input > channels);
  });

  it('is asked for nowhere else: speaking up names channels and has no field', () => {
    const multiline = everyCard(NAMES.usual).filter(({ card }) =>
      inputsOf(card).some(({ isMultiline }) => isMultiline === true),
    );
    // Compliance gives a reason for what it does, under its name.
    const others = multiline.filter(({ what }) => !ACTIONS.some((action) => what.startsWith(`${action}, `)));
    for (const { what } of others)
      assert.match(
        what,
        /^(alarm .*|amendment.*|hold,.*|register of waivers.*|(paper|correction), .*|(sign with exception|decline|hand over)(, .*)?)$/,
      );
    assert.deepEqual(inputsOf(speakUpCard(CONTEXT, { passages: [] })), []);
  });
});

type State = { status: (typeof STATUSES)[number]; withException: boolean; overdueAfter: string };

function teamOf(members: readonly State[]): Card {
  const today = '2026-11-23' as CalendarDate;
  const obligations = members.map(({ status, ...facts }) => obligationIn(status, facts));
  const counts = new Map<ReturnType<typeof tallyKeyOf>, number>();
  for (const each of obligations) counts.set(tallyKeyOf(each), (counts.get(tallyKeyOf(each)) ?? 0) + 1);
  const overdue = obligations.filter((each) => managerViewOf(each, today) === 'overdue').length;
  return teamCard(CONTEXT, {
    status: {
      cycle: obligation.cycle,
      counts: teamCounts(tallyFrom(counts, overdue)),
      members: obligations.map((each) => ({
        obligationId: each.id,
        displayName: 'Maya',
        view: managerViewOf(each, today),
        due: each.overdueAfter,
      })),
    },
  });
}
