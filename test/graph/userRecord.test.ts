import assert from 'node:assert/strict';
import fc from 'fast-check';
import { directoryPerson, isWhole, USER_PROPERTIES, userRecord } from '../../src/graph/userRecord.ts';

const person = (facts: object) => directoryPerson(userRecord.parse({ id: 'a', ...facts }));

describe('a user record', () => {
  it('is called by the best name it has', () => {
    assert.equal(person({ displayName: ' Maya ', userPrincipalName: 'm@x' }).displayName, 'Maya');
    assert.equal(person({ displayName: '  ', userPrincipalName: 'm@x' }).displayName, 'm@x');
    assert.equal(person({ mail: 'mail@x' }).displayName, 'mail@x');
    assert.equal(person({}).displayName, 'a');
  });

  it('has whole characters only: half of one could not be signed', () => {
    assert.equal(person({ displayName: 'Ada\ud83d' }).displayName, 'Ada\ufffd');
    assert.equal(person({ displayName: 'Ada 😀' }).displayName, 'Ada 😀');
  });

  it('takes a property of the wrong type for one that is not set', () => {
    const facts = {
      accountEnabled: 'yes',
      userType: 7,
      department: ['Tax'],
      employeeOrgData: 'x',
      manager: 'y',
    };
    assert.deepEqual(person({ ...facts, employeeHireDate: 'soon', 'manager@delta': {} }), {
      id: 'a',
      displayName: 'a',
      accountEnabled: true,
      userType: 'member',
    });
  });

  it('has the UTC date of its hire date, past or future, and none where none was set', () => {
    const date = (employeeHireDate: unknown) => person({ employeeHireDate }).employeeHireDate;
    assert.equal(date('2031-12-31T00:00:00Z'), '2031-12-31');
    assert.equal(date('2026-11-23T00:00:00.0000000Z'), '2026-11-23');
    assert.equal(date('2026-11-22T22:00:00-05:00'), '2026-11-23');
    assert.equal(date('0001-01-01T00:00:00Z'), undefined);
    assert.equal(date(null), undefined);
  });

  it('has a leave date where one can be read, and none where it reads as null', () => {
    const date = (employeeLeaveDateTime: unknown) => person({ employeeLeaveDateTime }).employeeLeaveDate;
    assert.equal(date('2026-11-30T00:00:00Z'), '2026-11-30');
    assert.equal(date(null), undefined);
    assert.equal('employeeLeaveDate' in person({ employeeLeaveDateTime: null }), false);
  });

  it('has the country of use in capitals, as ISO 3166 writes it', () => {
    assert.equal(person({ usageLocation: 'de' }).usageLocation, 'DE');
    assert.equal('usageLocation' in person({ usageLocation: '' }), false);
  });

  it('is a guest only when Entra says so', () => {
    assert.deepEqual(
      ['Guest', 'guest', 'Member', null].map((userType) => person({ userType }).userType),
      ['guest', 'guest', 'member', 'member'],
    );
  });

  it('has the manager that is, not the one that was', () => {
    const was = { '@odata.type': '#microsoft.graph.user', id: 'was', '@removed': { reason: 'deleted' } };
    assert.equal(person({ 'manager@delta': [{ id: 'is' }, was] }).managerId, 'is');
    assert.equal(person({ 'manager@delta': [was] }).managerId, undefined);
    assert.equal(person({ manager: { id: 'expanded' } }).managerId, 'expanded');
  });

  it('is whole when it says whether the account is enabled', () => {
    assert.equal(isWhole(userRecord.parse({ id: 'a', accountEnabled: false })), true);
    assert.equal(isWhole(userRecord.parse({ id: 'a', displayName: 'A' })), false);
  });

  it('can hold anything at all without harm, as long as it has an id', () => {
    const junk = fc.dictionary(
      fc.constantFrom(...USER_PROPERTIES, 'manager', 'manager@delta'),
      fc.anything(),
    );
    fc.assert(
      fc.property(junk, (facts) => {
        const { displayName, accountEnabled } = person({ ...facts, id: 'a' });
        assert.ok(displayName.length > 0);
        assert.equal(typeof accountEnabled, 'boolean');
      }),
    );
  });
});
