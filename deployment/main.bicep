// Everything the bot runs on, in one resource group of the company's own tenant.
// What a template cannot do, an administrator does afterwards: see README.md in this folder.
targetScope = 'resourceGroup'

@description('Where the resources are created. The bot registration itself is global.')
param location string = resourceGroup().location

@description('How every resource name begins: lower-case letters and digits, with single hyphens between them.')
@minLength(3)
@maxLength(20)
param baseName string = 'code-of-ethics'

@description('The name people see in Teams before the app package gives it its own.')
@maxLength(42)
param botDisplayName string = 'Code of Ethics'

@description('Which of Microsoft\'s clouds the tenant is in. gcc is deployed in public Azure; gcc-high and dod in Azure Government, china in Azure operated by 21Vianet.')
@allowed(['public', 'gcc', 'gcc-high', 'dod', 'china'])
param cloud string = 'public'

@description('App Service plan. B1 carries a company of some thousand covered people; all of these keep the service always on.')
@allowed(['B1', 'B2', 'B3', 'P0v3', 'P1v3', 'P2v3'])
param planSku string = 'B1'

@description('How many instances serve turns. The jobs run on whichever instance holds the lease, so any number is safe.')
@minValue(1)
@maxValue(10)
param instanceCount int = 1

@description('How much the service logs. Nothing that a person types is logged at any level.')
@allowed(['error', 'warn', 'info', 'debug', 'trace'])
param logLevel string = 'info'

@description('Path of the company\'s own programme file inside the deployed package: offices, coverage, cycles, contacts.')
param programmeFile string = 'programme.yaml'

@description('Path of a changed programme file inside the deployed package, which the command preview compares with the one in force; empty for none.')
param programmePreviewFile string = ''

@description('How many days Log Analytics keeps the logs.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Put a delete lock on the certificates\' account and on the key vault.')
param lockEvidence bool = true

@description('Who may erase what two people of compliance have confirmed: the object id of a user, a group or another service principal. Empty: nobody may.')
param operatorPrincipalId string = ''

// Names that must be unique in all of Azure end in this; the same resource group always gives the same one.
var suffix = uniqueString(resourceGroup().id)
var globalName = '${baseName}-${suffix}'
var databaseName = 'code-of-ethics'

// One identity for everything: it answers Teams, reads the directory and writes the store. No secret exists anywhere.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${baseName}-identity'
  location: location
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    location: location
    baseName: baseName
    retentionDays: logRetentionDays
  }
}

module store 'modules/store.bicep' = {
  name: 'store'
  params: {
    location: location
    accountName: globalName
    databaseName: databaseName
    workspaceId: monitoring.outputs.workspaceId
    lockEvidence: lockEvidence
  }
}

module storeRoles 'modules/storeRoles.bicep' = {
  name: 'storeRoles'
  params: {
    accountName: store.outputs.accountName
    databaseName: store.outputs.databaseName
    // The principal id: a data-plane role assignment that names the client id is accepted and grants nothing.
    principalId: identity.properties.principalId
  }
}

module eraseRoles 'modules/eraseRoles.bicep' = if (operatorPrincipalId != '') {
  name: 'eraseRoles'
  params: {
    accountName: store.outputs.accountName
    databaseName: store.outputs.databaseName
    operatorPrincipalId: operatorPrincipalId
  }
  // The account takes one change of its roles at a time.
  dependsOn: [storeRoles]
}

module keys 'modules/keys.bicep' = {
  name: 'keys'
  params: {
    location: location
    vaultName: 'kv-${suffix}'
    workspaceId: monitoring.outputs.workspaceId
    principalId: identity.properties.principalId
    operatorPrincipalId: operatorPrincipalId
    lockEvidence: lockEvidence
  }
}

module host 'modules/host.bicep' = {
  name: 'host'
  params: {
    location: location
    planName: '${baseName}-plan'
    siteName: globalName
    planSku: planSku
    instanceCount: instanceCount
    identityId: identity.id
    clientId: identity.properties.clientId
    cosmosEndpoint: store.outputs.endpoint
    cosmosDatabase: store.outputs.databaseName
    cloud: cloud
    keyUrl: keys.outputs.keyUrl
    logLevel: logLevel
    programmeFile: programmeFile
    programmePreviewFile: programmePreviewFile
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    workspaceId: monitoring.outputs.workspaceId
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    botName: globalName
    displayName: botDisplayName
    domain: host.outputs.domain
    cloud: cloud
    identityId: identity.id
    clientId: identity.properties.clientId
  }
}

@description('The bot\'s application id: MicrosoftAppId when the app package is built.')
output BOT_ID string = identity.properties.clientId

@description('The host name the service runs at: BOT_DOMAIN when the app package is built.')
output BOT_DOMAIN string = host.outputs.domain

@description('The web app, as the Microsoft 365 Agents Toolkit wants it named to deploy to it.')
output BOT_AZURE_APP_SERVICE_RESOURCE_ID string = host.outputs.siteId

@description('The web app\'s name, for `az webapp deploy`.')
output SITE_NAME string = host.outputs.siteName

@description('Whom grant-graph-permissions.sh grants to.')
output IDENTITY_PRINCIPAL_ID string = identity.properties.principalId

@description('The store. It takes Entra tokens only; there is no key.')
output COSMOS_ENDPOINT string = store.outputs.endpoint

@description('Where the signing key is kept.')
output KEY_VAULT_NAME string = keys.outputs.vaultName
