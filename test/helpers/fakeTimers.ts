import { createRequire, syncBuiltinESMExports } from 'node:module';
import type Sinon from 'sinon';

// The build of sinon that `import` finds does not know `node:timers/promises`; the one for Node does.
const sinon = createRequire(import.meta.url)('sinon') as typeof Sinon;

/**
 * Timers that a test moves, also for modules that import them by name. Stores in memory stand still under them.
 * @returns with `restore`, which must be called.
 */
export function fakeTimers(config?: Parameters<typeof sinon.useFakeTimers>[0]): Sinon.SinonFakeTimers {
  const timers = sinon.useFakeTimers(config);
  const restore = timers.restore.bind(timers);
  syncBuiltinESMExports();
  timers.restore = () => {
    restore();
    syncBuiltinESMExports();
  };
  return timers;
}
