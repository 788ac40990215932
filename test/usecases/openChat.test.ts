import assert from 'node:assert/strict';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import type { AppInstaller, Installation } from '../../src/usecases/ports.ts';
import { rememberConversation } from '../../src/usecases/rememberConversation.ts';
import { did } from '../helpers/did.ts';
import { mortal } from '../helpers/mortal.ts';
import { obligationOf } from '../helpers/obligations.ts';
import { conversationOf, personId } from '../helpers/people.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

const ADA = personId('Ada');
const CHAT = conversationOf('Ada');

describe('somebody who has no chat with the bot', () => {
  let programme: TestProgramme;
  let asked: number;
  let installation: Installation;
  let meanwhile: () => Promise<unknown>;
  const installer: AppInstaller = {
    async install() {
      asked += 1;
      await meanwhile();
      return installation;
    },
  };
  beforeEach(async () => {
    programme = testProgramme();
    [asked, installation, meanwhile] = [0, { outcome: 'installed' }, async () => undefined];
    await admit(programme, 'Ada', { withoutChat: true });
    await oblige(programme, 'Ada');
  });
  afterEach(() => programme.stores.close());

  const deps = () => ({ ...programme, installer });
  const deliver = () => deliverPrompts(deps())();
  const event = () => rememberConversation(deps())(ADA, CHAT);
  const kept = async () => (await programme.obligations.get(ADA, obligationOf('Ada').id))?.value.obligation;

  it('gets the app, and the prompt when Teams tells of the chat', async () => {
    assert.deepEqual(did(await deliver()), { installing: 1 });
    assert.equal((await kept())?.unreachable?.because, 'app-being-installed');
    assert.deepEqual(programme.messenger.sent, []);
    assert.deepEqual(await event(), { known: true, delivered: 1 });
    assert.equal((await kept())?.unreachable, undefined);
    assert.deepEqual(did(await deliver()), {});
    assert.equal(asked, 1);
  });

  it('is prompted once when Teams tells of the chat before it answers', async () => {
    meanwhile = event;
    await deliver();
    assert.equal(programme.messenger.sent.length, 1);
    assert.equal((await kept())?.unreachable, undefined);
    programme.clock.advance({ minutes: 30 });
    assert.deepEqual(did(await deliver()), {});
    assert.equal(programme.messenger.sent.length, 1);
  });

  it('and of whom Teams tells nothing is written to from here after a quarter of an hour', async () => {
    await deliver();
    programme.clock.advance({ minutes: 14 });
    assert.deepEqual(did(await deliver()), {});
    programme.clock.advance({ minutes: 1 });
    installation = { outcome: 'was-installed' };
    assert.deepEqual(did(await deliver()), { sent: 1 });
    assert.equal(programme.messenger.sent[0]?.to.conversationId, `begun-with-${ADA}`);
    assert.equal((await programme.people.get(ADA))?.value.conversation?.conversationId, `begun-with-${ADA}`);
  });

  it('and cannot be given the app is on the list with the reason, and tried less and less often', async () => {
    installation = { outcome: 'failed', because: 'blocked-by-policy', retry: 'later' };
    assert.deepEqual(did(await deliver()), { later: 1 });
    assert.equal((await kept())?.unreachable?.because, 'blocked-by-policy');
    let tries = 1;
    for (let quarter = 0; quarter < 4 * 24 * 7; quarter += 1) {
      programme.clock.advance({ minutes: 15 });
      tries += (await deliver()).later;
    }
    assert.ok(tries >= 5 && tries <= 15, `${tries} in a week`);
    installation = { outcome: 'was-installed' };
    programme.clock.advance({ days: 7 });
    await deliver();
    assert.equal(programme.messenger.sent.length, 1);
  });

  it('is not forgotten when the process dies while the app is installed', async () => {
    const life = mortal(deps());
    meanwhile = async () => life.kill();
    void deliverPrompts(life.deps)();
    await life.died;
    meanwhile = async () => undefined;
    installation = { outcome: 'was-installed' };
    programme.clock.advance({ minutes: 15 });
    assert.deepEqual(did(await deliver()), { sent: 1 });
  });
});
