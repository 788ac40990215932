/** What local mode prints on the terminal. */
export const localTexts = {
  stillReading:
    'Still reading the directory. If it cannot be reached this takes up to a few minutes; Ctrl-C stops.',
  running: 'The Code of Ethics certification bot is running, in local mode: a sample organisation, no cloud.',
  open: (url: string) => `  Open        ${url}  (Agents Playground, Microsoft's local Teams client)`,
  withoutPlayground: (endpoint: string) => `  Messages    ${endpoint}  (Agents Playground is not started)`,
  youAre: (name: string, title: string) =>
    `  You are     ${[name, title].filter(Boolean).join(', ')}: a certificate is waiting for you`,
  nobodyYet: '  You are     nobody yet: the directory could not be read; the log says why',
  tryThis: [
    '  Try         read the Code and sign the certificate, then type  status',
    '              act as Renée Delacroix   and then  team',
    '              act as Dana Whitfield    and then  programme,  or ask  can I talk to the press?',
  ].join('\n'),
  data: (where: string) => `  Data        ${where}  (delete it to start over)`,
  dataInMemory: (where: string) => `  Data        ${where}  (in memory: gone when it stops)`,
  tenant: '  For real    README.md, "Run it for a company"',
  stop: '  Stop        Ctrl-C',
} as const;

/** What a start that fails says to the operator. */
export const startTexts = {
  unusable: 'The service does not start. What has to be mended:',
  problem: (where: string, problem: string, expected: string) =>
    `  ${where}: ${problem}. Expected: ${expected}.`,
  portTaken: (port: string, setting: string) =>
    `Port ${port} is in use. Stop what uses it, or choose another with ${setting}.`,
  store: (message: string) => `The service does not start: ${message}`,
  unknownCommand: (name: string) =>
    `There is no command "${name}". Without one the service starts; "job NAME" runs a job, "keys list" and "keys rotate" are about the keys that sign, "documents FOLDER" tries a folder of documents.`,
  howToExport: 'Say which cycle, and into which file: "job export 2026 evidence-2026.zip".',
  noSuchCycle: (cycle: string) => `There is no cycle ${cycle}. Nothing was exported.`,
  exporting: (certificates: number) => `${certificates} certificates`,
  exported: (cycle: string, file: string) =>
    `The evidence of ${cycle} is in ${file}. Check it with: npm run verify -- ${file}`,
  unknownKeysCommand: 'Say what to do: "keys list" or "keys rotate".',
  unusedKey: (kid: string) => `${kid}  has signed nothing yet  in service`,
  signingKey: (kid: string, since: string, inService: boolean) =>
    `${kid}  since ${since}${inService ? '  in service' : ''}`,
  rotated: (kid: string) => `The key in service is now ${kid}. What older keys signed stays verifiable.`,
  rotateInVault: (command: string) =>
    `Key Vault rotates its own keys; the service may only sign with them. An administrator does it with\n  ${command}\nThe service takes the new version within ten minutes.`,
  unknownJob: (name: string, jobs: string) => `There is no job "${name}". Jobs: ${jobs}.`,
  jobElsewhere: (name: string) => `${name}: runs in another process just now; nothing was done here.`,
  jobDone: (name: string, report: string) => `${name}: ${report}`,
  rosterDiffers: (count: number) =>
    `reconcile: the roster and the obligations differ (${count}). The log line roster-differs names each person and what was altered. Run \`npm run job -- issue\` and reconcile again: that mends what a crash left. What stays after it was changed past this service: restore it from a copy, and tell the Compliance Office, whose \`alarms\` show it until it is gone.`,
  ledgerDiffers: (count: number) =>
    `reconcile: the ledger and the certificates that are kept differ (${count}). The log line ledger-differs names each. Do not mend it by hand: export the evidence, run \`npm run verify\` on it, and restore the store from a copy. The Compliance Office and the Audit Committee have been told.`,
  jobFailed: (name: string, why: string) => `${name}: failed. ${why}`,
} as const;
