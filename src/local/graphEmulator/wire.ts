import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphAnswer } from './answers.ts';

const LARGEST_BODY = 4 * 1024 * 1024;

/** Writes an answer with Graph's headers; truncated, it ends the connection half-way through. */
export function write(response: ServerResponse, answer: GraphAnswer, { truncated = false } = {}): void {
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? undefined);
  const bytes = Buffer.from(text ?? '');
  response.writeHead(answer.status, {
    'Content-Type':
      'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
    'Content-Length': bytes.length,
    'OData-Version': '4.0',
    'request-id': randomUUID(),
    ...answer.headers,
  });
  if (!truncated) return void response.end(bytes);
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}

/** The JSON of a request, `undefined` where there is none that can be read. */
export async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new RangeError('The request is larger than 4 MiB.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
}
