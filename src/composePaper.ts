import { CLOUD } from './clouds.ts';
import type { Surroundings } from './compose.ts';
import type { Parts } from './composeJobs.ts';
import { certificateWording } from './content/en/certificate.ts';
import { type CodeLibrary, versionWithHash } from './domain/codeLibrary.ts';
import type { Bot } from './teams/botDeps.ts';
import { hashScan } from './teams/hashScan.ts';
import type { RecordDesk } from './teams/recordDesk.ts';
import { correctionForm } from './usecases/correctionForm.ts';
import { deliverNoticesTo } from './usecases/deliverNotices.ts';
import type { HoldsRoleNow } from './usecases/holdsRoleNow.ts';
import { myRecords } from './usecases/myRecords.ts';
import { paperForm } from './usecases/paperForm.ts';
import type { Signer } from './usecases/ports.ts';
import { recordCorrection } from './usecases/recordCorrection.ts';
import { type PaperDeps, recordPaper } from './usecases/recordPaper.ts';
import { giveScanReceipt, readScanReceipt } from './usecases/scanReceipt.ts';

/** Papers and corrections: what compliance records, and what tells the people they are of. */
export function composePaper(
  around: Pick<Surroundings, 'config' | 'programme' | 'tenant' | 'software' | 'installer'> & {
    readonly deps: Parts;
    readonly library: CodeLibrary;
    readonly signer: Signer;
    readonly holdsRoleNow: HoldsRoleNow;
  },
): { readonly desk: RecordDesk; readonly reaching: (reach: Bot['reach']) => Bot['reach'] } {
  const { deps, library, signer, tenant, software, installer } = around;
  const { mode } = around.config;
  const recording = {
    ...deps,
    signer,
    tenant,
    software,
    holdsRoleNow: around.holdsRoleNow,
    company: around.programme.company,
    wording: certificateWording,
    versionOf: (hash: Parameters<PaperDeps['versionOf']>[0]) => versionWithHash(library, hash),
  };
  const tell = deliverNoticesTo({ ...deps, installer });
  const files =
    mode.kind === 'teams'
      ? { below: [CLOUD[mode.cloud].filesBelow], thisMachine: false }
      : { below: [], thisMachine: true };
  return {
    desk: {
      paperForm: paperForm(recording),
      recordPaper: recordPaper(recording),
      correctionForm: correctionForm(recording),
      recordCorrection: recordCorrection(recording),
      recordsOf: myRecords(recording),
      hashScan: (url) => hashScan(url, files),
      giveReceipt: giveScanReceipt(recording),
      readReceipt: readScanReceipt(recording),
    },
    // Whoever has just written is here: what waits for them need not wait for the next run of the job.
    reaching: (reach) => async (person, to) => {
      const reached = await reach(person, to);
      if (reached.known) await tell(person);
      return reached;
    },
  };
}
