import type { ActionTyped } from './actionTyped.ts';
import type { Bot } from './botDeps.ts';
import type { PaperTyped } from './paperTyped.ts';
import type { Reply } from './reply.ts';
import type { RetentionTyped } from './retentionTyped.ts';
import type { WhyTyped } from './whyTyped.ts';

/** What is typed about somebody, and may be a question about the Code all the same. */
export type AboutSomebody = WhyTyped | ActionTyped | PaperTyped | RetentionTyped;

/**
 * Looks up whoever was named. Undefined for what turns out to be a question about the Code, also when it reads as one and
 * the look failed: a question is answered whatever the store does.
 */
export async function orQuestion(
  bot: Bot,
  typed: AboutSomebody,
  look: () => Promise<Reply | undefined>,
): Promise<Reply | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!typed.asks) throw error;
    bot.log.warn({ event: `${typed.kind}-not-looked-up`, err: error });
    return undefined;
  }
}
