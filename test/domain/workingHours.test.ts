import assert from 'node:assert/strict';
import { getAllCountries } from 'countries-and-timezones';
import fc from 'fast-check';
import { WEEKDAYS } from '../../src/domain/calendar.ts';
import { countryOf } from '../../src/domain/country.ts';
import { isTimeZone, timeZoneOfCountry } from '../../src/domain/timeZone.ts';
import {
  isWithin,
  nextWithin,
  type Whereabouts,
  type WorkingRules,
  workingTimeOf,
} from '../../src/domain/workingHours.ts';
import { at } from '../helpers/clock.ts';
import { WORKING_RULES } from '../helpers/rules.ts';

const rules = (facts: Partial<WorkingRules> = {}): WorkingRules => ({ ...WORKING_RULES, ...facts });
const zoneOf = (person: Whereabouts, facts: Partial<WorkingRules> = {}) =>
  workingTimeOf(person, rules(facts)).timeZone;
const next = (when: string, timeZone: string, facts: Partial<WorkingRules> = {}) =>
  nextWithin(at(when), workingTimeOf({ timeZone }, rules(facts)));

describe('where somebody works', () => {
  it('is in the country the directory names, by code or by name, in any of many languages', () => {
    const country = (text: string) => countryOf({ country: text });
    for (const text of ['Germany', 'Deutschland', 'DE', ' de ', 'Allemagne', 'Alemania'])
      assert.equal(country(text), 'DE', text);
    assert.equal(country('United States'), 'US');
    assert.equal(country('United States of America'), 'US');
    assert.equal(country('USA'), 'US');
    assert.equal(country('UK'), 'GB');
    assert.equal(country('日本'), 'JP');
    for (const text of ['Atlantis', '', 'XX', 'constructor', '__proto__'])
      assert.equal(country(text), undefined, text);
  });

  it('is where their licence counts rather than what somebody typed', () => {
    assert.equal(countryOf({ usageLocation: 'NO', country: 'Germany' }), 'NO');
    assert.equal(countryOf({ usageLocation: '?', country: 'Germany' }), 'DE');
    assert.equal(countryOf({}), undefined);
  });
});

describe('somebody’s time zone', () => {
  it('is their mailbox’s, else their country’s, else the company’s', () => {
    assert.equal(zoneOf({ timeZone: 'Asia/Tokyo', usageLocation: 'DE' }), 'Asia/Tokyo');
    assert.equal(zoneOf({ usageLocation: 'DE' }), 'Europe/Berlin');
    assert.equal(zoneOf({ country: 'Bulgaria' }), 'Europe/Sofia');
    assert.equal(zoneOf({}), 'America/New_York');
    assert.equal(zoneOf({ country: 'Atlantis' }), 'America/New_York');
  });

  it('that nobody knows is left aside', () => {
    assert.equal(zoneOf({ timeZone: 'Mars/Olympus', usageLocation: 'DE' }), 'Europe/Berlin');
    assert.equal(zoneOf({ timeZone: '' }), 'America/New_York');
  });

  it('in a country with several is the company’s if it is one of them, else where most people live', () => {
    assert.equal(zoneOf({ usageLocation: 'US' }), 'America/New_York');
    assert.equal(zoneOf({ usageLocation: 'US' }, { timeZone: 'America/Denver' }), 'America/Denver');
    assert.equal(zoneOf({ usageLocation: 'US' }, { timeZone: 'Europe/Berlin' }), 'America/New_York');
    assert.equal(zoneOf({ usageLocation: 'BR' }), 'America/Sao_Paulo');
  });

  it('is the one the programme file gives the country', () => {
    const countries = { BR: { timeZone: 'America/Manaus' } };
    assert.equal(zoneOf({ usageLocation: 'BR' }, { countries }), 'America/Manaus');
    assert.equal(zoneOf({ usageLocation: 'BR', timeZone: 'America/Bahia' }, { countries }), 'America/Bahia');
  });

  it('is chosen on purpose wherever a country has zones that differ', () => {
    const offset = (zone: string, month: string) =>
      new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
        .formatToParts(Date.parse(`2026-${month}-15T12:00:00Z`))
        .find(({ type }) => type === 'timeZoneName')?.value;
    const several: string[] = [];
    for (const { id, timezones } of Object.values(getAllCountries())) {
      const zones: string[] = timezones.filter(isTimeZone);
      const offsets = new Set(zones.map((zone) => `${offset(zone, '01')} ${offset(zone, '07')}`));
      const chosen = timeZoneOfCountry(id, 'Etc/UTC');
      if (zones.length === 0) assert.equal(chosen, undefined, id);
      else assert.ok(chosen && zones.includes(chosen), id);
      if (offsets.size > 1) several.push(id);
    }
    // Another one here means that the table of timeZone.ts needs it too.
    const chosen = 'AQ AU BR CA CD CL CN EC ES FM GL ID KI MN MX NZ PF PG PT RU TF UA UM US';
    assert.equal(several.sort().join(' '), chosen);
  });
});

