import assert from 'node:assert/strict';
import { evolve } from '../../../src/domain/evolve.ts';
import type { CycleId } from '../../../src/domain/ids.ts';
import type { Obligation } from '../../../src/domain/obligation.ts';
import { whyCard } from '../../../src/teams/cards/whyCard.ts';
import type { PersonRecord } from '../../../src/usecases/ports.ts';
import { CONTEXT, NOW, obligationIn, PROGRAMME, recordNamed, SECRET } from './cardWorld.ts';
import { wordsOf } from './readCard.ts';

const { why, words } = CONTEXT.texts;

const shown = (facts: Partial<PersonRecord> = {}, obligation?: Obligation): string => {
  const record = { ...recordNamed('Maya Okafor'), ...facts };
  const cycle = '2026' as CycleId;
  const input = { outcome: 'person', record, cycle, ...(obligation && { obligation }) } as const;
  return wordsOf(whyCard(CONTEXT, { why: input })).replace(/\\(.)/g, '$1');
};
const covered = (rule: string, value: string): Partial<PersonRecord> => ({
  coverage: { kind: 'finance-staff', by: { rule, value } },
});

describe('the card that says why', () => {
  it('has a sentence and the key for every rule a programme file can have', () => {
    const { offices, financeStaff, exclusions } = PROGRAMME;
    const rules = [
      ...Object.entries(offices).flatMap(([office, rule]) =>
        Object.keys(rule).map((part) => [`offices.${office}.${part}`, `offices.${part}`] as const),
      ),
      ...Object.keys(financeStaff).map((part) => [`financeStaff.${part}`, `financeStaff.${part}`] as const),
      ...Object.keys(exclusions).map((part) => [`exclusions.${part}`, `exclusions.${part}`] as const),
    ];
    assert.ok(rules.length > 20);
    for (const [rule, kind] of rules) {
      const text = shown(covered(rule, 'a value'));
      const sentence = why.rules[kind]?.('a value');
      assert.ok(sentence, rule);
      assert.ok(text.includes(sentence) && text.includes(rule), rule);
    }
  });

  it('shows a rule that has no sentence yet by its key, and no key for what is in no programme file', () => {
    assert.ok(shown(covered('somethingNew', 'x')).includes('somethingNew'));
    assert.ok(shown(covered('constructor', 'x')).includes('constructor'));
    assert.equal(shown(covered('no rule', '')).includes(why.cover.key), false);
  });

  it('says what an asterisk means only where there is one', () => {
    const meaning = '* stands for any characters';
    assert.ok(shown(covered('financeStaff.titles', 'Cost Accountant*')).includes(meaning));
    assert.equal(shown(covered('financeStaff.titles', 'Cost Accountant')).includes(meaning), false);
    assert.equal(shown(covered('offices.treasurer.titles', 'Treasurer*')).includes(meaning), false);
  });

  it('says where they stand, how late, and whether they were reached; never why somebody declined or paused', () => {
    const overdue = obligationIn('outstanding', { overdueAfter: '2026-11-20', reason: 'transfer' });
    const late = shown({}, overdue);
    for (const part of [
      words.reasonsOfOthers.transfer,
      '20 November 2026',
      'Outstanding, overdue',
      why.obligation.nothingSent,
    ])
      assert.ok(late.includes(part), part);
    const failed = { type: 'message-failed', at: NOW, kind: 'prompt', because: 'blocked-by-user' } as const;
    assert.ok(
      shown({}, evolve(overdue, failed)).includes(`No: ${words.unreachable['blocked-by-user']}. Since`),
    );
    const sent = { type: 'message-sent', at: NOW, kind: 'prompt' } as const;
    assert.ok(shown({}, evolve(overdue, sent)).includes('Yes, last on 23 November 2026'));
    for (const status of ['declined', 'paused', 'excused'] as const) {
      const text = shown({}, obligationIn(status));
      assert.ok(text.includes(words.tally[status]));
      assert.equal(text.includes(SECRET), false);
    }
  });

  it('says of somebody covered and not asked when that will be', () => {
    assert.ok(shown().includes(why.obligation.notYet));
    const starting = recordNamed('Maya Okafor', { hiredOn: '2027-01-11' });
    assert.ok(shown(starting).includes(why.obligation.waits('11 January 2027')));
  });
});
