import fc from 'fast-check';
import { ACTIONS, type Action } from '../../src/domain/actions.ts';
import type { PersonId } from '../../src/domain/ids.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { dateAt, plusDays } from '../../src/domain/time.ts';
import { applyAction } from '../../src/usecases/applyAction.ts';
import { declineCertificate } from '../../src/usecases/declineCertificate.ts';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { openCode } from '../../src/usecases/openCode.ts';
import { paperForm } from '../../src/usecases/paperForm.ts';
import { recordPaper } from '../../src/usecases/recordPaper.ts';
import { rememberConversation } from '../../src/usecases/rememberConversation.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { day } from '../helpers/clock.ts';
import { code, earlierCode } from '../helpers/code.ts';
import { conversationOf, directoryPerson, personId, personRecord } from '../helpers/people.ts';
import { signCommand } from '../helpers/signing.ts';
import type { TestProgramme } from '../helpers/testProgramme.ts';

export const NAMES = ['Ada', 'Bea', 'Cas', 'Dee'] as const;

export type Step =
  | { readonly do: 'days'; readonly days: number }
  | { readonly do: 'hours'; readonly hours: number }
  | { readonly do: 'sync' | 'issue' | 'deliver' | 'night' }
  | { readonly do: 'hire'; readonly name: string; readonly inDays: number }
  | { readonly do: 'leave' | 'disable' | 'move out' | 'promote' | 'chat'; readonly name: string }
  | { readonly do: 'open' | 'sign' | 'sign with exception' | 'decline'; readonly name: string }
  | { readonly do: Action; readonly name: string }
  /** Compliance records that they signed on paper, or corrects the record. */
  | { readonly do: 'paper'; readonly name: string }
  | { readonly do: 'go on leave' | 'come back'; readonly name: string }
  | { readonly do: 'publish'; readonly earlier: boolean; readonly signedAnewBy: 'everyone' | 'nobody' };

/** On both sides of the date line. */
const ZONES: Readonly<Record<string, string>> = {
  Ada: 'America/New_York',
  Bea: 'Pacific/Auckland',
  Cas: 'Pacific/Pago_Pago',
  Dee: 'Asia/Kolkata',
};

const name = fc.constantFrom(...NAMES);
const named = <T extends string>(...what: T[]) => fc.record({ do: fc.constantFrom(...what), name });

/** Anything that may happen in a programme, in any order. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ do: fc.constantFrom('sync', 'issue', 'deliver', 'night', 'night') }), weight: 8 },
  { arbitrary: named('open', 'sign', 'sign', 'sign with exception', 'decline'), weight: 8 },
  {
    arbitrary: fc.record({
      do: fc.constant('hire' as const),
      name,
      inDays: fc.integer({ min: -120, max: 60 }),
    }),
    weight: 3,
  },
  { arbitrary: named('leave', 'disable', 'move out', 'promote', 'chat'), weight: 4 },
  { arbitrary: named(...ACTIONS, 'reissue'), weight: 5 },
  { arbitrary: named('paper'), weight: 2 },
  { arbitrary: named('go on leave', 'come back'), weight: 3 },
  {
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      earlier: fc.boolean(),
      signedAnewBy: fc.constantFrom('everyone', 'nobody'),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({ do: fc.constant('days' as const), days: fc.constantFrom(1, 3, 30, 200, 370) }),
    weight: 3,
  },
  {
    arbitrary: fc.record({ do: fc.constant('hours' as const), hours: fc.integer({ min: 1, max: 23 }) }),
    weight: 3,
  },
) as fc.Arbitrary<Step>;

const BY = personId('Compliance');
const JOBS = { sync: syncDirectory, issue: issueObligations, deliver: deliverPrompts } as const;

/** How every life begins: with everybody in finance, and asked. */
export const BEGINNING: readonly Step[] = [
  ...NAMES.map((each) => ({ do: 'hire', name: each, inDays: -100 }) as const),
  { do: 'night' },
];

