import type { EmulatedGroup } from './graphEmulator/groups.ts';
import type { EmulatedUser, People } from './graphEmulator/people.ts';

const GIVEN = [
  'Ada',
  'Björn',
  'Chiara',
  'Dmitri',
  'Élodie',
  'Farah',
  'Goran',
  'Hana',
  'Ines',
  'Jun',
  'Kofi',
  'Łucja',
];
const SURNAMES = [
  'Acheampong',
  'Bauer',
  'Costa',
  'Dupré',
  'Eriksen',
  'Ferrari',
  'Gupta',
  'Horváth',
  'Ito',
  'Janssen',
];
const OFFICE_TITLES = [
  'Chief Executive Officer',
  'Chief Financial Officer',
  'Assistant Chief Financial Officer',
  'Controller',
  'Chief Accounting Officer',
  'Treasurer',
];
const DEPARTMENTS = [
  'Finance',
  'Accounting',
  'Treasury',
  'Operations',
  'Operations',
  'Operations',
  'Sales',
  'Research',
];
const PLACES = [
  { country: 'United States', usageLocation: 'US', mailboxTimeZone: 'Eastern Standard Time' },
  { country: 'United States', usageLocation: 'US', mailboxTimeZone: 'Hawaiian Standard Time' },
  { country: 'Germany', usageLocation: 'DE', mailboxTimeZone: 'W. Europe Standard Time' },
  { country: 'India', usageLocation: 'IN', mailboxTimeZone: 'India Standard Time' },
  { country: 'New Zealand', usageLocation: 'NZ', mailboxTimeZone: 'Pacific/Auckland' },
];
const REPORTS_EACH = 8;
const LARGEST = 1_000_000;

export type Generated = {
  readonly people: number;
  readonly seed: number;
  /** Id of whom the top one reports to. */
  readonly below?: string;
};

/**
 * An organisation of any size up to a million, the same for the same seed. Nobody is kept in memory: each account is
 * computed from its place. The first six hold the offices; everybody manages up to eight others; three in eight work
 * in finance; a few are guests or disabled. `below` puts all of them into another organisation, under one of its
 * people: then nobody holds an office.
 */
export function generateOrganisation({ people, seed, below }: Generated): {
  readonly people: People;
  readonly groups: readonly EmulatedGroup[];
} {
  if (!Number.isInteger(people) || people < 1 || people > LARGEST) {
    throw new RangeError(`An organisation has between 1 and ${LARGEST} people, not ${people}.`);
  }
  const idAt = (index: number) => guid(index, seed);
  const at = (index: number): EmulatedUser => {
    if (index < 0 || index >= people) throw new RangeError(`There is no person at ${index}.`);
    const person = personAt(index, seed);
    return below === undefined ? person : subordinate(person, below);
  };
  const generated: People = {
    size: people,
    fingerprint: `generated-${people}-${seed}${below === undefined ? '' : `-${below}`}`,
    at,
    indexOf(id) {
      const index = Number.parseInt(id.slice(0, 8), 16);
      return index < people && idAt(index) === id ? index : undefined;
    },
    reportsOf(id) {
      if (id === below) return [idAt(0)];
      const index = generated.indexOf(id);
      if (index === undefined) return [];
      const first = index * REPORTS_EACH + 1;
      return Array.from({ length: REPORTS_EACH }, (_, each) => first + each)
        .filter((report) => report < people)
        .map(idAt);
    },
  };
  const members = Array.from({ length: Math.min(3, people) }, (_, each) => idAt(people - 1 - each));
  return {
    people: generated,
    groups: [{ id: guid(0xffff0001, seed), displayName: 'Compliance Office', members }],
  };
}

/** Titles that are no office's, and the top of them reports to `below`. */
function subordinate(person: EmulatedUser, below: string): EmulatedUser {
  const jobTitle = OFFICE_TITLES.includes(person.jobTitle ?? '') ? 'Director' : person.jobTitle;
  return { ...person, jobTitle: jobTitle ?? 'Analyst', managerId: person.managerId ?? below };
}

function personAt(index: number, seed: number): EmulatedUser {
  const given = pick(GIVEN, mixed(index, seed, 1));
  const surname = pick(SURNAMES, mixed(index, seed, 2));
  const chance = mixed(index, seed, 3) % 100;
  const name = `person-${index}@generated.example`;
  const hired = new Date(Date.UTC(2008, 0, 1 + (mixed(index, seed, 4) % 6000)));
  const isOfficer = index < OFFICE_TITLES.length;
  return {
    id: guid(index, seed),
    accountEnabled: isOfficer || chance !== 99,
    userType: !isOfficer && chance === 98 ? 'Guest' : 'Member',
    displayName: `${given} ${surname}`,
    givenName: given,
    surname,
    userPrincipalName: name,
    mail: name,
    jobTitle: OFFICE_TITLES[index] ?? 'Analyst',
    department: isOfficer ? 'Finance' : pick(DEPARTMENTS, mixed(index, seed, 5)),
    ...PLACES[mixed(index, seed, 8) % PLACES.length],
    employeeId: String(index),
    employeeType: 'Employee',
    employeeHireDate: `${hired.toISOString().slice(0, 10)}T00:00:00Z`,
    employeeOrgData: { costCenter: String(1000 + (index % 50)), division: 'Corporate' },
    ...(index > 0 && { managerId: guid(Math.floor((index - 1) / REPORTS_EACH), seed) }),
  };
}

/** The place stands in the first eight digits, so that an id leads back to its person. */
function guid(index: number, seed: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits);
  const [a, b] = [mixed(index, seed, 6), mixed(index, seed, 7)];
  return `${hex(index, 8)}-${hex(a, 4)}-4${hex(a >>> 16, 3)}-8${hex(b, 3)}-${hex(b, 8)}${hex(a ^ b, 4)}`;
}

/** 32 well-spread bits of three numbers (the finaliser of MurmurHash3). */
function mixed(index: number, seed: number, purpose: number): number {
  let bits =
    Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b) ^ Math.imul(purpose, 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function pick(from: readonly string[], bits: number): string {
  return from[bits % from.length] ?? '';
}
