import type { Instant } from '../domain/ids.ts';
import type { DirectoryPerson } from '../domain/person.ts';
import type { PeopleRoll } from './peopleRoll.ts';
import type { PersonRecord } from './ports.ts';
import type { DirectoryRound } from './readDirectory.ts';

export type Round = { readonly roll: PeopleRoll; readonly round: DirectoryRound };

type After = { readonly person: DirectoryPerson; readonly removed?: PersonRecord['removed'] };

/** Somebody's facts, and whether they are still there, after what the directory said; `now` is when it did. */
export function afterRound(
  { id, person, removed }: Pick<PersonRecord, 'id' | 'person' | 'removed'>,
  { roll, round }: Round,
  now: Instant,
): After {
  const said = roll.said(id);
  switch (said.said) {
    case 'facts':
      return { person: round.facts.read(said.at) };
    case 'removed':
      return {
        person,
        removed: removed?.reason === said.reason ? removed : { at: now, reason: said.reason },
      };
    case 'nothing': {
      // A listing of everybody also says who is gone: whoever it did not name.
      const gone = removed ?? (round.everybody ? { at: now, reason: 'deleted' as const } : undefined);
      return { person, ...(gone && { removed: gone }) };
    }
  }
}
