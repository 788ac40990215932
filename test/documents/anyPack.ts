import { OFFICES } from '../../src/domain/coverage.ts';
import type { CalendarDate, CycleId, Instant } from '../../src/domain/ids.ts';
import type { Pack, PackPerson } from '../../src/domain/pack.ts';
import { unreachedFrom } from '../../src/domain/progress.ts';
import { CODE, PROGRAMME } from '../teams/cards/cardWorld.ts';

const DUE = '2026-12-17' as CalendarDate;

/** A pack about so many people of this name; every seventeenth is overdue. */
export function packOf(count: number, facts: Partial<Pack> & { readonly name?: string } = {}): Pack {
  const { name = 'Maya Okafor', ...rest } = facts;
  const people = Array.from({ length: count }, (_, n): PackPerson => {
    const overdueDays = n % 17 === 3 ? 20 : 0;
    return {
      name: `${name} ${n}`,
      title: name,
      organisation: name,
      view: overdueDays > 0 ? 'overdue' : 'complete',
      due: DUE,
      late: false,
      overdueDays,
    };
  });
  const overdue = people.filter(({ overdueDays }) => overdueDays > 0).length;
  const certified = count - overdue;
  const parts = {
    certified,
    'certified-with-exception': 0,
    declined: 0,
    'certified-on-paper': 0,
    excused: 0,
    left: 0,
    paused: 0,
    outstanding: overdue,
  };
  return {
    company: PROGRAMME.company,
    cycle: { id: '2026' as CycleId, opensOn: '2026-11-02' as CalendarDate, due: DUE },
    at: '2027-01-06T14:00:00.000Z' as Instant,
    today: '2027-01-06' as CalendarDate,
    code: { title: CODE.title, label: CODE.label, sha256: CODE.hash, madePublic: CODE.madePublic },
    equation: { roster: count, joined: 0, parts, balances: true },
    rosterSha256: CODE.hash,
    differences: [],
    late: 0,
    offices: OFFICES.map((office) => ({
      office,
      holders: [{ name, view: 'complete', late: false, certifiedAt: '2026-11-04T15:00:00.000Z' as Instant }],
    })),
    organisations: [
      {
        name,
        title: name,
        counts: { complete: certified, outstanding: 0, overdue, paused: 0, 'not-required': 0 },
      },
    ],
    people,
    overdue: { '1-7': 0, '8-30': overdue, '31-90': 0, 'over-90': 0 },
    disclosures: [],
    unreached: unreachedFrom(new Map()),
    waivers: [],
    ...rest,
  };
}
