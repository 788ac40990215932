import type { CodeVersion } from '../domain/code.ts';
import type { Sha256 } from '../domain/ids.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { FileMaker } from '../usecases/fileOffers.ts';
import type { paperForm } from '../usecases/paperForm.ts';
import type { CertificatePdfDeps } from './certificatePdf.ts';
import { inOnePiece, PDF } from './fileMakers.ts';

/** The blank sheet for an obligation that a paper can be recorded for: for compliance, and never for themselves. */
export function sheetFile(
  deps: CertificatePdfDeps & {
    readonly company: string;
    readonly complianceOffice: string;
    readonly versionOf: (hash: Sha256) => CodeVersion | undefined;
    readonly paperForm: ReturnType<typeof paperForm>;
  },
): FileMaker<'sheet'> {
  return async (person, { of, certifies }) => {
    const form = await deps.paperForm(person, of);
    if (isRefusal(form)) return undefined;
    const obligation = form.entries.find((entry) => entry.obligation.id === certifies)?.obligation;
    if (!obligation) return undefined;
    const { person: about, coverage } = form.person;
    const { paperSheetPdf } = await import('./paperSheetPdf.ts');
    const bytes = await paperSheetPdf(deps, {
      company: deps.company,
      complianceOffice: deps.complianceOffice,
      displayName: about.displayName,
      jobTitle: about.jobTitle,
      offices: coverage.kind === 'senior-officer' ? coverage.offices : [],
      obligation,
      version: deps.versionOf(obligation.codeHash),
    });
    const name = deps.texts.documents.sheet.fileName(safeName(about.displayName), obligation.cycle);
    return { name, mime: PDF, size: bytes.length, bytes: () => inOnePiece(bytes) };
  };
}

/** Without what file systems take for something else. */
function safeName(name: string): string {
  return name
    .replace(/[\p{C}\\/:*?"<>|]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
    .toWellFormed();
}
