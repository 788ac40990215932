import type { Texts } from '../content/en/index.ts';
import { certificateNumber } from '../domain/certificate.ts';
import type { FileMaker } from '../usecases/fileOffers.ts';
import type { CertificateStore } from '../usecases/ports.ts';
import type { CertificatePdfDeps } from './certificatePdf.ts';
import type { Attachment } from './pdf/openDocument.ts';

export const PDF = 'application/pdf';

type Deps = CertificatePdfDeps & {
  readonly texts: Texts;
  readonly certificates: CertificateStore;
  /** What the ledger has for a certificate: its inclusion proof, once it is sealed in. */
  readonly proofOf?: (certificate: {
    readonly id: string;
    readonly personId: string;
  }) => Promise<readonly Attachment[]>;
};

/** A person's own certificate. Typesetting is loaded when the first one is asked for. */
export function certificateFile(deps: Deps): FileMaker<'certificate'> {
  return async (person, { certificate: id }) => {
    const sealed = await deps.certificates.get(person, id);
    if (!sealed) return undefined;
    const { certificatePdf } = await import('./certificatePdf.ts');
    const attachments = (await deps.proofOf?.({ id, personId: person })) ?? [];
    const bytes = await certificatePdf(deps, { sealed, attachments });
    const name = deps.texts.documents.certificate.fileName(certificateNumber(sealed));
    return { name, mime: PDF, size: bytes.length, bytes: () => inOnePiece(bytes) };
  };
}

export async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
