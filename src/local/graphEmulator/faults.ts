/** What goes wrong with one request. */
export type Fault =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** A text goes out as it is, anything else as JSON; without one, an error in Graph's shape. */
      readonly body?: unknown;
    }
  /** The headers and half of the right answer arrive, then the connection ends. */
  | { readonly truncate: true }
  /** The connection is reset before anything is answered. */
  | { readonly reset: true }
  /** The right answer, late by so many milliseconds. */
  | { readonly delayMs: number };

export type Faults = {
  /**
   * Lets the next request go wrong, or the next so many, or the next whose path matches. Parts of a `$batch` count
   * as requests of their own, where the connection faults do not apply.
   */
  next(fault: Fault, on?: { readonly times?: number; readonly path?: RegExp }): void;
  take(path: string): Fault | undefined;
  clear(): void;
};

export function faults(): Faults {
  let waiting: { readonly fault: Fault; readonly path: RegExp; times: number }[] = [];
  return {
    next: (fault, { times = 1, path = /^/ } = {}) => void waiting.push({ fault, path, times }),
    take(path) {
      const found = waiting.find((each) => each.path.test(path));
      if (!found) return undefined;
      found.times -= 1;
      if (found.times === 0) waiting = waiting.filter((each) => each !== found);
      return found.fault;
    },
    clear() {
      waiting = [];
    },
  };
}
