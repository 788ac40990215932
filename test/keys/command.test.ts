import assert from 'node:assert/strict';
import { type Machine, machine } from '../start/service.ts';

describe('npm run keys', () => {
  let here: Machine;
  beforeEach(() => {
    here = machine();
  });
  afterEach(() => here.clear());

  const keys = async (what: string): Promise<string> => {
    const { code, stdout, stderr } = await here.run(['keys', what]);
    assert.deepEqual([code, stderr], [0, ''], stdout);
    return stdout;
  };

  it('lists the key in service also before its first signature, and again', async () => {
    const first = await keys('list');
    assert.match(first, /^[\w-]{43} {2}has signed nothing yet {2}in service\n$/);
    assert.equal(await keys('list'), first);
  }).slow(10_000);

  it('lists the one in service beside those before it', async () => {
    const [kid = ''] = (await keys('list')).split(' ');
    assert.match(await keys('rotate'), /^The key in service is now [\w-]{43}\./);
    const lines = (await keys('list')).trim().split('\n');
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /since .* {2}in service$/);
    assert.ok(!lines[0]?.startsWith(kid));
  }).slow(10_000);
});
