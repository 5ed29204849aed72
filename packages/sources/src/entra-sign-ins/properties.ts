/** How a property of a sign-in is read and stored. */
export type PropertyForm =
  /** Text; a number or boolean as its text. */
  | 'text'
  | 'bool'
  /** An address in one of the spellings logs use. */
  | 'address'
  /** A JSON value in a dynamic column. */
  | 'json'
  /** A JSON value that Log Analytics keeps as text. */
  | 'jsonText'
  /** A list of risk types as JSON array text. */
  | 'riskTypes';

/** A property of Graph's `signIn` and of the `properties` of Azure Monitor's record, and its dataset column. */
export interface Property {
  readonly name: string;
  readonly column: string;
  readonly form: PropertyForm;
}

/**
 * Every property but the two times, which are conversions of their own. Names are Graph's (beta; log-format
 * reference, section 2.2 and schemas/Graph.beta.signIn.json); columns are Log Analytics' for the same value (section
 * 2.1), or the property with a capital where no table has it.
 */
export const properties: readonly Property[] = [
  ...form('text', {
    id: 'Id',
    userDisplayName: 'UserDisplayName',
    userPrincipalName: 'UserPrincipalName',
    userId: 'UserId',
    userType: 'UserType',
    appId: 'AppId',
    appDisplayName: 'AppDisplayName',
    appOwnerTenantId: 'AppOwnerTenantId',
    appTokenProtectionStatus: 'AppTokenProtectionStatus',
    alternateSignInName: 'AlternateSignInName',
    authenticationProtocol: 'AuthenticationProtocol',
    authenticationRequirement: 'AuthenticationRequirement',
    autonomousSystemNumber: 'AutonomousSystemNumber',
    azureResourceId: 'AzureResourceId',
    clientAppUsed: 'ClientAppUsed',
    clientCredentialType: 'ClientCredentialType',
    clientSessionId: 'ClientSessionId',
    conditionalAccessStatus: 'ConditionalAccessStatus',
    correlationId: 'CorrelationId',
    crossTenantAccessType: 'CrossTenantAccessType',
    federatedCredentialId: 'FederatedCredentialId',
    homeTenantId: 'HomeTenantId',
    homeTenantName: 'HomeTenantName',
    incomingTokenType: 'IncomingTokenType',
    originalRequestId: 'OriginalRequestId',
    originalTransferMethod: 'OriginalTransferMethod',
    processingTimeInMilliseconds: 'ProcessingTimeInMilliseconds',
    resourceDisplayName: 'ResourceDisplayName',
    resourceId: 'ResourceIdentity',
    resourceOwnerTenantId: 'ResourceOwnerTenantId',
    resourceServicePrincipalId: 'ResourceServicePrincipalId',
    resourceTenantId: 'ResourceTenantId',
    riskDetail: 'RiskDetail',
    riskLevelAggregated: 'RiskLevelAggregated',
    riskLevelDuringSignIn: 'RiskLevelDuringSignIn',
    riskState: 'RiskState',
    servicePrincipalCredentialKeyId: 'ServicePrincipalCredentialKeyId',
    servicePrincipalCredentialThumbprint: 'ServicePrincipalCredentialThumbprint',
    servicePrincipalId: 'ServicePrincipalId',
    servicePrincipalName: 'ServicePrincipalName',
    sessionId: 'SessionId',
    signInIdentifier: 'SignInIdentifier',
    signInIdentifierType: 'SignInIdentifierType',
    signInTokenProtectionStatus: 'SignInTokenProtectionStatus',
    tokenIssuerName: 'TokenIssuerName',
    tokenIssuerType: 'TokenIssuerType',
    uniqueTokenIdentifier: 'UniqueTokenIdentifier',
    userAgent: 'UserAgent',
  }),
  ...form('address', {
    ipAddress: 'IPAddress',
    ipAddressFromResourceProvider: 'IPAddressFromResourceProvider',
    globalSecureAccessIpAddress: 'GlobalSecureAccessIpAddress',
  }),
  ...form('bool', {
    flaggedForReview: 'FlaggedForReview',
    isInteractive: 'IsInteractive',
    isTenantRestricted: 'IsTenantRestricted',
    isThroughGlobalSecureAccess: 'IsThroughGlobalSecureAccess',
  }),
  ...form('json', {
    agent: 'Agent',
    appliedConditionalAccessPolicies: 'ConditionalAccessPolicies',
    appliedEventListeners: 'AppliedEventListeners',
    deviceDetail: 'DeviceDetail',
    location: 'LocationDetails',
    mfaDetail: 'MfaDetail',
    privateLinkDetails: 'PrivateLinkDetails',
    status: 'Status',
    tokenProtectionStatusDetails: 'TokenProtectionStatusDetails',
  }),
  ...form('jsonText', {
    authenticationAppDeviceDetails: 'AuthenticationAppDeviceDetails',
    authenticationAppPolicyEvaluationDetails: 'AuthenticationAppPolicyEvaluationDetails',
    authenticationContextClassReferences: 'AuthenticationContextClassReferences',
    authenticationDetails: 'AuthenticationDetails',
    authenticationMethodsUsed: 'AuthenticationMethodsUsed',
    authenticationProcessingDetails: 'AuthenticationProcessingDetails',
    authenticationRequirementPolicies: 'AuthenticationRequirementPolicies',
    conditionalAccessAudiences: 'ConditionalAccessAudiences',
    managedServiceIdentity: 'ManagedServiceIdentity',
    networkLocationDetails: 'NetworkLocationDetails',
    sessionLifetimePolicies: 'SessionLifetimePolicies',
    signInEventTypes: 'SignInEventTypes',
  }),
  ...form('riskTypes', {
    riskEventTypes: 'RiskEventTypes',
    riskEventTypes_v2: 'RiskEventTypes_V2',
  }),
];

function form(kind: PropertyForm, names: Readonly<Record<string, string>>): readonly Property[] {
  return Object.entries(names).map(([name, column]) => ({ name, column, form: kind }));
}
