export const CLOUDS = ['public', 'gcc', 'gcc-high', 'dod', 'china'] as const;
export type CloudName = (typeof CLOUDS)[number];

/** Where one of Microsoft's clouds is spoken to. Every address is https and ends without a slash. */
export type Cloud = {
  /** Microsoft Graph; its tokens have the scope `{graphRoot}/.default`. */
  readonly graphRoot: string;
  /** Microsoft Entra, which gives the tokens. */
  readonly authority: string;
  /**
   * Where a conversation with somebody who has never written is begun. Undefined where Microsoft names none: then only
   * the address that an activity brought is known.
   */
  readonly teamsServiceUrl?: string;
  /** Where files in Teams' chats lie: SharePoint and OneDrive, at any name below this one. */
  readonly filesBelow: string;
  /** What botbuilder must be told, beside the bot's own credentials. */
  botSettings(tenantId: string): Readonly<Record<string, string>>;
};

const MICROSOFT: Omit<Cloud, 'teamsServiceUrl'> = {
  graphRoot: 'https://graph.microsoft.com',
  filesBelow: 'sharepoint.com',
  authority: 'https://login.microsoftonline.com',
  botSettings: () => ({}),
};

const US_GOVERNMENT: Pick<Cloud, 'authority' | 'botSettings'> = {
  authority: 'https://login.microsoftonline.us',
  // botbuilder knows the addresses that belong to it.
  botSettings: () => ({ ChannelService: 'https://botframework.azure.us' }),
};

/**
 * The clouds a tenant can be in. Sources: learn.microsoft.com/graph/deployments (roots and authorities), Teams
 * "Send proactive messages" (service URLs), Bot Service "Configure a bot to run in Azure China", Microsoft 365 endpoints
 * of each cloud (SharePoint Online and OneDrive).
 */
export const CLOUD: Readonly<Record<CloudName, Cloud>> = {
  public: { ...MICROSOFT, teamsServiceUrl: 'https://smba.trafficmanager.net/teams' },
  // Its Graph, Entra and Bot Framework are the public ones; only Teams is apart.
  gcc: { ...MICROSOFT, teamsServiceUrl: 'https://smba.infra.gcc.teams.microsoft.com/teams' },
  'gcc-high': {
    ...US_GOVERNMENT,
    graphRoot: 'https://graph.microsoft.us',
    filesBelow: 'sharepoint.us',
    teamsServiceUrl: 'https://smba.infra.gov.teams.microsoft.us/teams',
  },
  dod: {
    ...US_GOVERNMENT,
    graphRoot: 'https://dod-graph.microsoft.us',
    filesBelow: 'sharepoint-mil.us',
    teamsServiceUrl: 'https://smba.infra.dod.teams.microsoft.us/teams',
  },
  china: {
    graphRoot: 'https://microsoftgraph.chinacloudapi.cn',
    filesBelow: 'sharepoint.cn',
    authority: 'https://login.partner.microsoftonline.cn',
    botSettings: (tenantId) => ({
      ValidateAuthority: 'true',
      OAuthUrl: 'https://token.botframework.azure.cn/',
      ToChannelFromBotLoginUrl: `https://login.partner.microsoftonline.cn/${tenantId}`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.azure.cn',
      ToBotFromChannelTokenIssuer: 'https://api.botframework.azure.cn',
      ToBotFromChannelOpenIdMetadataUrl:
        'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
      ToBotFromEmulatorOpenIdMetadataUrl:
        'https://login.partner.microsoftonline.cn/a55a4d5b-9241-49b1-b4ff-befa8db00269/v2.0/.well-known/openid-configuration',
    }),
  },
};
