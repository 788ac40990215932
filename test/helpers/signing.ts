import { STATEMENT_IDS } from '../../src/domain/certificate.ts';
import type { ObligationId } from '../../src/domain/ids.ts';
import { isRefusal, type Refusal } from '../../src/domain/refusal.ts';
import type { SignCommand } from '../../src/usecases/signCertificate.ts';
import { MONDAY } from './clock.ts';
import { obligationOf } from './obligations.ts';
import { personId } from './people.ts';

/** What somebody sends who confirms everything and types their own name, unless `facts` say otherwise. */
export function signCommand(name: string, facts: Partial<SignCommand> = {}): SignCommand {
  return {
    signer: personId(name),
    obligationId: obligationOf(name).id as ObligationId,
    typedName: name,
    confirmed: STATEMENT_IDS,
    consents: true,
    authentication: { method: 'teams', at: MONDAY },
    channel: { id: 'msteams', conversationId: 'chat', activityId: 'activity' },
    ...facts,
  };
}

/** What was done. @throws Error when it was refused. */
export function granted<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(`Refused: ${result.refused}`);
  return result;
}
