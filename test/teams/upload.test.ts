import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isUploadAddress, PART, UploadFailed, upload } from '../../src/teams/upload.ts';
import type { FileOffer } from '../../src/usecases/fileOffers.ts';

type Put = { range: string; length: number; body: Buffer };

describe('sending a file to OneDrive', () => {
  let server: Server;
  let url: string;
  let puts: Put[];
  /** Statuses of the next answers; afterwards 202. */
  let answers: { status: number; headers?: Record<string, string> }[];
  beforeEach(async () => {
    puts = [];
    answers = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { status, headers } = answers.shift() ?? { status: 202 };
        if (status < 300)
          puts.push({
            range: String(request.headers['content-range']),
            length: Number(request.headers['content-length']),
            body: Buffer.concat(chunks),
          });
        // restify, once loaded, takes writeHead's return value away.
        response.writeHead(status, headers);
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/up?key=secret`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const send = (file: FileOffer) => upload(url, file, { patience: 1 });

  it('sends a small one in one part that says how large it is', async () => {
    assert.equal(await send(fileOf([Buffer.from('abc'), Buffer.from('de')])), 5);
    assert.deepEqual(
      puts.map(({ range, length, body }) => [range, length, String(body)]),
      [['bytes 0-4/5', 5, 'abcde']],
    );
  });

  it('sends a large one in parts of a size OneDrive takes, whole and in order', async () => {
    const chunk = Buffer.alloc(1_000_003, 7);
    const size = 12 * chunk.length;
    assert.equal(await send(fileOf(Array(12).fill(chunk))), size);
    assert.deepEqual(
      puts.map(({ range }) => range),
      [`bytes 0-${PART - 1}/${size}`, `bytes ${PART}-${size - 1}/${size}`],
    );
    assert.ok(Buffer.concat(puts.map(({ body }) => body)).equals(Buffer.alloc(size, 7)));
    assert.equal(PART % (320 * 1024), 0);
  });

  it('tries again when OneDrive is busy', async () => {
    answers = [{ status: 503 }, { status: 429, headers: { 'retry-after': '0' } }];
    await send(fileOf([Buffer.from('abc')]));
    assert.equal(puts.length, 1);
  });

  it('gives up on a refusal, without the address in the message', async () => {
    answers = [{ status: 403 }];
    await assert.rejects(send(fileOf([Buffer.from('abc')])), (error) => {
      assert.ok(error instanceof UploadFailed);
      assert.doesNotMatch(error.message, /secret|127/);
      return true;
    });
    assert.equal(puts.length, 0);
  });

  it('follows no redirect', async () => {
    answers = Array(4).fill({ status: 307, headers: { location: 'http://127.0.0.1:1/elsewhere' } });
    await assert.rejects(send(fileOf([Buffer.from('abc')])), UploadFailed);
  });

  it('goes to SharePoint and nowhere else', () => {
    const goes = (address: string, thisMachine = false) => isUploadAddress(address, { thisMachine });
    assert.ok(
      goes('https://contoso-my.sharepoint.com/personal/x/_api/v2.0/drive/items/1/uploadSession?guid=1'),
    );
    assert.ok(goes('https://contoso-my.sharepoint.us/x'));
    for (const elsewhere of [
      'http://contoso-my.sharepoint.com/x',
      'https://sharepoint.com.evil.example/x',
      'https://evilsharepoint.com/x',
      'https://contoso.sharepoint.com:8443/x',
      'https://user@contoso.sharepoint.com/x',
      'http://169.254.169.254/metadata',
      'http://127.0.0.1:4000/x',
      'file:///etc/passwd',
      'x',
    ])
      assert.ok(!goes(elsewhere), elsewhere);
    assert.ok(goes('http://127.0.0.1:4000/x', true));
  });
});

function fileOf(chunks: readonly Buffer[]): FileOffer {
  return {
    name: 'a.pdf',
    mime: 'application/pdf',
    size: 0,
    async *bytes() {
      yield* chunks;
    },
  };
}
