// Where the service runs: Node 24 on App Service for Linux.

@description('Where the resources are created.')
param location string

@description('The plan\'s name.')
param planName string

@description('The web app\'s name, unique in all of Azure; its address is made of it.')
@minLength(2)
@maxLength(60)
param siteName string

@description('The plan\'s size.')
param planSku string

@description('How many instances run.')
param instanceCount int

@description('The managed identity\'s resource id.')
param identityId string

@description('The managed identity\'s client id, which is the bot\'s application id.')
param clientId string

@description('The store\'s address.')
param cosmosEndpoint string

@description('The store\'s database.')
param cosmosDatabase string

@description('Which of Microsoft\'s clouds the tenant is in.')
param cloud string

@description('The address of the key that signs.')
param keyUrl string

@description('How much the service logs.')
param logLevel string

@description('Path of the company\'s own programme file inside the package.')
param programmeFile string

@description('Path of a changed programme file inside the package, for the command preview; empty for none.')
param programmePreviewFile string

@description('Where telemetry may be sent.')
param insightsConnectionString string

@description('The Log Analytics workspace that the logs go to.')
param workspaceId string

// Azure says the suffixes of its other services, but not this one's.
var siteSuffixes = {
  public: 'azurewebsites.net'
  gcc: 'azurewebsites.net'
  'gcc-high': 'azurewebsites.us'
  dod: 'azurewebsites.us'
  china: 'chinacloudsites.cn'
}

// The service's own environment. .env.example says what each is.
var settings = {
  PORT: '8080'
  PUBLIC_URL: 'https://${siteName}.${siteSuffixes[cloud]}'
  MicrosoftAppType: 'UserAssignedMSI'
  MicrosoftAppId: clientId
  MicrosoftAppTenantId: tenant().tenantId
  CLOUD: cloud
  COSMOS_ENDPOINT: cosmosEndpoint
  COSMOS_DATABASE: cosmosDatabase
  KEY_VAULT_KEY: keyUrl
  PROGRAMME_FILE: programmeFile
  PROGRAMME_PREVIEW_FILE: programmePreviewFile
  LOG_LEVEL: logLevel
}

// What the platform and the SDKs read.
var platformSettings = {
  NODE_ENV: 'production'
  // Of the credentials that the Azure SDK tries, only this one, and only this identity.
  AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential'
  AZURE_CLIENT_ID: clientId
  // The package is mounted read-only, with its dependencies in it: nothing is installed on the host.
  WEBSITE_RUN_FROM_PACKAGE: '1'
  SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
  // The telemetry agent stays off: it would collect what it pleases, and the service promises what it logs.
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  ApplicationInsightsAgent_EXTENSION_VERSION: 'disabled'
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  kind: 'linux'
  sku: {
    name: planSku
    capacity: instanceCount
  }
  properties: {
    reserved: true // Linux
  }
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: siteName
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'node src/main.js'
      alwaysOn: true
      healthCheckPath: '/readyz'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      remoteDebuggingEnabled: false
      appSettings: [
        for setting in items(union(settings, platformSettings)): {
          name: setting.key
          value: setting.value
        }
      ]
    }
  }
}

// Deploying takes an Entra token too: no publishing user and password.
resource ftpPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scmPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'scm'
  properties: {
    allow: false
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: site
  name: 'logs'
  properties: {
    workspaceId: workspaceId
    logs: [
      for category in ['AppServiceConsoleLogs', 'AppServicePlatformLogs', 'AppServiceAuditLogs']: {
        category: category
        enabled: true
      }
    ]
  }
}

@description('The host name the service runs at.')
output domain string = site.properties.defaultHostName

@description('The web app\'s name.')
output siteName string = site.name

@description('The web app\'s resource id.')
output siteId string = site.id
