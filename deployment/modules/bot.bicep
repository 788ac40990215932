// Makes the service known to Teams as a bot.

@description('The registration\'s name, unique in all of Azure.')
@minLength(2)
@maxLength(64)
param botName string

@description('The name people see before the app package gives the bot its own.')
@maxLength(42)
param displayName string

@description('The host name the service runs at.')
param domain string

@description('Which of Microsoft\'s clouds the tenant is in.')
param cloud string

@description('The managed identity\'s resource id.')
param identityId string

@description('The managed identity\'s client id, which is the bot\'s application id.')
param clientId string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: botName
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: 'F0'
  }
  properties: {
    displayName: displayName
    endpoint: 'https://${domain}/api/messages'
    // Of this tenant only, and without a secret that could leak or expire.
    msaAppType: 'UserAssignedMSI'
    msaAppId: clientId
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: identityId
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      enableCalling: false
      acceptedTerms: true
      deploymentEnvironment: cloud == 'gcc' ? 'GCCModerateDeployment' : 'CommercialDeployment'
    }
  }
}
