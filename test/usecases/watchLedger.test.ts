import assert from 'node:assert/strict';
import { type SealedCertificate, seal as sealedWith } from '../../src/domain/certificate.ts';
import { canonicalJson } from '../../src/domain/digest.ts';
import type { Instant, Sha256 } from '../../src/domain/ids.ts';
import type { LedgerFaultKind } from '../../src/domain/ledgerFault.ts';
import { sealRecord, type Tombstone } from '../../src/domain/signedRecord.ts';
import { localKey, newPrivateKey } from '../../src/keys/localKey.ts';
import { alarms } from '../../src/usecases/alarms.ts';
import { LedgerInconsistent, StoreUnusable } from '../../src/usecases/failures.ts';
import { numbered } from '../../src/usecases/ledgerStore.ts';
import type { ProgrammeStore, Stores } from '../../src/usecases/ports.ts';
import { recordedSigner } from '../../src/usecases/recordedSigner.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { signJws } from '../../src/usecases/signJws.ts';
import { type LedgerAlarm, sealWatched, watchLedger } from '../../src/usecases/watchLedger.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { testSigner } from '../helpers/testSigner.ts';
import { certificateOf } from './ledgerWorld.ts';

const COUNT = 300;

describe('a look through the whole ledger', () => {
  let programme: TestProgramme;
  let signed: SealedCertificate[];
  let logged: LedgerAlarm[];
  beforeEach(async () => {
    programme = testProgramme();
    programme.signer = recordedSigner({ ...programme });
    await programme.signer();
    signed = [];
    logged = [];
    for (const count of [COUNT - 20, 20]) {
      await sign(count);
      await sealLedger(programme)();
      programme.clock.advance({ days: 2 });
    }
  });
  afterEach(() => programme.stores.close());

  const sign = async (count: number) => {
    const more = await Promise.all(
      Array.from({ length: count }, (_, n) =>
        certificateOf(`Signer ${signed.length + n}`, programme.clock()),
      ),
    );
    await Promise.all(more.map((each) => programme.certificates.create(each)));
    signed.push(...more);
  };
  const deps = (stores: Partial<Stores> = {}) => ({
    ...programme,
    ...stores,
    ledgerDiffers: (found: LedgerAlarm) => void logged.push(found),
  });
  const look = (stores: Partial<Stores> = {}) => watchLedger(deps(stores))();
  const raised = async () => {
    const kept = await alarms(programme).get('ledger-fault');
    return kept?.state === 'raised' && kept.alarm.kind === 'ledger-fault' ? kept.alarm : undefined;
  };
  const one = (): SealedCertificate => signed[7] ?? assert.fail();
  const nameOf = ({ certificate }: SealedCertificate) => `certificate.${certificate.id}`;

  /** What a store gives out after somebody changed it past this service. */
  const certificatesWith = (given: (as: SealedCertificate) => SealedCertificate | undefined) => ({
    certificates: {
      ...programme.certificates,
      get: async (...of: Parameters<typeof programme.certificates.get>) => {
        const found = await programme.certificates.get(...of);
        return found?.certificate.id === one().certificate.id ? given(found) : found;
      },
    },
  });
  const documentsWith = (kind: string, id: string, change: (value: never) => unknown) => {
    const store = programme.programme as ProgrammeStore;
    const changed = <T extends object>(item: T): T =>
      'value' in item ? { ...item, value: change(item.value as never) } : item;
    const tampered: ProgrammeStore = {
      ...store,
      async get(of, at) {
        const found = await store.get(of, at);
        const given = found && of === kind && at === id ? changed(found) : found;
        return given?.value === undefined ? undefined : given;
      },
      async list(of, range) {
        const found = await store.list(of, range);
        if (of !== kind) return found;
        const items = found.items
          .map((item) => (item.id === id ? changed(item) : item))
          .filter(({ value }) => value !== undefined);
        return { ...found, items };
      },
    };
    return { programme: tampered };
  };
  const finds = async (stores: Partial<Stores>, expected: Partial<Record<LedgerFaultKind, number>>) => {
    assert.deepEqual(await look(), { ledger: COUNT, 'ledger-faults': 0 }, 'before');
    await look(stores);
    const alarm = await raised();
    assert.ok(alarm);
    const counted = Object.fromEntries(Object.entries(alarm.counts).filter(([, count]) => count > 0));
    assert.deepEqual(counted, expected);
    return alarm.faults.map(({ what }) => what);
  };

  it('finds nothing where nothing was changed, also while more is signed, and raises no alarm', async () => {
    await sign(5);
    assert.deepEqual(await look(), { ledger: COUNT, 'ledger-faults': 0 });
    assert.equal(await raised(), undefined);
    assert.deepEqual(logged, []);
  });

  it('finds a certificate that was removed, and names it', async () => {
    assert.deepEqual(
      await finds(
        certificatesWith(() => undefined),
        { 'record-missing': 1 },
      ),
      [nameOf(one())],
    );
    assert.equal(logged.length, 1);
  });

  it('takes a tombstone for the reason why one is gone, if it is signed', async () => {
    const { signer, id } = one().certificate;
    const record: Tombstone = {
      schema: 1,
      type: 'tombstone',
      id: `tombstone.${id}`,
      personId: signer.id,
      of: { type: 'certificate', id, sha256: one().sha256 },
      because: 'retention',
      under: { list: '2034-01-01-a', sha256: one().sha256 },
      by: signer.id,
      at: programme.clock(),
      tenant: programme.tenant,
      software: programme.software,
    };
    const jws = await signJws(testSigner, { payload: canonicalJson(record), typ: 'coec-record+json' });
    const [gone, kept] = [certificatesWith(() => undefined), sealRecord(record, jws)];
    const withTombstone = (tombstone: typeof kept) => ({
      certificates: { ...gone.certificates, getRecord: async () => tombstone },
    });
    assert.equal((await look(withTombstone(kept)))['ledger-faults'], 0);
    const forged = { ...kept, record: { ...record, because: 'I said so' } };
    assert.equal((await look(withTombstone(forged)))['ledger-faults'], 1);
  });

  it('finds one that was changed, also when whoever did it has a key, and one that cannot be read', async () => {
    const changedBy = (jws: (payload: string) => string) =>
      certificatesWith(({ certificate, jws: kept }) => {
        const other = { ...certificate, company: 'Another' };
        return sealedWith(other, jws(canonicalJson(other)) || (kept ?? ''));
      });
    assert.deepEqual(
      await finds(
        changedBy(() => ''),
        { 'record-changed': 1 },
      ),
      [nameOf(one())],
    );
    const unreadable = certificatesWith(() => {
      throw new StoreUnusable('It is not JSON.', { document: 'certificate x' });
    });
    assert.deepEqual(await finds(unreadable, { 'record-changed': 1 }), [nameOf(one())]);
  });

  it('finds one whose signature was replaced by that of a key that is not the programme’s', async () => {
    const stranger = localKey(newPrivateKey());
    const payload = canonicalJson(one().certificate);
    const jws = await signJws(async () => stranger, { payload, typ: 'coec-certificate+json' });
    await finds(
      certificatesWith((found) => ({ ...found, jws })),
      { 'record-not-signed': 1 },
    );
  });

  it('finds one that was put in: older than the newest checkpoint, and never in the ledger', async () => {
    const odd = await certificateOf('Odd', '2026-11-01T09:00:00.000Z' as Instant);
    await programme.certificates.create(odd);
    await look();
    assert.deepEqual((await raised())?.faults, [{ kind: 'record-put-in', what: nameOf(odd) }]);
  });

  it('finds leaves that were changed, put in, taken out or moved', async () => {
    type Page = { entries: readonly { leaf: Sha256 }[] };
    const page = (change: (entries: Page['entries']) => readonly unknown[]) =>
      documentsWith('ledger-page', numbered(0), ({ entries }: Page) => ({ entries: change(entries) }));
    for (const [what, change] of [
      ['changed', (all: Page['entries']) => all.with(3, { ...all[3], leaf: 'a'.repeat(64) as Sha256 })],
      ['put in', (all: Page['entries']) => [...all.slice(0, 2), ...all]],
      ['taken out', (all: Page['entries']) => all.slice(1)],
      ['moved', (all: Page['entries']) => all.toReversed()],
    ] as const) {
      await look(page(change));
      const alarm = await raised();
      assert.ok((alarm?.counts['checkpoint-differs'] ?? 0) >= 2, what);
    }
  });

  it('finds a checkpoint that was changed, unsigned, or taken away', async () => {
    const first = numbered(COUNT - 20);
    type Kept = { checkpoint: object };
    const altered = documentsWith('checkpoint', first, (value: Kept) => ({
      ...value,
      checkpoint: { ...value.checkpoint, root: 'b'.repeat(64) },
    }));
    await finds(altered, { 'checkpoint-differs': 2, 'checkpoint-not-signed': 1 });
    await finds(
      documentsWith('checkpoint', first, () => undefined),
      { 'checkpoint-differs': 1 },
    );
    await look(documentsWith('checkpoint', numbered(COUNT), () => undefined));
    assert.ok(await raised(), 'the newest');
  });

  it('finds hashes and notes beside the ledger that do not fit it', async () => {
    await finds(
      documentsWith('ledger-node', '08.000000000000', () => ({ hash: 'c'.repeat(64) })),
      { 'index-differs': 1 },
    );
    const note = nameOf(one());
    await finds(
      documentsWith('ledger-entry', note, () => undefined),
      { 'index-differs': 1, 'record-put-in': 1 },
    );
  });

  it('keeps its alarm until a whole look finds nothing: not by time, not by a run that had to stop', async () => {
    const tampered = certificatesWith(() => undefined);
    await look(tampered);
    const before = await alarms(programme).get('ledger-fault');
    programme.clock.advance({ days: 30 });
    await look(tampered);
    assert.deepEqual(await alarms(programme).get('ledger-fault'), before, 'the same again is no news');
    const stopped = { mayGoOn: () => false, progress: () => undefined };
    assert.deepEqual(await watchLedger(deps())(stopped), { 'ledger-unfinished': 1 });
    assert.ok(await raised());
    await look();
    assert.equal(await raised(), undefined);
  });

  it('does not wait for the night when sealing finds that something was changed', async () => {
    await sign(1);
    const tampered = documentsWith('ledger-page', numbered(256), ({ entries }: { entries: never[] }) => ({
      entries: entries.toReversed(),
    }));
    const all = deps(tampered);
    await assert.rejects(sealWatched({ ...all, seal: sealLedger(all) })(), LedgerInconsistent);
    assert.ok(((await raised())?.counts['checkpoint-differs'] ?? 0) > 0);
  });

  it('follows at once when something without its own signature enters the ledger', async () => {
    const odd = await certificateOf('Odd', programme.clock());
    const payload = canonicalJson({ ...odd.certificate, company: 'Another' });
    const jws = await signJws(testSigner, { payload, typ: 'coec-certificate+json' });
    await programme.certificates.create({ ...odd, jws });
    await sealWatched({ ...deps(), seal: sealLedger(programme) })();
    assert.deepEqual((await raised())?.faults, [{ kind: 'record-not-signed', what: nameOf(odd) }]);
  });
});
