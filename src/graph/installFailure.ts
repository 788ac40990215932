import { z } from 'zod';
import type { UnreachableReason } from '../domain/obligation.ts';

const body = z.object({
  error: z.object({
    code: z.string().catch(''),
    message: z.string().catch(''),
    innerError: z.object({ code: z.string().catch('') }).catch({ code: '' }),
  }),
});
const NOTHING_SAID = { code: '', message: '', innerError: { code: '' } };

/**
 * Why Graph did not install the app for somebody. Every 403 of Teams has the code `Forbidden`: what is behind it is in
 * the inner code and the message alone ("App is blocked by app permission policy", "Failed to get license information
 * for the user", "Missing role permissions on the request"). One of an unknown wording counts as a missing permission,
 * the one that is mended for everybody at once.
 */
export function installFailure(answer: {
  readonly status: number;
  readonly body: unknown;
}): UnreachableReason {
  const { status } = answer;
  const { code, message, innerError } = body.safeParse(answer.body).data?.error ?? NOTHING_SAID;
  switch (status) {
    case 403:
      if (/licen[cs]e/i.test(message)) return 'no-teams-licence';
      if (innerError.code === 'AccessDenied' || /blocked|policy|policies/i.test(message))
        return 'blocked-by-policy';
      return 'permission-missing';
    case 404:
      return /^Request_ResourceNotFound$/i.test(code) ? 'not-found' : 'app-not-in-catalog';
    default:
      return status >= 400 && status < 500 && ![401, 408, 429].includes(status)
        ? 'refused'
        : 'service-unavailable';
  }
}
