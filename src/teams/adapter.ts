import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import { CLOUD } from '../clouds.ts';
import type { Mode } from '../config.ts';
import { withKeptClients } from './keptClients.ts';

/**
 * botbuilder's adapter without its HTTP handling, which logs and leaks error messages: `http/` answers requests and
 * calls `receive`.
 */
export class BotAdapter extends CloudAdapter {
  constructor(mode: Mode) {
    super(withKeptClients(authenticationFor(mode)));
  }

  /**
   * Authenticates one activity and runs the turn. What it returns is the answer to an invoke.
   * @throws AuthenticationError (status 401 or 403) for a token that is not good.
   */
  receive(
    activity: Activity,
    authorization: string,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, turn);
  }
}

function authenticationFor(mode: Mode): ConfigurationBotFrameworkAuthentication {
  const settings =
    mode.kind === 'local'
      ? {}
      : {
          MicrosoftAppId: mode.appId,
          MicrosoftAppType: mode.appType,
          MicrosoftAppTenantId: mode.tenantId,
          ...CLOUD[mode.cloud].botSettings(mode.tenantId),
          ...(mode.appPassword && { MicrosoftAppPassword: mode.appPassword }),
        };
  return new ConfigurationBotFrameworkAuthentication(settings);
}
