import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type CoverageRules, isCovered } from '../../src/domain/coverage.ts';
import { type Preview, previewProgramme } from '../../src/usecases/previewProgramme.ts';
import { syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { directoryPerson, groupId, personId } from '../helpers/people.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

const DEPARTMENTS = ['Finance', 'Tax', 'Sales', 'Legal'];

describe('a preview of a changed programme file', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    programme.directory.put(
      directoryPerson('Ada'),
      directoryPerson('Bob', { department: 'Tax' }),
      directoryPerson('Cas', { jobTitle: 'CFO' }),
      directoryPerson('Dee', { department: 'Sales' }),
    );
    await syncDirectory(programme)();
  });
  afterEach(() => programme.stores.close());

  const running = () => ({ coverageRules: programme.coverageRules, groups: [] });
  const previewed = (
    financeStaff: Partial<CoverageRules['financeStaff']>,
    stores = programme.stores,
  ): Promise<Preview> =>
    previewProgramme({ ...programme, ...stores, running: running(), mostLostPercent: 20 })({
      coverageRules: {
        ...programme.coverageRules,
        financeStaff: { ...programme.coverageRules.financeStaff, ...financeStaff },
      },
      groups: financeStaff.groups ?? [],
    });
  const told = ({ people }: Preview) =>
    people.map(({ what, displayName, by }) => [what, displayName, by.rule]);

  it('of the same rules says that nothing would happen', async () => {
    const { people, coveredNow, coveredThen } = await previewed({});
    assert.deepEqual([people, coveredNow, coveredThen], [[], 2, 2]);
  });

  it('says who joins and who leaves, by which rule, and writes nothing', async () => {
    const stores = countingStores(programme.stores);
    const preview = await previewed({ departments: ['Tax', 'Sales'] }, stores);
    assert.deepEqual(told(preview), [
      ['joins', 'Bob', 'financeStaff.departments'],
      ['joins', 'Dee', 'financeStaff.departments'],
      ['leaves', 'Ada', 'no rule'],
    ]);
    assert.deepEqual(
      preview.byRule.map(({ what, value, people }) => [what, value, people]),
      [
        ['joins', 'Tax', 1],
        ['joins', 'Sales', 1],
        ['leaves', 'Finance', 1],
      ],
    );
    assert.deepEqual(stores.writes(), []);
    assert.ok(isCovered((await programme.people.get(personId('Ada')))?.value.coverage as never));
  });

  it('leaves out who is gone from the directory', async () => {
    programme.directory.remove(personId('Bob'));
    await syncDirectory(programme)();
    const preview = await previewed({ departments: ['Finance', 'Tax'] });
    assert.deepEqual([preview.people, preview.coveredThen], [[], 2]);
  });

  it('asks the directory only for groups that are new, and names those it does not have', async () => {
    programme.directory.setMembers(groupId('Payroll'), [personId('Dee')]);
    const preview = await previewed({ groups: [groupId('Payroll'), groupId('misspelt')] });
    assert.deepEqual(told(preview), [['joins', 'Dee', 'financeStaff.groups']]);
    assert.deepEqual(preview.missingGroups, [groupId('misspelt')]);
    assert.deepEqual(programme.directory.pages.length, 1, 'nobody is read again');
  });

  it('tells of offices that change hands, and of rules that cannot be meant so', async () => {
    const offices = programme.coverageRules.offices.map((each) =>
      each.office === 'chief-financial-officer' ? { ...each, titles: [], people: [personId('Dee')] } : each,
    );
    const preview = await previewProgramme({ ...programme, running: running(), mostLostPercent: 20 })({
      coverageRules: { ...programme.coverageRules, offices },
      groups: [],
    });
    const office = 'chief-financial-officer';
    assert.deepEqual(
      [preview.officesNow[office], preview.officesThen[office]],
      [[personId('Cas')], [personId('Dee')]],
    );
    assert.deepEqual(told(preview), [
      ['joins', 'Dee', 'offices.chief-financial-officer.people'],
      ['moves', 'Cas', 'financeStaff.departments'],
    ]);
    assert.ok(preview.findings.nobody.some(({ value }) => value === 'CC-7*'));
  });

  it('says when more would leave than a sync believes', async () => {
    const many = Array.from({ length: 10 }, (_, n) => directoryPerson(`Person ${n}`));
    programme.directory.put(...many);
    await syncDirectory(programme)();
    assert.equal((await previewed({ departments: [] })).tooManyLeave, true);
    assert.equal((await previewed({ departments: ['Finance'] })).tooManyLeave, false);
  });

  it('says what a sync by that file then does, whatever the rules', async () => {
    const departments = fc.subarray(DEPARTMENTS);
    const staff = fc.array(fc.constantFrom(...DEPARTMENTS), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(departments, departments, staff, async (before, after, where) => {
        const life = testProgramme();
        const rules = (list: readonly string[]): CoverageRules => ({
          ...life.coverageRules,
          financeStaff: { ...life.coverageRules.financeStaff, departments: list },
        });
        life.directory.put(...where.map((department, n) => directoryPerson(`Person ${n}`, { department })));
        await syncDirectory({ ...life, coverageRules: rules(before) })();
        const covered = async () => {
          const found = new Set<string>();
          for await (const batch of life.people.all({ coveredOnly: true }))
            for (const { value } of batch) found.add(value.id);
          return found;
        };
        const was = await covered();
        const { people, coveredThen } = await previewProgramme({
          ...life,
          running: { coverageRules: rules(before), groups: [] },
        })({ coverageRules: rules(after), groups: [] });
        await syncDirectory({ ...life, coverageRules: rules(after) })();
        const is = await covered();
        const ids = (what: string) => people.flatMap((each) => (each.what === what ? [each.id] : []));
        assert.deepEqual(new Set(ids('joins')), new Set([...is].filter((id) => !was.has(id))));
        assert.deepEqual(new Set(ids('leaves')), new Set([...was].filter((id) => !is.has(id))));
        assert.equal(coveredThen, is.size);
        await life.stores.close();
      }),
      { numRuns: 30 },
    );
  });
});
