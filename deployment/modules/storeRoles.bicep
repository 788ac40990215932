// What the service may do with the data: in Cosmos DB's own data-plane roles, per container, and nothing by default.
// This is what makes a certificate permanent: the service holds no action that could change or remove one.

@description('The Cosmos DB account.')
param accountName string

@description('The database that holds the containers.')
param databaseName string

@description('The identity\'s principal (object) id, not its client id.')
param principalId string

var recordContainers = ['people', 'obligations', 'programme']
var certificateContainers = ['certificates']

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-04-15' existing = {
  name: accountName
}

var databaseScope = '${account.id}/dbs/${databaseName}'

// The SDK asks the account for its regions before anything else, which no role on a container allows.
resource metadataRole 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2025-04-15' = {
  parent: account
  name: guid(account.id, 'metadata')
  properties: {
    roleName: 'Code of Ethics: read metadata'
    type: 'CustomRole'
    assignableScopes: [account.id]
    permissions: [
      {
        dataActions: ['Microsoft.DocumentDB/databaseAccounts/readMetadata']
      }
    ]
  }
}

resource recordsRole 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2025-04-15' = {
  parent: account
  name: guid(account.id, 'records')
  properties: {
    roleName: 'Code of Ethics: keep records'
    type: 'CustomRole'
    assignableScopes: map(recordContainers, container => '${databaseScope}/colls/${container}')
    permissions: [
      {
        dataActions: [
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/create'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/read'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/replace'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/executeQuery'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/readChangeFeed'
        ]
      }
    ]
  }
}

resource certificatesRole 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2025-04-15' = {
  parent: account
  name: guid(account.id, 'certificates')
  properties: {
    roleName: 'Code of Ethics: add certificates'
    type: 'CustomRole'
    assignableScopes: map(certificateContainers, container => '${databaseScope}/colls/${container}')
    permissions: [
      {
        dataActions: [
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/create'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/read'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/executeQuery'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/readChangeFeed'
        ]
      }
    ]
  }
}

resource metadataAssignment 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2025-04-15' = {
  parent: account
  name: guid(account.id, principalId, 'metadata')
  properties: {
    principalId: principalId
    roleDefinitionId: metadataRole.id
    scope: account.id
  }
}

@batchSize(1)
resource recordsAssignment 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2025-04-15' = [
  for container in recordContainers: {
    parent: account
    name: guid(account.id, principalId, 'records', container)
    properties: {
      principalId: principalId
      roleDefinitionId: recordsRole.id
      scope: '${databaseScope}/colls/${container}'
    }
  }
]

@batchSize(1)
resource certificatesAssignment 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2025-04-15' = [
  for container in certificateContainers: {
    parent: account
    name: guid(account.id, principalId, 'certificates', container)
    properties: {
      principalId: principalId
      roleDefinitionId: certificatesRole.id
      scope: '${databaseScope}/colls/${container}'
    }
  }
]
