import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/domain/digest.ts';
import type { CycleId } from '../../src/domain/ids.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { declineCertificate } from '../../src/usecases/declineCertificate.ts';
import { type ExportDeps, exportEvidence } from '../../src/usecases/exportEvidence.ts';
import type { ExportFile } from '../../src/usecases/exportFiles.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { openCode } from '../../src/usecases/openCode.ts';
import { recordCorrection } from '../../src/usecases/recordCorrection.ts';
import { recordedSigner } from '../../src/usecases/recordedSigner.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { type SignDeps, signCertificate } from '../../src/usecases/signCertificate.ts';
import { signJws } from '../../src/usecases/signJws.ts';
import type { Archive } from '../../src/verify/zipFile.ts';
import { personId } from '../helpers/people.ts';
import { granted, signCommand } from '../helpers/signing.ts';
import { admit, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { testSigner } from '../helpers/testSigner.ts';

export const CYCLE = '2026' as CycleId;
export const SECRET = 'My brother-in-law supplies the paper.';

/** A cycle in which five have signed, one with an exception, under two checkpoints, and one has declined. */
export async function signedCycle(options: Parameters<typeof testProgramme>[0] = {}): Promise<TestProgramme> {
  const programme = testProgramme(options);
  programme.signer = recordedSigner({ ...programme });
  const names = ['Ada', 'Bob', 'Cay', 'Dee', 'Eve', 'Fay', 'Gus'];
  for (const name of names) await admit(programme, name);
  await admit(programme, 'Dana', { roles: ['compliance'] });
  await issueObligations(programme)();
  const sign = async (name: string, deps: SignDeps = programme, exception?: string) => {
    const [found] = await programme.obligations.ofPerson(personId(name));
    const obligationId = found?.value.obligation.id;
    if (!obligationId) throw new Error(`Nothing is asked of ${name}.`);
    await openCode(programme)(personId(name), obligationId);
    programme.clock.advance({ minutes: 1 });
    const command = signCommand(name, { obligationId, ...(exception && { exception }) });
    return granted(await signCertificate(deps)(command)).certificate;
  };
  for (const name of ['Ada', 'Bob']) await sign(name);
  await sealLedger(programme)();
  programme.clock.advance({ days: 1 });
  await sign('Cay', programme, SECRET);
  await sign('Dee');
  const { certificate } = await sign('Eve');
  const says = 'The job title was Controller.';
  granted(
    await recordCorrection({ ...programme, holdsRoleNow: async () => ({ outcome: 'holds' }) })({
      by: personId('Dana'),
      personId: certificate.signer.id,
      certificateId: certificate.id,
      says,
    }),
  );
  const [declined] = await programme.obligations.ofPerson(personId('Fay'));
  if (declined) {
    const { id: obligationId, personId: signer } = declined.value.obligation;
    await openCode(programme)(signer, obligationId);
    await declineCertificate(programme)({ signer, obligationId, reason: 'I have questions.' });
  }
  programme.clock.advance({ days: 1 });
  return programme;
}

/** The files of an export, by path. */
export async function exported(
  programme: TestProgramme,
  facts: { withTexts?: boolean; cycle?: CycleId } & Partial<ExportDeps> = {},
): Promise<Files> {
  const { withTexts = false, cycle = CYCLE, ...deps } = facts;
  const read: Files = {};
  const made = await exportEvidence({
    ...programme,
    archive: async function* (files: readonly ExportFile[]) {
      for (const { path, content } of files) {
        let text = '';
        for await (const piece of content()) text += piece;
        read[path] = text;
      }
      yield new Uint8Array();
    },
    seal: sealLedger(programme),
    readme: () => 'README',
    ...deps,
  })({ cycle, withTexts });
  if (isRefusal(made)) throw new Error(made.refused);
  for await (const _ of made.bytes);
  return read;
}

export type Files = Record<string, string>;

/** The same with some files changed, and a manifest made anew by somebody who has the key. */
export async function changed(files: Files, changes: Files): Promise<Files> {
  const all = { ...files, ...changes };
  const listed = Object.keys(all).filter((path) => !path.startsWith('manifest.'));
  const manifest = JSON.parse(files['manifest.json'] ?? '{}') as object;
  const text = canonicalJson({
    ...manifest,
    files: listed.map((path) => ({
      path,
      bytes: Buffer.byteLength(all[path] ?? ''),
      sha256: sha(all[path]),
    })),
  });
  const jws = await signJws(testSigner, { payload: text, typ: 'coec-export+json' });
  return { ...all, 'manifest.json': text, 'manifest.jws': jws };
}

/** A file of lines with some of them changed. */
export function withLines(text: string | undefined, change: (lines: string[]) => string[]): string {
  return change((text ?? '').split('\n').filter(Boolean))
    .map((line) => `${line}\n`)
    .join('');
}

/** An archive that is not packed. */
export function archiveOf(files: Files): Archive {
  const measured = new Map<string, { bytes: number; sha256: string }>();
  const read = (path: string): string => {
    const text = files[path];
    if (text === undefined) throw new Error(`There is no ${path}.`);
    measured.set(path, { bytes: Buffer.byteLength(text), sha256: sha(text) });
    return text;
  };
  return {
    paths: Object.keys(files),
    measured,
    lines: async function* (path) {
      yield* read(path).split('\n').filter(Boolean);
    },
    text: async (path) => read(path),
    close: () => undefined,
  };
}

function sha(text = ''): string {
  return createHash('sha256').update(text).digest('hex');
}
