import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type TurnContext,
} from 'botbuilder';
import type { BotAdapter } from '../../src/teams/adapter.ts';
import { withKeptClients } from '../../src/teams/keptClients.ts';
import type { TokenService } from './entraTokens.ts';
import { TENANT } from './stage.ts';

/** The bot's application id, where Teams says it is, and who signs its tokens. */
export const APP = '11111111-2222-4333-8444-555555555555';
export const SERVICE = 'https://smba.trafficmanager.net/teams/';
export const ISSUER = 'https://api.botframework.com';

/** Seconds since the epoch, from now. */
export const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;

/** What a good token says. */
export const CLAIMS = { iss: ISSUER, aud: APP, serviceurl: SERVICE, nbf: seconds(-60), exp: seconds(3_600) };

class EntraAdapter extends CloudAdapter {
  receive(activity: Activity, header: string, turn: (context: TurnContext) => Promise<void>) {
    return this.processActivity(header, activity, turn);
  }
}

/** The adapter as the service makes it with credentials, but for the token service it trusts. */
export function adapterTrusting({ metadataUrl }: TokenService): BotAdapter {
  const settings = {
    MicrosoftAppId: APP,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: TENANT,
    MicrosoftAppPassword: 'not used: nothing is sent',
    ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: metadataUrl,
    ToBotFromChannelTokenIssuer: ISSUER,
    ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${TENANT}`,
    ToChannelFromBotOAuthScope: ISSUER,
    OAuthUrl: ISSUER,
  };
  const inner = new ConfigurationBotFrameworkAuthentication(settings);
  return new EntraAdapter(withKeptClients(inner)) as unknown as BotAdapter;
}
