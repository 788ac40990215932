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
