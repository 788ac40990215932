import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { CryptographyClientOptions } from '@azure/keyvault-keys';

type HttpClient = NonNullable<CryptographyClientOptions['httpClient']>;
type Answer = { status: number; body: object; headers?: Readonly<Record<string, string>> };

export const KEY_URL = 'https://name.vault.azure.net/keys/certificates';

/** Key Vault as far as its HTTP protocol is used here: the challenge, `GET key` and `POST sign`. */
export function vaultStub() {
  const versions: KeyObject[] = [];
  const asked: string[] = [];
  let failure: number | undefined;
  let curve = 'P-256';
  /** What is to be signed: a vault sees only its hash, and Node signs no hash. */
  let message = new Uint8Array();

  const rotate = (): void => {
    versions.push(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  };
  rotate();

  const answer = (method: string, url: URL, authorization: string | undefined, body: string): Answer => {
    if (authorization === undefined) {
      const challenge =
        'Bearer authorization="https://login.microsoftonline.com/tenant", resource="https://vault.azure.net"';
      return { status: 401, body: {}, headers: { 'www-authenticate': challenge } };
    }
    asked.push(`${method} ${url.pathname}`);
    if (failure !== undefined) return { status: failure, body: { error: { code: 'No', message: 'no' } } };
    const [, , name, version, operation] = url.pathname.split('/');
    if (name !== 'certificates') return { status: 404, body: { error: { code: 'KeyNotFound' } } };
    const number = version ? Number(version) : versions.length;
    const key = versions[number - 1];
    if (!key) return { status: 404, body: { error: { code: 'KeyNotFound' } } };
    if (operation === 'sign') {
      const { alg, value } = JSON.parse(body) as { alg: string; value: string };
      const digest = createHash('sha256').update(message).digest('base64url');
      if (alg !== 'ES256' || value !== digest)
        return { status: 400, body: { error: { code: 'BadParameter' } } };
      const signature = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
      return { status: 200, body: { kid: `${KEY_URL}/${number}`, value: signature.toString('base64url') } };
    }
    const { kty, x, y } = key.export({ format: 'jwk' });
    const shown = { kid: `${KEY_URL}/${number}`, kty, crv: curve, x, y, key_ops: ['sign', 'verify'] };
    return { status: 200, body: { key: shown, attributes: { enabled: true } } };
  };

  const httpClient: HttpClient = {
    async sendRequest(request) {
      const authorization = request.headers.get('authorization');
      const found = answer(request.method, new URL(request.url), authorization, String(request.body ?? ''));
      return {
        request,
        status: found.status,
        headers: headersOf({ 'content-type': 'application/json', ...found.headers }),
        bodyAsText: JSON.stringify(found.body),
      };
    },
  };
  return {
    httpClient,
    /** Requests that had a token, in order. */
    asked,
    rotate,
    willSign: (bytes: Uint8Array) => {
      message = Uint8Array.from(bytes);
    },
    fail: (status: number | undefined) => {
      failure = status;
    },
    onCurve: (name: string) => {
      curve = name;
    },
  };
}

type Headers = Awaited<ReturnType<HttpClient['sendRequest']>>['headers'];

function headersOf(values: Readonly<Record<string, string>>): Headers {
  const map = new Map(Object.entries(values));
  return {
    get: (name) => map.get(name.toLowerCase()),
    has: (name) => map.has(name.toLowerCase()),
    set: (name, value) => void map.set(name.toLowerCase(), String(value)),
    delete: (name) => void map.delete(name.toLowerCase()),
    toJSON: () => Object.fromEntries(map),
    [Symbol.iterator]: () => map[Symbol.iterator](),
  };
}
