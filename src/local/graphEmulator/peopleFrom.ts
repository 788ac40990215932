import { createHash } from 'node:crypto';
import type { EmulatedUser, People } from './people.ts';

/** The people of an array, found by id and by manager. */
export function peopleFrom(users: readonly EmulatedUser[]): People {
  const indexes = new Map(users.map((user, index) => [user.id, index]));
  const reports = Map.groupBy(
    users.filter((user) => user.managerId),
    (user) => user.managerId,
  );
  return {
    size: users.length,
    fingerprint: createHash('sha256').update(JSON.stringify(users)).digest('hex').slice(0, 16),
    at(index) {
      const user = users[index];
      if (!user) throw new RangeError(`There is no person at ${index}.`);
      return user;
    },
    indexOf: (id) => indexes.get(id),
    reportsOf: (id) => (reports.get(id) ?? []).map((user) => user.id),
  };
}
