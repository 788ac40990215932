import { startTexts } from '../content/en/local.ts';
import { prepare } from '../prepare.ts';
import type { ProgrammeStore, SigningKey } from '../usecases/ports.ts';
import { rotateKeyFile } from './keyFile.ts';

/** `npm run keys -- list` and `-- rotate`: which keys have signed or are about to, and a new one in place of the one in service. */
export async function keysCommand(what: string | undefined, complain: (text: string) => void): Promise<void> {
  if (what !== 'list' && what !== 'rotate') return complain(startTexts.unknownKeysCommand);
  const { around, close } = await prepare(process.env);
  try {
    const { signing } = around.config;
    if (what === 'list') return await list(around.stores.programme, await around.signer());
    if (signing.kind === 'key-vault') return say(startTexts.rotateInVault(azCommand(signing.keyUrl)));
    const key = rotateKeyFile(signing.file);
    await around.stores.programme.create('signing-key', key.kid, {
      jwk: key.publicJwk,
      since: around.clock(),
    });
    say(startTexts.rotated(key.kid));
  } finally {
    await close();
  }
}

async function list(programme: ProgrammeStore, inService: SigningKey): Promise<void> {
  const keys: { id: string; since: string }[] = [];
  for (let after: string | undefined; ; ) {
    const page = await programme.list('signing-key', { limit: 100, ...(after !== undefined && { after }) });
    keys.push(...page.items.map(({ id, value }) => ({ id, since: value.since })));
    if (page.next === undefined) break;
    after = page.next;
  }
  // Before its first signature the key in service is not kept yet; its fingerprint can be published all the same.
  if (!keys.some(({ id }) => id === inService.kid)) say(startTexts.unusedKey(inService.kid));
  for (const { id, since } of keys.sort((a, b) => (a.since < b.since ? -1 : 1)))
    say(startTexts.signingKey(id, since, id === inService.kid));
}

function azCommand(keyUrl: string): string {
  const { hostname, pathname } = new URL(keyUrl);
  return `az keyvault key rotate --vault-name ${hostname.split('.')[0]} --name ${pathname.split('/')[2]}`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
