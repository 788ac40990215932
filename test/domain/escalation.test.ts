import assert from 'node:assert/strict';
import fc from 'fast-check';
import { digestsOf, escalationsOf, type Surrounding } from '../../src/domain/escalation.ts';
import { evolveAll } from '../../src/domain/evolve.ts';
import type { PersonId } from '../../src/domain/ids.ts';
import type { Obligation, ObligationEvent } from '../../src/domain/obligation.ts';
import { plusDays } from '../../src/domain/time.ts';
import { at, day } from '../helpers/clock.ts';
import { happened, obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { ESCALATION_RULES } from '../helpers/rules.ts';

/** Who reports to whom, from below. */
type Company = Readonly<Record<string, string>>;
const COMPANY: Company = { Ada: 'Mia', Mia: 'Cleo', Cleo: 'Hugo', Coco: 'Cleo' };

const chainIn = (company: Company, name: string): PersonId[] => {
  const chain: string[] = [];
  for (let next = company[name]; next && next !== name && !chain.includes(next); next = company[next])
    chain.push(next);
  return chain.map(personId);
};

type Facts = Partial<Surrounding> & { readonly company?: Company; readonly gone?: readonly string[] };

/** Ada in a company where Coco is compliance and Dame chairs the committee, unless facts say otherwise. */
const around = (name: string, { company = COMPANY, gone = [], ...facts }: Facts = {}): Surrounding => {
  const names = ['Ada', 'Mia', 'Cleo', 'Hugo', 'Coco', 'Dame', 'Max'];
  const known = new Map(names.map((each) => [personId(each), chainIn(company, each)]));
  return {
    offices: [],
    managerChain: chainIn(company, name),
    chainOf: (id) => (gone.some((each) => personId(each) === id) ? undefined : known.get(id)),
    compliance: [personId('Coco')],
    auditCommitteeChair: personId('Dame'),
    auditCommittee: [personId('Dame'), personId('Max')],
    ...facts,
  };
};

const ISSUED = day('2026-11-02');
const names = new Map(
  ['Ada', 'Mia', 'Cleo', 'Hugo', 'Coco', 'Dame', 'Max'].map((name) => [personId(name), name]),
);
const due = (obligation: Obligation, today: string, surrounding: Surrounding, issuedOn = ISSUED) =>
  escalationsOf(obligation, issuedOn, day(today), ESCALATION_RULES, surrounding).map(({ step, to }) =>
    [step, ...to.map((id) => names.get(id))].join(' '),
  );
/** Overdue since 17 December. */
const ada = (...events: readonly ObligationEvent[]) => obligationOf('Ada', { events });
const escalated = (step: 'manager' | 'compliance', to: string, overdueAfter = '2026-12-17') =>
  ({
    type: 'escalated',
    at: at('2026-12-24T15:00:00Z'),
    step,
    to: [personId(to)],
    overdueAfter: day(overdueAfter),
  }) as const;

describe('what is overdue', () => {
  it('is told to the manager, then to compliance, after the file’s days', () => {
    const days = Object.fromEntries(
      ['2026-12-17', '2026-12-23', '2026-12-24', '2026-12-30', '2026-12-31'].map((today) => [
        today,
        due(ada(), today, around('Ada')),
      ]),
    );
    assert.deepEqual(days, {
      '2026-12-17': [],
      '2026-12-23': [],
      '2026-12-24': ['manager Mia'],
      '2026-12-30': ['manager Mia'],
      '2026-12-31': ['manager Mia', 'compliance Coco'],
    });
  });

  it('is told to each once', () => {
    assert.deepEqual(due(ada(escalated('manager', 'Mia')), '2026-12-30', around('Ada')), []);
    const both = ada(escalated('manager', 'Mia'), escalated('compliance', 'Coco'));
    assert.deepEqual(due(both, '2027-06-30', around('Ada')), []);
  });

  it('is told again when it is overdue by a new date', () => {
    const resumed = [
      happened.paused(),
      {
        type: 'resumed',
        at: at('2027-01-10'),
        by: personId('C'),
        due: day('2027-01-31'),
        overdueAfter: day('2027-01-31'),
      },
    ] as const;
    const moved = ada(escalated('manager', 'Mia'), ...resumed);
    assert.deepEqual(due(moved, '2027-02-01', around('Ada')), []);
    assert.deepEqual(due(moved, '2027-02-07', around('Ada')), ['manager Mia']);
  });

  it('of the CEO and the CFO is told to the chair of the Audit Committee, and to nobody below', () => {
    for (const office of ['chief-executive-officer', 'chief-financial-officer'] as const) {
      const officer = around('Hugo', { offices: ['treasurer', office] });
      assert.deepEqual(due(ada(), '2026-12-23', officer), []);
      assert.deepEqual(due(ada(), '2027-06-30', officer), ['audit-committee-chair Dame']);
    }
    const leaderless = around('Hugo', {
      offices: ['chief-executive-officer'],
      auditCommitteeChair: undefined,
      auditCommittee: [personId('Max')],
    });
    assert.deepEqual(due(ada(), '2026-12-31', leaderless), ['audit-committee-chair Max']);
    const nobody = around('Hugo', {
      offices: ['chief-executive-officer'],
      auditCommitteeChair: undefined,
      auditCommittee: [],
    });
    assert.deepEqual(due(ada(), '2026-12-31', nobody), ['audit-committee-chair'], 'it is due, to nobody');
  });

  it('is never told to somebody who works for the person, nor to the person', () => {
    const circle = around('Ada', {
      company: { ...COMPANY, Mia: 'Ada' },
      managerChain: chainIn(COMPANY, 'Ada'),
    });
    assert.deepEqual(due(ada(), '2026-12-24', circle), ['manager Cleo'], 'Mia reports to Ada');
    const above = obligationOf('Cleo');
    const boss = around('Cleo', { managerChain: [] });
    assert.deepEqual(due(above, '2026-12-24', boss), ['manager Dame'], 'all of compliance reports to her');
    const compliance = around('Coco', { compliance: [personId('Coco')] });
    assert.deepEqual(due(obligationOf('Coco'), '2026-12-31', compliance), [
      'manager Cleo',
      'compliance Dame',
    ]);
  });

  it('is told to the next manager above one who is gone, and to compliance when there is none', () => {
    assert.deepEqual(due(ada(), '2026-12-24', around('Ada', { gone: ['Mia'] })), ['manager Cleo']);
    const alone = around('Ada', { gone: ['Mia', 'Cleo', 'Hugo'] });
    assert.deepEqual(due(ada(), '2026-12-24', alone), ['manager Coco']);
    const told = ada(escalated('manager', 'Coco'));
    assert.deepEqual(due(told, '2026-12-31', alone), [], 'compliance knows already');
    assert.deepEqual(due(ada(), '2026-12-31', alone), ['manager Coco'], 'and is told once');
  });

  it('is told again where whoever was told has left, has another part to play, or where there was nobody', () => {
    const told = ada(escalated('manager', 'Mia'), escalated('compliance', 'Coco'));
    assert.deepEqual(due(told, '2026-12-31', around('Ada', { gone: ['Mia'] })), ['manager Cleo']);
    assert.deepEqual(due(told, '2026-12-31', around('Ada', { managerChain: [personId('Cleo')] })), [
      'manager Cleo',
    ]);
    assert.deepEqual(due(told, '2026-12-31', around('Ada', { compliance: [personId('Max')] })), [
      'compliance Max',
    ]);
    const toNobody = ada({ ...escalated('manager', 'Mia'), step: 'audit-committee-chair', to: [] });
    const officer = around('Hugo', { offices: ['chief-financial-officer'] });
    assert.deepEqual(due(toNobody, '2026-12-31', officer), ['audit-committee-chair Dame']);
  });

  it('leaves whoever was asked when twelve months were over the same days as anybody', () => {
    const late = obligationOf('Ada', { overdueAfter: '2025-11-10' });
    assert.deepEqual(due(late, '2026-11-03', around('Ada')), []);
    assert.deepEqual(due(late, '2026-11-09', around('Ada')), ['manager Mia']);
  });

  it('does not tell a decline from anything else that is open', () => {
    const declined = ada(happened.opened(), happened.declined());
    for (const today of ['2026-12-23', '2026-12-24', '2026-12-31'])
      assert.deepEqual(due(declined, today, around('Ada')), due(ada(), today, around('Ada')));
  });

  it('is nothing of who has signed, is paused, excused, gone or asked by another', () => {
    for (const event of [
      happened.certified('Ada'),
      happened.paused(),
      happened.excused(),
      happened.left(),
      happened.superseded(),
    ])
      assert.deepEqual(due(ada(event), '2027-06-30', around('Ada')), []);
  });

  it('in any company is told to nobody below, and once', () => {
    const people = ['Ada', 'Mia', 'Cleo', 'Hugo', 'Coco', 'Dame'];
    const company = fc.record(Object.fromEntries(people.map((name) => [name, fc.constantFrom(...people)])), {
      requiredKeys: [],
    });
    const gone = fc.subarray(people);
    fc.assert(
      fc.property(
        company,
        gone,
        fc.constantFrom(...people),
        fc.nat({ max: 30 }),
        (some, absent, name, late) => {
          const world = around(name, { company: some as Company, gone: absent });
          const about = obligationOf(name);
          const today = plusDays(about.overdueAfter, late);
          const found = escalationsOf(about, ISSUED, today, ESCALATION_RULES, world);
          for (const id of found.flatMap(({ to }) => to)) {
            assert.notEqual(id, about.personId);
            assert.ok(!world.chainOf(id)?.includes(about.personId), `${names.get(id)} is below ${name}`);
          }
          const told = evolveAll(
            about,
            found.map(({ step, to }) => ({
              type: 'escalated' as const,
              at: at('2027-01-01'),
              step,
              to,
              overdueAfter: about.overdueAfter,
            })),
          );
          const again = escalationsOf(told, ISSUED, today, ESCALATION_RULES, world);
          assert.deepEqual(
            again.flatMap(({ to }) => to),
            [],
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('escalations to one person', () => {
  it('are one digest', () => {
    const items = ['Ada', 'Bea', 'Cas'].map((name) => ({
      name,
      escalation: { step: 'manager' as const, to: [personId(name === 'Cas' ? 'Hugo' : 'Mia')] },
    }));
    const digests = [...digestsOf(items)].map(([to, about]) => [
      names.get(to),
      about.map(({ name }) => name),
    ]);
    assert.deepEqual(digests, [
      ['Mia', ['Ada', 'Bea']],
      ['Hugo', ['Cas']],
    ]);
  });
});
