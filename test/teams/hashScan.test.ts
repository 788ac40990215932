import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { CLOUD } from '../../src/clouds.ts';
import { isFileAddress } from '../../src/teams/fileAddress.ts';
import { type HashScanOptions, hashScan } from '../../src/teams/hashScan.ts';
import { type FileHost, gives, SCAN, startFileHost } from './fileHost.ts';

const HOST = 'https://contoso-my.sharepoint.com';
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the hash of a scan', () => {
  let host: FileHost;
  let elsewhere: FileHost;
  beforeEach(async () => {
    elsewhere = await startFileHost({ '/secret': gives('%PDF-1.7 of somebody else') });
    host = await startFileHost({
      '/scan.pdf': gives(SCAN, { 'content-type': 'application/pdf' }),
      '/scan.jpg': gives(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(50)])),
      '/packed.pdf': gives(gzipSync(SCAN), { 'content-encoding': 'gzip' }),
      '/sign-in': gives('<!doctype html><title>Sign in to your account</title>', {
        'content-type': 'text/html',
      }),
      '/letter.docx': gives(Buffer.from('PK\u0003\u0004 and so on, and so on')),
      '/empty': gives(''),
      '/short': gives('%PDF-'),
      '/moved': gives('', { location: '/scan.pdf' }, 302),
      '/moved-away': gives('', { location: `${elsewhere.url}/secret` }, 302),
      '/moved-to-metadata': gives('', { location: 'http://169.254.169.254/metadata/instance' }, 307),
      '/moved-for-ever': gives('', { location: '/moved-for-ever' }, 302),
      '/moved-nowhere': gives('', {}, 302),
      '/over': gives('', {}, 403),
      '/busy': gives('', { 'retry-after': '1' }, 429),
      '/huge-by-its-word': gives('%PDF-1.7', { 'content-length': String(10 ** 12) }),
      '/huge': (response) => {
        response.writeHead(200);
        response.write('%PDF-1.7\n');
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
      '/bomb': (response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync(Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(20 * 1024 * 1024)])));
      },
      '/slow': (response) => {
        response.writeHead(200);
        response.write('%PDF-1.7 and then nothing');
      },
      '/silent': () => undefined,
      '/cut': (response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('%PDF-1.7\n', () => response.destroy());
      },
    });
  });
  afterEach(() => Promise.all([host.close(), elsewhere.close()]));

  /** As in Teams: the name of the host is checked, and what it leads to is on this machine. */
  const take = (address: string, options: Partial<HashScanOptions> = {}) =>
    hashScan(address.startsWith('/') ? `${HOST}${address}` : address, {
      below: [CLOUD.public.filesBelow],
      thisMachine: false,
      fetch: (url, init) => fetch(String(url).replace(HOST, host.url), init),
      ...options,
    });

  it('is that of the very bytes, of a PDF or of a picture', async () => {
    assert.deepEqual(await take('/scan.pdf'), { sha256: sha256(SCAN), bytes: SCAN.length });
    assert.equal(typeof (await take('/scan.jpg')), 'object');
  });

  it('is that of the file, not of how it was packed on the way', async () => {
    assert.deepEqual(await take('/packed.pdf'), { sha256: sha256(SCAN), bytes: SCAN.length });
  });

  it('is asked for without anything of ours: no token and no cookie', async () => {
    await take('/scan.pdf');
    const [{ headers } = { headers: {} }] = host.asked;
    assert.deepEqual(
      ['authorization', 'cookie', 'referer'].filter((name) => name in headers),
      [],
    );
  });

  it('is not taken of a page that asks to sign in, nor of any file that is no scan', async () => {
    for (const path of ['/sign-in', '/letter.docx', '/empty'])
      assert.equal(await take(path), 'no-scan', path);
    assert.equal(typeof (await take('/short')), 'object', 'the whole mark is there');
  });

  it('follows a redirect within SharePoint, and none that leads out of it', async () => {
    assert.deepEqual(await take('/moved'), { sha256: sha256(SCAN), bytes: SCAN.length });
    for (const path of ['/moved-away', '/moved-to-metadata', '/moved-for-ever'])
      assert.equal(await take(path), 'address-refused', path);
    assert.equal(await take('/moved-nowhere'), 'not-there');
    assert.deepEqual(elsewhere.asked, []);
    assert.equal(host.asked.filter(({ path }) => path === '/moved-for-ever').length, 4);
  });

  it('is given up where a file is far too large, whatever it says of its size', async () => {
    assert.equal(await take('/huge-by-its-word'), 'too-large');
    assert.equal(await take('/huge', { largest: 1_000_000 }), 'too-large');
    assert.equal(await take('/bomb', { largest: 1_000_000 }), 'too-large');
  });

  it('is given up where a file does not arrive', async () => {
    assert.equal(await take('/slow', { within: 150 }), 'too-slow');
    assert.equal(await take('/silent', { within: 150 }), 'too-slow');
    assert.equal(await take('/cut'), 'unreachable');
    assert.equal(await take('/over'), 'not-there');
    assert.equal(await take('/gone'), 'not-there');
    assert.equal(await take('/busy'), 'unreachable');
  });

  it('asks no other address, whoever names it', async () => {
    for (const address of [
      host.url,
      'http://contoso-my.sharepoint.com/scan.pdf',
      'https://sharepoint.com/scan.pdf',
      'https://sharepoint.com.evil.example/scan.pdf',
      'https://evilsharepoint.com/scan.pdf',
      'https://contoso.sharepoint.com.:443/scan.pdf',
      'https://contoso.sharepoint.com:8443/scan.pdf',
      'https://user@contoso.sharepoint.com/scan.pdf',
      'https://:password@contoso.sharepoint.com/scan.pdf',
      'https://evil.example/?.sharepoint.com',
      'https://evil.example/#.sharepoint.com',
      'https://evil.example\\.sharepoint.com/',
      'https://169.254.169.254/metadata/instance',
      'https://[::1]/',
      'https://0x7f000001/',
      'file:///etc/passwd',
      'data:application/pdf,%25PDF-1.7',
      'x',
      '',
    ])
      assert.equal(await take(address), 'address-refused', address);
    assert.deepEqual(host.asked, []);
  });

  it('is taken from the SharePoint of the tenant’s own cloud', () => {
    const address = (cloud: keyof typeof CLOUD) => `https://contoso-my.${CLOUD[cloud].filesBelow}/x`;
    for (const own of ['public', 'gcc-high', 'dod', 'china'] as const)
      for (const other of ['public', 'gcc-high', 'dod', 'china'] as const)
        assert.equal(
          isFileAddress(address(other), { below: [CLOUD[own].filesBelow], thisMachine: false }),
          own === other,
          `${own}, ${other}`,
        );
  });
});
