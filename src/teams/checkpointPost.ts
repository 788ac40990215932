import type { SealedCheckpoint } from '../domain/checkpoint.ts';
import type { ConversationAddress, Delivery } from '../usecases/ports.ts';
import { checkpointCard } from './cards/checkpointCard.ts';
import type { CardContext } from './cards/context.ts';
import { deliveryFailure } from './deliveryFailure.ts';
import type { TeamsMessenger } from './messenger.ts';

/** Sends checkpoints as cards. */
export function checkpointPost(deps: {
  messenger: Pick<TeamsMessenger, 'show'>;
  cardContext: () => CardContext;
}) {
  return async (to: ConversationAddress, sealed: SealedCheckpoint): Promise<Delivery> => {
    try {
      await deps.messenger.show(to, checkpointCard(deps.cardContext(), { sealed }));
      return { outcome: 'sent' };
    } catch (error) {
      return deliveryFailure(error);
    }
  };
}
