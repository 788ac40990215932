import type { AmendmentRules } from '../../src/domain/amendment.ts';
import type { CoverageRules, Office } from '../../src/domain/coverage.ts';
import type { EscalationRules } from '../../src/domain/escalation.ts';
import type { ReminderRules } from '../../src/domain/ladder.ts';
import type { CycleRules } from '../../src/domain/schedule.ts';
import type { WorkingRules } from '../../src/domain/workingHours.ts';

export const TIME_ZONE = 'America/New_York';

export const CYCLE_RULES: CycleRules = {
  anchor: 'annual-date',
  annualOpensOn: '11-02',
  annualDueAfterDays: 45,
  joinerDueAfterDays: 14,
  hireWindowDays: 90,
  hireServesAnnualWithinDays: 0,
};

export const REMINDER_RULES: ReminderRules = {
  daysBeforeDue: [14, 7, 1],
  onDueDate: true,
  daysAfterDue: [],
  everyDaysAfterDue: 7,
  hour: 9,
};

export const AMENDMENT_RULES: AmendmentRules = { signedAnewBy: 'everyone', dueAfterDays: 30 };

export const ESCALATION_RULES: EscalationRules = { managerAfterDays: 7, complianceAfterDays: 14 };

export const WORKING_RULES: WorkingRules = {
  timeZone: TIME_ZONE,
  hours: { start: 9, end: 17 },
  weekend: ['saturday', 'sunday'],
  holidays: [],
  countries: {},
};

/** People who may be written to at any time. */
export const ALWAYS_AT_WORK: WorkingRules = { ...WORKING_RULES, hours: { start: 0, end: 24 }, weekend: [] };

const office = (name: Office, ...titles: string[]) => ({ office: name, people: [], groups: [], titles });

export const COVERAGE_RULES: CoverageRules = {
  offices: [
    office('chief-executive-officer', 'Chief Executive Officer', 'CEO'),
    office('chief-financial-officer', 'Chief Financial Officer', 'CFO'),
    office('assistant-chief-financial-officer', 'Assistant Chief Financial Officer', 'Assistant CFO'),
    office('controller', 'Controller', 'Corporate Controller', 'Comptroller'),
    office('chief-accounting-officer', 'Chief Accounting Officer', 'CAO'),
    office('treasurer', 'Treasurer'),
  ],
  titleModifiers: [
    'Interim',
    'Acting',
    'President',
    'Vice President',
    'Senior Vice President',
    'VP',
    'SVP',
    'EVP',
    'Chairman',
    'Global',
  ],
  financeStaff: {
    groups: [],
    departments: ['Finance', 'Financial Planning & Analysis'],
    costCenters: ['CC-7*'],
    divisions: [],
    titles: ['Cost Accountant*'],
  },
  exclusions: {
    people: [],
    groups: [],
    employeeTypes: ['Contractor'],
    userPrincipalNames: ['test-*@*'],
  },
};
