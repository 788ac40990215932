import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Resident and heap memory after a collection, in MiB. */
export function memory(): readonly [rss: number, heap: number] {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { rss, heapUsed } = process.memoryUsage();
  return [Math.round(rss / 1024 ** 2), Math.round(heapUsed / 1024 ** 2)];
}
