const PORTS = [
  'people',
  'obligations',
  'certificates',
  'programme',
  'messenger',
  'adapter',
  'eraser',
] as const;
type Ports = { readonly [Port in (typeof PORTS)[number]]?: object };

/** One life of a process: what it has begun when it dies takes effect or not, and it never learns of it. */
export type Life<Deps> = {
  readonly deps: Deps;
  /** Ends it now. */
  kill(): void;
  /** Resolves once it has ended, and whatever it had begun has taken effect. */
  readonly died: Promise<void>;
};

/**
 * The same ports for a process that dies at its n-th call, as `kill -9` would end it: between any two of its steps,
 * before the call takes effect or after. Nothing it waits for ever comes.
 */
export function mortal<Deps extends Ports>(
  deps: Deps,
  fatal: { readonly call: number; readonly effect: boolean } = {
    call: Number.POSITIVE_INFINITY,
    effect: false,
  },
): Life<Deps> {
  const death = Promise.withResolvers<void>();
  const never = new Promise<never>(() => undefined);
  let dead = false;
  let calls = 0;
  const underWay = new Set<Promise<unknown>>();
  const kill = (): void => {
    dead = true;
    death.resolve();
  };
  const began = async (call: () => unknown): Promise<unknown> => {
    const work = Promise.resolve(call());
    underWay.add(work);
    return await work.finally(() => underWay.delete(work));
  };
  const lived = async (call: () => unknown): Promise<unknown> => {
    if (dead) return never;
    calls += 1;
    if (calls === fatal.call) {
      if (fatal.effect) began(call).catch(() => undefined);
      kill();
      return never;
    }
    try {
      const result = await began(call);
      return dead ? await never : result;
    } catch (error) {
      if (dead) return never;
      throw error;
    }
  };
  const wrapped = Object.fromEntries(
    PORTS.filter((port) => deps[port]).map((port) => [
      port,
      new Proxy(deps[port] ?? {}, {
        get(target, name) {
          const method: unknown = Reflect.get(target, name);
          if (typeof method !== 'function') return method;
          return (...args: unknown[]) => {
            const call = () => method.apply(target, args);
            return isBatched(port, name) ? livedBatches(call, lived) : lived(call);
          };
        },
      }),
    ]),
  );
  return {
    deps: { ...deps, ...wrapped },
    kill,
    died: death.promise.then(async () => void (await Promise.allSettled(underWay))),
  };
}

function isBatched(port: string, name: string | symbol): boolean {
  return ['people.all', 'obligations.dueForMessage', 'obligations.ofCycle', 'certificates.added'].includes(
    `${port}.${String(name)}`,
  );
}

async function* livedBatches(
  begin: () => AsyncIterable<unknown>,
  lived: (call: () => unknown) => Promise<unknown>,
): AsyncGenerator<unknown> {
  const batches = begin()[Symbol.asyncIterator]();
  for (;;) {
    const next = (await lived(() => batches.next())) as IteratorResult<unknown>;
    if (next.done) return;
    yield next.value;
  }
}
