import { z } from 'zod';
import { badRequest, GraphProblem } from './answers.ts';

const deltaState = z.object({
  /** Which beginning of the organisation the token belongs to. */
  generation: z.string(),
  /** Properties tracked, as `$select` named them; absent when nothing was selected. */
  select: z.string().optional(),
  /** Ids tracked, when the first request filtered. */
  ids: z.array(z.string()).optional(),
  /** Changes after this are wanted; null while everybody is listed. */
  after: z.number().nullable(),
  /** The round ends here, whatever happens while it is read. */
  upTo: z.number(),
  /** How many entries earlier pages of the round went past. */
  position: z.number(),
  /** Milliseconds since 1970; a token lives seven days. */
  issuedAt: z.number(),
});
export type DeltaState = z.infer<typeof deltaState>;

const LIFETIME = 7 * 24 * 60 * 60 * 1000;

/** Opaque to clients, as Graph's are: they carry the options of the first request. */
export function deltaToken(state: DeltaState): string {
  return Buffer.from(JSON.stringify(state)).toString('base64url');
}

/** @throws GraphProblem 400 when it is none of ours, 410 when it is too old or of another organisation. */
export function deltaStateOf(
  token: string,
  at: { readonly generation: string; readonly sequence: number; readonly now: number; readonly link: string },
): DeltaState {
  const state = parsed(token);
  // As documented, the answer leads to the first request again: a link with an empty token.
  const start = { Location: `${at.link}?$deltatoken=` };
  if (state.generation !== at.generation || state.upTo > at.sequence) {
    throw new GraphProblem(410, 'resyncRequired', 'Resync required. Replace any local items.', start);
  }
  if (at.now - state.issuedAt > LIFETIME) {
    throw new GraphProblem(410, 'syncStateNotFound', 'The sync state is not found.', start);
  }
  return state;
}

function parsed(token: string): DeltaState {
  try {
    return deltaState.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
  } catch {
    throw badRequest('Badly formed token.');
  }
}
