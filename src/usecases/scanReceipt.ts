import { canonicalJson } from '../domain/digest.ts';
import type { Instant, PersonId, Sha256 } from '../domain/ids.ts';
import { isSignedWith, payloadOf } from '../domain/jws.ts';
import { millisecondsBetween } from '../domain/time.ts';
import type { Clock, Signer } from './ports.ts';
import { signJws } from './signJws.ts';

/** What is known of a scan that was hashed and let go. */
export type Scan = {
  readonly sha256: Sha256;
  readonly bytes: number;
  /** As the person's client called it. */
  readonly name: string;
};

type Statement = Scan & { readonly type: 'scan'; readonly by: PersonId; readonly at: Instant };

export type ReadReceipt = { readonly scan: Scan; readonly isOver: boolean };

type Deps = { readonly signer: Signer; readonly clock: Clock };

const TYP = 'coec-scan+json';
/** How long it may be used to record a paper. Milliseconds. */
export const SCAN_RECEIPT_LIFE = 60 * 60_000;
/** A file's name is cut, so that a card can carry the receipt. UTF-16 units. */
const LONGEST_NAME = 120;

/**
 * The service's word that it hashed a scan itself, for a card to carry: signed, so that no card can claim it, and good
 * for whoever attached the scan. Nothing is stored; any instance can read it.
 */
export function giveScanReceipt({ signer, clock }: Deps) {
  return async (by: PersonId, { sha256, bytes, name }: Scan): Promise<string> => {
    const short = name.slice(0, LONGEST_NAME).toWellFormed();
    const statement: Statement = { type: 'scan', by, at: clock(), sha256, bytes, name: short };
    return await signJws(signer, { payload: canonicalJson(statement), typ: TYP });
  };
}

/**
 * What a receipt says, to the person it was given to; undefined for everybody else's, and for what is none. After a key
 * was rotated it is none any more.
 */
export function readScanReceipt({ signer, clock }: Deps) {
  return async (receipt: string, by: PersonId): Promise<ReadReceipt | undefined> => {
    if (typeOf(receipt) !== TYP || !isSignedWith(receipt, (await signer()).publicJwk)) return undefined;
    const statement = JSON.parse(payloadOf(receipt) ?? '{}') as Statement;
    if (statement.type !== 'scan' || statement.by !== by) return undefined;
    const { sha256, bytes, name, at } = statement;
    return { scan: { sha256, bytes, name }, isOver: millisecondsBetween(at, clock()) > SCAN_RECEIPT_LIFE };
  };
}

function typeOf(jws: string): unknown {
  try {
    const header: unknown = JSON.parse(Buffer.from(jws.split('.', 1)[0] ?? '', 'base64url').toString('utf8'));
    return (header as { typ?: unknown } | null)?.typ;
  } catch {
    return undefined;
  }
}
