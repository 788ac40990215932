import assert from 'node:assert/strict';
import { NAMES, type NameKind } from './cardWorld.ts';
import { everyCard } from './everyCard.ts';
import { complaintsOf, elementsOfType, inputsOf, nodesOf, WITH_FALLBACK } from './readCard.ts';

/** Teams takes 28 KB in a card that a bot sends. Bytes. */
const LARGEST = 28 * 1024;

for (const kind of Object.keys(NAMES) as NameKind[]) {
  describe(`every card, where people have a name of the kind "${kind}"`, () => {
    const cards = everyCard(NAMES[kind]);
    const failing = (broken: (card: object) => boolean) =>
      cards.filter(({ card }) => broken(card)).map(({ what }) => what);

    it('is understood by the renderer and keeps its rules, unique ids and labelled inputs among them', () => {
      const complaints = cards.map(({ what, card }) => [what, complaintsOf(card)] as const);
      assert.deepEqual(
        complaints.filter(([, found]) => found.length > 0),
        [],
      );
    });

    it('has a title that screen readers list as a heading', () => {
      const headings = (card: object) =>
        elementsOfType(card, 'TextBlock').filter(({ style, text }) => style === 'heading' && text !== '');
      assert.deepEqual(
        failing((card) => headings(card).length === 0),
        [],
      );
    });

    it('gives every input an id, a label and words for when it is missing', () => {
      const incomplete = ({ id, label, errorMessage, isRequired }: Readonly<Record<string, unknown>>) =>
        !id || !label || (isRequired === true && !errorMessage);
      assert.deepEqual(
        failing((card) => inputsOf(card).some(incomplete)),
        [],
      );
    });

    it('has at most six buttons, which is what Teams shows; more stand behind "…"', () => {
      const shown = ({ actions = [] }: { actions?: readonly object[] }) =>
        actions.filter((action) => !('mode' in action) || action.mode !== 'secondary');
      assert.deepEqual(
        failing((card) => shown(card).length > 6),
        [],
      );
    });

    it('is small enough for Teams', () => {
      const sizes = cards.map(({ what, card }) => [what, Buffer.byteLength(JSON.stringify(card))] as const);
      assert.deepEqual(
        sizes.filter(([, size]) => size >= LARGEST),
        [],
      );
    });

    it('declares version 1.5 and says what to show where an element is unknown', () => {
      assert.deepEqual(
        failing((card) => nodesOf(card)[0]?.version !== '1.5'),
        [],
      );
      assert.deepEqual(
        failing((card) => elementsOfType(card, ...WITH_FALLBACK).some(({ fallback }) => !fallback)),
        [],
      );
    });

    it('wraps every text, so that nothing is cut off on a phone', () => {
      assert.deepEqual(
        failing((card) => elementsOfType(card, 'TextBlock').some(({ wrap }) => wrap !== true)),
        [],
      );
    });
  });
}
