// The programme's data. Databases and containers are created here, since with Entra tokens the service itself cannot.

@description('Where the account is created.')
param location string

@description('The account\'s name, unique in all of Azure.')
@minLength(3)
@maxLength(44)
param accountName string

@description('The database\'s name.')
param databaseName string

@description('The Log Analytics workspace that learns of changes to the account.')
param workspaceId string

@description('Put a delete lock on the account.')
param lockEvidence bool

// The envelope's fields are what is searched for and so indexed; the record inside is only read back whole, and costs less to
// write for not being indexed.
var containers = [
  {
    name: 'people'
    partitionKey: '/id'
    notIndexed: ['/record/*']
  }
  {
    name: 'obligations'
    partitionKey: '/personId'
    notIndexed: ['/obligation/*']
  }
  {
    name: 'certificates'
    partitionKey: '/personId'
    notIndexed: ['/sealed/*', '/disclosure/*']
  }
  {
    name: 'programme'
    partitionKey: '/kind'
    notIndexed: ['/value/*']
  }
]

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-04-15' = {
  name: accountName
  location: location
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [
      {
        locationName: location
        failoverPriority: 0
        isZoneRedundant: false
      }
    ]
    capabilities: [
      {
        name: 'EnableServerless'
      }
    ]
    // Enough for any number of instances: a write that matters carries an ETag, and the replica that takes writes checks it.
    consistencyPolicy: {
      defaultConsistencyLevel: 'Session'
    }
    // Any moment of the last 30 days can be restored, also a deleted account's.
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: {
        tier: 'Continuous30Days'
      }
    }
    // No keys: every request carries an Entra token, and so is held to the roles in storeRoles.bicep.
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: 'Enabled'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2025-04-15' = {
  parent: account
  name: databaseName
  properties: {
    resource: {
      id: databaseName
    }
  }
}

@batchSize(1)
resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2025-04-15' = [
  for item in containers: {
    parent: database
    name: item.name
    properties: {
      resource: {
        id: item.name
        partitionKey: {
          paths: [item.partitionKey]
          kind: 'Hash'
          version: 2
        }
        indexingPolicy: {
          indexingMode: 'consistent'
          automatic: true
          includedPaths: [
            {
              path: '/*'
            }
          ]
          excludedPaths: map(concat(['/"_etag"/?'], item.notIndexed), path => { path: path })
        }
      }
    }
  }
]

// Who changed roles, keys, firewall or backup of the evidence, and when.
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'ControlPlaneRequests'
        enabled: true
      }
    ]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (lockEvidence) {
  scope: account
  name: 'evidence'
  properties: {
    level: 'CanNotDelete'
    notes: 'Signed certificates of compliance are kept here.'
  }
}

@description('The account, for the roles that are granted on it.')
output accountName string = account.name

@description('The database, once its containers exist.')
output databaseName string = database.name

@description('COSMOS_ENDPOINT.')
output endpoint string = account.properties.documentEndpoint
