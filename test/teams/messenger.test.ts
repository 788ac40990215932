import assert from 'node:assert/strict';
import { BotAdapter } from '../../src/teams/adapter.ts';
import { setbackOf } from '../../src/teams/deliveryFailure.ts';
import { teamsMessenger } from '../../src/teams/messenger.ts';
import { pace } from '../../src/teams/pace.ts';
import { personId } from '../helpers/people.ts';
import { CONTEXT } from './cards/cardWorld.ts';
import { type ConnectorStub, startConnectorStub } from './connectorStub.ts';
import { TENANT } from './stage.ts';

const ADA = personId('Ada');

describe('a chat that is opened from here', () => {
  let connector: ConnectorStub;
  beforeEach(async () => {
    connector = await startConnectorStub();
  });
  afterEach(() => connector.close());

  const messenger = (facts: { tenant?: { id: string; serviceUrl: string | undefined } } = {}) =>
    teamsMessenger({
      adapter: new BotAdapter({ kind: 'local', playground: false, playgroundPort: 1 }),
      appId: 'the-app',
      pace: pace({ setbackOf, attempts: 1 }),
      cardContext: () => CONTEXT,
      present: (card) => card,
      tenant: { id: TENANT, serviceUrl: connector.url },
      ...facts,
    });

  it('is asked for by the Entra object id, in the tenant, and its address is what Teams answers', async () => {
    const begun = await messenger().begin(ADA);
    const [asked] = connector.sent;
    const { members, tenantId, isGroup } = (asked?.activity ?? {}) as Record<string, unknown>;
    assert.deepEqual([members, tenantId, isGroup], [[{ id: ADA, name: '' }], TENANT, false]);
    assert.deepEqual(begun, {
      outcome: 'begun',
      address: {
        channelId: 'msteams',
        serviceUrl: connector.url,
        conversationId: asked?.id,
        userId: ADA,
        botId: '28:the-app',
      },
    });
  });

  it('and refused is a failure like any other', async () => {
    connector.fail({ status: 403, body: { error: { code: 'ForbiddenOperationException' } } });
    const refused = { outcome: 'failed', because: 'app-not-installed', retry: 'on-reinstall' };
    assert.deepEqual(await messenger().begin(ADA), refused);
    connector.fail({ status: 503 });
    assert.equal((await messenger().begin(ADA)).outcome, 'failed');
  });

  it('needs an address: without one it waits for the person', async () => {
    const { outcome } = await messenger({ tenant: { id: TENANT, serviceUrl: undefined } }).begin(ADA);
    assert.equal(outcome, 'failed');
    assert.deepEqual(connector.sent, []);
  });
});
