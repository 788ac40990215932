import { canonicalJson, digestOf } from '../../src/domain/digest.ts';
import type { Sha256 } from '../../src/domain/ids.ts';
import { append, leafHash, NO_LEAVES, rootOf } from '../../src/domain/ledger.ts';
import { localKey, newPrivateKey } from '../../src/keys/localKey.ts';
import { signJws } from '../../src/usecases/signJws.ts';
import type { Checkpoint } from '../../src/verify/checkpoint.ts';
import { findings } from '../../src/verify/findings.ts';
import { checkLedger } from '../../src/verify/ledger.ts';
import { checkSubject, readSealed } from '../../src/verify/subject.ts';
import type { Archive } from '../../src/verify/zipFile.ts';
import { memory } from './memory.ts';
import { print } from './turnsBench.ts';

/** The verifier over ledgers of several sizes, and one certificate after the other. */
export async function verifyBench(): Promise<void> {
  for (const size of [10_000, 1_000_000]) {
    const checkpoint = await checkpointOf(size);
    const archive: Archive = {
      paths: [],
      measured: new Map(),
      async *lines(path) {
        if (path === 'ledger.jsonl') for (let n = 0; n < size; n += 1) yield lineOf(n);
      },
      text: async () => '',
      close: () => undefined,
    };
    const found = findings([]);
    const begun = performance.now();
    await checkLedger(archive, found, {
      tenant: 't',
      cycle: '2026',
      checkpoints: [checkpoint],
      held: checkpoint,
    });
    const each = ((performance.now() - begun) * 1_000) / size;
    const [rss, heap] = memory();
    print(
      `${size} leaves: ${each.toFixed(1)} µs each, resident ${rss} MiB, heap ${heap} MiB, ${found.wrongs() === 0 ? 'in order' : 'NOT IN ORDER'}`,
    );
  }
  await certificates(5_000);
}

function lineOf(index: number): string {
  return JSON.stringify({
    index,
    leaf: leafHash(String(index)),
    type: 'certificate',
    id: `2025.code.${index}`,
  });
}

async function checkpointOf(size: number): Promise<Checkpoint> {
  let tree = NO_LEAVES;
  for (let n = 0; n < size; n += 1) tree = append(tree, leafHash(String(n)));
  const root: Sha256 = rootOf(tree);
  return { schema: 1, type: 'checkpoint', size, root, at: '2026-11-23T12:00:00.000Z', previous: null };
}

async function certificates(count: number): Promise<void> {
  const key = localKey(newPrivateKey());
  const text = 'I have received a copy of the Senior Officers Code, have read it and understand it.';
  const at = '2026-11-23T12:00:00.000Z';
  const certificate = {
    schema: 2,
    type: 'electronic',
    id: '2026.code.me',
    statements: ['received', 'read', 'understands', 'applies'].map((id) => ({
      id,
      shown: text,
      english: text,
    })),
    code: { sha256: 'c', passages: 40 },
    consent: { version: '1', shown: text, english: text },
    signer: { id: 'me', tenant: 't', displayName: 'Me', typedName: 'Me' },
    obligation: { id: '2026.code.me', cycle: '2026', due: '2026-12-17', late: false },
    openedAt: at,
    signedAt: at,
    authentication: { method: 'teams', at },
  };
  const payload = canonicalJson(certificate);
  const jws = await signJws(async () => key, { payload, typ: 'coec-certificate+json' });
  const sealed = readSealed({ certificate, sha256: digestOf(certificate), jws });
  const found = findings([]);
  const begun = performance.now();
  for (let n = 0; n < count; n += 1) if (sealed) await checkSubject(sealed, found);
  const each = ((performance.now() - begun) * 1_000) / count;
  print(`a certificate: ${each.toFixed(0)} µs, ${found.wrongs() === 0 ? 'in order' : 'NOT IN ORDER'}`);
}
