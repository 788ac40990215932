import { hash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { verifyTexts as t } from '../content/en/verify.ts';
import { parsed } from './canonical.ts';
import {
  type Checkpoint,
  Checkpoint as CheckpointSchema,
  checkCheckpoint,
  checkInclusion,
  InclusionProof,
  SealedCheckpoint,
} from './checkpoint.ts';
import { CannotBeChecked, type Findings } from './findings.ts';
import { attachedTo, correctionsIn } from './pdf.ts';
import { CORRECTION, checkSubject, correctedBy, readSealed } from './subject.ts';
import { verifyExport } from './verifyExport.ts';
import { openArchive } from './zipFile.ts';

/** Of what is read as a whole. */
const MOST_BYTES = 64 * 1024 * 1024;
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Checks a certificate, a checkpoint, a PDF or an export.
 * @throws CannotBeChecked when the file is none of these or cannot be read.
 */
export async function verifyFile(
  file: string,
  found: Findings,
  options: { readonly checkpoint?: string | undefined } = {},
): Promise<void> {
  const held = options.checkpoint === undefined ? undefined : await readHeld(options.checkpoint, found);
  const begins = beginning(file);
  if (begins.startsWith('PK')) {
    const archive = await openArchive(file);
    try {
      return await verifyExport(archive, found, held);
    } finally {
      archive.close();
    }
  }
  if (held) found.note(t.heldUseless);
  if (begins.startsWith('%PDF')) return await verifyPdf(readWhole(file), found);
  await verifyText(textOf(readWhole(file)), found);
}

async function verifyPdf(pdf: Buffer, found: Findings): Promise<void> {
  const attached = attachedTo(pdf);
  const written = attached['certificate.json'];
  if (written === undefined) throw new CannotBeChecked('no certificate is attached to it');
  const sealed = readSealed({
    certificate: parsed(written),
    sha256: hash('sha256', written, 'hex'),
    jws: attached['certificate.jws'] ?? null,
  });
  if (!sealed) throw new CannotBeChecked('what is attached to it is no certificate');
  await verifySubject(sealed, attached['inclusion-proof.json'], found);
  await verifyAttachedCorrections(sealed, correctionsIn(attached), found);
}

/** What was said to be wrong in a certificate: each signed, and about this very one. */
async function verifyAttachedCorrections(
  certificate: NonNullable<ReturnType<typeof readSealed>>,
  corrections: readonly string[],
  found: Findings,
): Promise<void> {
  const before = found.wrongs();
  for (const text of corrections) {
    const sealed = readSealed(parsed(text));
    if (!sealed || !('record' in sealed) || sealed.record.type !== CORRECTION)
      throw new CannotBeChecked('a correction attached to it is none');
    const { name } = await checkSubject(sealed, found);
    const corrects = correctedBy(sealed);
    const isOfThis =
      'certificate' in certificate &&
      corrects?.id === certificate.certificate.id &&
      corrects.sha256 === certificate.sha256;
    if (!isOfThis) found.wrong(t.correctionOfAnother(name));
  }
  if (corrections.length > 0 && found.wrongs() === before) found.note(t.correctedIn(corrections.length));
}

/** A certificate, record or checkpoint, as JSON or as a JWS. */
export async function verifyText(text: string, found: Findings): Promise<void> {
  const jws = text.trim();
  const raw = COMPACT_JWS.test(jws) ? sealedFrom(jws) : parsed(text);
  if (raw === undefined) throw new CannotBeChecked('it is neither JSON nor a JWS');
  const checkpoint = SealedCheckpoint.safeParse(raw);
  if (checkpoint.success) {
    const { size, at } = checkpoint.data.checkpoint;
    if (await checkCheckpoint(checkpoint.data, found)) found.checked(t.checkpoint(size, at));
    return;
  }
  const sealed = readSealed(raw);
  if (!sealed) throw new CannotBeChecked('it is no certificate, checkpoint or export');
  const { proof } = raw as { proof?: unknown };
  await verifySubject(sealed, proof === undefined ? undefined : JSON.stringify(proof), found);
}

async function verifySubject(
  sealed: NonNullable<ReturnType<typeof readSealed>>,
  proofText: string | undefined,
  found: Findings,
): Promise<void> {
  const before = found.wrongs();
  const subject = await checkSubject(sealed, found);
  if (found.wrongs() === before && subject.signed) found.checked(t.subject(subject.name));
  const proof = proofText === undefined ? undefined : InclusionProof.safeParse(parsed(proofText));
  if (proof?.success) await checkInclusion(subject, proof.data, found);
  else if (proof) found.wrong(t.notIncluded(subject.name));
  if (subject.signed) return;
  if (proof?.success) found.note(t.unsignedInLedger(subject.name));
  else found.wrong(t.unsigned(subject.name));
}

async function readHeld(file: string, found: Findings): Promise<Checkpoint> {
  const text = textOf(readWhole(file)).trim();
  const sealed = SealedCheckpoint.safeParse(COMPACT_JWS.test(text) ? sealedFrom(text) : parsed(text));
  if (!sealed.success) throw new CannotBeChecked('what was given as --checkpoint is none');
  await checkCheckpoint(sealed.data, found);
  return sealed.data.checkpoint;
}

/** A JWS alone is as good as a record with its JWS: what it is over is in it. */
function sealedFrom(jws: string): unknown {
  const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');
  const content = parsed(payload);
  const sha256 = hash('sha256', payload, 'hex');
  if (CheckpointSchema.safeParse(content).success) return { checkpoint: content, sha256, jws };
  const isCertificate = (content as { type?: unknown } | undefined)?.type === 'electronic';
  return { [isCertificate ? 'certificate' : 'record']: content, sha256, jws };
}

function beginning(file: string): string {
  return reading(() => {
    const descriptor = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(4);
      readSync(descriptor, bytes, 0, 4, 0);
      return bytes.toString('latin1');
    } finally {
      closeSync(descriptor);
    }
  });
}

function readWhole(file: string): Buffer {
  if (reading(() => statSync(file).size) > MOST_BYTES)
    throw new CannotBeChecked('it is far too large for one');
  return reading(() => readFileSync(file));
}

function textOf(bytes: Buffer): string {
  return reading(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new CannotBeChecked(`it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'not a text'})`);
  }
}
