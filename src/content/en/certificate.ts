import type { CertificateWording } from '../../usecases/signCertificate.ts';

const english = (text: string) => ({ shown: text, english: text });

/**
 * The wording that is signed. The statements are the Code's own ("has received a copy of the Senior Officers' Code,
 * has read it, understands it, and will apply it to all business interactions"). Changing the consent's text means
 * changing its version.
 */
export const certificateWording: CertificateWording = {
  language: 'en',
  statements: {
    received: english('I have received a copy of the Senior Officers Code.'),
    read: english('I have read it.'),
    understands: english('I understand it.'),
    applies: english('I will apply it to all business interactions.'),
  },
  consent: {
    version: '2026-1',
    ...english(
      'I agree to sign this certificate electronically. My typed name is my signature and binds me as one in ink would. I can ask the Compliance Office for a paper form instead, and for a copy of what I signed at any time.',
    ),
  },
  authentication: {
    teams:
      'Signed in to Microsoft Teams with Microsoft Entra ID. The Bot Framework channel named the signer by Entra object id in a request whose token was verified.',
    local: 'Not authenticated: a trial on one machine.',
  },
};

/** L18: stands beside the signature and beside every answer about confidentiality (Rule 21F-17). */
export const protectedRights =
  'Nothing in the Code, this certificate or any company policy prevents you from reporting possible violations of law to the Securities and Exchange Commission or any other government agency, from cooperating with them, or from receiving an award for it. You need nobody’s permission and do not have to tell the company.';
