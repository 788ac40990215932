// What whoever erases may do with the data, and nothing more: people or a group of the company, never the service. They run
// `npm run retention -- execute <list>`; see README.md in this folder.

@description('The Cosmos DB account.')
param accountName string

@description('The database that holds the containers.')
param databaseName string

@description('The principal (object) id of a user, a group or another service principal.')
param operatorPrincipalId string

// Tombstones are created beside what is deleted, obligations are emptied and stay; lists, leases and the ledger are in
// `programme`.
var rights = [
  {
    container: 'certificates'
    actions: ['create', 'read', 'delete']
  }
  {
    container: 'people'
    actions: ['read', 'delete']
  }
  {
    container: 'obligations'
    actions: ['read', 'replace']
  }
  {
    container: 'programme'
    actions: ['create', 'read', 'replace']
  }
]

var containers = 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers'

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-04-15' existing = {
  name: accountName
}

var databaseScope = '${account.id}/dbs/${databaseName}'

resource metadataRole 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2025-04-15' = {
  parent: account
  name: guid(account.id, 'erase', 'metadata')
  properties: {
    roleName: 'Code of Ethics: erase, read metadata'
    type: 'CustomRole'
    assignableScopes: [account.id]
    permissions: [
      {
        dataActions: ['Microsoft.DocumentDB/databaseAccounts/readMetadata']
      }
    ]
  }
}

@batchSize(1)
resource roles 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2025-04-15' = [
  for index in range(0, length(rights)): {
    parent: account
    name: guid(account.id, 'erase', rights[index].container)
    properties: {
      roleName: 'Code of Ethics: erase, ${rights[index].container}'
      type: 'CustomRole'
      assignableScopes: ['${databaseScope}/colls/${rights[index].container}']
      permissions: [
        {
          dataActions: concat(map(rights[index].actions, action => '${containers}/items/${action}'), ['${containers}/executeQuery'])
        }
      ]
    }
  }
]

resource metadataAssignment 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2025-04-15' = {
  parent: account
  name: guid(account.id, operatorPrincipalId, 'erase', 'metadata')
  properties: {
    principalId: operatorPrincipalId
    roleDefinitionId: metadataRole.id
    scope: account.id
  }
}

@batchSize(1)
resource assignments 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2025-04-15' = [
  for index in range(0, length(rights)): {
    parent: account
    name: guid(account.id, operatorPrincipalId, 'erase', rights[index].container)
    properties: {
      principalId: operatorPrincipalId
      roleDefinitionId: roles[index].id
      scope: '${databaseScope}/colls/${rights[index].container}'
    }
  }
]
