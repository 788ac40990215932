import { diffWordsWithSpace } from 'diff/lib/diff/word.js';
import type { CodeSection, CodeVersion, Passage } from './code.ts';

/** A run of words that both texts have, that the newer one left out, or that it has and the older had not. */
export type Piece = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string };

/** What became of one passage, or of a title. */
export type PassageChange = {
  readonly kind: 'changed' | 'added' | 'removed' | 'moved' | 'retitled';
  /** Where it stands in the newer version; where it stood in the older one if it is gone. */
  readonly citation: string;
  /** The passage's id in the version that has it; absent for titles. */
  readonly passage?: string;
  /** The words, in order: those that are the same and the added ones are the newer text. */
  readonly pieces: readonly Piece[];
};

type Side = Pick<CodeVersion, 'company' | 'title' | 'sections'>;

/** Passages are the same one, rewritten, when they share at least so much of their words. */
const ALIKE = 0.5;
/** With the same id, a smaller share is enough: somebody says that it is the same passage. */
const ALIKE_BY_ID = 0.2;

/**
 * What changed between two versions, passage by passage and word by word, in the order of the newer text; passages
 * that are gone come last. Empty exactly when their canonical texts are equal: a new layout, label or date is no change.
 */
export function changesBetween(older: Side, newer: Side): readonly PassageChange[] {
  const before = older.sections.flatMap(({ passages }) => passages);
  const after = newer.sections.flatMap(({ passages }) => passages);
  const pairs = pairsOf(before, after);
  const sections = sectionPairs(older.sections, newer.sections);
  const stayed = inOrder(after, before, pairs);
  const hasMoved = (passage: Passage, was: Passage) =>
    !stayed.has(passage) || sections.get(sectionOf(newer, passage)) !== sectionOf(older, was);
  const changes = after.flatMap((passage): PassageChange[] => {
    const was = pairs.get(passage);
    const of = { citation: passage.citation, passage: passage.id };
    if (!was) return [{ kind: 'added', ...of, pieces: whole('added', passage.text) }];
    const pieces = piecesBetween(was.text, passage.text);
    if (pieces.some(({ kind }) => kind !== 'same')) return [{ kind: 'changed', ...of, pieces }];
    return hasMoved(passage, was) ? [{ kind: 'moved', ...of, pieces }] : [];
  });
  const still = new Set(pairs.values());
  const gone = before
    .filter((passage) => !still.has(passage))
    .map(({ citation, id, text }): PassageChange => {
      return { kind: 'removed', citation, passage: id, pieces: whole('removed', text) };
    });
  return [...titleChanges(older, newer, sections), ...changes, ...gone];
}

/** The words of one text against those of another; runs of white space count as one space. */
export function piecesBetween(older: string, newer: string): readonly Piece[] {
  return diffWordsWithSpace(plain(older), plain(newer)).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}

/** Which passage of the older version each of the newer one was: the same text, the same id, or much the same words. */
function pairsOf(before: readonly Passage[], after: readonly Passage[]): Map<Passage, Passage> {
  const pairs = new Map<Passage, Passage>();
  const free = new Set(before);
  const pair = (passage: Passage, was: Passage | undefined): void => {
    if (!was || !free.has(was) || pairs.has(passage)) return;
    pairs.set(passage, was);
    free.delete(was);
  };
  const byId = new Map(before.map((passage) => [passage.id, passage]));
  const byText = Map.groupBy(before, ({ text }) => plain(text));
  const texts = new Map(after.map((one) => [one, plain(one.text)]));
  const sameText = (one: Passage) => byText.get(texts.get(one) ?? '') ?? [];
  for (const one of after)
    pair(
      one,
      sameText(one).find(({ id }) => id === one.id),
    );
  for (const one of after)
    pair(
      one,
      sameText(one).find((was) => free.has(was)),
    );
  const words = new Map([...before, ...after].map((passage) => [passage, wordsOf(passage)]));
  const likeness = (was: Passage, one: Passage) => shareOf(words.get(was), words.get(one));
  const rest = after.filter((one) => !pairs.has(one));
  for (const one of rest) {
    const was = byId.get(one.id);
    if (was && likeness(was, one) >= ALIKE_BY_ID) pair(one, was);
  }
  const likely = rest
    .filter((one) => !pairs.has(one))
    .flatMap((one) => [...free].map((was) => ({ was, one, share: likeness(was, one) })))
    .filter(({ share }) => share >= ALIKE)
    .sort((one, other) => other.share - one.share);
  for (const { was, one } of likely) pair(one, was);
  return pairs;
}

