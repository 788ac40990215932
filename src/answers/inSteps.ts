/** Examples read or learnt in one go, so that others get their turn in between: some 10 ms. */
export const AT_ONCE = 500;

/** Work that others get their turn in between. */
export type InSteps<T> = {
  /** Does a little more of it; false when all is done. */
  readonly goOn: () => boolean;
  /** What came of it: does first what is left. */
  readonly result: () => T;
};

/** Work that yields wherever others may have their turn, done step by step or, when somebody needs it, to its end. */
export function inSteps<T>(steps: Generator<undefined, T>): InSteps<T> {
  let finished: { readonly result: T } | undefined;
  const goOn = (): boolean => {
    if (finished) return false;
    const { done, value } = steps.next();
    if (done) finished = { result: value };
    return !done;
  };
  return {
    goOn,
    result() {
      while (!finished) goOn();
      return finished.result;
    },
  };
}
