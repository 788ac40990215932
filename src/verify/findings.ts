import { verifyTexts as t } from '../content/en/verify.ts';
import { clean } from './signature.ts';

/** More would not be read. */
const MOST = 100;

/** What a check has found, in order. */
export type Findings = ReturnType<typeof findings>;

export function findings(fingerprints: readonly string[]) {
  const lines: string[] = [];
  const keys = new Set<string>();
  let wrong = 0;
  const note = (what: string): void => void lines.push(t.note(what));
  const say = (what: string): void => {
    wrong += 1;
    if (wrong <= MOST) lines.push(t.wrong(what));
  };
  return {
    checked: (what: string): void => void lines.push(t.checked(what)),
    note,
    wrong: say,
    /** Whether a key that signed something may have; asked once for each key. */
    signedBy(kid: string, what: string): void {
      if (keys.has(kid)) return;
      keys.add(kid);
      if (fingerprints.length === 0) note(t.keyToCompare(clean(kid)));
      else if (fingerprints.includes(kid)) lines.push(t.checked(t.knownKey(clean(kid))));
      else say(t.otherKey(what, clean(kid)));
    },
    /** The keys that have signed something. */
    keys: (): ReadonlySet<string> => keys,
    wrongs: () => wrong,
    lines: () => (wrong > MOST ? [...lines, t.more(wrong - MOST)] : lines),
  };
}

/** What is not a certificate, an export or a checkpoint at all, or cannot be read. */
export class CannotBeChecked extends Error {}
