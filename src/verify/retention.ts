import { hash } from 'node:crypto';
import { z } from 'zod';
import { verifyTexts as t } from '../content/en/verify.ts';
import { canonical, parsed } from './canonical.ts';
import type { Findings } from './findings.ts';
import type { CheckedLedger, Tomb } from './ledger.ts';
import { clean } from './signature.ts';
import type { Archive } from './zipFile.ts';

const LISTS = 'erasures.jsonl';
const HOLDS = 'holds.jsonl';

const Step = z.looseObject({ by: z.string().max(200), at: z.iso.datetime() });
const List = z.looseObject({
  id: z.string().max(200),
  sha256: z.string(),
  entries: z.array(z.looseObject({ personId: z.string().max(200) })).max(10_000),
  proposed: Step,
  confirmed: Step.extend({ sha256: z.string() }).optional(),
  withdrawn: Step.optional(),
});
type List = z.infer<typeof List>;
const Hold = z.looseObject({
  id: z.string().max(200),
  scope: z.union([
    z.looseObject({ kind: z.literal('all') }),
    z.looseObject({ kind: z.literal('cycle'), cycle: z.string().max(100) }),
    z.looseObject({ kind: z.literal('person'), personId: z.string().max(200) }),
  ]),
  at: z.iso.datetime(),
  released: Step.optional(),
});
type Hold = z.infer<typeof Hold>;

/**
 * What was erased went under a list that two people had decided, and under no legal hold. Of an export that was made
 * before exports had these files it is noted that nothing can be said.
 */
export async function checkRetention(
  archive: Archive,
  found: Findings,
  { ledger, cycle }: { ledger: CheckedLedger; cycle: string },
): Promise<void> {
  const tombs = [...ledger.letGo];
  if (!archive.paths.includes(LISTS)) {
    if (tombs.length > 0) found.note(t.listsAbsent(tombs.length));
    return;
  }
  const before = found.wrongs();
  const lists = await readLists(archive, found);
  const holds = await readHolds(archive, found);
  for (const [id, tomb] of tombs) {
    const list = lists.get(tomb.under.list);
    if (!list) found.wrong(t.listMissing(clean(id), clean(tomb.under.list)));
    else for (const why of against(tomb, list)) found.wrong(t.listWrong(clean(id), clean(list.id), why));
    // A tombstone beside what is still there says that a hold, or a crash, came in between.
    if (!ledger.missing.has(id)) continue;
    for (const hold of holds)
      if (isAbout(hold, tomb, cycle) && isInForce(hold, tomb.at))
        found.wrong(t.heldWhenErased(clean(id), clean(hold.id)));
  }
  if (found.wrongs() === before) found.checked(t.lists(tombs.length, holds.length));
}

function against(tomb: Tomb, { sha256, entries, proposed, confirmed, withdrawn }: List): string[] {
  if (!confirmed) return ['nobody had confirmed it'];
  return [
    ...(confirmed.by === proposed.by ? ['whoever proposed it confirmed it too'] : []),
    ...(confirmed.sha256 === sha256 ? [] : ['something else was confirmed']),
    ...(tomb.under.sha256 === sha256 ? [] : ['it names another list']),
    ...(tomb.by === confirmed.by ? [] : ['somebody else confirmed that']),
    ...(tomb.at >= confirmed.at ? [] : ['it was not confirmed yet']),
    ...(withdrawn ? ['it was withdrawn'] : []),
    ...(entries.some(({ personId }) => personId === tomb.personId) ? [] : ['they are not on it']),
    ...([confirmed.by, proposed.by].includes(tomb.personId) ? ['they decided about their own records'] : []),
  ];
}

async function readLists(archive: Archive, found: Findings): Promise<ReadonlyMap<string, List>> {
  const lists = new Map<string, List>();
  let line = 0;
  for await (const text of archive.lines(LISTS)) {
    line += 1;
    const raw = parsed(text);
    const list = List.safeParse(raw).data;
    if (!list) {
      found.wrong(t.broken(LISTS, line, 'no list'));
      continue;
    }
    if (lists.has(list.id)) found.wrong(t.duplicate(clean(list.id)));
    const { entries } = raw as { entries: unknown };
    if (hash('sha256', canonical(entries), 'hex') !== list.sha256) found.wrong(t.listAltered(clean(list.id)));
    lists.set(list.id, list);
  }
  return lists;
}

async function readHolds(archive: Archive, found: Findings): Promise<readonly Hold[]> {
  const holds: Hold[] = [];
  let line = 0;
  for await (const text of archive.lines(HOLDS)) {
    line += 1;
    const hold = Hold.safeParse(parsed(text)).data;
    if (hold) holds.push(hold);
    else found.wrong(t.broken(HOLDS, line, 'no hold'));
  }
  return holds;
}

/** As far as an export of one cycle can tell: a hold on another cycle keeps people too who are in both. */
function isAbout({ scope }: Hold, { personId }: Tomb, cycle: string): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'cycle':
      return scope.cycle === cycle;
    case 'person':
      return scope.personId === personId;
  }
}

function isInForce({ at, released }: Hold, when: string): boolean {
  return at <= when && (released === undefined || released.at > when);
}
