/** Ids numbered from 0 in the order in which they are first mentioned. */
export type NumberedIds = {
  /** The id's number; a new one where it has none. */
  numberOf(id: string): number;
  find(id: string): number | undefined;
  /** @throws RangeError for a number nobody has. */
  idOf(number: number): string;
  size(): number;
};

const FREE = -1;
/** Strings made of the same few managers again and again are worth keeping; more would be another index. */
const MOST_KEPT = 4_096;

/**
 * Some thirty bytes for each object id of the directory, where a Map of strings takes four times as many: what a sync
 * must know of everybody at once has to fit beside the service. Ids that are no GUIDs in small letters are kept as
 * they are.
 */
export function numberedIds(): NumberedIds {
  let count = 0;
  let keys = new Uint32Array(4 * 1_024);
  let table = new Int32Array(4_096).fill(FREE);
  const others = new Map<string, number>();
  const otherIds = new Map<number, string>();
  const kept = new Map<number, string>();
  const words = new Uint32Array(4);

  /** The place of the id in `words`: where it stands or would stand. */
  const placeIn = (slots: Int32Array): number => {
    for (let place = hashOf(words); ; place++) {
      place &= slots.length - 1;
      const number = slots[place] ?? FREE;
      if (number === FREE) return place;
      const at = number * 4;
      if (
        keys[at] === words[0] &&
        keys[at + 1] === words[1] &&
        keys[at + 2] === words[2] &&
        keys[at + 3] === words[3]
      )
        return place;
    }
  };
  const grow = (): void => {
    if ((count + 1) * 4 > keys.length) keys = larger(keys, new Uint32Array(keys.length * 2));
    if ((count + 1) * 2 <= table.length) return;
    const next = new Int32Array(table.length * 2).fill(FREE);
    for (let number = 0; number < count; number++) {
      if (otherIds.has(number)) continue;
      words.set(keys.subarray(number * 4, number * 4 + 4));
      next[placeIn(next)] = number;
    }
    table = next;
  };

  return {
    size: () => count,
    numberOf(id) {
      if (!readGuid(id, words)) {
        const known = others.get(id);
        if (known !== undefined) return known;
        grow();
        others.set(id, count);
        otherIds.set(count, id);
        return count++;
      }
      const known = table[placeIn(table)] ?? FREE;
      if (known !== FREE) return known;
      const [a = 0, b = 0, c = 0, d = 0] = words;
      grow();
      words.set([a, b, c, d]);
      keys.set(words, count * 4);
      table[placeIn(table)] = count;
      return count++;
    },
    find(id) {
      if (!readGuid(id, words)) return others.get(id);
      const number = table[placeIn(table)] ?? FREE;
      return number === FREE ? undefined : number;
    },
    idOf(number) {
      if (!(number >= 0 && number < count)) throw new RangeError(`There is no id numbered ${number}.`);
      const known = otherIds.get(number) ?? kept.get(number);
      if (known !== undefined) return known;
      if (kept.size >= MOST_KEPT) kept.clear();
      const id = guidOf(keys.subarray(number * 4, number * 4 + 4));
      kept.set(number, id);
      return id;
    },
  };
}

export function larger<T extends { set(from: T): void }>(from: T, into: T): T {
  into.set(from);
  return into;
}

function hashOf(words: Uint32Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = words;
  let bits = a ^ Math.imul(b, 0x9e3779b1) ^ Math.imul(c, 0x85ebca6b) ^ Math.imul(d, 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  return (bits ^ (bits >>> 13)) >>> 0;
}

const [DASH, ZERO, NINE, A, F] = [45, 48, 57, 97, 102];

/** The 128 bits of a GUID in small letters; false for anything else. */
function readGuid(id: string, into: Uint32Array): boolean {
  if (id.length !== 36) return false;
  let digits = 0;
  for (let at = 0; at < 36; at++) {
    const code = id.charCodeAt(at);
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (code !== DASH) return false;
      continue;
    }
    let digit: number;
    if (code >= ZERO && code <= NINE) digit = code - ZERO;
    else if (code >= A && code <= F) digit = code - A + 10;
    else return false;
    const word = digits >> 3;
    into[word] = ((into[word] ?? 0) << 4) | digit;
    digits++;
  }
  return true;
}

function guidOf(words: Uint32Array): string {
  const hex = Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return parts.join('-');
}
