import assert from 'node:assert/strict';
import type { PersonId } from '../../src/domain/ids.ts';
import type { AppInstaller, ConversationAddress, Delivery } from '../../src/usecases/ports.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { sendCheckpoint } from '../../src/usecases/sendCheckpoint.ts';
import { groupId, personId } from '../helpers/people.ts';
import { admit, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { certificateOf } from './ledgerWorld.ts';

const COMMITTEE = groupId('Audit Committee');

describe('a checkpoint', () => {
  let programme: TestProgramme;
  let posted: string[];
  let failing: boolean;
  beforeEach(async () => {
    programme = testProgramme();
    posted = [];
    failing = false;
    await admit(programme, 'Chair');
    await admit(programme, 'Member');
    await admit(programme, 'Unreached', { withoutChat: true });
  });
  afterEach(() => programme.stores.close());

  const send = (installer?: AppInstaller) =>
    sendCheckpoint({
      ...programme,
      installer,
      directory: {
        members: async function* (): AsyncGenerator<readonly PersonId[]> {
          yield [personId('Member'), personId('Unreached'), personId('Chair')];
        },
      },
      to: { groups: [COMMITTEE], people: [personId('Chair')] },
      everyDays: 7,
      post: async (to: ConversationAddress, { checkpoint }): Promise<Delivery> => {
        if (failing) return { outcome: 'failed', because: 'service-unavailable', retry: 'later' };
        posted.push(`${to.conversationId} ${checkpoint.size}`);
        return { outcome: 'sent' };
      },
    })();
  const seal = async (name: string) => {
    await programme.certificates.create(await certificateOf(name));
    await sealLedger(programme)();
  };
  const to = (name: string, size: number) => `chat-of-${personId(name)} ${size}`;

  it('goes to each of the Audit Committee’s people once, and again only when there is a newer one some days later', async () => {
    assert.deepEqual(await send(), { sent: 0, unreached: 0 });
    await seal('Ada');
    assert.deepEqual(await send(), { sent: 2, unreached: 1 });
    assert.deepEqual(posted.splice(0).sort(), [to('Chair', 1), to('Member', 1)].sort());
    await seal('Bob');
    programme.clock.advance({ days: 6 });
    assert.deepEqual(await send(), { sent: 0, unreached: 1 });
    programme.clock.advance({ days: 1 });
    assert.equal((await send()).sent, 2);
    assert.deepEqual(posted.splice(0).sort(), [to('Chair', 2), to('Member', 2)].sort());
    programme.clock.advance({ days: 30 });
    assert.equal((await send()).sent, 0);
  });

  it('reaches a director who never opened the bot: the app is installed, and its chat opened', async () => {
    await seal('Ada');
    const asked: PersonId[] = [];
    let outcome: 'installed' | 'was-installed' = 'installed';
    const installer: AppInstaller = {
      install: async (person) => {
        asked.push(person);
        return { outcome };
      },
    };
    assert.deepEqual(await send(installer), { sent: 2, unreached: 1 });
    outcome = 'was-installed';
    assert.deepEqual(await send(installer), { sent: 1, unreached: 0 });
    assert.deepEqual(posted.at(-1), `begun-with-${personId('Unreached')} 1`);
    assert.deepEqual(asked, [personId('Unreached'), personId('Unreached')]);
    assert.ok((await programme.people.get(personId('Unreached')))?.value.conversation);
    assert.deepEqual(await send(installer), { sent: 0, unreached: 0 });
  });

  it('is tried again for whom it did not reach', async () => {
    await seal('Ada');
    failing = true;
    assert.deepEqual(await send(), { sent: 0, unreached: 3 });
    failing = false;
    assert.equal((await send()).sent, 2);
  });
});
