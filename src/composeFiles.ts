import type { Parts } from './composeJobs.ts';
import { en } from './content/en/index.ts';
import { caseFile } from './documents/caseFile.ts';
import { evidenceFile } from './documents/evidenceFile.ts';
import { certificateFile, packFile } from './documents/fileMakers.ts';
import { sheetFile } from './documents/sheetFile.ts';
import { type CodeLibrary, versionWithHash } from './domain/codeLibrary.ts';
import type { Log } from './log.ts';
import type { Programme } from './programme.ts';
import type { CardContext } from './teams/cards/context.ts';
import { waiverState } from './teams/cards/waiverWords.ts';
import type { RecordDesk } from './teams/recordDesk.ts';
import { auditPack, packAbout } from './usecases/auditPack.ts';
import type { exportEvidence } from './usecases/exportEvidence.ts';
import { exportRight } from './usecases/exportRight.ts';
import type { holdsRoleNow } from './usecases/holdsRoleNow.ts';
import { proveInclusion } from './usecases/proveInclusion.ts';
import { packWaivers, type waiverRegister } from './usecases/waiverRegister.ts';

/** What makes each kind of file that a person can be given, and says who may have it. */
export function composeFiles({
  deps,
  programme,
  ...around
}: {
  readonly deps: Parts;
  readonly programme: Programme;
  readonly waivers: ReturnType<typeof waiverRegister>;
  readonly log: Log;
  readonly desk: Pick<RecordDesk, 'paperForm' | 'recordsOf'>;
  readonly library: CodeLibrary;
  readonly holdsRoleNow: ReturnType<typeof holdsRoleNow>;
  readonly dates: () => CardContext['dates'];
  readonly makeEvidence: ReturnType<typeof exportEvidence>;
}) {
  const { waivers, log, dates, makeEvidence, holdsRoleNow: roleNow } = around;
  return {
    certificate: certificateFile({
      texts: en,
      paper: programme.documents.paper,
      get dates() {
        return dates();
      },
      certificates: deps.certificates,
      recordsOf: around.desk.recordsOf,
      proofOf: proveInclusion(deps),
    }),
    sheet: sheetFile({
      texts: en,
      paper: programme.documents.paper,
      get dates() {
        return dates();
      },
      company: programme.company,
      complianceOffice: programme.contacts.complianceOffice.name,
      versionOf: (hash) => versionWithHash(around.library, hash),
      paperForm: around.desk.paperForm,
    }),
    evidence: evidenceFile({
      programme: deps.programme,
      right: exportRight({ people: deps.people, holdsRoleNow: roleNow }),
      make: (of, jobRun) => makeEvidence(of, jobRun),
      fileName: en.evidence.fileName,
    }),
    case: caseFile({
      texts: en,
      get dates() {
        return dates();
      },
      people: deps.people,
      certificates: deps.certificates,
      holdsRoleNow: roleNow,
      opened: (facts) => log.info({ event: 'case-opened', ...facts }),
    }),
    pack: packFile({
      texts: en,
      paper: programme.documents.paper,
      get dates() {
        return dates();
      },
      people: deps.people,
      holdsRoleNow: roleNow,
      pack: auditPack({
        ...deps,
        company: programme.company,
        waivers: packWaivers(waivers, ({ waiver, status }) => ({
          what: en.pack.waiver(en.waivers.kinds[waiver.facts.kind], waiver.facts.forWhom, waiver.facts.what),
          state: waiverState(en, dates(), { waiver, status }),
        })),
      }),
      about: packAbout(deps),
    }),
  };
}
