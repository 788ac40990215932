import { GraphProblem, notFound, ok } from './answers.ts';
import type { Endpoint } from './emulation.ts';

/** `GET /users/{id}/mailboxSettings/timeZone`. */
export const getMailboxTimeZone: Endpoint = ({ organisation, root }, _, [id = '']) => {
  const user = organisation.user(id);
  if (!user) throw notFound(id);
  if (!user.mail) {
    const message = 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.';
    throw new GraphProblem(404, 'MailboxNotEnabledForRESTAPI', message);
  }
  return ok({
    '@odata.context': `${root}/$metadata#users('${user.id}')/mailboxSettings/timeZone`,
    value: user.mailboxTimeZone ?? '',
  });
};
