import { badRequest, type GraphAnswer, ok } from './answers.ts';
import { type Query, topOf } from './query.ts';

/** One page of a list, with the absolute link to the next. The link repeats the options, as Graph's do. */
export function pageOf(
  items: readonly unknown[],
  at: { readonly link: string; readonly context: string; readonly query: Query },
): GraphAnswer {
  const start = startOf(at.query.get('skiptoken'));
  const end = start + topOf(at.query, 100);
  const token = Buffer.from(String(end)).toString('base64url');
  const next = [...new Map([...at.query, ['skiptoken', token]])]
    .map(([name, value]) => `$${name}=${encodeURIComponent(value)}`)
    .join('&');
  return ok({
    '@odata.context': at.context,
    ...(at.query.has('count') && { '@odata.count': items.length }),
    ...(end < items.length && { '@odata.nextLink': `${at.link}?${next}` }),
    value: items.slice(start, end),
  });
}

function startOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const start = Number(Buffer.from(token, 'base64url').toString());
  if (Number.isInteger(start) && start >= 0) return start;
  throw badRequest('The skip token is invalid.');
}
