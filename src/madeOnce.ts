/** Makes something when it is first asked for, and keeps it. When making it throws, the next call tries again. */
export function madeOnce<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
