import type { PassageChange } from '../../domain/codeChanges.ts';

/** The pages on which the Code is read, and what cards say about versions and changes. */
export const reading = {
  page: {
    skip: 'Skip to the text',
    contents: 'Contents',
    search: 'Search the text',
    searchHint: 'Shows only passages that have all the words',
    found: { none: 'No passage has all these words', one: '1 passage', more: '{count} passages' },
    about: 'About this version',
    document: 'Document',
    company: 'Adopted by',
    version: 'Version',
    adopted: 'Adopted',
    effective: 'Effective',
    notKnown: 'Not recorded',
    madePublic: 'Made public (Item 406(c))',
    hash: 'SHA-256 of the text',
    otherVersions: 'Other versions',
    changesFrom: (label: string) => `What changed from version ${label}`,
    otherDocuments: 'Other documents',
    item406: 'What Item 406(b) of Regulation S-K asks of a code of ethics, and where this one answers',
    element: 'Element',
    asks: 'Asks for',
    answeredBy: 'Answered by',
    unmapped: 'No passage',
    linkTo: (citation: string) => `Link to: ${citation}`,
    languages: 'Courtesy translation',
    original: 'Without translation',
    translated: (language: string) => `Courtesy translation (${language}). The original text controls.`,
    superseded: (label: string) =>
      `This is not the version that is certified now, which is version ${label}.`,
    current: 'This is the version that is certified now.',
    readCurrent: 'Read it',
    notHereTitle: 'Nothing here',
    notHere: 'There is no such document or version.',
    toCode: 'Read the Code of Ethics',
  },
  changes: {
    title: 'What changed',
    lead: (older: string, newer: string) => `From version ${older} to version ${newer}`,
    none: 'Nothing changed: the text is the same, word for word.',
    legend: 'Words that are gone are struck through, words that are new are underlined.',
    count: (count: number) => (count === 1 ? '1 change' : `${count} changes`),
    kinds: {
      changed: 'Changed',
      added: 'New',
      removed: 'Removed',
      moved: 'Moved, words unchanged',
      retitled: 'Title changed',
    } satisfies Record<PassageChange['kind'], string>,
    gone: 'removed:',
    fresh: 'new:',
    end: 'end',
    button: 'What changed since you last signed',
    more: (count: number) =>
      count === 1
        ? 'One more change is not shown on this card.'
        : `${count} more changes are not shown on this card.`,
    first: 'You have not signed an earlier version, so there is nothing to compare with.',
    notHere:
      'The text of the version you signed last is not at hand. The Compliance Office can give it to you.',
    readWhole: 'Read the whole Code',
    onPage: 'See all changes on a page',
  },
  about: {
    button: 'About this Code',
    title: 'About the Code',
    versions: 'Versions',
    versionLine: (label: string, hash: string) => `Version ${label}, SHA-256 ${hash}`,
    documents: 'Further documents',
    unmapped: (elements: string) =>
      `No passage of the Code answers to ${elements} of Regulation S-K. The mapping is in the Code’s file \`item-406.json\`.`,
    page: 'Open the page',
  },
} as const;
