import { createHash, timingSafeEqual } from 'node:crypto';
import type { CycleId, Instant, ObligationId, PersonId, Sha256 } from '../domain/ids.ts';
import { plusMilliseconds } from '../domain/time.ts';
import { StoreConflict } from './failures.ts';
import type { Clock, ProgrammeStore } from './ports.ts';

/** What somebody can be given as a file. It is made when it is fetched, by whichever instance is asked. */
export type FileRequest =
  | { readonly kind: 'certificate'; readonly certificate: ObligationId }
  | { readonly kind: 'pack'; readonly format: 'pdf' | 'xlsx' }
  /** The evidence of a cycle, the newest unless one is named. */
  | { readonly kind: 'evidence'; readonly cycle?: CycleId }
  /** A blank certificate to be signed on paper: of whom, for which obligation. */
  | { readonly kind: 'sheet'; readonly of: PersonId; readonly certifies: ObligationId }
  /** What somebody wrote who declined or disclosed an exception, by the record's id. */
  | { readonly kind: 'case'; readonly record: string };
export type FileKind = FileRequest['kind'];

/** A file on its way to somebody: its bytes come as they are made, so it may be of any size. */
export type FileOffer = {
  readonly name: string;
  readonly mime: string;
  /** Bytes: exact where it is known beforehand, else about so many. */
  readonly size: number;
  bytes(): AsyncIterable<Uint8Array>;
};

/**
 * Makes one kind of file for one person, or gives undefined: they may not have it, or not any more, or there is none.
 * Asked when the file is offered and again when it is fetched.
 */
export type FileMaker<K extends FileKind = FileKind> = (
  person: PersonId,
  request: Extract<FileRequest, { kind: K }>,
) => Promise<FileOffer | undefined>;
export type FileMakers = { readonly [K in FileKind]: FileMaker<K> };

/** As it is kept: the secret only as its hash. One for each person and kind; a newer one takes the older one's place. */
export type FileOfferRecord = {
  readonly personId: PersonId;
  readonly request: FileRequest;
  readonly secret: Sha256;
  readonly expiresAt: Instant;
  readonly usedAt?: Instant;
};

/** What fetches a file, once: 256 random bits that nobody can guess, and where they are kept. */
export type FileTicket = { readonly id: string; readonly secret: string };
export type Offered = { readonly ticket: FileTicket; readonly file: FileOffer; readonly expiresAt: Instant };

type Deps = {
  readonly programme: ProgrammeStore;
  readonly clock: Clock;
  readonly files: FileMakers;
  /** 256 random bits as base64url. */
  readonly secret: () => string;
};

export type OfferOptions = {
  /** How long it may be fetched; as long as a link works, unless said. Milliseconds. */
  readonly lifetime?: number;
  readonly exactSize?: boolean;
};

/** How long a link works. Milliseconds. */
export const LINK_LIFE = 10 * 60_000;

/**
 * Offers a file to the one person who may fetch it. Two store calls and what the file's maker needs. With `exactSize`
 * a small file is made at once, and again when it is fetched.
 */
export function offerFile(deps: Deps) {
  return async (
    person: PersonId,
    request: FileRequest,
    options: OfferOptions = {},
  ): Promise<Offered | undefined> => {
    const offered = await make(deps.files, person, request);
    if (!offered) return undefined;
    const file = options.exactSize ? { ...offered, size: await sizeOf(offered) } : offered;
    const ticket = { id: slotOf(person, request), secret: deps.secret() };
    const expiresAt = plusMilliseconds(deps.clock(), options.lifetime ?? LINK_LIFE);
    const value = { personId: person, request, secret: hashOf(ticket.secret), expiresAt };
    const found = await deps.programme.get('file-offer', ticket.id);
    if (found) await deps.programme.replace('file-offer', ticket.id, { value, etag: found.etag });
    else if ((await deps.programme.create('file-offer', ticket.id, value)) === 'exists')
      throw new StoreConflict('The same file was offered at the same moment.');
    return { ticket, file, expiresAt };
  };
}

/**
 * Gives the file of a ticket, once: of two who come at the same moment on two instances one gets it. Undefined for
 * everybody else: a wrong, used or expired ticket, another person's, a file they may not have any more. Where the
 * channel says who asks, `person` must be who it was offered to.
 */
export function redeemFile(deps: Deps) {
  return async (ticket: FileTicket, person?: PersonId): Promise<FileOffer | undefined> => {
    const found = await deps.programme.get('file-offer', ticket.id);
    if (!found) return undefined;
    const { value, etag } = found;
    const now = deps.clock();
    if (!isSame(hashOf(ticket.secret), value.secret)) return undefined;
    if (value.usedAt || now > value.expiresAt) return undefined;
    if (person !== undefined && person !== value.personId) return undefined;
    const file = await make(deps.files, value.personId, value.request);
    if (!file) return undefined;
    try {
      await deps.programme.replace('file-offer', ticket.id, { value: { ...value, usedAt: now }, etag });
    } catch (error) {
      if (error instanceof StoreConflict) return undefined;
      throw error;
    }
    return file;
  };
}

async function sizeOf(file: FileOffer): Promise<number> {
  let size = 0;
  for await (const piece of file.bytes()) size += piece.length;
  return size;
}

function make(files: FileMakers, person: PersonId, request: FileRequest): Promise<FileOffer | undefined> {
  switch (request.kind) {
    case 'certificate':
      return files.certificate(person, request);
    case 'pack':
      return files.pack(person, request);
    case 'evidence':
      return files.evidence(person, request);
    case 'sheet':
      return files.sheet(person, request);
    case 'case':
      return files.case(person, request);
  }
}

/** Says nothing of whose it is; the same person's offers of one file share it, so they do not pile up. */
function slotOf(person: PersonId, request: FileRequest): string {
  return hashOf(`file-offer ${person} ${whatOf(request)}`).slice(0, 32);
}

function whatOf(request: FileRequest): string {
  switch (request.kind) {
    case 'certificate':
      return request.kind;
    case 'pack':
      return `pack.${request.format}`;
    case 'evidence':
      return `evidence.${request.cycle ?? ''}`;
    case 'sheet':
      return `sheet.${request.certifies}`;
    case 'case':
      return `case.${request.record}`;
  }
}

function hashOf(text: string): Sha256 {
  return createHash('sha256').update(text, 'utf8').digest('hex') as Sha256;
}

function isSame(a: Sha256, b: Sha256): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
