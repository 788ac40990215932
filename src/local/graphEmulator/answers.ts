import { randomUUID } from 'node:crypto';

/** What an endpoint answers, before it is written to the wire or into a `$batch`. */
export type GraphAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export const ok = (body: unknown): GraphAnswer => ({ status: 200, body });

/** Thrown by an endpoint to answer an error in Graph's shape. */
export class GraphProblem extends Error {
  readonly answer: GraphAnswer;
  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.answer = { status, headers, body: errorBody(code, message) };
  }
}

export const notFound = (id: string): GraphProblem =>
  new GraphProblem(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const unsupported = (message: string): GraphProblem =>
  new GraphProblem(400, 'Request_UnsupportedQuery', message);

export const badRequest = (message: string): GraphProblem =>
  new GraphProblem(400, 'Request_BadRequest', message);

export function errorBody(code: string, message: string): unknown {
  const requestId = randomUUID();
  const date = new Date().toISOString().slice(0, 19);
  return {
    error: {
      code,
      message,
      innerError: { date, 'request-id': requestId, 'client-request-id': requestId },
    },
  };
}
