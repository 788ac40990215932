import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Certificate,
  certificateNumber,
  type Disclosure,
  disclosureRef,
  isIntact,
  type SealedCertificate,
  STATEMENT_IDS,
  seal,
} from '../../src/domain/certificate.ts';
import { canonicalJson } from '../../src/domain/digest.ts';
import type { Sha256 } from '../../src/domain/ids.ts';
import { at, MONDAY } from '../helpers/clock.ts';
import { code } from '../helpers/code.ts';
import { obligationOf } from '../helpers/obligations.ts';
import { guid } from '../helpers/people.ts';

const obligation = obligationOf('Ada');
const certificate = {
  schema: 1,
  type: 'electronic',
  id: obligation.id,
  addressedTo: 'Audit Committee',
  company: 'Aleris International, Inc.',
  statements: STATEMENT_IDS.map((id) => ({ id, shown: `Je ${id}.`, english: `I ${id}.` })),
  language: 'fr',
  code: { title: code.title, label: code.label, sha256: code.hash, passages: 40 },
  consent: { version: '2026-1', shown: "J'accepte.", english: 'I agree.' },
  signer: {
    id: obligation.personId,
    tenant: guid('tenant') as Certificate['signer']['tenant'],
    displayName: 'Zoë 小明',
    typedName: 'zoe 小明',
    office: 'treasurer',
    jobTitle: 'Treasurer',
  },
  exception: { id: 'x', sha256: 'e'.repeat(64) as Sha256 },
  obligation: {
    id: obligation.id,
    reason: 'annual',
    cycle: obligation.cycle,
    due: obligation.due,
    overdueAfter: obligation.due,
    late: false,
  },
  shownAt: at('2026-11-20'),
  openedAt: at('2026-11-21'),
  signedAt: MONDAY,
  channel: { id: 'msteams', conversationId: 'c', activityId: 'a' },
  authentication: { method: 'teams', at: MONDAY },
  software: { name: 'bot', version: '0.1.0' },
} satisfies Certificate;
const sealed = seal(certificate);

type Path = readonly string[];
const pathsOf = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))
    : [path];

/** A copy in which the value at a path has become another. */
const changedAt = (path: Path, change: (value: unknown) => unknown): Certificate => {
  const copy = structuredClone(certificate) as Certificate;
  const parent = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (inner, key) => inner[key] as Record<string, unknown>,
      copy as unknown as Record<string, unknown>,
    );
  const key = path.at(-1) ?? '';
  const value = change(parent[key]);
  if (value === undefined) delete parent[key];
  else parent[key] = value;
  return copy;
};

describe('a sealed certificate', () => {
  it('is intact, also after it was stored and with its keys in another order', () => {
    assert.ok(isIntact(sealed));
    assert.ok(isIntact(JSON.parse(JSON.stringify(sealed)) as SealedCertificate));
    const reversed = Object.fromEntries(Object.entries(certificate).reverse()) as unknown as Certificate;
    assert.equal(seal(reversed).sha256, sealed.sha256);
    assert.equal(sealed.jws, null);
  });

  it('has another hash when any field changes, is added or goes', () => {
    const paths = pathsOf(certificate);
    assert.ok(paths.length > 40);
    for (const path of paths) {
      for (const change of [
        (value: unknown) => (typeof value === 'string' ? `${value} ` : Number(value) + 1),
        () => undefined,
      ]) {
        const other = changedAt(path, change);
        assert.notEqual(seal(other).sha256, sealed.sha256, path.join('.'));
        assert.equal(isIntact({ ...sealed, certificate: other }), false, path.join('.'));
      }
    }
    assert.notEqual(seal({ ...certificate, note: '' } as Certificate).sha256, sealed.sha256);
  });

  it('is intact only with a signature over its own text, once there is a key', () => {
    const signed: Certificate = {
      ...certificate,
      schema: 2,
      signer: { ...certificate.signer, role: 'senior-officer' },
      authentication: { ...certificate.authentication, description: 'in Teams' },
    };
    const jws = (payload: string) => `h.${Buffer.from(payload).toString('base64url')}.s`;
    assert.ok(isIntact(seal(signed, jws(canonicalJson(signed)))));
    assert.equal(isIntact(seal(signed)), false);
    assert.equal(isIntact(seal(signed, jws(canonicalJson({ ...signed, company: 'X' })))), false);
    assert.equal(isIntact(seal(signed, 'nonsense')), false);
    assert.ok(isIntact(sealed), 'those of before stay as they are');
  });

  it('has another hash when its statements change places', () => {
    const statements = [...certificate.statements].reverse();
    assert.notEqual(seal({ ...certificate, statements }).sha256, sealed.sha256);
  });
});

describe('a certificate’s number', () => {
  const numberFor = (sha256: string) => certificateNumber({ ...sealed, sha256: sha256 as Sha256 });

  it('is the cycle and forty bits of the hash in Crockford’s base 32', () => {
    assert.equal(numberFor('0'.repeat(64)), '2026-0000-0000');
    assert.equal(numberFor('f'.repeat(64)), '2026-ZZZZ-ZZZZ');
    assert.equal(numberFor('0000000001'.padEnd(64, 'f')), '2026-0000-0001');
    assert.equal(numberFor('00443214c7'.padEnd(64, '0')), '2026-0123-4567');
  });

  it('has no letter that is mistaken for another, and follows from the hash alone', () => {
    const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
    fc.assert(
      fc.property(hash, hash, (a, b) => {
        assert.match(numberFor(a), /^2026-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
        assert.equal(numberFor(a) === numberFor(b), a.slice(0, 10) === b.slice(0, 10));
      }),
    );
  });
});

describe('a reference to a disclosure', () => {
  const disclosure: Disclosure = {
    id: 'x',
    personId: obligation.personId,
    obligationId: obligation.id,
    kind: 'exception',
    text: 'My brother-in-law supplies the paper.',
    nonce: 'n1',
    at: MONDAY,
  };

  it('carries its hash and none of its text', () => {
    const reference = disclosureRef(disclosure);
    assert.deepEqual(Object.keys(reference).sort(), ['id', 'sha256']);
    assert.notEqual(reference.sha256, disclosureRef({ ...disclosure, text: 'Nothing.' }).sha256);
  });

  it('cannot be guessed from a short text: the nonce changes it', () => {
    assert.notEqual(disclosureRef(disclosure).sha256, disclosureRef({ ...disclosure, nonce: 'n2' }).sha256);
  });
});
