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
    // pino would copy the message of whatever stands under this key.
    errorKey: 'never-used',
    serializers: { err: withoutContents },
  });
}

export function withoutContents(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  return {
    name: isName(error.name) ? error.name : 'Error',
    ...(isName(code) && { code }),
    ...(typeof statusCode === 'number' && { statusCode }),
    ...(error instanceof Failure && { message: error.message }),
    at: placesOf(error),
    ...(error.cause instanceof Error && { cause: withoutContents(error.cause) }),
  };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.-]{1,60}$/.test(value);
}

/** Where it was thrown. The stack begins with the message, whose lines can look like places. */
function placesOf({ stack = '', message }: Error): readonly string[] {
  const after = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : '';
  return after
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8);
}