/** Does one step as the service would. */
export async function take(programme: TestProgramme, step: Step): Promise<unknown> {
  const { directory, clock } = programme;
  if (step.do === 'days') return clock.advance({ days: step.days });
  if (step.do === 'hours') return clock.advance({ hours: step.hours });
  if (step.do === 'night') return await night(programme);
  if (step.do === 'publish') {
    const { signedAnewBy } = step;
    // What is issued for it is issued later than what it replaces.
    clock.advance({ minutes: 1 });
    return Object.assign(programme, {
      code: step.earlier ? earlierCode : code,
      amendmentRules: { signedAnewBy, dueAfterDays: 30 },
    });
  }
  if (!('name' in step)) return await JOBS[step.do](programme)();
  const id = personId(step.name);
  const today = day(clock().slice(0, 10));
  switch (step.do) {
    case 'hire': {
      const employeeHireDate = plusDays(today, step.inDays);
      return directory.put(
        directoryPerson(step.name, { employeeHireDate, timeZone: ZONES[step.name] ?? 'UTC' }),
      );
    }
    case 'leave':
      return directory.remove(id);
    case 'disable':
      return directory.put(directoryPerson(step.name, { accountEnabled: false }));
    case 'move out':
      return directory.put(directoryPerson(step.name, { department: 'Logistics' }));
    case 'promote':
      return directory.put(directoryPerson(step.name, { jobTitle: 'CFO', managerId: personId('Ada') }));
    case 'chat':
      return await rememberConversation(programme)(id, conversationOf(step.name));
    case 'go on leave':
    case 'come back':
      return leave(programme, id, step.do === 'go on leave');
    case 'pause':
    case 'resume':
    case 'excuse':
    case 'withdraw-excuse':
    case 'extend':
    case 'withdraw-extension':
    case 'remind':
    case 'reissue':
      return await act(programme, id, step.do);
    case 'paper':
      return await onPaper(programme, id);
    case 'open':
    case 'sign':
    case 'sign with exception':
    case 'decline':
      return await respond(programme, step.name, step.do);
  }
}

/** Who is on leave in which programme: a directory is told all of a group's members. */
const away = new WeakMap<TestProgramme, Set<PersonId>>();

function leave(programme: TestProgramme, id: PersonId, goes: boolean): void {
  const members = away.get(programme) ?? new Set();
  away.set(programme, members);
  if (goes) members.add(id);
  else members.delete(id);
  for (const group of programme.leaveGroups) programme.directory.setMembers(group, [...members]);
}

/** As somebody of compliance would; a year more is what they give. */
async function act(programme: TestProgramme, id: PersonId, action: Action): Promise<unknown> {
  const [newest] = await programme.obligations.ofPerson(id);
  if (!newest) return undefined;
  const due = plusDays(newest.value.obligation.due, 365);
  const order = { action, by: BY, as: 'compliance', because: 'a reason', due } as const;
  return await applyAction(programme, order, newest.value.obligation.id);
}

/** As somebody of compliance does who is nobody's colleague here: the directory of these lives does not have them. */
async function onPaper(programme: TestProgramme, person: PersonId): Promise<unknown> {
  const { people } = programme.stores;
  const actor = { value: personRecord('Compliance', { roles: ['compliance'] }), etag: '' };
  const deps = {
    ...programme,
    people: { ...people, get: async (id: PersonId) => (id === BY ? actor : await people.get(id)) },
    versionOf: () => programme.code,
    holdsRoleNow: async () => ({ outcome: 'holds' }) as const,
  };
  const form = await paperForm(deps)(BY, person);
  if (isRefusal(form)) return form;
  const [entry] = form.entries;
  if (!entry) return undefined;
  return await recordPaper(deps)({
    by: BY,
    person,
    obligation: entry.obligation.id,
    number: entry.number,
    signedOn: dateAt(programme.clock(), programme.timeZone),
    keptAt: `Cabinet ${entry.number}`,
    scan: 'ab'.repeat(32),
    because: 'A reason.',
    confirmed: true,
  });
}

/** The jobs in the order in which they feed one another. */
async function night(programme: TestProgramme): Promise<void> {
  for (const job of [syncDirectory, issueObligations, deliverPrompts]) await job(programme)();
}

async function respond(
  programme: TestProgramme,
  name: string,
  what: 'open' | 'sign' | 'sign with exception' | 'decline',
): Promise<unknown> {
  const signer = personId(name);
  for (const { value } of await programme.obligations.ofPerson(signer)) {
    const { id: obligationId } = value.obligation;
    const exception = what === 'sign with exception' ? { exception: 'A gift.' } : {};
    if (what === 'decline') await declineCertificate(programme)({ signer, obligationId, reason: 'No.' });
    else await openCode(programme)(signer, obligationId);
    if (what === 'sign' || what === 'sign with exception')
      await signCertificate(programme)(signCommand(name, { obligationId, ...exception }));
  }
  return undefined;
}
