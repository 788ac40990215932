/** Texts around questions: answers of several documents, why, the hand-over to the Compliance Office, counts. */
export const asking = {
  silent: (code: string, other: string, rule: string) =>
    `The ${code} does not address this. The ${other} does; the ${code} refers to it (${rule}).`,
  controls: (code: string, other: string, rule: string) =>
    `The ${other} speaks of this, too. Where the two differ, the ${code} controls (${rule}).`,
  place: (citation: string, label: string) => `${citation} · version ${label}`,
  placeIn: (citation: string, label: string, language: string) =>
    `${citation} · version ${label} · text in ${language}`,
  openInContext: 'Open in context',
  openPage: 'Open the page',
  translated: (language: string, original: string) =>
    `Courtesy translation (${language}). The ${original} text controls.`,
  tooMany: (seconds: number) =>
    `That is a lot of questions at once. Please ask again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}; nothing was looked up.`,
  handOver: {
    button: 'Write to the Compliance Office…',
    title: 'Write to the Compliance Office',
    lead: 'What you write here goes, with your name, to the people of the Compliance Office in their chats with this bot. What you asked before is not sent along, and the bot keeps no copy.',
    notAnonymous:
      '**This is not anonymous.** To raise a concern confidentially or anonymously, use one of these channels instead:',
    label: 'What you want to ask',
    placeholder: 'Your question, in your own words',
    missing: 'Write what you want to ask.',
    tooLong: 'That is longer than 2,000 characters. Nothing was sent; please shorten it.',
    send: 'Send with my name',
    sentTitle: 'Sent to the Compliance Office',
    sent: 'They have it now and will answer you themselves. The bot kept no copy.',
    notSentTitle: 'It could not be sent',
    notSent: (name: string, address: string) =>
      `Nobody of the Compliance Office could be reached through this bot, and nothing was kept. Please write to them: ${name}, ${address}.`,
    receivedTitle: 'A question for the Compliance Office',
    received: (name: string, title: string) => `From ${name}${title ? `, ${title}` : ''}`,
    receivedNote:
      'Sent through the bot by the person themselves. The bot kept no copy and passes no answer on.',
    reply: 'Answer by e-mail',
    unknown: 'I do not know you yet, so nothing was sent. Please write to the Compliance Office directly.',
  },
  why: {
    button: 'Why this answer',
    title: 'Why this answer',
    how: 'I keep no questions. Type `why this answer` and the question behind it, for example `why this answer is moonlighting allowed`.',
    readAs: 'Read as',
    kinds: {
      passages: 'Answered with passages',
      'not-addressed': 'Answered with “the Code does not address this”',
      'speak-up': 'Taken for a report: the channels were shown first',
      unclear: 'Not understood',
    },
    score: (score: string, threshold: string, shown: boolean) =>
      `${score} of ${threshold} needed · ${shown ? 'shown' : 'not shown'}`,
    topic: 'Topic the Code does not address',
    matched: (parts: string) => `Matched: ${parts}`,
    nothing: 'No single word stood out.',
    told: (percent: number) => `It seems to tell of something rather than to ask: ${percent} %.`,
    learnt: (words: string, adds: string) =>
      `Learnt from all phrasings: +${adds}${words === '' ? '' : `, mostly by ${words}`}`,
    likest: (phrasing: string, adds: string) => `Most like: “${phrasing}” (+${adds})`,
    groups:
      'A word with # is a group of the vocabulary; two words with + count together. The strongest are shown.',
    none: 'Nothing in it matched any passage or topic.',
  },
  counts: {
    title: 'What people ask about',
    lead: 'How many people asked for each passage, by month. Nobody is told apart: no names, no words, no days.',
    columns: { passage: 'Passage', people: 'People' },
    atLeast: (count: number) => `${count} or more`,
    notAddressed: 'Not addressed by the Code',
    nothing: 'Nothing was asked about by five people or more.',
    note: 'Groups of fewer than five are never shown, and numbers are rounded down to fives. Counts reach this list with some delay.',
    none: 'No questions have been counted yet.',
  },
} as const;
