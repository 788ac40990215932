import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import type { z } from 'zod';
import type { Problem } from '../../src/config.ts';
import { OFFICES } from '../../src/domain/coverage.ts';
import {
  groupsOf,
  type Programme,
  ProgrammeFile,
  parseProgramme,
  readProgramme,
} from '../../src/programme.ts';

const EMBEDDED = fileURLToPath(new URL('../../src/content/programme.yaml', import.meta.url));
const source = readFileSync(EMBEDDED, 'utf8');
type Tree = { [key: string]: Tree | unknown };

/** The embedded file with something changed in it. */
const changed = (change: (file: Tree) => void): string => {
  const file = parse(source) as Tree;
  change(file);
  return stringify(file);
};
const problemsIn = (text: string): readonly Problem[] => {
  const problems = parseProgramme(text, 'mine.yaml');
  assert.ok(Array.isArray(problems), 'nothing was found wrong');
  for (const { where, problem, expected } of problems as readonly Problem[]) {
    assert.ok(where.startsWith('mine.yaml'), where);
    assert.ok(problem && expected);
  }
  return problems;
};
const places = (text: string): string[] =>
  problemsIn(text).map(({ where }) => where.replace('mine.yaml', ''));
const at = (path: string, value: unknown): string =>
  changed((file) => {
    const keys = path.split('.');
    const parent = keys.slice(0, -1).reduce<Tree>((inner, key) => inner[key] as Tree, file);
    const key = keys.at(-1) ?? '';
    if (value === undefined) delete parent[key];
    else parent[key] = value;
  });

