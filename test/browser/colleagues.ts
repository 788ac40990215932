import assert from 'node:assert/strict';
import sample from '../../src/local/sampleOrganisation.json' with { type: 'json' };
import { SAMPLE_TENANT_ID } from '../../src/local/sampleOrganisation.ts';
import { post, readInvoked } from '../teams/chat.ts';
import { startConnectorStub } from '../teams/connectorStub.ts';
import { FILLED } from '../teams/signing.ts';

/** People of the sample organisation, by handle, install the app, open the Code and sign, each in a chat of their own. */
export async function colleaguesSign(messagesUrl: string, handles: readonly string[]): Promise<void> {
  const connector = await startConnectorStub();
  try {
    for (const handle of handles) {
      const person = sample.people.find((each) => each.handle === handle);
      assert.ok(person, `nobody is called ${handle}`);
      const send = (facts: object) =>
        post({ url: messagesUrl }, { ...activityOf(handle, person.id, connector.url), ...facts });
      const press = async (verb: string, data: object) => {
        const value = { action: { type: 'Action.Execute', verb, data } };
        return readInvoked((await send({ type: 'invoke', name: 'adaptiveCard/action', value })).body);
      };
      await send({ type: 'installationUpdate', action: 'add' });
      const prompt = JSON.stringify(connector.sent.at(-1)?.activity);
      const obligation = /"obligation":"([^"]+)"/.exec(prompt)?.[1];
      assert.ok(obligation?.endsWith(person.id), `${handle} was not prompted`);
      await press('code.read', { obligation, part: 1 });
      const signing = { obligation, withException: false, ...FILLED, typedName: person.displayName };
      const { card } = await press('certificate.sign', signing);
      assert.match(JSON.stringify(card), /Certificate signed/, `${handle} could not sign`);
    }
  } finally {
    await connector.close();
  }
}

/** As Agents Playground sends them, but for somebody else than its one user. */
function activityOf(handle: string, aadObjectId: string, serviceUrl: string): object {
  return {
    id: `${handle}-${performance.now()}`,
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${handle}`, name: handle, aadObjectId },
    recipient: { id: 'code-of-ethics', name: 'Code of Ethics' },
    conversation: { id: `chat-of-${handle}`, conversationType: 'personal', tenantId: SAMPLE_TENANT_ID },
    channelData: { tenant: { id: SAMPLE_TENANT_ID } },
  };
}
