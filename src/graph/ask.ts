import type { GraphRequest } from '@microsoft/microsoft-graph-client';
import type { z } from 'zod';
import { DirectoryUnavailable } from '../usecases/failures.ts';
import { failureOf, type GraphCall } from './failureOf.ts';
import type { GraphClient } from './graphClient.ts';

/**
 * Asks Graph and parses what it answers.
 * @throws Failure; DirectoryUnavailable also when the answer is not of the expected shape.
 */
export async function ask<Schema extends z.ZodType>(
  client: GraphClient,
  call: GraphCall & {
    /** A path with its query, or an absolute link out of an earlier answer. */
    readonly url: string;
    readonly schema: Schema;
    readonly send?: (request: GraphRequest) => Promise<unknown>;
  },
): Promise<z.infer<Schema>> {
  const { url, schema, send = (request) => request.get() } = call;
  if (call.followsLink && !url.startsWith(`${client.root}/`)) {
    // Nobody but Graph is asked, whatever a link in an answer or in the store says.
    throw new DirectoryUnavailable(`${call.what} led away from ${client.root}.`);
  }
  const answer = await send(client.sdk.api(url)).catch((error: unknown) => {
    throw failureOf(error, call);
  });
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path }) => path.join('.') || 'the answer').join(', ');
  throw new DirectoryUnavailable(`${call.what} was answered in a shape that is not Graph's (${where}).`);
}
