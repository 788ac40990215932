import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { downloads } from '../../src/http/downloads.ts';
import type { FileOffer, FileTicket } from '../../src/usecases/fileOffers.ts';
import { type Serving, serving } from './serving.ts';

const ID = 'a'.repeat(32);
const SECRET = 'b'.repeat(43);

describe('the address of a file', () => {
  let served: Serving;
  let file: FileOffer | undefined;
  let asked: FileTicket[];
  beforeEach(async () => {
    asked = [];
    file = fileOf('Certificate “é” 2026.pdf', ['one ', 'two']);
    const redeem = async (ticket: FileTicket) => {
      asked.push(ticket);
      const found = file;
      file = undefined;
      return found;
    };
    served = await serving({
      routes: [
        downloads({ redeem, over: 'over', log: { error: (facts) => void served.logged.push(facts) } }),
      ],
    });
  });
  afterEach(() => served.close());
  const get = (path = `/files/${ID}/${SECRET}`, method = 'GET') =>
    fetch(`${served.url}${path}`, { method, signal: AbortSignal.timeout(3_000) });

  it('gives the file to be saved, and to be kept nowhere on the way', async () => {
    const response = await get();
    assert.equal(response.status, 200);
    assert.equal(await response.text(), 'one two');
    assert.equal(response.headers.get('content-type'), 'application/pdf');
    assert.equal(
      response.headers.get('content-disposition'),
      `attachment; filename="Certificate ___ 2026.pdf"; filename*=UTF-8''Certificate%20%E2%80%9C%C3%A9%E2%80%9D%202026.pdf`,
    );
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
  });

  it('works once', async () => {
    await (await get()).text();
    const again = await get();
    assert.equal(again.status, 404);
    assert.deepEqual(await again.json(), { error: 'over' });
  });

  it('is not used up by looking whether it is there', async () => {
    assert.notEqual((await get(undefined, 'HEAD')).status, 200);
    assert.equal((await get()).status, 200);
  });

  it('looks nothing up that cannot be one', async () => {
    for (const path of [
      '/files/x/y',
      `/files/${ID}/${SECRET}x`,
      `/files/${ID}/%2e%2e`,
      `/files/../${SECRET}`,
    ])
      assert.equal((await get(path)).status, 404, path);
    assert.equal(asked.length, 0);
  });

  it('lists nothing', async () => {
    assert.equal((await get('/files')).status, 404);
    assert.equal((await get(`/files/${ID}`)).status, 404);
    assert.equal(asked.length, 0);
  });

  it('says so when the file cannot be made, without saying why', async () => {
    file = {
      ...fileOf('a', []),
      // biome-ignore lint/correctness/useYield: it fails before there is anything to give.
      async *bytes() {
        throw new Error('secret reason');
      },
    };
    const response = await get();
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /secret/);
    assert.equal(served.logged.length, 1);
  });

  it('breaks off rather than giving half a file for a whole one', async () => {
    file = {
      ...fileOf('a', []),
      async *bytes() {
        yield Buffer.from('half');
        await setTimeout(10);
        throw new Error('it ends here');
      },
    };
    await assert.rejects(async () => (await get()).text());
  });

  it('stops making a file nobody fetches any more', async () => {
    let made = 0;
    let stopped = false;
    file = {
      ...fileOf('a', []),
      async *bytes() {
        try {
          for (;;) {
            made += 1;
            yield Buffer.alloc(1024 * 1024);
          }
        } finally {
          stopped = true;
        }
      },
    };
    const stop = new AbortController();
    const response = await fetch(`${served.url}/files/${ID}/${SECRET}`, { signal: stop.signal });
    await response.body?.getReader().read();
    stop.abort();
    for (let n = 0; n < 100 && !stopped; n += 1) await setTimeout(10);
    assert.ok(stopped && made < 100, `${made} MB were made`);
  });
});

function fileOf(name: string, parts: readonly string[]): FileOffer {
  return {
    name,
    mime: 'application/pdf',
    size: 1,
    async *bytes() {
      for (const part of parts) yield Buffer.from(part);
    },
  };
}
