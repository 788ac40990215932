import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyVault } from '../../src/keys/keyVault.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import type { Card } from '../../src/teams/cards/context.ts';
import type { Signer, Stores } from '../../src/usecases/ports.ts';
import { KEY_URL, vaultStub } from '../keys/vaultStub.ts';
import { CONTEXT } from './cards/cardWorld.ts';
import { wordsOf } from './cards/readCard.ts';
import { type Chat, chatOf } from './chat.ts';
import { assertNothingSigned, certificatesOf, FILLED, readToTheForm } from './signing.ts';
import { openStage, type Stage } from './stage.ts';

const { problems, certification } = CONTEXT.texts;
const NAMED = { ...FILLED, typedName: 'Maya Okafor' };
const credential = { getToken: async () => ({ token: 't', expiresOnTimestamp: Date.now() + 3_600_000 }) };

describe('while Key Vault cannot be reached', () => {
  let stage: Stage;
  let vault: ReturnType<typeof vaultStub>;
  let maya: Chat;
  let form: Card;
  beforeEach(async () => {
    vault = vaultStub();
    const real = keyVault({ keyUrl: KEY_URL, credential, client: { httpClient: vault.httpClient } });
    /** Tells the stub what it is going to see the hash of. */
    const signer: Signer = async () => {
      const key = await real();
      return {
        ...key,
        sign: (bytes) => {
          vault.willSign(bytes);
          return key.sign(bytes);
        },
      };
    };
    stage = await openStage({ signer });
    maya = chatOf(stage, 'maya');
    await maya.install();
    form = await readToTheForm(maya);
  });
  afterEach(() => stage.close());

  const press = (card: Card, inputs: object = {}) =>
    maya.press(card, 'certificate.sign', { ...NAMED, ...inputs }, { on: maya.prompt() });

  for (const status of [503, 429, 500])
    it(`(${status}) the card says try again, nothing is half-done, and the next click signs`, async () => {
      vault.fail(status);
      assert.deepEqual(await press(form), { sentence: problems.tryAgain });
      await assertNothingSigned(stage, 'maya');
      vault.fail(undefined);
      assert.ok(wordsOf((await press(form)).card).includes(certification.receipt.title));
      assert.equal((await certificatesOf(stage, 'maya')).length, 1);
      assert.equal((await stage.obligationOf('maya')).state.status, 'certified');
    }).slow(10_000);

  it('keeps nothing of an exception either', async () => {
    const { card } = await maya.press(form, 'exception.form');
    assert.ok(card);
    let kept = 0;
    const { createDisclosure } = stage.stores.certificates;
    stage.stores.certificates.createDisclosure = async (disclosure) => {
      kept += 1;
      return await createDisclosure.call(stage.stores.certificates, disclosure);
    };
    vault.fail(503);
    assert.deepEqual(await press(card, { exception: 'A gift.' }), { sentence: problems.tryAgain });
    assert.equal(kept, 0);
    await assertNothingSigned(stage, 'maya');
    vault.fail(undefined);
    await press(card, { exception: 'A gift.' });
    assert.equal(kept, 1);
    const [made] = await certificatesOf(stage, 'maya');
    assert.ok(made?.certificate.exception);
  }).slow(10_000);
});

describe('two clicks at once on two instances', () => {
  let folder: string;
  let stages: Stage[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'instances-'));
    const file = join(folder, 'programme.sqlite');
    stages = [];
    for (const stores of [openSqliteStores(file), openSqliteStores(file)] satisfies Stores[])
      stages.push(await openStage({ stores }));
  });
  afterEach(async () => {
    for (const stage of stages) await stage.close();
    rmSync(folder, { recursive: true });
  });

  it('give one certificate and the same receipt', async () => {
    const [one, other] = stages;
    assert.ok(one && other);
    const here = chatOf(one, 'maya');
    await here.install();
    const form = await readToTheForm(here);
    const there = chatOf(other, 'maya');
    await there.install();
    const [first, second] = await Promise.all(
      [here, there].map((chat) => chat.press(form, 'certificate.sign', NAMED, { on: here.prompt() })),
    );
    assert.ok(wordsOf(first?.card).includes(certification.receipt.title));
    assert.deepEqual(first, second);
    assert.equal((await certificatesOf(one, 'maya')).length, 1);
    assert.deepEqual(await certificatesOf(one, 'maya'), await certificatesOf(other, 'maya'));
    const { history } = await one.obligationOf('maya');
    assert.equal(history.filter(({ type }) => type === 'certified').length, 1);
  }).slow(10_000);
});