function wordsOf({ text }: Passage): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** The share of words, 0 to 1, that two passages have in common. */
function shareOf(one: ReadonlySet<string> = new Set(), other: ReadonlySet<string> = new Set()): number {
  const common = [...one].filter((word) => other.has(word)).length;
  return common / Math.max(1, one.size + other.size - common);
}

/** Of the passages that both have, a longest run in the same order: the others were moved. */
function inOrder(
  after: readonly Passage[],
  before: readonly Passage[],
  pairs: ReadonlyMap<Passage, Passage>,
): ReadonlySet<Passage> {
  type Run = { readonly last: number; readonly passages: readonly Passage[] };
  const place = new Map(before.map((passage, index) => [passage, index]));
  const longer = (one: Run, other: Run) => (other.passages.length > one.passages.length ? other : one);
  const none: Run = { last: -1, passages: [] };
  const runs: Run[] = [];
  for (const passage of after) {
    const was = pairs.get(passage);
    const at = was && place.get(was);
    if (at === undefined) continue;
    const { passages } = runs.filter(({ last }) => last < at).reduce(longer, none);
    runs.push({ last: at, passages: [...passages, passage] });
  }
  return new Set(runs.reduce(longer, none).passages);
}

/** Which section of the older version each of the newer one was: the same id, or the same title. */
function sectionPairs(
  before: readonly CodeSection[],
  after: readonly CodeSection[],
): ReadonlyMap<CodeSection | undefined, CodeSection> {
  const pairs = new Map<CodeSection, CodeSection>();
  const free = new Set(before);
  for (const same of [
    (one: CodeSection, was: CodeSection) => one.id === was.id,
    (one: CodeSection, was: CodeSection) => plain(one.title) === plain(was.title),
  ])
    for (const section of after) {
      const was = pairs.has(section) ? undefined : [...free].find((one) => same(section, one));
      if (!was) continue;
      pairs.set(section, was);
      free.delete(was);
    }
  return pairs;
}

function titleChanges(
  older: Side,
  newer: Side,
  sections: ReadonlyMap<CodeSection | undefined, CodeSection>,
): readonly PassageChange[] {
  const retitled = (was: string, is: string): PassageChange[] =>
    plain(was) === plain(is) ? [] : [{ kind: 'retitled', citation: is, pieces: piecesBetween(was, is) }];
  const still = new Set(sections.values());
  return [
    ...retitled(older.company, newer.company),
    ...retitled(older.title, newer.title),
    ...newer.sections.flatMap((section): PassageChange[] => {
      const was = sections.get(section);
      const { title } = section;
      return was
        ? retitled(was.title, title)
        : [{ kind: 'added', citation: title, pieces: whole('added', title) }];
    }),
    ...older.sections
      .filter((section) => !still.has(section))
      .map(({ title }): PassageChange => {
        return { kind: 'removed', citation: title, pieces: whole('removed', title) };
      }),
    ...sectionsMoved(older.sections, newer.sections, sections),
  ];
}

/** Sections that have no passage to tell that they were moved, or that changed places. */
function sectionsMoved(
  before: readonly CodeSection[],
  after: readonly CodeSection[],
  pairs: ReadonlyMap<CodeSection | undefined, CodeSection>,
): readonly PassageChange[] {
  let last = -1;
  return after.flatMap((section): PassageChange[] => {
    const was = pairs.get(section);
    if (!was) return [];
    const at = before.indexOf(was);
    const moved = at < last;
    last = Math.max(last, at);
    return moved ? [{ kind: 'moved', citation: section.title, pieces: whole('same', section.title) }] : [];
  });
}

function sectionOf({ sections }: Side, passage: Passage): CodeSection | undefined {
  return sections.find(({ passages }) => passages.includes(passage));
}

function whole(kind: Piece['kind'], text: string): readonly Piece[] {
  return [{ kind, text: plain(text) }];
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
