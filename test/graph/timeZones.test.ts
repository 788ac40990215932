import assert from 'node:assert/strict';
import type { CalendarDate, PersonId } from '../../src/domain/ids.ts';
import { ianaTimeZone } from '../../src/graph/ianaTimeZone.ts';
import { sampleOrganisation } from '../../src/local/sampleOrganisation.ts';
import { DirectoryUnavailable } from '../../src/usecases/failures.ts';
import { closeAll, emulated, idOf, user } from './graphFixture.ts';

const id = (number: number) => idOf(number) as PersonId;
const person = (number: number, mailboxTimeZone?: string) =>
  user(number, { mail: `p${number}@example.test`, ...(mailboxTimeZone && { mailboxTimeZone }) });

describe('the time zone of a mailbox', () => {
  afterEach(closeAll);

  it('is an IANA name, whichever name Outlook keeps it under', () => {
    assert.equal(ianaTimeZone('Pacific Standard Time'), 'America/Los_Angeles');
    assert.equal(ianaTimeZone('New Zealand Standard Time'), 'Pacific/Auckland');
    assert.equal(ianaTimeZone('Hawaiian Standard Time'), 'Pacific/Honolulu');
    assert.equal(ianaTimeZone(' Europe/Sofia '), 'Europe/Sofia');
    assert.equal(ianaTimeZone('UTC'), 'Etc/UTC');
    for (const name of ['Customized Time Zone', 'Europe/Atlantis', '', undefined, 'Mars/Olympus'])
      assert.equal(ianaTimeZone(name), undefined);
  });

  it('is asked for twenty people at a time, and left out for whoever has no mailbox or no zone', async () => {
    const people = Array.from({ length: 30 }, (_, n) => person(n + 1, 'Tokyo Standard Time'));
    const { directory, emulator } = await emulated({ people: [...people, user(31), person(32)] });
    const asked = Array.from({ length: 33 }, (_, n) => id(n + 1));
    const found = await directory.timeZones(asked);
    assert.ok(found !== 'forbidden');
    assert.deepEqual([...found.keys()], asked.slice(0, 30));
    assert.equal(found.get(id(7)), 'Asia/Tokyo');
    assert.equal(emulator.requests.count('POST /$batch'), 2);
  });

  it('is forbidden when the permission is missing, but not when one mailbox is kept from us', async () => {
    const { directory, emulator } = await emulated({
      people: [person(1, 'UTC'), person(2, 'UTC')],
    });
    emulator.faults.next({ status: 403 }, { path: /mailboxSettings/ });
    const found = await directory.timeZones([id(1), id(2)]);
    assert.ok(found !== 'forbidden');
    assert.deepEqual([...found], [[id(2), 'Etc/UTC']]);
    emulator.missingPermissions.add('MailboxSettings.Read');
    assert.equal(await directory.timeZones([id(1), id(2)]), 'forbidden');
  });

  it('is unavailable while mailboxes go on failing, after what is passing was tried again', async () => {
    const { directory, emulator } = await emulated({ people: [person(1, 'UTC')] });
    emulator.faults.next({ status: 429, headers: { 'Retry-After': '2' } }, { path: /mailboxSettings/ });
    assert.ok((await directory.timeZones([id(1)])) !== 'forbidden');
    emulator.faults.next({ status: 503 }, { path: /mailboxSettings/, times: 10 });
    await assert.rejects(directory.timeZones([id(1)]), DirectoryUnavailable);
  });

  it('of the sample organisation lies on both sides of the date line, in a dozen countries', () => {
    const { people } = sampleOrganisation({ epoch: '2026-11-23' as CalendarDate });
    const zones = new Set(people.map((each) => ianaTimeZone(each.mailboxTimeZone ?? undefined)));
    assert.ok(zones.has('Pacific/Honolulu') && zones.has('Pacific/Auckland') && zones.size >= 12);
    assert.ok(new Set(people.map((each) => each.usageLocation)).size >= 12);
  });
});

describe('a permission that is missing', () => {
  afterEach(closeAll);

  for (const [permission, read] of [
    ['User.Read.All', 'changes'],
    ['GroupMember.Read.All', 'members'],
  ] as const)
    it(`is named with what it disables: ${permission}`, async () => {
      const group = { id: idOf(99), displayName: 'Finance', members: [idOf(1)] };
      const { directory, emulator } = await emulated({ people: [person(1)], groups: [group] });
      emulator.missingPermissions.add(permission);
      const reading = read === 'changes' ? directory.changes() : directory.members(group.id as never);
      await assert.rejects(
        async () => {
          for await (const _ of reading);
        },
        new RegExp(`403.*${permission.replaceAll('.', '\\.')} is missing; without it `),
      );
    });

  it('hides last days without an error, and they are read once it is granted', async () => {
    const leaving = user(1, { employeeLeaveDateTime: '2026-11-30T00:00:00Z' });
    const { directory, emulator } = await emulated({ people: [leaving] });
    const lastDay = async () => {
      for await (const page of directory.changes()) return page.changed[0]?.employeeLeaveDate;
      return undefined;
    };
    emulator.missingPermissions.add('User-LifeCycleInfo.Read.All');
    assert.equal(await lastDay(), undefined);
    emulator.missingPermissions.clear();
    assert.equal(await lastDay(), '2026-11-30');
  });
});
