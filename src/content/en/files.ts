/** Texts of handing over files. */
export const files = {
  title: 'Your file is ready',
  link: (minutes: number) =>
    `The link works once, within ${minutes} minutes. Whoever has it can fetch the file: do not pass it on.`,
  download: 'Download',
  consent: 'Saved to your OneDrive if you agree. Nobody else is given it.',
  getPdf: 'Get it as a PDF',
  none: 'There is no such file for you. Nothing was changed.',
  declined: 'Nothing was saved. You can ask for the file again at any time.',
  over: 'This offer is over: it was used, or is too old. Please ask for the file again.',
  unusable: 'That answer cannot be used, and nothing was saved. Please ask for the file again.',
  failed: 'The file could not be saved just now. Please ask for it again in a minute.',
  preparing: 'I am saving the file now.',
} as const;
