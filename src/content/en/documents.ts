import type { Authentication } from '../../domain/certificate.ts';
import type { ObligationReason } from '../../domain/obligation.ts';

/** Texts of the files that leave the service. Dates arrive written out. */
export const documents = {
  page: (number: number, of: number) => `Page ${number} of ${of}`,
  notShown:
    'Where this document shows […], the text is in a script its typefaces do not have. The file certificate.json attached to it holds the text exactly.',
  certificate: {
    title: 'Certificate of Compliance',
    fileTitle: (number: string) => `Certificate of Compliance ${number}`,
    fileName: (number: string) => `Certificate of Compliance ${number}.pdf`,
    subject: (title: string) => `Certification under the ${title}`,
    to: 'To the Audit Committee of the Board of Directors',
    certify: (title: string) =>
      `As to the ${title} (the “Senior Officers Code”), I certify to the Audit Committee:`,
    withException:
      'This certificate is given with an exception, disclosed separately to the Compliance Office.',
    signedElectronically: 'Signed electronically',
    roles: { signer: 'Signer', office: 'Office', title: 'Title', signed: 'Date' },
    particulars: 'Particulars of the record',
    particularsLead:
      'This document is a rendering of an electronic record. The record itself is attached to it, and where the two differ the record governs.',
    labels: {
      number: 'Certificate number',
      cycle: 'Cycle and reason',
      due: 'Due',
      code: 'Code version',
      codeHash: 'Code SHA-256',
      opened: 'Code opened',
      signed: 'Signed',
      signedUtc: 'Signed, UTC',
      signer: 'Signer, Entra object id',
      tenant: 'Tenant',
      authenticated: 'Authenticated',
      exception: 'Exception',
      exceptionHash: 'Exception SHA-256',
      consent: (version: string) => `Consent, wording ${version}`,
      hash: 'Record SHA-256',
      key: 'Signing key',
      noKey: 'None: this record carries no key’s signature; its SHA-256 is what identifies it.',
      software: 'Software',
      attached: 'Attached files',
    },
    reasons: {
      hire: 'on hire',
      annual: 'annual',
      transfer: 'on moving into a covered role',
      amendment: 'on amendment of the Code',
      rehire: 'on return to a covered role',
    } satisfies Record<ObligationReason, string>,
    cycleAndReason: (cycle: string, reason: string) => `${cycle}, ${reason}`,
    due: (due: string, late: boolean) => (late ? `${due}; signed late` : due),
    versionLabel: (title: string, label: string, passages: number) =>
      `${title}, version ${label}, ${passages} passages`,
    authenticated: {
      teams: 'Microsoft Entra ID single sign-on in Microsoft Teams',
      local: 'Not authenticated: made on one machine for a trial',
    } satisfies Record<Authentication['method'], string>,
    shownIn: (language: string) =>
      `The statements were shown in another language (${language}); this is their English text:`,
    rights: 'Your protected rights',
    attachments: {
      record: 'The signed record: canonical JSON, RFC 8785',
      jws: 'The signature over it: JWS, RFC 7515',
      proof: 'The proof that it is in the ledger: RFC 9162',
      correction: 'A correction recorded since, with the signature over it',
    },
    corrections: {
      title: 'Corrections',
      lead: 'Recorded since by the Compliance Office. The certificate stays as it was signed; each correction is a record of its own, attached to this document.',
      by: (name: string, when: string) => `${name}, Compliance Office, ${when}`,
    },
    verify:
      'To check it: save the attached certificate.json and compute its SHA-256; it must be the record’s SHA-256 above. The signature and the ledger’s proof, where attached, are checked with the company’s public key.',
  },
  /** A blank certificate, to be signed in ink. */
  sheet: {
    fileTitle: (name: string) => `Certificate of Compliance on paper, ${name}`,
    fileName: (name: string, cycle: string) => `Certificate of Compliance on paper ${cycle} ${name}.pdf`,
    onPaper: 'To be signed on paper',
    certify: (title: string) =>
      `As to the ${title} (the “Senior Officers Code”), I certify to the Audit Committee:`,
    labels: {
      name: 'Name',
      title: 'Title',
      office: 'Office',
      code: 'Code version',
      codeHash: 'Code SHA-256',
      cycle: 'Cycle',
      reference: 'Reference',
    },
    cycleAndDue: (cycle: string, reason: string, due: string) => `${cycle}, ${reason}; due ${due}`,
    version: (title: string, label: string) => `${title}, version ${label}`,
    signature: 'Signature, in ink',
    date: 'Date',
    how: (office: string) =>
      `Read the Code before you sign; the ${office} gives you a copy. Sign only if all four statements are true. If they are not, or if there is something to disclose, do not sign and do not write it here: talk to the ${office}, or use one of the confidential channels of the Code.`,
    after: (office: string) =>
      `Give the signed sheet to the ${office}, which keeps it and records that it was received. That record is not an electronic signature. You are told when it is made.`,
    foot: 'Certificate on paper',
  },
};
