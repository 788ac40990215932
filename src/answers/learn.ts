import type { Features } from './features.ts';

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
  /** What of a text speaks most for a subject, compared with all others: strongest first. */
  readonly leadingTo: (features: Features, subject: string) => readonly string[];
};

/** How often all examples are gone through: ten times learn no more. */
const ROUNDS = 5;
/** What only one example has would only teach that example by heart. */
const LEAST_USES = 2;
const RATE = 1;
/** Examples read or learnt in one go, so that others get their turn in between: some 20 ms. */
const AT_ONCE = 1_000;

/**
 * Learns from examples how strongly each feature speaks for each subject: multinomial logistic regression by stochastic
 * gradient descent with a rate of its own for each feature (AdaGrad: Duchi, Hazan, Singer, JMLR 12, 2011). Unlike a
 * count of votes it sees that two features always come together and must not count twice. The order of the examples is
 * mixed, but always in the same way, so that the same examples always teach the same.
 */
export function createLearner(lessons: Iterable<Lesson>): Learner {
  let model: Model | undefined;
  const steps = learning(lessons);
  const goOn = (): boolean => {
    if (model) return false;
    const { done, value } = steps.next();
    if (done) model = value;
    return !done;
  };
  const learnt = (): Model => {
    while (!model) goOn();
    return model;
  };
  return {
    goOn,
    likely: (features) => {
      const { subjects, chancesOf } = learnt();
      const chances = chancesOf(features);
      return new Map(subjects.map((subject, at) => [subject, chances[at] ?? 0]));
    },
    knows: (feature) => learnt().placeOf.has(feature),
    leadingTo: (features, subject) => leadingTo(learnt(), features, subject),
  };
}

/** What was learnt: for each feature that has a place, how much it speaks for each subject. */
type Model = {
  readonly subjects: readonly string[];
  readonly placeOf: ReadonlyMap<string, number>;
  readonly weights: Float64Array;
  readonly chancesOf: (features: Features) => Float64Array;
};

/** A text as places in the weights, and its subject's number. */
type Example = { readonly right: number; readonly places: Int32Array; readonly amounts: Float64Array };

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
    if (read.push({ right, places, amounts: Float64Array.from(features.weights) }) % AT_ONCE === 0) yield;
  }
  // Features that are used too seldom get no place: -1.
  let kept = 0;
  const placeAt = Int32Array.from(uses, (used) => (used < LEAST_USES ? -1 : kept++));
  const placeOf = new Map<string, number>();
  for (const [name, number] of numbers) {
    const place = placeAt[number] ?? -1;
    if (place >= 0) placeOf.set(name, place);
  }
  for (const { places } of read)
    for (const [at, number] of places.entries()) places[at] = placeAt[number] ?? -1;
  yield;
  const weights = new Float64Array(kept * subjects.size);
  const chances = new Float64Array(subjects.size);
  const learn = learnOne({ weights, chances, corrected: new Float64Array(kept).fill(1e-3) });
  let learnt = 0;
  for (const at of mixed(read.length)) {
    const example = read[at];
    if (example) learn(example);
    learnt += 1;
    if (learnt % AT_ONCE === 0) yield;
  }
  return {
    subjects: [...subjects.keys()],
    placeOf,
    weights,
    chancesOf: ({ names, weights: amounts }) => {
      estimate({ places: names.map((name) => placeOf.get(name) ?? -1), amounts }, weights, chances);
      return chances;
    },
  };
}

type Learning = {
  readonly weights: Float64Array;
  readonly chances: Float64Array;
  /** How much each feature's weights have been corrected already. */
  readonly corrected: Float64Array;
};

/** Corrects the weights of an example's features by how wrong they are about it. */
function learnOne({ weights, chances, corrected }: Learning): (example: Example) => void {
  const count = chances.length;
  return (example) => {
    estimate(example, weights, chances);
    chances[example.right] = (chances[example.right] ?? 0) - 1;
    let square = 0;
    for (const error of chances) square += error * error;
    for (let at = 0; at < example.places.length; at += 1) {
      const place = example.places[at] ?? -1;
      if (place < 0) continue;
      const amount = example.amounts[at] ?? 0;
      const sum = (corrected[place] ?? 0) + amount * amount * square;
      corrected[place] = sum;
      const step = (RATE * amount) / Math.sqrt(sum);
      for (let subject = 0, to = place * count; subject < count; subject += 1, to += 1)
        weights[to] = (weights[to] ?? 0) - step * (chances[subject] ?? 0);
    }
  };
}

type Places = { readonly places: ArrayLike<number>; readonly amounts: ArrayLike<number> };

/** How likely each subject is by what was learnt up to now, into `chances`: a softmax. */
function estimate({ places, amounts }: Places, weights: Float64Array, chances: Float64Array): void {
  const count = chances.length;
  chances.fill(0);
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? -1;
    if (place < 0) continue;
    const amount = amounts[at] ?? 0;
    for (let subject = 0, from = place * count; subject < count; subject += 1, from += 1)
      chances[subject] = (chances[subject] ?? 0) + (weights[from] ?? 0) * amount;
  }
  let most = Number.NEGATIVE_INFINITY;
  for (const sum of chances) most = Math.max(most, sum);
  let total = 0;
  for (let at = 0; at < count; at += 1) {
    const chance = Math.exp((chances[at] ?? 0) - most);
    chances[at] = chance;
    total += chance;
  }
  for (let at = 0; at < count; at += 1) chances[at] = (chances[at] ?? 0) / total;
}

function leadingTo(model: Model, { names, weights: amounts }: Features, subject: string): readonly string[] {
  const { subjects, placeOf, weights } = model;
  const wanted = subjects.indexOf(subject);
  return names
    .map((name, at) => {
      const from = (placeOf.get(name) ?? -1) * subjects.length;
      if (from < 0) return { name, speaks: 0 };
      const all = weights.subarray(from, from + subjects.length);
      const mean = all.reduce((sum, each) => sum + each, 0) / subjects.length;
      return { name, speaks: ((all[wanted] ?? 0) - mean) * (amounts[at] ?? 0) };
    })
    .filter(({ speaks }) => speaks > 0)
    .sort((one, other) => other.speaks - one.speaks)
    .map(({ name }) => name);
}

/** The numbers of so many examples, mixed anew in each round. */
function* mixed(examples: number): Generator<number> {
  const order = Int32Array.from({ length: examples }, (_, at) => at);
  let drawn = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let last = order.length - 1; last > 0; last -= 1) {
      // A linear congruential generator (that of POSIX `rand`): mixed well enough, and the same everywhere.
      drawn = (Math.imul(drawn, 1_103_515_245) + 12_345) & 0x7fffffff;
      const other = Math.floor((drawn / 0x80000000) * (last + 1));
      [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
    }
    yield* order;
  }
}
