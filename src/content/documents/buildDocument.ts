import { type CodeSection, type CodeVersion, hashOf, type Passage } from '../../domain/code.ts';
import type { PassageId } from '../../domain/ids.ts';
import type { Block, Unplaced } from './blocks.ts';
import type { FrontMatter } from './frontMatter.ts';

/** Words before the first heading stand in a section of this name. */
const FIRST_SECTION = 'Introduction';
/** Characters of a heading that an id carries. */
const LONGEST_SLUG = 36;

export type Built = { readonly code: CodeVersion; readonly unplaced: readonly Unplaced[] };

/**
 * Puts a document's blocks into sections and passages. A passage's id is made of the document's, its section's
 * title and its number there, so that an edit elsewhere does not change it.
 */
export function buildDocument(
  blocks: readonly Block[],
  document: { readonly name: string; readonly facts: FrontMatter; readonly company: string },
): Built {
  const { facts, name } = document;
  const [first] = blocks;
  const heading = first?.kind === 'heading' ? first : undefined;
  const title = facts.title ?? heading?.text ?? name.replaceAll('-', ' ');
  const rest = heading && isSame(heading.text, title) ? blocks.slice(1) : blocks;
  const shortTitle = facts.shortTitle ?? title;
  const prefix = facts.id ?? initialsOf(name);
  const { parts, unplaced } = partsOf(rest);
  const slugs = new Map<string, number>();
  const sections = parts.map(({ title: sectionTitle, blocks: inside }, index): CodeSection => {
    const slug = slugOf(sectionTitle) || `s${index + 1}`;
    const times = (slugs.get(slug) ?? 0) + 1;
    slugs.set(slug, times);
    const id = `${prefix}-${slug}${times > 1 ? `-${times}` : ''}`;
    const counted = { paragraph: 0, item: 0 };
    const passages = inside.map(({ kind, text }): Passage => {
      counted[kind] += 1;
      const number = counted[kind];
      return {
        id: `${id}-${kind === 'item' ? 'i' : 'p'}${number}` as PassageId,
        kind,
        citation: `${shortTitle}, ${sectionTitle}, ${ordinal(number)} ${kind}`,
        text,
      };
    });
    return { id, title: sectionTitle, passages };
  });
  const text = { company: facts.company ?? document.company, title, sections };
  const { adoptedOn, effectiveOn } = facts;
  return {
    unplaced,
    code: {
      ...text,
      document: name,
      label: facts.version,
      shortTitle,
      language: facts.language,
      ...(adoptedOn && { adoptedOn }),
      ...(effectiveOn && { effectiveOn }),
      madePublic: facts.madePublic ?? '',
      hash: hashOf(text),
    },
  };
}

type Text = Extract<Block, { kind: 'paragraph' | 'item' }>;
type Part = { readonly title: string; readonly blocks: readonly Text[] };

/** Sections with the headings above them in their titles; headings that nothing stands under are left over. */
function partsOf(blocks: readonly Block[]): { parts: readonly Part[]; unplaced: readonly Unplaced[] } {
  const parts: { title: string; blocks: Text[] }[] = [];
  const unplaced: Unplaced[] = [];
  let above: Extract<Block, { kind: 'heading' }>[] = [];
  let open: { title: string; blocks: Text[] } | undefined;
  blocks.forEach((block, index) => {
    if (block.kind === 'heading') {
      above = [...above.filter(({ depth }) => depth < block.depth), block];
      open = undefined;
      const next = blocks[index + 1];
      const leads = next && (next.kind !== 'heading' || next.depth > block.depth);
      if (!leads) unplaced.push({ line: block.line, what: 'empty-heading' });
      return;
    }
    if (!open) {
      open = { title: above.map(({ text }) => text).join(': ') || FIRST_SECTION, blocks: [] };
      parts.push(open);
    }
    open.blocks.push(block);
  });
  return { parts, unplaced };
}

function isSame(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { sensitivity: 'base', ignorePunctuation: true }) === 0;
}

function slugOf(text: string): string {
  const slug = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, LONGEST_SLUG);
  return slug.replace(/^-+|-+$/gu, '');
}

function initialsOf(name: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/gu) ?? ['doc'];
  const initials = words
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 8);
  return words.length > 1 ? initials : (words[0] ?? 'doc').slice(0, 8);
}

function ordinal(number: number): string {
  const last = number % 10;
  if (Math.floor(number / 10) % 10 === 1) return `${number}th`;
  return `${number}${last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th'}`;
}
