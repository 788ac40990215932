import PQueue from 'p-queue';

/**
 * Does something for each of a stream's items, so many at once and none read long before its turn: a hundred thousand
 * take no more memory than a thousand. Ends when all that began has ended, also when it throws the first failure;
 * nothing is begun after that, or once `mayBegin` says no.
 */
export async function manyAtOnce<T>(
  batches: AsyncIterable<readonly T[]>,
  options: { readonly atOnce: number; readonly mayBegin?: () => boolean | Promise<boolean> },
  act: (item: T) => Promise<void>,
): Promise<void> {
  const { atOnce, mayBegin = () => true } = options;
  const queue = new PQueue({ concurrency: atOnce });
  const failures: unknown[] = [];
  const feed = async (): Promise<void> => {
    for await (const batch of batches) {
      for (const item of batch) {
        await queue.onSizeLessThan(1);
        if (failures.length > 0 || !(await mayBegin())) return;
        void queue.add(() => act(item)).catch((error: unknown) => failures.push(error));
      }
    }
  };
  try {
    await feed();
  } finally {
    await queue.onIdle();
  }
  if (failures.length > 0) throw failures[0];
}
