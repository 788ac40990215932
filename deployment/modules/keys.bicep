// Reserved for the key that will sign certificates and ledger checkpoints. Nobody is granted anything here yet: the role
// comes with the key, on the key.

@description('Where the vault is created.')
param location string

@description('The vault\'s name, unique in all of Azure.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('The Log Analytics workspace that learns of every use of a key.')
param workspaceId string

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
