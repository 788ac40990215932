import assert from 'node:assert/strict';
import { en } from '../../src/content/en/index.ts';
import { certificateFile } from '../../src/documents/fileMakers.ts';
import { CONTEXT, sealedFor } from '../teams/cards/cardWorld.ts';

describe('the file of a certificate', () => {
  it('says about how large it is before it is typeset', async () => {
    const sealed = sealedFor('Maya Okafor');
    const { id, signer } = sealed.certificate;
    const { dates } = CONTEXT;
    const of = {
      texts: en,
      paper: 'Letter',
      dates,
      proofOf: async () => undefined,
      recordsOf: async () => ({ corrections: [] }),
    } as const;
    const certificates = { get: async () => sealed } as unknown as Parameters<
      typeof certificateFile
    >[0]['certificates'];
    const file = await certificateFile({ ...of, certificates })(signer.id, {
      kind: 'certificate',
      certificate: id,
    });
    assert.ok(file);
    let size = 0;
    for await (const piece of file.bytes()) size += piece.length;
    assert.ok(Math.abs(file.size - size) < size / 4, `${file.size} for ${size}`);
  });
});
