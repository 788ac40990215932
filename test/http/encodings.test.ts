import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Serving, serving } from './serving.ts';

describe('a request that is not plain JSON', () => {
  let http: Serving;
  beforeEach(async () => {
    http = await serving();
  });
  afterEach(() => http.close());

  const isRefused = async (response: Response): Promise<void> => {
    assert.ok([400, 413, 415].includes(response.status), String(response.status));
    assert.deepEqual(Object.keys((await response.json()) as object), ['error']);
    assert.deepEqual(http.received, []);
    assert.equal((await fetch(`${http.url}/healthz`)).status, 200);
  };

  it('is no activity in another form', async () => {
    const json = '{"type":"message"}';
    for (const type of ['text/plain', 'text/csv', 'application/xml', 'application/octet-stream'])
      await isRefused(await http.post(json, { 'content-type': type }));
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    await isRefused(await http.post('type=message', form));
  });

  it('leaves no file behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'uploads-'));
    const { TMPDIR } = process.env;
    process.env.TMPDIR = folder;
    try {
      const body = new FormData();
      body.set('file', new Blob(['x'.repeat(1_000_000)]), 'large.bin');
      const response = await fetch(`${http.url}/api/messages`, { method: 'POST', body });
      assert.deepEqual(readdirSync(folder), []);
      await isRefused(response);
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
      rmSync(folder, { recursive: true });
    }
  });

  it('that says it is compressed and is not does not stop the process', async () => {
    await isRefused(await http.post('this is not gzip', { 'content-encoding': 'gzip' }));
  });

  it('that grows when it is unpacked is refused as too large', async () => {
    const small = new Uint8Array(gzipSync(JSON.stringify({ text: ' '.repeat(8_000_000) })));
    assert.ok(small.length < 20_000);
    await isRefused(await http.post(small, { 'content-encoding': 'gzip' }));
  });

  it('in an encoding nobody knows is refused', async () => {
    await isRefused(await http.post('{}', { 'content-encoding': 'br' }));
  });
});
