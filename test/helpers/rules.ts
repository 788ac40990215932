import type { CoverageRules, Office } from '../../src/domain/coverage.ts';
import type { CycleRules, ReminderRules } from '../../src/domain/schedule.ts';

export const TIME_ZONE = 'America/New_York';

export const CYCLE_RULES: CycleRules = {
  annualOpensOn: '11-02',
  annualDueAfterDays: 45,
  joinerDueAfterDays: 14,
  hireWindowDays: 90,
};

export const REMINDER_RULES: ReminderRules = {
  daysBeforeDue: [14, 7, 1],
  onDueDate: true,
  everyDaysAfterDue: 7,
  hour: 9,
};

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
