import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DirectoryCursorExpired } from '../usecases/failures.ts';
import type { DirectoryCursor } from '../usecases/ports.ts';
import { USER_PROPERTIES } from './userRecord.ts';

/** A first round lists everybody; the rounds after it list what changed. */
export type Round = 'everybody' | 'changes';

export type DeltaPlace = {
  readonly round: Round;
  /** Absolute, as Graph gave it. */
  readonly link: string;
};

/** A link tracks the properties it was first asked with: when we need others, a full read is due. */
const TRACKED = createHash('sha256').update(USER_PROPERTIES.join()).digest('hex').slice(0, 8);

const stored = z.object({
  round: z.enum(['everybody', 'changes']),
  tracked: z.literal(TRACKED),
  link: z.url({ protocol: /^https$/ }),
});

export function cursorAt({ round, link }: DeltaPlace): DirectoryCursor {
  return JSON.stringify({ round, tracked: TRACKED, link }) as DirectoryCursor;
}

/** @throws DirectoryCursorExpired for a cursor of a release that tracked other properties, or one that is not ours. */
export function placeOf(cursor: DirectoryCursor): DeltaPlace {
  try {
    return stored.parse(JSON.parse(cursor));
  } catch (cause) {
    throw new DirectoryCursorExpired('The stored place cannot be gone on from; a full read is needed.', {
      cause,
    });
  }
}
