import { z } from 'zod';
import { verifyTexts as t } from '../content/en/verify.ts';
import { canonical, parsed } from './canonical.ts';
import { type Checkpoint, checkCheckpoint, SealedCheckpoint } from './checkpoint.ts';
import { CannotBeChecked, type Findings } from './findings.ts';
import { checkKeys } from './keys.ts';
import { checkLedger } from './ledger.ts';
import { checkObligations } from './obligations.ts';
import { checkRetention } from './retention.ts';
import { checkRoster } from './roster.ts';
import { clean, readSignature } from './signature.ts';
import type { Archive } from './zipFile.ts';

const Manifest = z.looseObject({
  schema: z.literal(1),
  type: z.literal('evidence'),
  tenant: z.string().max(1_000),
  cycle: z.string().min(1).max(100),
  files: z.array(z.looseObject({ path: z.string(), bytes: z.int(), sha256: z.string() })).max(100),
});
type Manifest = z.infer<typeof Manifest>;
/** What an export has; one without any of them is not a whole one, whatever its manifest says. */
const PARTS = [
  'README.txt',
  'keys.json',
  'checkpoints.jsonl',
  'ledger.jsonl',
  'certificates.jsonl',
  'records.jsonl',
  'proofs.jsonl',
  'roster.json',
  'obligations.jsonl',
  'disclosures.jsonl',
];
/** Exports made before there were lists of what is erased have neither; others have both. */
const LATER_PARTS = ['holds.jsonl', 'erasures.jsonl'];
const SIGNED_APART = ['manifest.json', 'manifest.jws'];

/** Checks everything an export holds, and that nothing is missing, changed, put in or moved. */
export async function verifyExport(
  archive: Archive,
  found: Findings,
  held: Checkpoint | undefined,
): Promise<void> {
  const manifest = await readManifest(archive, found);
  const listed = manifest.files.map(({ path }) => path);
  for (const path of archive.paths)
    if (!listed.includes(path) && !SIGNED_APART.includes(path)) found.wrong(t.fileExtra(clean(path)));
  for (const path of listed) if (!archive.paths.includes(path)) found.wrong(t.fileMissing(clean(path)));
  const parts = LATER_PARTS.some((path) => listed.includes(path)) ? [...PARTS, ...LATER_PARTS] : PARTS;
  for (const path of parts) if (!listed.includes(path)) found.wrong(t.fileUnlisted(path));
  if ([...listed, ...parts].some((path) => !archive.paths.includes(path))) return;

  const { tenant, cycle } = manifest;
  const checkpoints = await readCheckpoints(archive, found, tenant);
  const comparable = held?.tenant === undefined || held.tenant === tenant ? held : undefined;
  if (held && !comparable) found.wrong(t.heldOther);
  const ledger = await checkLedger(archive, found, { tenant, cycle, checkpoints, held: comparable });
  await checkObligations(archive, found, { ledger, newest: checkpoints.at(-1) });
  await checkRetention(archive, found, { ledger, cycle });
  await checkRoster(archive, found, cycle);
  await checkKeys(archive, found);
  await checkFiles(archive, found, manifest);
}

async function readManifest(archive: Archive, found: Findings): Promise<Manifest> {
  if (!SIGNED_APART.every((path) => archive.paths.includes(path)))
    throw new CannotBeChecked('it has no signed manifest: it is no export, or not a whole one');
  const text = await archive.text('manifest.json');
  const signature = await readSignature((await archive.text('manifest.jws')).trim(), 'coec-export+json');
  if ('wrong' in signature) found.wrong(t.signature(t.manifestIs, signature.wrong));
  else {
    if (signature.payload !== text) found.wrong(t.otherContent(t.manifestIs));
    found.signedBy(signature.kid, t.manifestIs);
  }
  const manifest = Manifest.safeParse(parsed(text));
  if (!manifest.success) throw new CannotBeChecked('its manifest is none');
  return manifest.data;
}

/** Each signed, growing, and naming the one before. */
async function readCheckpoints(
  archive: Archive,
  found: Findings,
  tenant: string,
): Promise<readonly Checkpoint[]> {
  const checkpoints: Checkpoint[] = [];
  let previous: { size: number; sha256: string } | null = null;
  let line = 0;
  for await (const text of archive.lines('checkpoints.jsonl')) {
    line += 1;
    const sealed = SealedCheckpoint.safeParse(parsed(text));
    if (!sealed.success) {
      found.wrong(t.broken('checkpoints.jsonl', line, 'no checkpoint'));
      continue;
    }
    const { checkpoint, sha256 } = sealed.data;
    await checkCheckpoint(sealed.data, found);
    if (checkpoint.tenant !== undefined && checkpoint.tenant !== tenant)
      found.wrong(t.otherTenant(t.checkpointIs(checkpoint.size), clean(checkpoint.tenant), clean(tenant)));
    if (canonical(checkpoint.previous) !== canonical(previous) || checkpoint.size <= (previous?.size ?? 0))
      found.wrong(t.chain(checkpoint.size));
    previous = { size: checkpoint.size, sha256 };
    checkpoints.push(checkpoint);
  }
  return checkpoints;
}

/** Last, when most have been read anyway. */
async function checkFiles(archive: Archive, found: Findings, { files }: Manifest): Promise<void> {
  const before = found.wrongs();
  for (const { path, bytes, sha256 } of files) {
    if (!archive.measured.has(path)) for await (const _ of archive.lines(path));
    const is = archive.measured.get(path);
    if (is?.bytes !== bytes || is.sha256 !== sha256) found.wrong(t.fileChanged(clean(path)));
  }
  if (found.wrongs() === before) found.checked(t.manifest(files.length));
}
