import type { Stores } from '../../src/usecases/ports.ts';

type Part = 'people' | 'obligations' | 'certificates' | 'programme';
const PARTS: readonly Part[] = ['people', 'obligations', 'certificates', 'programme'];

export type StoreCall = `${Part}.${string}`;

/** Called before a call goes through, with its arguments; may act first, or throw in its place. */
export type Watch = (call: StoreCall, args: readonly unknown[]) => Promise<void> | void;

/** What a test throws where the process dies: nothing in the service can expect it. */
export class Killed extends Error {}

/** The same stores with somebody looking on. Calls that return batches are seen when they begin. */
export function watchedStores(stores: Stores, watch: Watch): Stores {
  const watched = Object.fromEntries(
    PARTS.map((part) => [
      part,
      new Proxy(stores[part], {
        get(target, name) {
          const method = Reflect.get(target, name);
          if (typeof method !== 'function') return method;
          return (...args: unknown[]) => {
            const call: StoreCall = `${part}.${String(name)}`;
            if (isBatched(call)) return watchedBatches(call, args, watch, () => method.apply(target, args));
            return Promise.resolve(watch(call, args)).then(() => method.apply(target, args));
          };
        },
      }),
    ]),
  );
  return { ...stores, ...watched } as Stores;
}

export type CountingStores = Stores & {
  /** The calls since the last `forget`, in order. */
  readonly calls: readonly StoreCall[];
  /** Those that write. */
  writes(): readonly StoreCall[];
  forget(): void;
};

/** Counts what a use case asks of the stores. */
export function countingStores(stores: Stores): CountingStores {
  const calls: StoreCall[] = [];
  const watched = watchedStores(stores, (call) => void calls.push(call));
  return {
    ...watched,
    calls,
    writes: () => calls.filter((call) => /\.(create|createDisclosure|createRecord|replace)$/.test(call)),
    forget: () => void calls.splice(0),
  };
}

function isBatched(call: StoreCall): boolean {
  return ['people.all', 'obligations.dueForMessage', 'obligations.ofCycle', 'certificates.added'].includes(
    call,
  );
}

async function* watchedBatches(
  call: StoreCall,
  args: readonly unknown[],
  watch: Watch,
  begin: () => AsyncIterable<unknown>,
): AsyncGenerator<unknown> {
  await watch(call, args);
  yield* begin();
}