describe('the next moment at which somebody may be written to', () => {
  it('is now, while they work', () => {
    for (const when of ['2026-11-23T14:00:00.000Z', '2026-11-23T21:59:59.999Z'])
      assert.equal(next(when, 'America/New_York'), when);
  });

  it('is when they begin, the same day or the next that is one to work on', () => {
    assert.equal(next('2026-11-23T13:59:00Z', 'America/New_York'), '2026-11-23T14:00:00.000Z');
    assert.equal(next('2026-11-23T22:00:00Z', 'America/New_York'), '2026-11-24T14:00:00.000Z');
    assert.equal(
      next('2026-11-27T22:00:00Z', 'America/New_York'),
      '2026-11-30T14:00:00.000Z',
      'after Friday',
    );
  });

  it('waits for the end of a holiday, for those who keep it', () => {
    const holidays = [{ date: '2026-11-26', name: 'Thanksgiving Day', countries: ['US'] }];
    const from = (usageLocation: string) =>
      nextWithin(at('2026-11-26T15:00:00Z'), workingTimeOf({ usageLocation }, rules({ holidays })));
    assert.equal(from('US'), '2026-11-27T14:00:00.000Z');
    assert.equal(from('DE'), '2026-11-26T15:00:00.000Z');
  });

  it('keeps another country’s weekend', () => {
    const countries = { SA: { weekend: ['friday', 'saturday'] as const } };
    const time = workingTimeOf({ usageLocation: 'SA' }, rules({ countries }));
    assert.equal(
      nextWithin(at('2026-11-27T08:00:00Z'), time),
      '2026-11-29T06:00:00.000Z',
      'Sunday in Riyadh',
    );
  });

  it('is on either side of the date line their own day', () => {
    // Friday evening in New York is Saturday in Auckland and still Friday afternoon in Pago Pago.
    assert.equal(next('2026-11-27T23:30:00Z', 'Pacific/Auckland'), '2026-11-29T20:00:00.000Z');
    assert.equal(next('2026-11-27T23:30:00Z', 'Pacific/Pago_Pago'), '2026-11-27T23:30:00.000Z');
    // Sunday evening in New York is Monday in Auckland, and Sunday in Pago Pago.
    assert.equal(next('2026-11-29T23:30:00Z', 'Pacific/Auckland'), '2026-11-29T23:30:00.000Z');
    assert.equal(next('2026-11-29T23:30:00Z', 'Pacific/Pago_Pago'), '2026-11-30T20:00:00.000Z');
    assert.equal(next('2026-11-29T23:30:00Z', 'Pacific/Kiritimati'), '2026-11-29T23:30:00.000Z');
  });

  it('begins at the same hour before and after the clocks change', () => {
    assert.equal(next('2027-03-12T23:00:00Z', 'America/New_York'), '2027-03-15T13:00:00.000Z');
    assert.equal(next('2026-10-30T23:00:00Z', 'America/New_York'), '2026-11-02T14:00:00.000Z');
    assert.equal(next('2027-03-26T20:00:00Z', 'Europe/Berlin'), '2027-03-29T07:00:00.000Z');
  });

  it('is after the hour that the clocks skip, when work begins in it', () => {
    const everyDay = { weekend: [], hours: { start: 2, end: 10 } };
    assert.equal(next('2027-03-14T06:30:00Z', 'America/New_York', everyDay), '2027-03-14T07:00:00.000Z');
  });

  it('always lies within their hours, is never before now, and is now if now will do', () => {
    const zone = fc.constantFrom(
      'America/New_York',
      'Pacific/Auckland',
      'Pacific/Pago_Pago',
      'Pacific/Kiritimati',
      'Asia/Kolkata',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Asia/Kathmandu',
      'America/Santiago',
    );
    const hours = fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 4, max: 24 }))
      .filter(([start, end]) => end - start >= 4)
      .map(([start, end]) => ({ start, end }));
    const holidays = fc.array(
      fc.integer({ min: 0, max: 400 }).map((days) => ({
        date: new Date(Date.UTC(2026, 9, 1 + days)).toISOString().slice(0, 10),
        name: 'Holiday',
      })),
      { maxLength: 40 },
    );
    const weekend = fc.subarray([...WEEKDAYS], { maxLength: 6 });
    const minutes = fc.integer({ min: 0, max: 400 * 24 * 60 });
    fc.assert(
      fc.property(zone, hours, holidays, weekend, minutes, (timeZone, some, days, off, after) => {
        const time = workingTimeOf({ timeZone }, rules({ hours: some, holidays: days, weekend: off }));
        const now = at(new Date(Date.UTC(2026, 9, 1) + after * 60_000).toISOString());
        const found = nextWithin(now, time);
        assert.ok(isWithin(found, time), `${found} in ${timeZone}`);
        assert.ok(found >= now);
        assert.equal(found === now, isWithin(now, time));
      }),
      { numRuns: 400 },
    );
  });
});