describe('the programme file', () => {
  it('that comes with the programme can be used', () => {
    const programme = readProgramme(EMBEDDED) as Programme;
    assert.ok(!Array.isArray(programme), JSON.stringify(programme));
    assert.deepEqual(
      programme.coverageRules.offices.map(({ office }) => office),
      [...OFFICES],
    );
    assert.deepEqual(programme.cycleRules, programme.cycles);
    assert.deepEqual(programme.reminderRules, programme.reminders);
    assert.equal(programme.workingRules.timeZone, programme.timeZone);
    assert.deepEqual(programme.workingRules.hours, programme.workingHours);
    assert.equal(groupsOf(programme).length, 5);
    assert.equal(new Set(groupsOf(programme)).size, 5);
  });

  it('has a description for every key', () => {
    const undescribed = leavesOf(ProgrammeFile).filter(({ described }) => !described);
    assert.deepEqual(
      undescribed.map(({ path }) => path),
      [],
    );
    assert.ok(leavesOf(ProgrammeFile).length > 40);
  });

  it('may leave lists out', () => {
    const text = changed((file) => {
      delete file.titleModifiers;
      (file.exclusions as Tree).people = undefined;
      (file.roles as Tree).auditCommitteeChair = undefined;
      file.workingHours = undefined;
      file.calendar = undefined;
      file.escalation = undefined;
      file.leaveOfAbsence = undefined;
      (file.code as Tree).amendment = undefined;
      (file.cycles as Tree).anchor = undefined;
      (file.cycles as Tree).hireServesAnnualWithinDays = undefined;
      (file.reminders as Tree).daysAfterDue = undefined;
    });
    assert.ok(!Array.isArray(parseProgramme(text, 'mine.yaml')));
  });

  it('that is missing is named, with the reason', () => {
    assert.deepEqual(readProgramme('/nowhere/mine.yaml'), [
      {
        where: '/nowhere/mine.yaml',
        problem: 'cannot be read (ENOENT)',
        expected: 'a programme file in YAML',
      },
    ]);
    const folder = readProgramme(fileURLToPath(new URL('.', import.meta.url)));
    assert.match(JSON.stringify(folder), /EISDIR/);
  });

  it('that is no YAML is reported by line', () => {
    assert.match(places(`company: A\ncompany: B\n`)[0] ?? '', /line 2/);
    assert.match(places('company: [A\ntimeZone: UTC\n')[0] ?? '', /line/);
  });

  it('that is something else altogether is refused', () => {
    for (const text of ['', 'hello', '- a', '42', 'null']) assert.deepEqual(places(text), [': (top level)']);
  });

  it('with a * that YAML takes for an alias is refused, not thrown at the operator', () => {
    const text = source.replace('titles: [Cost Accountant*]', 'titles: [*Accountant]');
    assert.notEqual(text, source);
    problemsIn(text);
  });

  it('that would grow without end is refused', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi']
      .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join()}]`)
      .join('\n')}\n`;
    problemsIn(bomb);
  });

  const WRONG: readonly (readonly [path: string, value: unknown])[] = [
    ['company', ''],
    ['company', undefined],
    ['company', 7],
    ['timeZone', 'Mars/Olympus'],
    ['code.document', '../../etc'],
    ['code.version', 1],
    ['offices.controller', undefined],
    ['offices.controller.titles', []],
    ['offices.controller.people', ['Tess']],
    ['financeStaff.groups', ['Finance']],
    ['financeStaff.departments', 'Finance'],
    ['exclusions.people', ['nobody']],
    ['cycles.annualOpensOn', '2 November'],
    ['cycles.annualOpensOn', '13-01'],
    ['cycles.annualOpensOn', '04-31'],
    ['code.amendment', { signedAnewBy: 'some', dueAfterDays: 30 }],
    ['code.amendment', { signedAnewBy: 'everyone', dueAfterDays: 0 }],
    ['leaveOfAbsence.groups', ['Leave']],
    ['cycles.anchor', 'monthly'],
    ['cycles.hireServesAnnualWithinDays', -1],
    ['cycles.annualDueAfterDays', 0],
    ['cycles.annualDueAfterDays', 365],
    ['cycles.joinerDueAfterDays', 14.5],
    ['cycles.hireWindowDays', '90'],
    ['reminders.daysBeforeDue', [0]],
    ['reminders.onDueDate', 'yes'],
    ['reminders.everyDaysAfterDue', 0],
    ['reminders.hour', 24],
    ['reminders.hour', 8],
    ['reminders.hour', 9.5],
    ['reminders.daysAfterDue', [0]],
    ['workingHours.end', 25],
    ['workingHours', { start: 9, end: 12 }],
    ['workingHours', { start: 17, end: 9 }],
    ['calendar.weekend', ['Saturday']],
    ['calendar.weekend', ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']],
    ['calendar.holidays', [{ date: '2026-02-30', name: 'Never' }]],
    ['calendar.holidays', [{ date: '26 November', name: 'Thanksgiving Day' }]],
    ['calendar.holidays', [{ date: '2026-11-26' }]],
    ['calendar.holidays', [{ date: '05-01', name: 'Labour Day', countries: ['Germany'] }]],
    ['calendar.countries', { DE: { timeZone: 'Berlin' } }],
    ['calendar.countries', { Germany: { weekend: ['sunday'] } }],
    ['escalation.managerAfterDays', 0],
    ['escalation.complianceAfterDays', 'two weeks'],
    ['roles.compliance.people', ['me']],
    ['roles.auditCommitteeChair', 'Margaret'],
    ['contacts.complianceOffice.link', 'javascript:alert(1)'],
    ['contacts.complianceOffice.anonymous', undefined],
    ['contacts.speakUp', []],
    ['jobs.sync', 'daily'],
    ['jobs.deliver', '99 99 * * *'],
  ];
  for (const [path, value] of WRONG) {
    it(`is refused with ${path}: ${JSON.stringify(value)}`, () => {
      const [where, ...others] = places(at(path, value));
      const place = where?.slice(2) ?? '';
      assert.ok(place.startsWith(path) || path.startsWith(`${place}.`), where);
      assert.deepEqual(others, []);
    });
  }

  it('is refused with a key nobody knows, which is named', () => {
    const [problem, ...others] = problemsIn(at('cycles.annualOpenOn', '11-02'));
    assert.deepEqual(others, []);
    assert.equal(problem?.where, 'mine.yaml: cycles');
    assert.match(problem.problem, /annualOpenOn/);
  });

  it('is told everything that is wrong with it together', () => {
    const text = changed((file) => {
      file.compny = file.company;
      delete file.company;
      (file.reminders as Tree).hour = 25;
      ((file.offices as Tree).controller as Tree).titles = [];
      (file.contacts as Tree).speakUp = [];
    });
    assert.deepEqual(places(text).sort(), [
      ': (top level)',
      ': company',
      ': contacts.speakUp',
      ': offices.controller',
      ': reminders.hour',
    ]);
  });
});

/** Every value in the schema, and whether it or something around it, below the file itself, is described. */
function leavesOf(
  schema: z.core.$ZodType,
  path = '',
  around = false,
): { path: string; described: boolean }[] {
  const { shape, innerType, element, in: input } = schema._zod.def as unknown as Record<string, never>;
  const described = around || (path !== '' && Boolean((schema as z.ZodType).description));
  const inner = (innerType ?? element ?? input) as z.core.$ZodType | undefined;
  if (shape)
    return Object.entries(shape as Record<string, z.core.$ZodType>).flatMap(([key, value]) =>
      leavesOf(value, path ? `${path}.${key}` : key, described),
    );
  return inner ? leavesOf(inner, path, described) : [{ path, described }];
}
