import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { DirectoryUnavailable } from '../usecases/failures.ts';
import { carried } from './carried.ts';

export type TransportOptions = {
  /** `https://graph.microsoft.com`, or a national cloud's. */
  readonly graphRoot: string;
  /** Takes Graph's place: same paths, same queries. */
  readonly emulatorUrl?: string | undefined;
  /** For one try, headers and body together. */
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
};

/**
 * The last handler: sends the request and waits for the whole answer, so that one that breaks off half-way is a
 * broken connection that is tried again, not a parse error further up. An emulator is reached from here and from
 * nowhere else, because the client sends its token to no other host and mangles links that are not https.
 */
export function transport(options: TransportOptions): Middleware {
  return {
    async execute(context) {
      context.response = await wholeAnswer(context, options);
    },
  };
}

async function wholeAnswer(context: Context, options: TransportOptions): Promise<Response> {
  const url = typeof context.request === 'string' ? context.request : context.request.url;
  // The last place to notice: a token of Graph's must reach nobody else, whatever a link said.
  if (!url.startsWith(`${options.graphRoot}/`)) {
    throw carried(new DirectoryUnavailable(`A request led away from ${options.graphRoot}.`));
  }
  try {
    const answer = await options.fetch(destination(url, options), {
      ...(context.options as RequestInit),
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (breaksOff(answer, bytes)) throw new Error('The JSON ends early.');
    const { status, statusText, headers } = answer;
    return new Response(bytes.length > 0 ? bytes : null, { status, statusText, headers });
  } catch (cause) {
    throw carried(
      new DirectoryUnavailable(`Microsoft Graph gave no whole answer: ${reasonOf(cause)}`, { cause }),
    );
  }
}

function destination(url: string, { graphRoot, emulatorUrl }: TransportOptions): string {
  if (emulatorUrl === undefined) return url;
  return emulatorUrl.replace(/\/+$/, '') + url.slice(graphRoot.length);
}

/** Everything Graph answers in JSON is an object: without its last brace, something in between cut it. */
function breaksOff(answer: Response, bytes: Uint8Array): boolean {
  if (!answer.headers.get('Content-Type')?.startsWith('application/json')) return false;
  let last = bytes.length - 1;
  while (last >= 0 && (bytes[last] ?? 0) <= 0x20) last--;
  return last >= 0 && bytes[last] !== 0x7d;
}

/** fetch hides what happened in its error's cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
