import type { PersonId } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Correction, SealedRecord } from '../domain/signedRecord.ts';
import type { CorrectionForm } from '../usecases/correctionForm.ts';
import type { MyRecords } from '../usecases/myRecords.ts';
import type { PaperForm } from '../usecases/paperForm.ts';
import type { CorrectionCommand } from '../usecases/recordCorrection.ts';
import type { PaperCommand, PaperRecorded } from '../usecases/recordPaper.ts';
import type { ReadReceipt, Scan } from '../usecases/scanReceipt.ts';
import type { Hashed, ScanProblem } from './hashScan.ts';

/** What a turn can do about papers and corrections. `composePaper.ts` puts it together. */
export type RecordDesk = {
  readonly paperForm: (by: PersonId, person: PersonId) => Promise<PaperForm | Refusal>;
  readonly recordPaper: (command: PaperCommand) => Promise<PaperRecorded | Refusal>;
  readonly correctionForm: (by: PersonId, person: PersonId) => Promise<CorrectionForm | Refusal>;
  readonly recordCorrection: (command: CorrectionCommand) => Promise<SealedRecord<Correction> | Refusal>;
  /** What others recorded about somebody, for themselves. */
  readonly recordsOf: (person: PersonId) => Promise<MyRecords>;
  /** Fetches a scan and takes its hash; keeps nothing of it. */
  readonly hashScan: (url: string) => Promise<Hashed | ScanProblem>;
  readonly giveReceipt: (by: PersonId, scan: Scan) => Promise<string>;
  readonly readReceipt: (receipt: string, by: PersonId) => Promise<ReadReceipt | undefined>;
};
