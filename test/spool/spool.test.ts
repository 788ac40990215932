import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import type { DirectoryPerson } from '../../src/domain/person.ts';
import { openSpool } from '../../src/spool.ts';
import { directoryPerson } from '../helpers/people.ts';

const ours = () => readdirSync(tmpdir()).filter((name) => name.startsWith('sync-'));

describe('a spool', () => {
  it('gives back what was put into it, in any order, while more is put in', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 2_000 });
    fc.assert(
      fc.property(fc.array(name, { maxLength: 60 }), fc.infiniteStream(fc.nat()), (names, chance) => {
        const spool = openSpool();
        const put: { at: number; person: DirectoryPerson }[] = [];
        for (const displayName of names) {
          const person = directoryPerson('Ada', { displayName });
          put.push({ at: spool.append(person), person });
          const { value } = chance.next();
          const some = put[value % put.length];
          if (some && value % 3 === 0) assert.deepEqual(spool.read(some.at), some.person);
        }
        for (const { at, person } of put.reverse()) assert.deepEqual(spool.read(at), person);
        spool.close();
      }),
      { numRuns: 30 },
    );
  });

  it('leaves no file behind, not even while it is open', () => {
    const before = ours();
    const spool = openSpool();
    spool.append(directoryPerson('Ada'));
    if (process.platform !== 'win32') assert.deepEqual(ours(), before);
    spool.close();
    assert.deepEqual(ours(), before);
  });
});
