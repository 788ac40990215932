import assert from 'node:assert/strict';
import { join } from 'node:path';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { temporaryFolder } from '../browser/service.ts';
import { type Chat, chatOf } from '../teams/chat.ts';
import type { CompanyName } from '../teams/company.ts';
import { FILLED, readToTheForm } from '../teams/signing.ts';
import { openStage, type Stage } from '../teams/stage.ts';
import { holds, PHRASE, tablesHolding } from './kept.ts';

describe('what somebody discloses', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'programme.sqlite');
  let stage: Stage;

  before(async () => {
    stage = await openStage({ stores: openSqliteStores(file) });
  });
  after(async () => {
    await stage.close();
    folder.remove();
  });

  const disclose = async (name: CompanyName, act: (chat: Chat) => Promise<unknown>): Promise<void> => {
    const chat = chatOf(stage, name);
    await chat.install();
    await act(chat);
  };
  const onlyInDisclosures = (phrase: string) => {
    assert.deepEqual(tablesHolding(file, phrase), ['disclosures']);
    assert.equal(holds(JSON.stringify(stage.logged), phrase), false, 'in the log');
    assert.equal(holds(JSON.stringify(stage.connector.sent), phrase), false, 'in a message');
  };

  it('as an exception is in its own record, and nowhere in obligations, certificates, messages or log', async () => {
    const phrase = `exception-${PHRASE}`;
    await disclose('maya', async (chat) => {
      const { card } = await chat.press(await readToTheForm(chat), 'exception.form');
      assert.ok(card);
      const inputs = { ...FILLED, typedName: 'Maya Okafor', exception: `I hold ${phrase}` };
      await chat.press(card, 'certificate.sign', inputs, { on: chat.prompt() });
    });
    onlyInDisclosures(phrase);
  });

  it('as the reason of a decline is in its own record, and nowhere else', async () => {
    const phrase = `decline-${PHRASE}`;
    await disclose('zoe', async (chat) => {
      const { card } = await chat.press(await readToTheForm(chat), 'decline.form');
      assert.ok(card);
      await chat.press(card, 'decline.submit', { reason: `because of ${phrase}` }, { on: chat.prompt() });
    });
    onlyInDisclosures(phrase);
  });

  it('is on no card that a manager, compliance or the Audit Committee opens', async () => {
    for (const [name, command] of [
      ['renee', 'team'],
      ['katherine', 'team'],
      ['dana', 'programme'],
      ['margaret', 'offices'],
      ['dana', 'offices'],
    ] as const) {
      const chat = chatOf(stage, name);
      await chat.install();
      assert.equal(holds(JSON.stringify(await chat.see(command)), PHRASE), false);
    }
  });
});
