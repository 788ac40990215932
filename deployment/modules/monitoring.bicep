// Where logs go.

@description('Where the resources are created.')
param location string

@description('How the resource names begin.')
param baseName string

@description('How many days logs are kept.')
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${baseName}-logs'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    features: {
      // Who may read a log is decided by who may read the resource it comes from.
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${baseName}-insights'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableIpMasking: false
  }
}

@description('The workspace that diagnostic settings send to.')
output workspaceId string = workspace.id

@description('Says where telemetry may be sent; it is an address with an ingestion key, not a credential to read anything.')
output insightsConnectionString string = insights.properties.ConnectionString
