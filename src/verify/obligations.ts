import { hash } from 'node:crypto';
import { z } from 'zod';
import { verifyTexts as t } from '../content/en/verify.ts';
import { canonical, parsed } from './canonical.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Findings } from './findings.ts';
import type { CheckedLedger } from './ledger.ts';
import { clean } from './signature.ts';
import type { Archive } from './zipFile.ts';

const Obligation = z.looseObject({
  id: z.string().max(1_000),
  state: z.looseObject({
    status: z.string(),
    certificateId: z.string().optional(),
    onPaper: z.looseObject({ record: z.string(), recordedAt: z.iso.datetime() }).optional(),
    certifiedAt: z.iso.datetime().optional(),
  }),
});
const Listed = z.looseObject({ id: z.string().max(1_000), sha256: z.string() });

/** Signed so shortly before the newest checkpoint, a certificate may be in the next one. Milliseconds. */
const UNDER_WAY = 10 * 60_000;

/** Obligations, certificates and disclosures have to speak of the same things. */
export async function checkObligations(
  archive: Archive,
  found: Findings,
  { ledger, newest }: { ledger: CheckedLedger; newest: Checkpoint | undefined },
): Promise<void> {
  const before = found.wrongs();
  const since = newest ? Date.parse(newest.at) - UNDER_WAY : 0;
  let [line, count, late, withOne, papers] = [0, 0, 0, 0, 0];
  for await (const text of archive.lines('obligations.jsonl')) {
    line += 1;
    const obligation = Obligation.safeParse(parsed(text)).data;
    if (!obligation) {
      found.wrong(t.broken('obligations.jsonl', line, 'no obligation'));
      continue;
    }
    count += 1;
    const { status, certificateId, certifiedAt, onPaper } = obligation.state;
    if (status !== 'certified') continue;
    if (onPaper) {
      if (ledger.papers.has(onPaper.record)) papers += 1;
      else if (ledger.letGo.has(onPaper.record)) continue;
      else if (Date.parse(onPaper.recordedAt) >= since) late += 1;
      else found.wrong(t.paperWithout(clean(obligation.id)));
      continue;
    }
    if (ledger.letGo.has(certificateId ?? '')) continue;
    if (ledger.certificates.has(certificateId ?? '')) withOne += 1;
    else if (Date.parse(certifiedAt ?? '') >= since) late += 1;
    else found.wrong(t.obligationWithout(clean(obligation.id)));
  }
  if (late > 0) found.note(t.obligationNew(late));
  // A crash between the two writes of signing leaves one for a moment; it is healed when next looked at.
  const apart = ledger.certificates.size - withOne;
  if (apart > 0) found.note(t.certificateWithout(apart));
  if (found.wrongs() === before) found.checked(t.obligations(count, papers));
  await checkDisclosures(archive, found, ledger);
}

async function checkDisclosures(archive: Archive, found: Findings, ledger: CheckedLedger): Promise<void> {
  const before = found.wrongs();
  const unlisted = new Map(ledger.exceptions);
  let [line, count, texts] = [0, 0, 0];
  for await (const text of archive.lines('disclosures.jsonl')) {
    line += 1;
    const raw = parsed(text);
    const listed = Listed.safeParse(raw).data;
    if (!listed) {
      found.wrong(t.broken('disclosures.jsonl', line, 'no disclosure'));
      continue;
    }
    count += 1;
    const { disclosure } = raw as { disclosure?: unknown };
    if (disclosure !== undefined) {
      texts += 1;
      if (hash('sha256', canonical(disclosure), 'hex') !== listed.sha256)
        found.wrong(t.disclosure(clean(listed.id)));
    }
    if (unlisted.get(listed.id) === listed.sha256) unlisted.delete(listed.id);
  }
  if (unlisted.size > 0) found.wrong(t.disclosureMissing(unlisted.size));
  if (found.wrongs() === before) found.checked(t.disclosures(count, texts));
}
