import assert from 'node:assert/strict';
import { activityFrom, type Chat, chatOf, personal, post } from './chat.ts';
import { COMPANY } from './company.ts';
import { openStage, type Stage } from './stage.ts';

describe('the app is removed, blocked and installed again', () => {
  let stage: Stage;
  let maya: Chat;
  beforeEach(async () => {
    stage = await openStage();
    maya = chatOf(stage, 'maya');
    await maya.install();
  });
  afterEach(() => stage.close());

  const remove = async () => {
    const who = { name: 'maya', aadObjectId: COMPANY.maya.id };
    const facts = { type: 'installationUpdate', action: 'remove', conversation: personal('chat-of-maya') };
    assert.equal((await post(stage, activityFrom(stage, who, facts))).status, 200);
    await stage.service.settle();
  };
  const prompts = () => stage.connector.sent.filter(({ activity }) => activity.summary).length;

  it('removed, she is on the list at once, and not written to', async () => {
    await remove();
    const { unreachable, nextMessageAt } = await stage.obligationOf('maya');
    assert.equal(unreachable?.because, 'app-not-installed');
    assert.equal(nextMessageAt, undefined);
    await remove();
    assert.equal(
      (await stage.obligationOf('maya')).history.filter(({ type }) => type === 'message-failed').length,
      1,
    );
  });

  it('installed again, she is reached again', async () => {
    const before = prompts();
    await remove();
    await maya.install();
    assert.equal((await stage.obligationOf('maya')).unreachable, undefined);
    assert.equal(prompts(), before + 1);
  });

  it('removed, she is also reached again when she writes', async () => {
    await maya.type('status');
    await remove();
    await maya.type('status');
    assert.equal((await stage.obligationOf('maya')).unreachable, undefined);
  });

  it('in another region by then, she is written to there', async () => {
    const there = `${stage.connector.url}emea/`;
    const who = { name: 'maya', aadObjectId: COMPANY.maya.id };
    const facts = { type: 'message', text: 'help', conversation: personal('chat-of-maya') };
    await post(stage, { ...activityFrom(stage, who, facts), serviceUrl: there });
    await stage.service.settle();
    const kept = (await stage.stores.people.get(COMPANY.maya.id))?.value.conversation;
    assert.equal(kept?.serviceUrl, there);
  });
});
