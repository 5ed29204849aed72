-- The bare engine reading the columns of a Graph sign-in from pages, as fast as it can.
CREATE TABLE sign_ins AS
SELECT unnest(record)
FROM (
  SELECT unnest(value) AS record
  FROM read_json(
    $files,
    format = 'unstructured',
    maximum_object_size = 16777216,
    columns = {
      'value': 'STRUCT("createdDateTime" VARCHAR, "id" VARCHAR, "userDisplayName" VARCHAR, "userPrincipalName" VARCHAR, "userId" VARCHAR, "userType" VARCHAR, "appId" VARCHAR, "appDisplayName" VARCHAR, "appOwnerTenantId" VARCHAR, "appTokenProtectionStatus" VARCHAR, "alternateSignInName" VARCHAR, "authenticationProtocol" VARCHAR, "authenticationRequirement" VARCHAR, "autonomousSystemNumber" VARCHAR, "azureResourceId" VARCHAR, "clientAppUsed" VARCHAR, "clientCredentialType" VARCHAR, "clientSessionId" VARCHAR, "conditionalAccessStatus" VARCHAR, "correlationId" VARCHAR, "crossTenantAccessType" VARCHAR, "federatedCredentialId" VARCHAR, "homeTenantId" VARCHAR, "homeTenantName" VARCHAR, "incomingTokenType" VARCHAR, "originalRequestId" VARCHAR, "originalTransferMethod" VARCHAR, "processingTimeInMilliseconds" VARCHAR, "resourceDisplayName" VARCHAR, "resourceId" VARCHAR, "resourceOwnerTenantId" VARCHAR, "resourceServicePrincipalId" VARCHAR, "resourceTenantId" VARCHAR, "riskDetail" VARCHAR, "riskLevelAggregated" VARCHAR, "riskLevelDuringSignIn" VARCHAR, "riskState" VARCHAR, "servicePrincipalCredentialKeyId" VARCHAR, "servicePrincipalCredentialThumbprint" VARCHAR, "servicePrincipalId" VARCHAR, "servicePrincipalName" VARCHAR, "sessionId" VARCHAR, "signInIdentifier" VARCHAR, "signInIdentifierType" VARCHAR, "signInTokenProtectionStatus" VARCHAR, "tokenIssuerName" VARCHAR, "tokenIssuerType" VARCHAR, "uniqueTokenIdentifier" VARCHAR, "userAgent" VARCHAR, "ipAddress" VARCHAR, "ipAddressFromResourceProvider" VARCHAR, "globalSecureAccessIpAddress" VARCHAR, "flaggedForReview" VARCHAR, "isInteractive" VARCHAR, "isTenantRestricted" VARCHAR, "isThroughGlobalSecureAccess" VARCHAR, "agent" JSON, "appliedConditionalAccessPolicies" JSON, "appliedEventListeners" JSON, "deviceDetail" JSON, "location" JSON, "mfaDetail" JSON, "privateLinkDetails" JSON, "status" JSON, "tokenProtectionStatusDetails" JSON, "authenticationAppDeviceDetails" VARCHAR, "authenticationAppPolicyEvaluationDetails" VARCHAR, "authenticationContextClassReferences" VARCHAR, "authenticationDetails" VARCHAR, "authenticationMethodsUsed" VARCHAR, "authenticationProcessingDetails" VARCHAR, "authenticationRequirementPolicies" VARCHAR, "conditionalAccessAudiences" VARCHAR, "managedServiceIdentity" VARCHAR, "networkLocationDetails" VARCHAR, "sessionLifetimePolicies" VARCHAR, "signInEventTypes" VARCHAR, "riskEventTypes" VARCHAR, "riskEventTypes_v2" VARCHAR)[]'
    }
  )
)
