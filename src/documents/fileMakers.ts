import type { Texts } from '../content/en/index.ts';
import { certificateNumber, type SealedCertificate } from '../domain/certificate.ts';
import { canonicalJson } from '../domain/digest.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Pack } from '../domain/pack.ts';
import type { FileMaker } from '../usecases/fileOffers.ts';
import type { HoldsRoleNow } from '../usecases/holdsRoleNow.ts';
import type { MyRecords } from '../usecases/myRecords.ts';
import type { CertificateStore, PeopleStore } from '../usecases/ports.ts';
import type { CertificatePdfDeps } from './certificatePdf.ts';
import type { Attachment } from './pdf/openDocument.ts';

export const PDF = 'application/pdf';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Deps = CertificatePdfDeps & {
  readonly texts: Texts;
  readonly certificates: CertificateStore;
  /** What was corrected in it since. */
  readonly recordsOf: (person: PersonId) => Promise<Pick<MyRecords, 'corrections'>>;
  /** What the ledger has for a certificate: its inclusion proof, once it is sealed in. */
  readonly proofOf: (sealed: SealedCertificate) => Promise<object | undefined>;
};

/** Bytes, as certificates in Latin letters turn out. */
const CERTIFICATE_SIZE = 38_000;

/** A person's own certificate, typeset when it is fetched: that takes longer than to sign it. */
export function certificateFile(deps: Deps): FileMaker<'certificate'> {
  return async (person, { certificate: id }) => {
    const sealed = await deps.certificates.get(person, id);
    if (!sealed) return undefined;
    return {
      name: deps.texts.documents.certificate.fileName(certificateNumber(sealed)),
      mime: PDF,
      size: CERTIFICATE_SIZE,
      async *bytes() {
        const { certificatePdf } = await import('./certificatePdf.ts');
        const [proof, { corrections }] = await Promise.all([deps.proofOf(sealed), deps.recordsOf(person)]);
        yield await certificatePdf(deps, {
          sealed,
          corrections: corrections.filter(({ record }) => record.corrects.id === id),
          attachments: proof ? [proofFile(deps.texts, proof)] : [],
        });
      },
    };
  };
}

export function proofFile({ documents }: Texts, proof: object): Attachment {
  return {
    name: 'inclusion-proof.json',
    mime: 'application/json',
    description: documents.certificate.attachments.proof,
    bytes: new TextEncoder().encode(canonicalJson(proof)),
    relationship: 'Supplement',
  };
}

const OVERSEERS = ['compliance', 'audit-committee', 'audit-committee-chair'] as const;

type PackFileDeps = {
  readonly texts: Texts;
  readonly paper: CertificatePdfDeps['paper'];
  readonly dates: CertificatePdfDeps['dates'] & { short(date: string): string; day(at: string): string };
  readonly people: Pick<PeopleStore, 'get'>;
  readonly holdsRoleNow: HoldsRoleNow;
  readonly pack: () => Promise<Pack>;
  /** Which cycle it is about, as of which day, and how many people: its size is shown before it is made. */
  readonly about: () => Promise<{ readonly cycle: string; readonly today: string; readonly people: number }>;
};

/** The Audit Committee's pack: for its members and the Compliance Office, as the directory says at this moment. */
export function packFile(deps: PackFileDeps): FileMaker<'pack'> {
  return async (person, { format }) => {
    const { texts, paper, dates } = deps;
    if (!(await oversees(deps, person))) return undefined;
    const about = await deps.about();
    return {
      name: texts.pack.fileName(about.cycle, about.today, format),
      mime: format === 'pdf' ? PDF : XLSX,
      size: format === 'pdf' ? 70_000 + 3 * about.people : 12_000 + 30 * about.people,
      async *bytes() {
        const pack = await deps.pack();
        if (format === 'pdf')
          yield await (await import('./packPdf.ts')).packPdf({ texts, paper, dates }, pack);
        else yield await (await import('./packXlsx.ts')).packXlsx({ texts }, pack);
      },
    };
  };
}

/** What the last sync found is asked first: only roles somebody seems to have are worth a question to the directory. */
async function oversees({ people, holdsRoleNow }: PackFileDeps, person: PersonId): Promise<boolean> {
  const roles = (await people.get(person))?.value.roles ?? [];
  for (const role of OVERSEERS)
    if (roles.includes(role) && (await holdsRoleNow({ person, role })).outcome === 'holds') return true;
  return false;
}

export async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
