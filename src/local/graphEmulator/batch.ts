import { z } from 'zod';
import { badRequest, type GraphAnswer, type GraphProblem, ok } from './answers.ts';
import type { Ask } from './emulation.ts';
import { queryOf } from './query.ts';

const batchBody = z.object({
  requests: z.array(
    z.object({
      id: z.coerce.string(),
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    }),
  ),
});

/**
 * `POST /$batch`: at most twenty requests with ids of their own. The parts are answered in another order than they
 * were asked in, which Graph is free to do.
 */
export function batchAnswer(body: unknown, answerPart: (ask: Ask) => GraphAnswer): GraphAnswer {
  const parsed = batchBody.safeParse(body);
  if (!parsed.success) return problem(badRequest('Invalid batch payload format.'));
  const { requests } = parsed.data;
  if (requests.length > 20) {
    return problem(badRequest(`Number of batch requests (${requests.length}) exceeds the maximum of 20.`));
  }
  if (new Set(requests.map(({ id }) => id.toLowerCase())).size < requests.length) {
    return problem(badRequest('Request ids of a batch must be unique.'));
  }
  const responses = requests.map((request) => {
    const { status, headers, body: answer } = answerPart(askOf(request));
    return {
      id: request.id,
      status,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: answer,
    };
  });
  return ok({ responses: responses.reverse() });
}

const problem = (error: GraphProblem): GraphAnswer => error.answer;

function askOf(request: z.infer<typeof batchBody>['requests'][number]): Ask {
  const url = new URL(request.url.replace(/^\/?/, '/'), 'https://part.invalid');
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method: request.method.toUpperCase(),
    path: url.pathname,
    query: queryOf(url.searchParams),
    headers: Object.fromEntries(headers),
    body: request.body,
  };
}
