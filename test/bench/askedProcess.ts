import { fork } from 'node:child_process';

export type AskedProcess = {
  /** One question at a time. @throws Error when the process ends instead of answering. */
  ask<Answer>(question: object): Promise<Answer>;
  end(): void;
};

/** A module of this folder in a process of its own, so that its memory and its turns at the CPU are its own. */
export function askedProcess(
  file: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
): AskedProcess {
  const child = fork(new URL(file, import.meta.url), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [...process.execArgv, ...execArgv],
  });
  return {
    ask: <Answer>(question: object) =>
      new Promise<Answer>((resolve, reject) => {
        const ended = (code: number | null) => reject(new Error(`${file} ended with code ${code}.`));
        child.once('exit', ended);
        child.once('message', (answer) => {
          child.off('exit', ended);
          resolve(answer as Answer);
        });
        child.send(question);
      }),
    end: () => child.disconnect(),
  };
}

/** The other side: answers each question, and is gone when nobody asks any more. */
export function answering<Question>(answer: (question: Question) => Promise<object>): void {
  process.on('message', (question) => {
    answer(question as Question).then(
      (said) => process.send?.(said),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
}
