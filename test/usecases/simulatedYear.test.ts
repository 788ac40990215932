import assert from 'node:assert/strict';
import type { Instant } from '../../src/domain/ids.ts';
import { plusDays, wallClockAt } from '../../src/domain/time.ts';
import { isWithin, workingTimeOf } from '../../src/domain/workingHours.ts';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { openCode } from '../../src/usecases/openCode.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { at, day } from '../helpers/clock.ts';
import { type PersonFacts, personId } from '../helpers/people.ts';
import { CYCLE_RULES, WORKING_RULES } from '../helpers/rules.ts';
import { granted, signCommand } from '../helpers/signing.ts';
import { admit, ON_LEAVE, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

/** The cycle of 2027, with the leap day of 2028 and the opening of the next one in it. */
const FROM = '2027-11-02T04:00:00Z';
const UNTIL = '2028-11-06T00:00:00Z';

const known = (facts: PersonFacts = {}): PersonFacts => ({
  firstSeenOn: day('2024-01-08'),
  coveredSince: day('2024-01-08'),
  ...facts,
});
const hired = (on: string): PersonFacts => ({
  inBaseline: false,
  firstSeenOn: day(on),
  coveredSince: day(on),
  person: { employeeHireDate: day(on) },
});

type Life = {
  readonly facts: PersonFacts;
  /** The company's days on which they sign. */
  readonly signs?: readonly string[];
  readonly leave?: readonly [from: string, until: string];
  /** Every message they get, by their own clock. */
  readonly messages: readonly string[];
};

function everySevenDays(from: string, until: string): string[] {
  const days: string[] = [];
  for (let date = day(from); date <= day(until); date = plusDays(date, 7)) days.push(date);
  return days;
}

const LIVES: Readonly<Record<string, Life>> = {
  // Twelve months after the last certificate end on 3 November.
  'Ada signs at once': {
    facts: known(),
    signs: ['2027-11-03'],
    messages: ['27-11-02 09h prompt', '28-11-02 09h prompt', '28-11-03 09h reminder'],
  },
  'Bea never signs': {
    facts: known(),
    messages: [
      '27-11-02 09h prompt',
      '27-12-03 09h reminder',
      '27-12-10 09h reminder',
      '27-12-16 09h reminder',
      '27-12-17 09h reminder',
      // The Friday after is Christmas Eve.
      '27-12-27 09h reminder',
      ...everySevenDays('2027-12-31', '2028-10-27').map((date) => `${date.slice(2)} 09h reminder`),
      '28-11-02 09h prompt',
      '28-11-03 09h reminder',
    ],
  },
  'Cas signs when overdue': {
    facts: known(),
    signs: ['2028-01-05'],
    messages: [
      '27-11-02 09h prompt',
      '27-12-03 09h reminder',
      '27-12-10 09h reminder',
      '27-12-16 09h reminder',
      '27-12-17 09h reminder',
      '27-12-27 09h reminder',
      '27-12-31 09h reminder',
      '28-11-02 09h prompt',
    ],
  },
  'Kiri in Auckland': {
    facts: known({ person: { timeZone: 'Pacific/Auckland' } }),
    signs: ['2027-12-15'],
    messages: [
      '27-11-03 09h prompt',
      '27-12-03 09h reminder',
      '27-12-10 09h reminder',
      '28-11-03 09h prompt',
    ],
  },
  'Pele in Pago Pago': {
    facts: known({ person: { timeZone: 'Pacific/Pago_Pago' } }),
    signs: ['2027-12-15'],
    messages: [
      '27-11-02 09h prompt',
      '27-12-03 09h reminder',
      '27-12-10 09h reminder',
      '28-11-02 09h prompt',
    ],
  },
  'Lea on leave over the due date': {
    facts: known(),
    leave: ['2027-12-09', '2028-01-18'],
    signs: ['2028-01-25'],
    messages: [
      '27-11-02 09h prompt',
      '27-12-03 09h reminder',
      // Away for forty days: due on 26 January.
      '28-01-18 09h reminder',
      '28-01-19 09h reminder',
      '28-01-25 09h reminder',
      '28-11-02 09h prompt',
    ],
  },
  'Lee hired before a leap day': {
    facts: hired('2028-02-15'),
    messages: [
      '28-02-15 09h prompt',
      '28-02-22 09h reminder',
      '28-02-28 09h reminder',
      '28-02-29 09h reminder',
      '28-03-07 09h reminder',
      '28-11-02 09h prompt',
    ],
    signs: ['2028-03-09'],
  },
  'May hired as the clocks change': {
    facts: hired('2028-03-10'),
    messages: ['28-03-10 09h prompt', '28-03-17 09h reminder', '28-11-02 09h prompt'],
    signs: ['2028-03-20'],
  },
  'Oda signs just before the opening': {
    facts: hired('2028-10-16'),
    signs: ['2028-10-19'],
    messages: ['28-10-16 09h prompt'],
  },
  'Una signs just after the opening': {
    facts: hired('2028-10-25'),
    signs: ['2028-11-03'],
    messages: ['28-10-25 09h prompt', '28-11-01 09h reminder', '28-11-02 09h prompt'],
  },
};

/** Hour by hour: the jobs at five in the morning, signatures in the afternoon, messages whenever they are due. */
async function live(programme: TestProgramme): Promise<void> {
  for (const [name, { facts }] of Object.entries(LIVES)) await admit(programme, name, facts);
  for (; programme.clock() < at(UNTIL); programme.clock.advance({ hours: 1 })) {
    const { date, hour } = wallClockAt(programme.clock(), programme.timeZone);
    if (hour === 5) {
      for (const [name, { leave }] of Object.entries(LIVES))
        if (leave?.includes(date)) await setLeave(programme, name, date === leave[0]);
      await issueObligations(programme)();
    }
    for (const [name, { signs = [] }] of Object.entries(LIVES))
      if (hour === 15 && signs.includes(date)) await sign(programme, name);
    const before = programme.messenger.sent.length;
    await deliverPrompts(programme)();
    for (const { message } of programme.messenger.sent.slice(before)) {
      const time = workingTimeOf(message.person, programme.workingRules);
      assert.ok(isWithin(programme.clock(), time), `${message.person.displayName} at ${programme.clock()}`);
      written.set(message, programme.clock());
    }
  }
}

const written = new Map<object, Instant>();

async function setLeave({ people }: TestProgramme, name: string, away: boolean): Promise<void> {
  const found = await people.get(personId(name));
  assert.ok(found);
  const person = { ...found.value.person, groupIds: away ? [ON_LEAVE] : [] };
  await people.replace({ ...found, value: { ...found.value, person } });
}

async function sign(programme: TestProgramme, name: string): Promise<void> {
  const [newest] = await programme.obligations.ofPerson(personId(name));
  assert.ok(newest);
  const { id: obligationId } = newest.value.obligation;
  granted(await openCode(programme)(personId(name), obligationId));
  granted(await signCertificate(programme)(signCommand(name, { obligationId })));
}

/** `11-02 09h prompt`, by the person's own clock. */
function messagesTo(programme: TestProgramme, name: string): string[] {
  return programme.messenger.sent
    .filter(({ message }) => message.person.displayName === name)
    .map(({ message }) => {
      const { timeZone } = workingTimeOf(message.person, programme.workingRules);
      const when = wallClockAt(written.get(message) ?? at(FROM), timeZone);
      return `${when.date.slice(2)} ${String(when.hour).padStart(2, '0')}h ${message.kind}`;
    });
}

describe('a year of the programme, hour by hour,', () => {
  it('writes to everybody when the ladder says, in their own working hours', async function () {
    this.timeout(60_000);
    const programme = testProgramme({ now: FROM });
    const holidays = [
      { date: '12-24', name: 'Christmas Eve' },
      { date: '2028-01-17', name: 'Martin Luther King Jr. Day' },
    ];
    Object.assign(programme, {
      cycleRules: { ...CYCLE_RULES, hireServesAnnualWithinDays: 30 },
      workingRules: { ...WORKING_RULES, holidays },
    });
    try {
      await live(programme);
      const written = Object.fromEntries(
        Object.keys(LIVES).map((name) => [name, messagesTo(programme, name)]),
      );
      assert.deepEqual(
        written,
        Object.fromEntries(Object.entries(LIVES).map(([name, { messages }]) => [name, messages])),
      );
    } finally {
      await programme.stores.close();
    }
  });
});
