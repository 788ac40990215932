import assert from 'node:assert/strict';
import type { ObligationId, PersonId } from '../../src/domain/ids.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import {
  type FileMakers,
  type FileOffer,
  LINK_LIFE,
  offerFile,
  redeemFile,
} from '../../src/usecases/fileOffers.ts';
import { testClock } from '../helpers/clock.ts';
import { guid } from '../helpers/people.ts';

const MAYA = guid('Maya') as PersonId;
const REQUEST = { kind: 'certificate', certificate: `2026.x.${MAYA}` as ObligationId } as const;
const FILE: FileOffer = {
  name: 'a.pdf',
  mime: 'application/pdf',
  size: 3,
  async *bytes() {
    yield new Uint8Array([1, 2, 3]);
  },
};

describe('a file offer', () => {
  let stores: ReturnType<typeof openSqliteStores>;
  let clock: ReturnType<typeof testClock>;
  let mayHave: boolean;
  beforeEach(() => {
    stores = openSqliteStores(':memory:');
    clock = testClock('2026-11-23T14:00:00.000Z');
    mayHave = true;
  });
  afterEach(() => stores.close());

  const deps = () => {
    let drawn = 0;
    const files: FileMakers = {
      pack: async () => undefined,
      evidence: async () => undefined,
      sheet: async () => undefined,
      case: async () => undefined,
      certificate: async (person) => (person === MAYA && mayHave ? FILE : undefined),
    };
    return {
      programme: stores.programme,
      clock,
      files,
      secret: () => {
        drawn += 1;
        return `secret-${drawn}`.padEnd(43, 'x');
      },
    };
  };
  const offered = async (using = deps()) => {
    const made = await offerFile(using)(MAYA, REQUEST);
    assert.ok(made);
    return { using, ticket: made.ticket };
  };

  it('makes nothing until it is redeemed, unless its exact size is wanted', async () => {
    let made = 0;
    const file: FileOffer = {
      ...FILE,
      size: 9_000,
      async *bytes() {
        made += 1;
        yield* FILE.bytes();
      },
    };
    const using = { ...deps(), files: { ...deps().files, certificate: async () => file } };
    assert.equal((await offerFile(using)(MAYA, REQUEST))?.file.size, 9_000);
    assert.equal(made, 0);
    const exact = await offerFile(using)(MAYA, REQUEST, { exactSize: true });
    assert.ok(exact);
    assert.equal(exact.file.size, 3);
    const redeemed = await redeemFile(using)(exact.ticket, MAYA);
    assert.ok(redeemed);
    for await (const piece of redeemed.bytes()) assert.equal(piece.length, 3);
    assert.equal(made, 2);
  });

  it('is redeemed once', async () => {
    const { using, ticket } = await offered();
    assert.equal(await redeemFile(using)(ticket), FILE);
    assert.equal(await redeemFile(using)(ticket), undefined);
  });

  it('is redeemed once when two come at the same moment', async () => {
    const { using, ticket } = await offered();
    const both = await Promise.all([redeemFile(using)(ticket), redeemFile(using)(ticket)]);
    assert.equal(both.filter(Boolean).length, 1);
  });

  it('is over after ten minutes', async () => {
    const { using, ticket } = await offered();
    clock.advance({ seconds: LINK_LIFE / 1_000 + 1 });
    assert.equal(await redeemFile(using)(ticket), undefined);
  });

  it('needs its own secret, and keeps only a hash of it', async () => {
    const { using, ticket } = await offered();
    assert.equal(await redeemFile(using)({ ...ticket, secret: 'y'.repeat(43) }), undefined);
    const kept = await stores.programme.get('file-offer', ticket.id);
    assert.ok(kept && !JSON.stringify(kept).includes(ticket.secret));
  });

  it('is for the person it was made for, where the channel says who asks', async () => {
    const { using, ticket } = await offered();
    assert.equal(await redeemFile(using)(ticket, guid('Otto') as PersonId), undefined);
    assert.equal(await redeemFile(using)(ticket, MAYA), FILE, 'and a stranger does not use it up');
  });

  it('gives nothing to who may not have it any more', async () => {
    const { using, ticket } = await offered();
    mayHave = false;
    assert.equal(await redeemFile(using)(ticket), undefined);
  });

  it('is not made for who may not have it', async () => {
    assert.equal(await offerFile(deps())(guid('Otto') as PersonId, REQUEST), undefined);
    assert.equal((await stores.programme.list('file-offer', { limit: 9 })).items.length, 0);
  });

  it('takes the place of the one before, so that they do not pile up', async () => {
    const using = deps();
    const { ticket: first } = await offered(using);
    const { ticket: second } = await offered(using);
    assert.equal(await redeemFile(using)(first), undefined);
    assert.equal(await redeemFile(using)(second), FILE);
    assert.equal((await stores.programme.list('file-offer', { limit: 9 })).items.length, 1);
  });
});
