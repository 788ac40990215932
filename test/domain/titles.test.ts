import assert from 'node:assert/strict';
import fc from 'fast-check';
import { officesOfTitle } from '../../src/domain/titles.ts';
import { COVERAGE_RULES } from '../helpers/rules.ts';

const CEO = 'chief-executive-officer';
const CFO = 'chief-financial-officer';
const ASSISTANT_CFO = 'assistant-chief-financial-officer';
const CONTROLLER = 'controller';
const TREASURER = 'treasurer';

const officesOf = (title: string) =>
  officesOfTitle(title, COVERAGE_RULES.offices, COVERAGE_RULES.titleModifiers);

describe('a job title', () => {
  const holding: readonly (readonly [title: string, ...offices: string[]])[] = [
    ['CFO', CFO],
    ['cfo', CFO],
    ['  Chief   Financial Officer ', CFO],
    ['SVP & Chief Financial Officer', CFO],
    ['Senior Vice President and Chief Financial Officer', CFO],
    ['Interim CFO', CFO],
    ['CFO (interim)', CFO],
    ['Acting Global CFO', CFO],
    ['CFO, Acting', CFO],
    ['President and CEO', CEO],
    ['President & Chief Executive Officer', CEO],
    ['Chairman, President and CEO', CEO],
    ['Chairman/CEO', CEO],
    ['CEO – Chairman', CEO],
    ['CFO and Treasurer', CFO, TREASURER],
    ['VP, Treasurer; Corporate Controller', TREASURER, CONTROLLER],
    ['Assistant CFO', ASSISTANT_CFO],
    ['Assistant Chief Financial Officer', ASSISTANT_CFO],
    ['Vice-President, Controller', CONTROLLER],
  ];
  for (const [title, ...offices] of holding)
    it(`"${title}" holds ${offices.join(' and ')}`, () => assert.deepEqual(officesOf(title), offices));

  const harmless = [
    'Assistant to the CFO',
    'Executive Assistant to the Chief Executive Officer',
    'CFO, EMEA division',
    'CFO - EMEA',
    'Deputy CFO',
    'Office of the CFO',
    'CFO Designate',
    'Former CEO',
    'Controllership Analyst',
    'Plant Controller',
    'Treasury Analyst',
    'Assistant Treasurer',
    'President',
    'Senior Vice President',
    'Interim',
    'Scfo',
    '',
    ' , & / ',
    '首席财务官',
  ];
  for (const title of harmless)
    it(`"${title}" holds no office`, () => assert.deepEqual(officesOf(title), []));

  it('that is an office as a whole is not taken apart', () => {
    const rules = [{ office: CEO, titles: ['Chairman and Managing Director'] }] as const;
    assert.deepEqual(officesOfTitle('Chairman and Managing Director', rules, []), [CEO]);
    assert.deepEqual(officesOfTitle('chairman & managing director', rules, []), []);
  });

  it('holds the same office with any modifiers around it, in any case', () => {
    const modifiers = fc.subarray([...COVERAGE_RULES.titleModifiers], { maxLength: 3 });
    const separator = fc.constantFrom(', ', ' & ', ' and ', ' / ', ' - ', ' ');
    const property = fc.property(modifiers, separator, fc.boolean(), (words, between, shout) => {
      const title = [...words, 'Chief Financial Officer'].join(between);
      assert.deepEqual(officesOf(shout ? title.toUpperCase() : title), [CFO]);
    });
    fc.assert(property);
  });

  it('holds nothing once anything unknown stands beside the office', () => {
    const unknown = fc
      .stringMatching(/^[a-z]{4,10}$/)
      .filter((word) => officesOf(`CFO ${word}`).length === 0);
    fc.assert(
      fc.property(unknown, fc.constantFrom(', ', ' & ', ' '), (word, between) => {
        assert.deepEqual(officesOf(`CFO${between}${word}`), []);
        assert.deepEqual(officesOf(`${word}${between}CFO`), []);
      }),
    );
  });

  it('of any text is read without fuss', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (title) => void officesOf(title)));
  });
});
