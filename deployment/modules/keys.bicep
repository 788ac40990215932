// The key that signs certificates and ledger checkpoints. The service may read its public half and sign with it; rotating it is an
// administrator's act (`az keyvault key rotate`).

@description('Where the vault is created.')
param location string

@description('The vault\'s name, unique in all of Azure.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('The Log Analytics workspace that learns of every use of a key.')
param workspaceId string

@description('Who signs: the identity\'s principal (object) id, not its client id.')
param principalId string

@description('Who erases, and signs the tombstones of it: empty for nobody.')
param operatorPrincipalId string = ''

@description('Put a delete lock on the vault.')
param lockEvidence bool

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: vaultName
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    // A signing key that is gone takes with it the means to show that a signature was ours.
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: 'Enabled'
  }
}

// Made once: a deployment that finds the key leaves it, and its versions, as they are.
resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: 'certificates'
  properties: {
    kty: 'EC'
    curveName: 'P-256'
    keyOps: ['sign', 'verify']
    attributes: {
      enabled: true
      exportable: false
    }
  }
}

// Key Vault Crypto User, on this key alone, whose operations are sign and verify.
resource signerRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: key
  name: guid(key.id, principalId, 'sign')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '12338af0-0e69-4776-bea7-57ae8d297424')
  }
}

// The same for whoever erases: each tombstone is signed, and the ledger goes on with them. What kind of principal it is, is not known.
resource operatorRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (operatorPrincipalId != '') {
  scope: key
  name: guid(key.id, operatorPrincipalId, 'sign')
  properties: {
    principalId: operatorPrincipalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '12338af0-0e69-4776-bea7-57ae8d297424')
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (lockEvidence) {
  scope: vault
  name: 'evidence'
  properties: {
    level: 'CanNotDelete'
    notes: 'The key that signs certificates of compliance is kept here.'
  }
}

@description('The vault\'s name.')
output vaultName string = vault.name

@description('KEY_VAULT_KEY: the key without a version, so that the newest signs.')
output keyUrl string = key.properties.keyUri
