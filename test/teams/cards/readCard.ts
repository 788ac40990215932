import { createRequire } from 'node:module';
import type { Card } from '../../../src/teams/cards/context.ts';

// The package's entry cannot be imported in Node; its bundle can be required, and needs no DOM to parse.
const { AdaptiveCard, HostConfig, SerializationContext, Versions } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as typeof import('adaptivecards');

/** One object of a card's JSON, whatever it is. */
export type Node = Readonly<Record<string, unknown>>;

/** How many buttons Teams shows is checked by a test: what is behind "…" does not count. */
const HOST = new HostConfig({ actions: { maxActions: 100 } });

/** What Microsoft's own renderer says of a card: what it cannot parse, and what breaks its rules. */
export function complaintsOf(card: Card): readonly string[] {
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.hostConfig = HOST;
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index));
  const rules = parsed.validateProperties().validationEvents;
  return [
    ...events
      .map(({ message }) => message)
      .filter((message) => !hasFallback(message) && !LANGUAGE_UNSEEN.test(message)),
    ...rules.map(({ message }) => message),
  ];
}

/** Elements of Teams that the renderer does not know: each must say what to show instead, which a test checks. */
export const WITH_FALLBACK = ['Chart.Donut', 'Badge'];

/** Its pattern for `lang` is global and remembers where it stopped: every second correct language is complained of. */
const LANGUAGE_UNSEEN = /^Invalid value "[a-z]{2}" for property "lang"\.$/;

function hasFallback(message: string): boolean {
  return WITH_FALLBACK.some((type) => message.startsWith(`Unknown element type "${type}".`));
}

/** Every object in a card, in reading order; `fallback` included. */
export function nodesOf(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  return [node, ...Object.values(node).flatMap(nodesOf)];
}

export function elementsOfType(card: unknown, ...types: string[]): readonly Node[] {
  return nodesOf(card).filter(({ type }) => types.includes(String(type)));
}

export function inputsOf(card: unknown): readonly Node[] {
  return nodesOf(card).filter(({ type }) => String(type).startsWith('Input.'));
}

/** Texts that clients read as markdown: text blocks, facts, and the words beside a toggle. */
export function markdownOf(card: unknown): readonly string[] {
  return nodesOf(card).flatMap((node) => {
    if (node.type === 'TextBlock') return [String(node.text)];
    if (node.type === 'FactSet')
      return (node.facts as Node[]).flatMap(({ title, value }) => [String(title), String(value)]);
    return node.type === 'Input.Toggle' ? [String(node.title)] : [];
  });
}

/** Texts that clients show as they are: labels, buttons, badges, rich text. */
export function literalsOf(card: unknown): readonly string[] {
  return nodesOf(card).flatMap((node) => {
    if (String(node.type).startsWith('Action.')) return [String(node.title)];
    if (String(node.type).startsWith('Input.')) return [String(node.label), String(node.placeholder ?? '')];
    return node.type === 'TextRun' || node.type === 'Badge' ? [String(node.text)] : [];
  });
}

/** Everything somebody can read on a card, as one text. */
export function wordsOf(card: unknown): string {
  return [...markdownOf(card), ...literalsOf(card)].join('\n');
}

/** Where in the card's reading order something first stands; -1 when it does not. */
export function placeOf(card: Card, what: (node: Node) => boolean): number {
  return nodesOf(card.body).findIndex(what);
}
