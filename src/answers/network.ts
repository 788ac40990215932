/** A text as the places of its features, -1 for one that has none, and how much of each there is. */
export type Places = { readonly places: ArrayLike<number>; readonly amounts: ArrayLike<number> };

export type Network = {
  /** How likely each subject is by what was learnt up to now, together 1; overwritten by the next call. */
  readonly estimate: (text: Places) => Float64Array;
  /**
   * Corrects what is wrong about a text of which the subject is known, and says how likely it took that to be.
   * `eagerness`: 1 at first, towards the end less.
   */
  readonly learn: (text: Places, right: number, eagerness: number) => number;
};

/** So many traits stand between features and subjects. Twice as many find no more of what nobody had asked before. */
const TRAITS = 32;
const RATE = 0.1;
const FIRST_WEIGHT = 0.1;
/** An error that small would change nothing that is seen. */
const LEAST_ERROR = 1e-3;

/**
 * A neural network with one layer between (rectified linear units, softmax), learning by stochastic gradient descent
 * with a rate of its own for each feature and subject (AdaGrad: Duchi, Hazan, Singer, JMLR 12, 2011). Words that lead to
 * the same passages come to mean the same traits here, so that what was learnt of one serves another; subjects weighed
 * by each word alone cannot have that. `draw` gives the first weights, from 0 to 1.
 */
export function createNetwork(features: number, subjects: number, draw: () => number): Network {
  const traitsOf = firstWeights(features * TRAITS, draw);
  const subjectsBy = firstWeights(subjects * TRAITS, draw);
  const traitsAnyway = new Float32Array(TRAITS);
  const subjectsAnyway = new Float32Array(subjects);
  // How much each has been corrected already.
  const featuresCorrected = new Float32Array(features).fill(1e-3);
  const subjectsCorrected = new Float32Array(subjects).fill(1e-3);
  const traits = new Float32Array(TRAITS);
  const blame = new Float32Array(TRAITS);
  const chances = new Float64Array(subjects);

  const estimate = ({ places, amounts }: Places): Float64Array => {
    traits.set(traitsAnyway);
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? -1;
      const amount = amounts[at] ?? 0;
      if (place < 0 || amount === 0) continue;
      for (let trait = 0, from = place * TRAITS; trait < TRAITS; trait += 1, from += 1)
        traits[trait] = (traits[trait] ?? 0) + amount * (traitsOf[from] ?? 0);
    }
    chances.set(subjectsAnyway);
    for (let trait = 0; trait < TRAITS; trait += 1) {
      const strength = Math.max(0, traits[trait] ?? 0);
      traits[trait] = strength;
      if (strength === 0) continue;
      for (let subject = 0, by = trait * subjects; subject < subjects; subject += 1, by += 1)
        chances[subject] = (chances[subject] ?? 0) + strength * (subjectsBy[by] ?? 0);
    }
    let most = Number.NEGATIVE_INFINITY;
    for (let subject = 0; subject < subjects; subject += 1) most = Math.max(most, chances[subject] ?? 0);
    let total = 0;
    for (let subject = 0; subject < subjects; subject += 1) {
      const chance = Math.exp((chances[subject] ?? 0) - most);
      chances[subject] = chance;
      total += chance;
    }
    for (let subject = 0; subject < subjects; subject += 1)
      chances[subject] = (chances[subject] ?? 0) / total;
    return chances;
  };

  /** Corrects how traits speak for subjects; what the traits themselves are to blame for is then in `blame`. */
  const correctSubjects = (rate: number): void => {
    blame.fill(0);
    let strength = 0;
    for (const trait of traits) strength += trait * trait;
    for (let subject = 0; subject < subjects; subject += 1) {
      const error = chances[subject] ?? 0;
      if (Math.abs(error) < LEAST_ERROR) continue;
      const sum = (subjectsCorrected[subject] ?? 0) + error * error * (1 + strength / TRAITS);
      subjectsCorrected[subject] = sum;
      const step = (rate * error) / Math.sqrt(sum);
      subjectsAnyway[subject] = (subjectsAnyway[subject] ?? 0) - step;
      for (let trait = 0, by = subject; trait < TRAITS; trait += 1, by += subjects) {
        const found = traits[trait] ?? 0;
        if (found === 0) continue;
        const weight = subjectsBy[by] ?? 0;
        blame[trait] = (blame[trait] ?? 0) + error * weight;
        subjectsBy[by] = weight - step * found;
      }
    }
  };
  const correctTraits = ({ places, amounts }: Places, rate: number): void => {
    let square = 0;
    for (const each of blame) square += (each * each) / TRAITS;
    if (square === 0) return;
    for (let trait = 0; trait < TRAITS; trait += 1)
      traitsAnyway[trait] = (traitsAnyway[trait] ?? 0) - 0.1 * rate * (blame[trait] ?? 0);
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? -1;
      const amount = amounts[at] ?? 0;
      if (place < 0 || amount === 0) continue;
      const sum = (featuresCorrected[place] ?? 0) + amount * amount * square;
      featuresCorrected[place] = sum;
      const step = (rate * amount) / Math.sqrt(sum);
      for (let trait = 0, to = place * TRAITS; trait < TRAITS; trait += 1, to += 1)
        traitsOf[to] = (traitsOf[to] ?? 0) - step * (blame[trait] ?? 0);
    }
  };

  return {
    estimate,
    learn(text, right, eagerness) {
      const chance = estimate(text)[right] ?? 0;
      chances[right] = chance - 1;
      correctSubjects(RATE * eagerness);
      correctTraits(text, RATE * eagerness);
      return chance;
    },
  };
}

/** Small ones on either side of nothing, so that each trait finds something of its own to stand for. */
function firstWeights(count: number, draw: () => number): Float32Array {
  const weights = new Float32Array(count);
  for (let at = 0; at < count; at += 1) weights[at] = (draw() + draw() + draw() - 1.5) * 2 * FIRST_WEIGHT;
  return weights;
}
