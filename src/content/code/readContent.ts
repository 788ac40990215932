import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as z from 'zod';
import { Failure } from '../../usecases/failures.ts';

/** A content file is missing, is not JSON, or says something that cannot be used. The message lists every problem. */
export class ContentUnusable extends Failure {
  readonly code = 'content-unusable';
  readonly passing = false;
  readonly file: string;
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[], options?: ErrorOptions) {
    super(`${file} cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`, options);
    this.file = file;
    this.problems = problems;
  }
}

/**
 * Reads one JSON file and checks its shape.
 * @throws ContentUnusable naming the file and every place in it that is wrong.
 */
export function readContent<T>(file: URL, schema: z.ZodType<T>): T {
  const path = fileURLToPath(file);
  const parsed = schema.safeParse(parse(path));
  if (parsed.success) return parsed.data;
  throw new ContentUnusable(
    path,
    parsed.error.issues.map((issue) => `${issue.path.join('.') || basename(path)}: ${issue.message}`),
  );
}

/**
 * The lines of a text file that are not empty, without white space around them.
 * @throws ContentUnusable when there is no such file.
 */
export function readLines(file: URL): readonly string[] {
  const lines = usable(fileURLToPath(file), (path) => readFileSync(path, 'utf8')).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

function parse(path: string): unknown {
  return usable(path, () => JSON.parse(readFileSync(path, 'utf8')));
}

function usable<T>(path: string, read: (path: string) => T): T {
  try {
    return read(path);
  } catch (cause) {
    throw new ContentUnusable(path, [cause instanceof Error ? cause.message : String(cause)], { cause });
  }
}
