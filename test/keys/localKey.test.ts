import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { localKey, newPrivateKey } from '../../src/keys/localKey.ts';

describe('a key in memory', () => {
  it('makes signatures of 64 bytes that verify, also where a number of theirs is short or begins with a high bit', async () => {
    const key = localKey(newPrivateKey());
    const publicKey = createPublicKey({ key: key.publicJwk, format: 'jwk' });
    const seen = new Set<string>();
    // One number in 256 has a leading zero byte, one in two a leading bit that DER puts a zero byte before.
    for (let n = 0; n < 20_000 && seen.size < 8; n += 1) {
      const message = Buffer.from(`message ${n}`);
      const signature = await key.sign(message);
      assert.equal(signature.length, 64);
      assert.ok(
        verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature),
        message.toString(),
      );
      for (const [name, at] of [
        ['r', 0],
        ['s', 32],
      ] as const) {
        const [first = 0, second = 0] = signature.subarray(at);
        if (first === 0) seen.add(`${name} ${second < 0x80 ? 'short' : 'short, high'}`);
        else seen.add(`${name} ${first < 0x80 ? 'low' : 'high'}`);
      }
    }
    assert.equal(seen.size, 8, [...seen].join(', '));
  }).slow(3_000);
});
