/** The checkpoint that the Audit Committee keeps. */
export const ledger = {
  title: 'Checkpoint of the certificates',
  lead: 'Keep this message. With it you can show at any time that no certificate recorded so far was changed, removed or put in afterwards, without trusting this service or whoever runs it.',
  records: 'Records',
  at: 'Recorded',
  root: 'Fingerprint',
  key: 'Signed by key',
  how: 'An auditor checks an export against it with `npm run verify -- <export> --checkpoint <file>`; the signed text above, in a file, is the checkpoint.',
  signed: 'Signed checkpoint',
} as const;

export const evidence = {
  fileName: (cycle: string) => `evidence-${cycle}.zip`,
} as const;

/** The first file in an export. */
export const exportReadme = ({ company, cycle }: { company: string; cycle: string }): string =>
  [
    `Evidence of the Code of Ethics certification programme of ${company}, cycle ${cycle}.`,
    '',
    'certificates.jsonl  every certificate of the cycle, one a line, as it was signed (JWS, ES256), in the order of the ledger',
    'records.jsonl       records of certificates on paper (a receipt, nobody’s electronic signature), corrections, tombstones',
    'proofs.jsonl        for each of them, the path that shows it to be in the ledger (RFC 9162)',
    'ledger.jsonl        the whole ledger, of all cycles: a hash and an id for each record',
    'checkpoints.jsonl   the signed roots of the ledger, each naming the one before',
    'keys.json           the public keys (JWK); kid is the fingerprint (RFC 7638)',
    'roster.json         who had to certify when the cycle opened, and what changed since, with hashes',
    'obligations.jsonl   what was asked of whom, with its whole history',
    'disclosures.jsonl   exceptions and declines by reference and hash; with their texts only for the Compliance Office',
    'holds.jsonl         legal holds on the cycle or on its people: who placed and released them; why only for the Compliance Office',
    'erasures.jsonl      what was proposed, confirmed by somebody else, and erased of people of the cycle',
    'manifest.json       size and SHA-256 of each file above; manifest.jws is signed',
    '',
    'To check all of it, without a network and without the service:',
    '  npm run verify -- <this archive> --fingerprint <the key fingerprint you were given> --checkpoint <a checkpoint you hold>',
    'README.md of the service says how to check a certificate with openssl and jq alone.',
    '',
  ].join('\n');
