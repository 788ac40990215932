import { GraphError, ResponseType } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { DirectoryUnavailable } from '../usecases/failures.ts';
import { ask } from './ask.ts';
import { failureOfAnswer, type GraphCall } from './failureOf.ts';
import type { GraphClient } from './graphClient.ts';
import { isPassing, waitBefore } from './patience.ts';

/** The most that Graph takes in one `$batch`. */
const BATCH = 20;

const batchPart = z.object({
  id: z.string(),
  status: z.int(),
  headers: z.record(z.string(), z.string()).optional().catch(undefined),
  body: z.unknown().optional(),
});
const batchAnswer = z.object({ responses: z.array(batchPart) });
export type BatchPart = z.infer<typeof batchPart>;
type BatchRequest = { readonly id: string; readonly method: 'GET'; readonly url: string };

/**
 * The answers to these paths, in their order, asked twenty at a time. Parts that were throttled are asked again, as
 * long as their answers say to wait: the client retries none of them.
 */
export async function batchGet(
  client: GraphClient,
  call: GraphCall,
  paths: readonly string[],
): Promise<readonly BatchPart[]> {
  const parts: BatchPart[] = [];
  for (let start = 0; start < paths.length; start += BATCH) {
    const requests = paths
      .slice(start, start + BATCH)
      .map((url, index) => ({ id: String(start + index), method: 'GET' as const, url }));
    parts.push(...(await answersTo(client, call, requests)));
  }
  return parts;
}

async function answersTo(
  client: GraphClient,
  call: GraphCall,
  requests: readonly BatchRequest[],
): Promise<BatchPart[]> {
  const answers = new Map<string, BatchPart>();
  for (let tries = 1; ; tries++) {
    const pending = requests.filter(({ id }) => isPassing(answers.get(id)?.status ?? 429));
    for (const part of await post(client, call, pending)) answers.set(part.id, part);
    const parts = requests.flatMap(({ id }) => answers.get(id) ?? []);
    if (parts.length < requests.length) {
      throw new DirectoryUnavailable(`A part of POST /$batch (${call.what}) was not answered.`);
    }
    const throttled = parts.filter(({ status }) => isPassing(status));
    const [first] = throttled;
    if (!first) return parts;
    const waits = throttled.map((part) => waitBefore(tries, retryAfterOf(part), client.patience));
    if (waits.some((wait) => wait === undefined)) throw failureOfAnswer(first, call);
    await client.patience.pause(Math.max(...waits.map((wait) => wait ?? 0)));
  }
}

async function post(
  client: GraphClient,
  call: GraphCall,
  requests: readonly BatchRequest[],
): Promise<readonly BatchPart[]> {
  const answer = await ask(client, {
    what: `POST /$batch (${call.what})`,
    permission: call.permission,
    url: '/$batch',
    schema: batchAnswer,
    send: (request) =>
      request.post({ requests }).catch((error: unknown) => {
        if (hasNoBatch(error)) return oneByOne(client, requests);
        throw error;
      }),
  });
  return answer.responses;
}

/** Graph has `$batch` everywhere; an emulator in its place may not. */
function hasNoBatch(error: unknown): boolean {
  return error instanceof GraphError && [404, 405, 501].includes(error.statusCode);
}

async function oneByOne(
  client: GraphClient,
  requests: readonly BatchRequest[],
): Promise<z.infer<typeof batchAnswer>> {
  const responses: BatchPart[] = [];
  for (const { id, url } of requests) {
    const answer: Response = await client.sdk.api(url).responseType(ResponseType.RAW).get();
    const body: unknown = await answer.json().catch(() => undefined);
    responses.push({ id, status: answer.status, headers: Object.fromEntries(answer.headers), body });
  }
  return { responses };
}

function retryAfterOf(part: BatchPart): string | undefined {
  return Object.entries(part.headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
}
