import type { Features } from './features.ts';
import { AT_ONCE, inSteps } from './inSteps.ts';
import { createNetwork, type Network, type Places } from './network.ts';

/** A text and what it is an example of. */
export type Lesson = { readonly subject: string; readonly features: Features };

/** How likely a text is about each subject, 0 to 1, together 1. */
export type Likely = ReadonlyMap<string, number>;

export type Learner = {
  /** Learns a little more, some milliseconds long; false when all is learnt. */
  readonly goOn: () => boolean;
  /** Learns to the end first, if need be. */
  readonly likely: (features: Features) => Likely;
  /** Whether enough examples have it to have been learnt from. */
  readonly knows: (feature: string) => boolean;
  /** What of a text speaks most for some subjects, compared with the text without it: strongest first. */
  readonly leadingTo: (features: Features, isMeant: (subject: string) => boolean) => readonly string[];
};

/** How often all examples are gone through: twice as often learns no more. */
const ROUNDS = 5;
/** What only one example has would only teach that example by heart. */
const LEAST_USES = 2;
/**
 * So much of an example is left out at random each time it is gone through, the rest counting for more: nobody asks in
 * the same words again, so each word has to learn to do without the others (Srivastava et al., JMLR 15, 2014).
 */
const LEFT_OUT = 0.4;
/** An example of which all networks are so sure although some of it is left out is passed over the next time. */
const SURE = 0.9;
/** More than the features of any text, and enough not to come to the same point of it again soon. */
const DECISIONS = 65_536;
/** So many networks begin differently, and the mean of what they say is what was learnt: each errs elsewhere. */
const NETWORKS = 2;
/**
 * Learns from examples what leads to each subject. Unlike a count of votes it sees that two features always come
 * together and must not count twice. The order of the examples is mixed, and all else drawn, by the same numbers each
 * time, so that the same examples always teach the same.
 */
export function createLearner(lessons: Iterable<Lesson>): Learner {
  const { goOn, result: learnt } = inSteps(learning(lessons));
  return {
    goOn,
    likely: (features) => learnt().likely(features),
    knows: (feature) => learnt().placeOf.has(feature),
    leadingTo(features, isMeant) {
      const chance = (of: Features): number => {
        let sum = 0;
        for (const [subject, likely] of learnt().likely(of)) if (isMeant(subject)) sum += likely;
        return sum;
      };
      const all = chance(features);
      return features.names
        .filter((name) => learnt().placeOf.has(name))
        .map((name) => ({ name, speaks: all - chance(without(features, name)) }))
        .filter(({ speaks }) => speaks > 0)
        .sort((one, other) => other.speaks - one.speaks)
        .map(({ name }) => name);
    },
  };
}

function without({ names, weights }: Features, name: string): Features {
  return { names, weights: weights.map((weight, at) => (names[at] === name ? 0 : weight)) };
}

/** What was learnt: a feature that enough examples have has a place in the networks. */
type Model = {
  readonly placeOf: ReadonlyMap<string, number>;
  readonly likely: (features: Features) => Likely;
};

/** A text as places in the networks, and its subject's number. */
type Example = { readonly right: number; readonly places: Int32Array; readonly amounts: Float32Array };

function* learning(lessons: Iterable<Lesson>): Generator<undefined, Model> {
  const subjects = new Map<string, number>();
  const numbers = new Map<string, number>();
  const uses: number[] = [];
  const read: Example[] = [];
  for (const { subject, features } of lessons) {
    const right = subjects.get(subject) ?? subjects.size;
    subjects.set(subject, right);
    const places = Int32Array.from(features.names, (name) => {
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      uses[number] = (uses[number] ?? 0) + 1;
      return number;
    });
    if (read.push({ right, places, amounts: Float32Array.from(features.weights) }) % AT_ONCE === 0) yield;
  }
  // Features that are used too seldom get no place: -1.
  let kept = 0;
  const placeAt = Int32Array.from(uses, (used) => (used < LEAST_USES ? -1 : kept++));
  const placeOf = new Map<string, number>();
  for (const [name, number] of numbers) {
    const place = placeAt[number] ?? -1;
    if (place >= 0) placeOf.set(name, place);
  }
  yield;
  const examples: Example[] = [];
  for (const one of read) if (examples.push(withPlaces(one, placeAt)) % AT_ONCE === 0) yield;
  const draw = createDraw();
  const networks: Network[] = [];
  while (networks.length < NETWORKS) {
    networks.push(createNetwork(kept, subjects.size, draw));
    yield;
  }
  const thinned = createThinning(draw);
  const isSure = new Uint8Array(examples.length);
  let learnt = 0;
  for (const at of mixed(examples.length, draw)) {
    const example = examples[at];
    const eagerness = 1 - learnt / (examples.length * ROUNDS);
    learnt += 1;
    if (isSure[at]) isSure[at] = 0;
    else if (example) {
      const chances = networks.map(({ learn }) => learn(thinned(example), example.right, eagerness));
      if (chances.every((chance) => chance > SURE)) isSure[at] = 1;
    }
    if (learnt % AT_ONCE === 0) yield;
  }
  return {
    placeOf,
    likely({ names, weights }) {
      const text = { places: names.map((name) => placeOf.get(name) ?? -1), amounts: weights };
      const said = networks.map(({ estimate }) => estimate(text));
      const mean = (at: number) => said.reduce((sum, chances) => sum + (chances[at] ?? 0), 0) / NETWORKS;
      return new Map([...subjects].map(([subject, at]) => [subject, mean(at)]));
    },
  };
}

/** An example with the places of its features in place of their numbers, and without those that have none. */
function withPlaces({ right, places: numbers, amounts }: Example, placeAt: Int32Array): Example {
  const places = numbers.map((number) => placeAt[number] ?? -1);
  const isKept = (_: number, at: number) => (places[at] ?? -1) >= 0;
  return { right, places: places.filter(isKept), amounts: amounts.filter(isKept) };
}

/** Leaves out some of an example, from a different point of one long row of decisions each time: drawing takes longer. */
function createThinning(draw: () => number): (example: Example) => Places {
  const decided = Float32Array.from({ length: DECISIONS }, () =>
    draw() < LEFT_OUT ? 0 : 1 / (1 - LEFT_OUT),
  );
  // Overwritten by the next call.
  let amounts = new Float32Array(0);
  return (example) => {
    const { places, amounts: whole } = example;
    if (amounts.length < places.length) amounts = new Float32Array(places.length);
    const from = Math.floor(draw() * (DECISIONS - places.length));
    for (let at = 0; at < places.length; at += 1) amounts[at] = (whole[at] ?? 0) * (decided[from + at] ?? 0);
    return { places, amounts };
  };
}

/** The numbers of so many examples, mixed anew in each round. */
function* mixed(examples: number, draw: () => number): Generator<number> {
  const order = Int32Array.from({ length: examples }, (_, at) => at);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = Math.floor(draw() * (last + 1));
      [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
    }
    yield* order;
  }
}

/** A linear congruential generator (that of POSIX `rand`), 0 to 1: mixed well enough, and the same everywhere. */
function createDraw(): () => number {
  let drawn = 1;
  return () => {
    drawn = (Math.imul(drawn, 1_103_515_245) + 12_345) & 0x7fffffff;
    return drawn / 0x80000000;
  };
}
