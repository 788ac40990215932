import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
const ERASERS = ['cosmos/openCosmosEraser.ts', 'retentionCommand.ts', 'sqlite/openSqliteEraser.ts'];

/** Files that can be loaded from one, by `import`, `export … from` and `import()`; types too. */
function reachableFrom(...roots: string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = roots.map((root) => resolve(SRC, root));
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, path = ''] of text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+\.ts)['"]/g))
      waiting.push(resolve(dirname(file), path));
  }
  return reached;
}
const erasersOf = (reached: ReadonlySet<string>) =>
  [...reached]
    .map((file) => relative(SRC, file))
    .filter((name) => ERASERS.includes(name))
    .sort();

describe('the service', () => {
  for (const root of ['compose.ts', 'prepare.ts', 'serve.ts'])
    it(`cannot load anything that erases, from ${root}`, () => {
      assert.deepEqual(erasersOf(reachableFrom(root)), []);
    });

  it('leaves that to the command of its own', () => {
    assert.deepEqual(erasersOf(reachableFrom('retentionCommand.ts')), [...ERASERS].sort());
    const cli = readFileSync(resolve(SRC, 'cli.ts'), 'utf8');
    assert.equal(cli.match(/\/retentionCommand\.ts|openCosmosEraser|openSqliteEraser/g)?.length, 1);
  });
});
