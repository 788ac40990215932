import assert from 'node:assert/strict';
import { canonicalJson } from '../../src/domain/digest.ts';
import type { Sha256 } from '../../src/domain/ids.ts';
import { giveScanReceipt, readScanReceipt } from '../../src/usecases/scanReceipt.ts';
import { signJws } from '../../src/usecases/signJws.ts';
import { type TestClock, testClock } from '../helpers/clock.ts';
import { personId } from '../helpers/people.ts';
import { testSigner } from '../helpers/testSigner.ts';

const DANA = personId('Dana');
const SCAN = { sha256: 'ab'.repeat(32) as Sha256, bytes: 12, name: 'scan.pdf' };

describe('a receipt for a scan', () => {
  let clock: TestClock;
  beforeEach(() => {
    clock = testClock();
  });
  const give = (scan = SCAN) => giveScanReceipt({ signer: testSigner, clock })(DANA, scan);
  const read = (receipt: string, by = DANA) => readScanReceipt({ signer: testSigner, clock })(receipt, by);

  it('says what was hashed, to whoever it was given to, for an hour', async () => {
    const receipt = await give();
    assert.deepEqual(await read(receipt), { scan: SCAN, isOver: false });
    clock.advance({ hours: 1 });
    assert.deepEqual(await read(receipt), { scan: SCAN, isOver: false });
    clock.advance({ seconds: 1 });
    assert.deepEqual(await read(receipt), { scan: SCAN, isOver: true });
    assert.equal(await read(receipt, personId('Eve')), undefined);
  });

  it('is short enough for a card, whatever the file is called', async () => {
    const receipt = await give({ ...SCAN, name: `${'€'.repeat(119)}👍👍` });
    assert.ok(receipt.length < 2_000, String(receipt.length));
    assert.equal((await read(receipt))?.scan.name.length, 120);
  });

  it('is none that says something else, is signed for something else, or by another key', async () => {
    const receipt = await give();
    const [header = '', , signature = ''] = receipt.split('.');
    const other = { type: 'scan', by: DANA, at: clock(), ...SCAN, sha256: 'cd'.repeat(32) };
    const payload = canonicalJson(other);
    const stranger = JSON.stringify({ alg: 'none', typ: 'coec-scan+json' });
    for (const forged of [
      `${header}.${Buffer.from(payload).toString('base64url')}.${signature}`,
      `${Buffer.from(stranger).toString('base64url')}.${Buffer.from(payload).toString('base64url')}.AAAA`,
      await signJws(testSigner, { payload, typ: 'coec-record+json' }),
      await signJws(testSigner, { payload: canonicalJson({ ...other, type: 'x' }), typ: 'coec-scan+json' }),
      '',
      '..',
      'a.b.c',
    ])
      assert.equal(await read(forged), undefined, forged);
  });
});
