import { MOST_NAMESAKES } from '../usecases/peopleMeant.ts';
import type { PersonRecord } from '../usecases/ports.ts';
import type { Bot } from './botDeps.ts';
import { whoIsMeantCard } from './cards/whoIsMeantCard.ts';
import type { Sender } from './inbound.ts';
import { holdForm } from './onHolds.ts';
import { eraseForm } from './onRetention.ts';
import type { Reply } from './reply.ts';
import { scopeData } from './retentionPayload.ts';
import type { RetentionTyped } from './retentionTyped.ts';
import { runs } from './runs.ts';

/**
 * Answers `hold <name>`, `hold 2026`, `hold everything` and `erase <name>` with the card that comes first. Undefined for
 * what turns out to be a question about the Code: it reads as one, and nobody is called that or whoever asks may not
 * do it. Nothing is written, and the name goes into no log (promise 6).
 */
export async function onRetentionTyped(
  bot: Bot,
  sender: Sender,
  typed: RetentionTyped,
): Promise<Reply | undefined> {
  const { noRole, actions, certification } = bot.cardContext().texts;
  const { whom, asks, isName } = typed;
  const person = await bot.whoIs(sender);
  if (!person) return asks ? undefined : { say: certification.standing.unknown };
  // Of "hold shares" nobody but compliance means a hold.
  if (!(await runs(bot, person))) return asks || !isName ? undefined : { say: noRole.action };
  if ('all' in whom) return await holdForm(bot, { kind: 'all' });
  if ('cycle' in whom) return await holdForm(bot, { kind: 'cycle', cycle: whom.cycle });
  const found = await bot.peopleMeant({ name: whom.name, wholeWords: asks });
  const [only, ...others] = found;
  if (!only) return asks ? undefined : { say: actions.unknown };
  if (others.length > 0)
    return {
      show: whoIsMeantCard(bot.cardContext(), {
        people: found.slice(0, MOST_NAMESAKES),
        more: found.length > MOST_NAMESAKES,
        verb: whom.do === 'hold' ? 'hold.form' : 'erase.form',
        dataOf: ({ id }: PersonRecord) =>
          whom.do === 'hold' ? scopeData({ kind: 'person', personId: id }) : { person: id },
      }),
    };
  if (whom.do === 'erase') return await eraseForm(bot, person, only.id);
  return await holdForm(bot, { kind: 'person', personId: only.id });
}
