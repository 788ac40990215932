/** Why something a person asked for was not done. Nothing has changed. Texts for people: `content/`. */
export type RefusalCode =
  | 'unknown-obligation'
  | 'not-yours'
  | 'not-covered'
  | 'already-certified'
  | 'already-declined'
  | 'paused'
  | 'excused'
  | 'left'
  | 'superseded'
  | 'not-paused'
  | 'still-open'
  | 'own-obligation'
  | 'not-excused'
  | 'not-extended'
  | 'not-later'
  | 'twelve-months'
  | 'reminded-today'
  | 'role-missing'
  | 'too-many'
  | 'not-now'
  | 'code-not-opened'
  | 'statements-not-confirmed'
  | 'consent-missing'
  | 'name-missing'
  | 'name-differs'
  | 'text-missing'
  | 'text-too-long'
  | 'automatic'
  | 'unknown-cycle'
  | 'decision-changed'
  | 'unknown-alarm'
  | 'alarm-is-over'
  | 'alarm-changed'
  | 'alarm-clears-itself'
  | 'reason-too-long'
  | 'nobody-found'
  | 'unknown-list'
  | 'list-changed'
  | 'same-person'
  | 'already-confirmed'
  | 'own-records'
  | 'being-executed'
  | 'unknown-hold'
  | 'held'
  | 'active'
  | 'within-period'
  | 'nothing';

export type Refusal = { readonly refused: RefusalCode };

export function refuse(refused: RefusalCode): Refusal {
  return { refused };
}

export function isRefusal(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'refused' in result;
}
