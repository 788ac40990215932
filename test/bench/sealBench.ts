import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import type { Certificate } from '../../src/domain/certificate.ts';
import type { PersonId, Sha256, TenantId } from '../../src/domain/ids.ts';
import { obligationId } from '../../src/domain/obligation.ts';
import type { LedgerSubject } from '../../src/domain/signedRecord.ts';
import { localKey, newPrivateKey } from '../../src/keys/localKey.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import type { AddedCursor } from '../../src/usecases/ports.ts';
import { proveInclusion } from '../../src/usecases/proveInclusion.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { memory } from './memory.ts';
import { median, print } from './turnsBench.ts';

/** Seconds after which no further leaf is begun: two minutes are what a run may take. */
const TIME = 100;
const SIZES = [10_000, 100_000, 1_000_000];

/** Leaves into the ledger on a SQLite file: time for each, memory, and a proof, at several sizes. */
export async function sealBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const stores = openSqliteStores(join(folder, 'ledger.sqlite'));
  const key = localKey(newPrivateKey());
  const deadline = performance.now() + TIME * 1_000;
  try {
    let size = 0;
    for (const target of SIZES) {
      const begun = performance.now();
      const from = size;
      const seal = sealLedger({
        certificates: {
          async *added() {
            for (; size < target && performance.now() < deadline; size += 256)
              yield { subjects: subjects(size, Math.min(256, target - size)), cursor: '' as AddedCursor };
          },
        },
        programme: stores.programme,
        signer: async () => key,
        clock: systemClock,
        company: 'Bench',
        tenant: 't' as TenantId,
        software: { name: 'bench', version: '0' },
      });
      const { sealed } = await seal();
      size = from + sealed;
      const each = ((performance.now() - begun) * 1_000) / sealed;
      const proofs: number[] = [];
      for (let n = 0; n < 20; n += 1) {
        const [subject] = subjects(Math.floor((size / 20) * n), 1);
        const asked = performance.now();
        if (subject) await proveInclusion(stores)(subject);
        proofs.push(performance.now() - asked);
      }
      const [rss, heap] = memory();
      print(
        `${size} leaves: ${each.toFixed(0)} µs for each of the last ${sealed}, resident ${rss} MiB, heap ${heap} MiB, a proof ${median(proofs).toFixed(1)} ms`,
      );
      if (size < target) {
        print(`(stopped after ${TIME} s; the target is ${target} leaves)`);
        break;
      }
    }
  } finally {
    await stores.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Certificates of real size. */
function subjects(from: number, count: number): readonly LedgerSubject[] {
  return Array.from({ length: count }, (_, n) => {
    const person = `00000000-0000-4000-8000-${String(from + n).padStart(12, '0')}` as PersonId;
    const id = obligationId(person, '2026' as Certificate['obligation']['cycle'], HASH);
    const text = 'I have received a copy of the Senior Officers Code, have read it and understand it.';
    const at = systemClock();
    const certificate: Certificate = {
      schema: 1,
      type: 'electronic',
      id,
      addressedTo: 'Audit Committee',
      company: 'Bench',
      statements: [
        { id: 'received', shown: text, english: text },
        { id: 'read', shown: text, english: text },
        { id: 'understands', shown: text, english: text },
        { id: 'applies', shown: text, english: text },
      ],
      language: 'en',
      code: { title: 'Code', label: '1', sha256: HASH, passages: 40 },
      consent: { version: '1', shown: text, english: text },
      signer: { id: person, tenant: 't' as TenantId, displayName: 'Person', typedName: 'Person' },
      obligation: {
        id,
        reason: 'annual',
        cycle: '2026' as Certificate['obligation']['cycle'],
        due: '2026-12-17' as Certificate['obligation']['due'],
        overdueAfter: '2026-12-17' as Certificate['obligation']['due'],
        late: false,
      },
      openedAt: at,
      signedAt: at,
      channel: { id: 'msteams', conversationId: 'c', activityId: 'a' },
      authentication: { method: 'teams', at },
      software: { name: 'bench', version: '0' },
    };
    return { certificate, sha256: HASH, jws: null };
  });
}

const HASH = 'c0de'.repeat(16) as Sha256;
