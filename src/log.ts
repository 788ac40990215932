import { pino } from 'pino';
import type { LogLevel } from './config.ts';
import { Failure } from './usecases/failures.ts';

/** Structured, without anything a person typed. */
export type Log = {
  readonly info: (facts: object) => void;
  readonly warn: (facts: object) => void;
  readonly error: (facts: object) => void;
};

/**
 * One JSON line an event. An error is logged by its name, code and place; its message only when it is one of ours:
 * the messages and properties of others can carry what a person typed or what a card showed (promise 6).
 */
export function createLog(level: LogLevel): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: withoutContents },
  });
}

export function withoutContents(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  return {
    name: error.name,
    ...(typeof code === 'string' && { code }),
    ...(typeof statusCode === 'number' && { statusCode }),
    ...(error instanceof Failure && { message: error.message }),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8),
    ...(error.cause instanceof Error && { cause: withoutContents(error.cause) }),
  };
}
