import assert from 'node:assert/strict';
import type { SealedCertificate } from '../../src/domain/certificate.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import type { Stores } from '../../src/usecases/ports.ts';
import { CONTEXT } from './cards/cardWorld.ts';
import { wordsOf } from './cards/readCard.ts';
import { type Chat, chatOf } from './chat.ts';
import { FILLED, readToTheForm } from './signing.ts';
import { openStage, type Stage } from './stage.ts';

const { receipt } = CONTEXT.texts.certification;
const NAMED = { ...FILLED, typedName: 'Maya Okafor' };

describe('a receipt', () => {
  let stage: Stage;
  let maya: Chat;
  let altered = false;
  beforeEach(async () => {
    altered = false;
    stage = await openStage({ stores: certificatesThrough((sealed) => (altered ? other(sealed) : sealed)) });
    maya = chatOf(stage, 'maya');
    await maya.install();
  });
  afterEach(() => stage.close());

  it('says that the record is not what was signed, by whichever way it is shown, once somebody has altered it', async () => {
    const form = await readToTheForm(maya);
    const shown = async () => [
      await maya.see('status'),
      (await maya.press(form, 'certificate.sign', NAMED)).card,
      (await maya.press(await maya.see('my certificates'), 'certificate.show')).card,
    ];
    const { card: first } = await maya.press(form, 'certificate.sign', NAMED);
    const warns = (card: object | undefined) => wordsOf(card).includes(receipt.altered);
    assert.ok(wordsOf(first).includes(receipt.title));
    assert.equal(warns(first), false);
    assert.deepEqual((await shown()).map(warns), [false, false, false]);
    altered = true;
    assert.deepEqual((await shown()).map(warns), [true, true, true]);
  });
});

function other(sealed: SealedCertificate): SealedCertificate {
  const { certificate } = sealed;
  return { ...sealed, certificate: { ...certificate, signer: { ...certificate.signer, typedName: 'Zoë' } } };
}

/** Stores whose certificates come back as they are made out to be. */
function certificatesThrough(read: (sealed: SealedCertificate) => SealedCertificate): Stores {
  const stores = openSqliteStores(':memory:');
  const { certificates } = stores;
  return {
    ...stores,
    certificates: {
      ...certificates,
      async get(personId, id) {
        const sealed = await certificates.get(personId, id);
        return sealed && read(sealed);
      },
      ofPerson: async (personId) => (await certificates.ofPerson(personId)).map(read),
    },
  };
}
