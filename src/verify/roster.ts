import { hash } from 'node:crypto';
import { z } from 'zod';
import { verifyTexts as t } from '../content/en/verify.ts';
import { canonical, parsed } from './canonical.ts';
import type { Findings } from './findings.ts';
import type { Archive } from './zipFile.ts';

const Roster = z.looseObject({
  roster: z.looseObject({
    count: z.int(),
    sha256: z.string(),
    parts: z.array(z.looseObject({ sha256: z.string(), entries: z.array(z.unknown()) })),
  }),
  pages: z.array(z.looseObject({ number: z.int(), previous: z.string(), sha256: z.string() })),
});

/** Who had to certify, by the hash that was frozen with it, and the chain of what was recorded since. */
export async function checkRoster(archive: Archive, found: Findings, of: string): Promise<void> {
  const raw = parsed(await archive.text('roster.json'));
  const read = Roster.safeParse(raw);
  // A cycle that has not opened yet has none.
  if (!read.success) {
    if (canonical(raw ?? null) !== '{}') found.wrong(t.rosterWrong('its form'));
    return;
  }
  const before = found.wrongs();
  const { roster, pages } = read.data;
  const { cycle, frozenAt, codeHash } = roster;
  if (cycle !== of) found.wrong(t.rosterWrong('its cycle'));
  for (const [n, part] of roster.parts.entries())
    if (digest(part.entries) !== part.sha256) found.wrong(t.rosterWrong(`part ${n + 1}`));
  const entries = roster.parts.flatMap((part) => part.entries);
  if (entries.length !== roster.count || digest({ cycle, frozenAt, codeHash, entries }) !== roster.sha256)
    found.wrong(t.rosterWrong('the list'));
  let previous = roster.sha256;
  for (const [n, { sha256, ...facts }] of pages.entries()) {
    if (digest(facts) !== sha256 || facts.previous !== previous || facts.number !== n + 1)
      found.wrong(t.rosterWrong(`change ${n + 1}`));
    previous = sha256;
  }
  if (found.wrongs() === before) found.checked(t.roster(roster.count));
}

function digest(value: unknown): string {
  return hash('sha256', canonical(value), 'hex');
}
