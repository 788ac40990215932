import type { People } from './people.ts';

/** Two organisations' people as one: first these, then those. Nothing is copied. */
export function peopleTogether(these: People, those: People): People {
  return {
    size: these.size + those.size,
    fingerprint: `${these.fingerprint}+${those.fingerprint}`,
    at: (index) => (index < these.size ? these.at(index) : those.at(index - these.size)),
    indexOf(id) {
      const first = these.indexOf(id);
      if (first !== undefined) return first;
      const second = those.indexOf(id);
      return second === undefined ? undefined : these.size + second;
    },
    reportsOf: (id) => [...these.reportsOf(id), ...those.reportsOf(id)],
  };
}
