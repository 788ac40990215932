import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const KEY_ID = 'a-key-of-the-channel';

/** Stands in for the channel's token service: publishes a key and issues tokens with it, good ones and others. */
export type TokenService = {
  /** Where the OpenID metadata is. */
  readonly metadataUrl: string;
  /** A bearer header with these claims; the key, the algorithm and the header can be other than they should be. */
  bearer(claims: object, forged?: Forged): string;
  readonly publicKey: KeyObject;
  close(): Promise<void>;
};

export type Forged = {
  readonly alg?: 'RS256' | 'HS256' | 'none';
  readonly key?: KeyObject;
  readonly header?: object;
};

/** Generating one takes a while; every test can use the same. */
const PAIR = generateKeyPairSync('rsa', { modulusLength: 2_048 });
export const STRANGERS_KEY = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;

export async function startTokenService(): Promise<TokenService> {
  // As published, one key serves many channels.
  const endorsements = ['msteams', 'webchat', 'directline', 'emulator'];
  const jwk = { ...PAIR.publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', endorsements };
  const server = createServer((request, response) => {
    const isKeys = request.url?.endsWith('/keys');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isKeys ? { keys: [jwk] } : { jwks_uri: `${base()}/keys` }));
  });
  const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    metadataUrl: `${base()}/openidconfiguration`,
    bearer: (claims, forged = {}) => `Bearer ${token(claims, forged)}`,
    publicKey: PAIR.publicKey,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function token(claims: object, { alg = 'RS256', key = PAIR.privateKey, header = {} }: Forged): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const content = `${encode({ alg, typ: 'JWT', kid: KEY_ID, ...header })}.${encode(claims)}`;
  return `${content}.${signature(content, alg, key)}`;
}

function signature(content: string, alg: Required<Forged>['alg'], key: KeyObject): string {
  if (alg === 'none') return '';
  if (alg === 'RS256') return sign('sha256', Buffer.from(content), key).toString('base64url');
  // The classic confusion: the public key, which everyone knows, as a shared secret.
  const secret = PAIR.publicKey.export({ format: 'pem', type: 'spki' });
  return createHmac('sha256', secret).update(content).digest('base64url');
}
