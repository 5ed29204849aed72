import type { Column, SignInTable } from '../tables.js';

/**
 * The columns of the four sign-in tables in the order of Microsoft's table reference; a name without
 * a mark is a string. `TenantId` of SigninLogs (the workspace) is not in that reference but in real exports.
 */
export const logAnalyticsColumns: Readonly<Record<SignInTable, readonly Column[]>> = {
  SigninLogs: columns(`
    SourceSystem TimeGenerated:datetime ResourceId OperationName OperationVersion Category ResultType
    ResultSignature ResultDescription DurationMs:long CorrelationId Resource ResourceGroup ResourceProvider
    Identity Level Location AlternateSignInName AppDisplayName AppId AuthenticationContextClassReferences
    AuthenticationDetails AppliedEventListeners:dynamic AuthenticationMethodsUsed
    AuthenticationProcessingDetails AuthenticationRequirement AuthenticationRequirementPolicies ClientAppUsed
    ConditionalAccessPolicies:dynamic ConditionalAccessStatus CreatedDateTime:datetime DeviceDetail:dynamic
    IsInteractive:bool Id IPAddress IsRisky:bool LocationDetails:dynamic MfaDetail:dynamic
    NetworkLocationDetails OriginalRequestId ProcessingTimeInMilliseconds RiskDetail RiskEventTypes
    RiskEventTypes_V2 RiskLevelAggregated RiskLevelDuringSignIn RiskState ResourceDisplayName ResourceIdentity
    ResourceServicePrincipalId ServicePrincipalId ServicePrincipalName Status:dynamic TokenIssuerName
    TokenIssuerType UserAgent UserDisplayName UserId UserPrincipalName AADTenantId UserType
    FlaggedForReview:bool IPAddressFromResourceProvider SignInIdentifier SignInIdentifierType ResourceTenantId
    HomeTenantId UniqueTokenIdentifier SessionId SessionLifetimePolicies AutonomousSystemNumber
    AuthenticationProtocol CrossTenantAccessType AuthenticationAppDeviceDetails
    AuthenticationAppPolicyEvaluationDetails ClientCredentialType FederatedCredentialId
    GlobalSecureAccessIpAddress HomeTenantName IncomingTokenType IsTenantRestricted:bool
    IsThroughGlobalSecureAccess:bool OriginalTransferMethod TokenProtectionStatusDetails:dynamic
    AppOwnerTenantId ResourceOwnerTenantId Agent:dynamic SourceAppClientId ConditionalAccessAudiences
    AuthenticatorAppLocation AppliedConditionalAccessPolicies RiskLevel Type _IsBillable _BilledSize:real
    TenantId
  `),
  AADNonInteractiveUserSignInLogs: columns(`
    TenantId SourceSystem TimeGenerated:datetime OperationName OperationVersion Category ResultType
    ResultSignature ResultDescription DurationMs:long CorrelationId ResourceGroup Identity Level Location
    AADTenantId Agent AlternateSignInName AppDisplayName AppId AppliedEventListeners:dynamic AppOwnerTenantId
    AuthenticationContextClassReferences AuthenticationDetails AuthenticationMethodsUsed
    AuthenticationProcessingDetails AuthenticationProtocol AuthenticationRequirement
    AuthenticationRequirementPolicies AuthenticatorAppLocation AutonomousSystemNumber ClientAppUsed
    ClientCredentialType ClientSessionId ConditionalAccessAudiences ConditionalAccessPolicies
    ConditionalAccessStatus CreatedDateTime:datetime CrossTenantAccessType DeviceDetail FederatedCredentialId
    GlobalSecureAccessIpAddress HomeTenantId HomeTenantName Id IncomingTokenType IPAddress IsInteractive:bool
    IsRisky:bool IsTenantRestricted:bool IsThroughGlobalSecureAccess:bool LocationDetails MfaDetail
    NetworkLocationDetails OriginalRequestId OriginalTransferMethod ProcessingTimeInMs ResourceDisplayName
    ResourceIdentity ResourceOwnerTenantId ResourceServicePrincipalId ResourceTenantId RiskDetail
    RiskEventTypes RiskEventTypes_V2 RiskLevelAggregated RiskLevelDuringSignIn RiskState ServicePrincipalId
    SessionId SessionLifetimePolicies SignInEventTypes SignInIdentifierType TokenProtectionStatusDetails
    Status TokenIssuerName TokenIssuerType UniqueTokenIdentifier UserAgent UserDisplayName UserId
    UserPrincipalName UserType Type _IsBillable _BilledSize:real
  `),
  AADServicePrincipalSignInLogs: columns(`
    TenantId SourceSystem TimeGenerated:datetime OperationName OperationVersion Category ResultType
    ResultSignature ResultDescription DurationMs:long CorrelationId ResourceGroup Identity Level Location
    AppId AppOwnerTenantId AuthenticationContextClassReferences AutonomousSystemNumber
    AuthenticationProcessingDetails ClientCredentialType ConditionalAccessAudiences ConditionalAccessPolicies
    ConditionalAccessStatus CreatedDateTime:datetime FederatedCredentialId Id IPAddress LocationDetails
    NetworkLocationDetails ResourceDisplayName ResourceIdentity ResourceOwnerTenantId
    ResourceServicePrincipalId ServicePrincipalCredentialKeyId ServicePrincipalCredentialThumbprint
    ServicePrincipalId ServicePrincipalName SessionId UniqueTokenIdentifier Agent UserAgent AADTenantId Type
    _IsBillable _BilledSize:real
  `),
  AADManagedIdentitySignInLogs: columns(`
    TenantId SourceSystem TimeGenerated:datetime OperationName OperationVersion Category ResultType
    ResultSignature ResultDescription DurationMs:long CorrelationId ResourceGroup Identity Level Location
    AADTenantId Agent AppId AppOwnerTenantId AuthenticationContextClassReferences
    AuthenticationProcessingDetails ClientCredentialType ConditionalAccessAudiences ConditionalAccessPolicies
    ConditionalAccessStatus CreatedDateTime:datetime FederatedCredentialId Id IPAddress LocationDetails
    ManagedServiceIdentity NetworkLocationDetails ResourceDisplayName ResourceIdentity ResourceOwnerTenantId
    ResourceServicePrincipalId ServicePrincipalCredentialKeyId ServicePrincipalCredentialThumbprint
    ServicePrincipalId ServicePrincipalName SessionId SourceAppClientId UniqueTokenIdentifier UserAgent Type
    _IsBillable _BilledSize:real
  `),
};

function columns(words: string): readonly Column[] {
  return words
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = '', type = 'string'] = word.split(':');
      if (!isColumnType(type)) throw new Error(`column ${name} has the unknown type ${type}`);
      return { name, type };
    });
}

function isColumnType(type: string): type is Column['type'] {
  return ['string', 'datetime', 'dynamic', 'bool', 'long', 'real'].includes(type);
}
