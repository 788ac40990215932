/** What `npm run verify` says. */
export const verifyTexts = {
  usage: [
    'npm run verify -- <file> [--fingerprint <key>]... [--checkpoint <file>]',
    '  <file>         a certificate (JSON, JWS or PDF), a checkpoint, or an export (ZIP)',
    '  --fingerprint  of a key that may have signed, as the company published it; may be given several times',
    '  --checkpoint   one that was kept elsewhere: everything up to it must be as it was then',
    'Needs no network and no store. Exit code 0: in order; 1: something is wrong; 2: could not be checked.',
  ].join('\n'),
  checked: (what: string) => `  checked  ${what}`,
  note: (what: string) => `  note     ${what}`,
  wrong: (what: string) => `  WRONG    ${what}`,
  more: (count: number) => `  WRONG    and ${count} more`,
  ok: (file: string) => `OK: ${file}`,
  okButKey: (file: string) =>
    `OK, BUT THE KEY WAS NOT CHECKED: ${file}: anybody can sign with a key of their own. Compare the fingerprint above with the one the company published, or give it with --fingerprint`,
  notOk: (file: string, count: number) =>
    `NOT IN ORDER: ${file} (${count} ${count === 1 ? 'finding' : 'findings'})`,
  unreadable: (file: string, why: string) => `COULD NOT BE CHECKED: ${file}: ${why}`,
  keyToCompare: (kid: string) =>
    `signed with the key ${kid}: compare this fingerprint with the one the company published, or give it with --fingerprint`,
  otherKey: (what: string, kid: string) =>
    `${what} is signed with the key ${kid}, which is not among the fingerprints given`,
  knownKey: (kid: string) => `the key ${kid} is one of the fingerprints given`,
  unsigned: (what: string) =>
    `${what} has no signature (schema 1, from before there was a key), and nothing here shows it to be in the ledger`,
  unsignedInLedger: (what: string) => `${what} has no signature (schema 1); the ledger vouches for it`,
  signature: (what: string, why: string) => `${what}: its signature does not hold (${why})`,
  notCanonical: (what: string) => `${what}: what was signed is not in RFC 8785 form`,
  otherContent: (what: string) => `${what}: its content is not what was signed`,
  otherHash: (what: string) => `${what}: its content and its SHA-256 disagree`,
  notOfOnePiece: (what: string, why: string) => `${what}: ${why}`,
  subject: (what: string) => `${what}: canonical form (RFC 8785), SHA-256, signature (JWS, ES256)`,
  notThisLeaf: (what: string) => `${what}: the inclusion proof is about another record`,
  notIncluded: (what: string) => `${what}: the inclusion proof does not lead to the checkpoint's root`,
  included: (index: number, size: number, at: string) =>
    `it is number ${index + 1} of the ${size} records in the ledger at the checkpoint of ${at}`,
  checkpoint: (size: number, at: string) => `checkpoint of ${size} records, ${at}: signature`,
  checkpointIs: (size: number) => `the checkpoint of ${size} records`,
  manifestIs: 'the manifest',
  manifest: (files: number) => `${files} files are what the signed manifest says, by size and SHA-256`,
  fileMissing: (path: string) => `${path} is missing`,
  fileUnlisted: (path: string) => `${path} is not in the manifest, and an export has it: it was left out`,
  otherTenant: (what: string, tenant: string, expected: string) =>
    `${what} is of the tenant ${tenant}, and the export of ${expected}`,
  heldOther: 'the checkpoint that was kept elsewhere is of another tenant: it says nothing of this ledger',
  keyUnlisted: (kid: string) => `the key ${kid} signed something and is not in keys.json`,
  keysWrong: (kid: string) => `keys.json: ${kid} is not the fingerprint of its key`,
  keys: (count: number) => `keys.json has the ${count === 1 ? 'key' : `${count} keys`} that signed`,
  fileExtra: (path: string) => `${path} is not in the manifest`,
  fileChanged: (path: string) => `${path} is not what the manifest says: it was changed`,
  broken: (path: string, line: number, why: string) => `${path}, line ${line}: ${why}`,
  ledgerOrder: (line: number) =>
    `ledger.jsonl, line ${line}: not the next number; a leaf was removed, put in or moved`,
  ledgerShort: (has: number, size: number) =>
    `the ledger has ${has} leaves, and the newest checkpoint says ${size}: leaves were removed or put in`,
  rootDiffers: (size: number, at: string) =>
    `the first ${size} leaves do not lead to the root of the checkpoint of ${at}: one of them was changed, removed, put in or moved`,
  ledger: (size: number, checkpoints: number) =>
    `${size} leaves lead to the roots of all ${checkpoints} checkpoints, each linked to the one before`,
  chain: (size: number) => `the checkpoint of ${size} records does not name the one before it`,
  removed: (what: string, index: number) =>
    `${what} is in the ledger (leaf ${index}) and not in the export: removed`,
  letGo: (what: string, { on, under, because }: { on: string; under: string; because: string }) =>
    `${what} was deleted on ${on} under the confirmed list ${under} (${because}); leaf hash kept`,
  listsAbsent: (count: number) =>
    `${count} records were erased, and this export was made before exports had the lists of that and the legal holds`,
  listMissing: (what: string, list: string) =>
    `${what} was erased under the list ${list}, which is not there`,
  listWrong: (what: string, list: string, why: string) =>
    `${what} was erased under the list ${list}, and ${why}`,
  listAltered: (list: string) => `the list ${list} is not what its hash says`,
  heldWhenErased: (what: string, hold: string) =>
    `${what} was erased while the legal hold ${hold} was in force`,
  lists: (count: number, holds: number) =>
    `${count} records were erased, each under a list that one person proposed and another confirmed, and none under one of ${holds} legal holds`,
  leafDiffers: (what: string, index: number) =>
    `${what} is not what entered the ledger (leaf ${index}): its content was changed`,
  inserted: (what: string) =>
    `${what} is in the export and not in the ledger at that place: put in afterwards, or moved`,
  subjects: (certificates: number, records: number) =>
    `${certificates} certificates and ${records} other records: canonical form, SHA-256, signature, place in the ledger; none is missing`,
  proofs: (count: number) => `${count} inclusion proofs lead to the newest checkpoint's root`,
  proofWrong: (what: string) => `${what}: its inclusion proof does not lead to the newest checkpoint's root`,
  roster: (count: number) => `the roster of ${count} people and its changes have the hashes they had`,
  rosterWrong: (what: string) => `the roster: ${what} is not what it was`,
  obligationWithout: (what: string) => `${what} is said to be certified, and its certificate is missing`,
  obligationNew: (count: number) =>
    `${count} signed while the export was made and not in it; a later export has them`,
  certificateWithout: (count: number) =>
    `${count} certificates belong to no certified obligation of the cycle`,
  obligations: (count: number, papers: number) =>
    `${count} obligations: each that is certified has its certificate${papers > 0 ? `, or (${papers}) the record of a paper` : ''}`,
  paper: (id: string, name: string, by: string) =>
    `paper certificate ${id} (${name}; recorded on paper by ${by}: a receipt, not an electronic signature)`,
  papers: (count: number) =>
    `${count} of the other records are of certificates on paper: the service signed that they were received, nobody signed them electronically`,
  corrections: (count: number) =>
    `${count} ${count === 1 ? 'correction names what it corrects' : 'corrections name what they correct'}, by its hash; what was signed stays as it was`,
  correctsOther: (what: string, id: string) =>
    `${what} is about another record than ${id} as it is here: their hashes disagree`,
  correctionOfAnother: (what: string) => `${what} is attached to a certificate that it is not about`,
  correctedIn: (count: number) =>
    `${count} ${count === 1 ? 'correction is' : 'corrections are'} attached to it: read what the Compliance Office says is wrong in it`,
  paperWithout: (what: string) => `${what} is said to be certified on paper, and the record of it is missing`,
  disclosure: (what: string) => `the disclosure ${what} is not what its hash says`,
  disclosureMissing: (count: number) => `${count} exceptions that certificates refer to are not listed`,
  disclosures: (count: number, texts: number) =>
    `${count} disclosures are listed, ${texts} with their texts, which have the hashes referred to`,
  held: (size: number, at: string) =>
    `everything up to the checkpoint of ${at} that was kept elsewhere (${size} records) is as it was then`,
  heldDiffers: (size: number, at: string) =>
    `the first ${size} records are not those of the checkpoint of ${at} that was kept elsewhere: something up to it was changed, removed, put in or moved since`,
  heldNewer: (size: number) =>
    `the checkpoint that was kept elsewhere has ${size} records, more than the ledger here: records were removed, or the export is older`,
  heldUseless:
    'a single record cannot be compared with a checkpoint of another size; check an export with it',
  duplicate: (what: string) => `${what} is there twice`,
} as const;
