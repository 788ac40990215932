const BITS = 2 ** 25;
const HASHES = 4;

/**
 * Remembers ids in 4 MiB however many there are (a Bloom filter), so that a first round over a million accounts needs
 * no more memory than one over a thousand. It never forgets an id; of a million, one in six thousand is taken for a
 * repeat that is none, which costs a needless read.
 */
export function seenBefore(): (id: string) => boolean {
  const bits = new Uint8Array(BITS / 8);
  return (id) => {
    const [first, step] = hashesOf(id);
    let seen = true;
    for (let each = 0; each < HASHES; each++) {
      const bit = (first + each * step) % BITS;
      const [place, mask] = [bit >>> 3, 1 << (bit & 7)];
      const byte = bits[place] ?? 0;
      if ((byte & mask) === 0) seen = false;
      bits[place] = byte | mask;
    }
    return seen;
  };
}

/** Two 32-bit FNV-1a hashes with different starts. */
function hashesOf(id: string): [number, number] {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let index = 0; index < id.length; index++) {
    const code = id.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x01000193);
  }
  return [a >>> 0, (b | 1) >>> 0];
}
