import { call, column, text } from '@interloper/plan';
import type { Expression, Scan, ScalarType, View, ViewColumn } from '@interloper/plan';
import { datasetColumns, signInTables, typeOf } from './columns.js';
import type { SignInTable } from './columns.js';

/** The dataset as every view scans it. */
export const scan: Scan = {
  kind: 'scan',
  dataset: 'entra_sign_ins',
  columns: datasetColumns,
  time: 'EventTime',
};

/**
 * The columns of each table in Microsoft's order (reference/schemas: the table reference of Azure Monitor).
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/signinlogs and its siblings.
 */
const columns: Readonly<Record<SignInTable, string>> = {
  SigninLogs: `
    SourceSystem TimeGenerated ResourceId OperationName OperationVersion Category ResultType
    ResultSignature ResultDescription DurationMs CorrelationId Resource ResourceGroup ResourceProvider
    Identity Level Location AlternateSignInName AppDisplayName AppId
    AuthenticationContextClassReferences AuthenticationDetails AppliedEventListeners
    AuthenticationMethodsUsed AuthenticationProcessingDetails AuthenticationRequirement
    AuthenticationRequirementPolicies ClientAppUsed ConditionalAccessPolicies ConditionalAccessStatus
    CreatedDateTime DeviceDetail IsInteractive Id IPAddress IsRisky LocationDetails MfaDetail
    NetworkLocationDetails OriginalRequestId ProcessingTimeInMilliseconds RiskDetail RiskEventTypes
    RiskEventTypes_V2 RiskLevelAggregated RiskLevelDuringSignIn RiskState ResourceDisplayName
    ResourceIdentity ResourceServicePrincipalId ServicePrincipalId ServicePrincipalName Status
    TokenIssuerName TokenIssuerType UserAgent UserDisplayName UserId UserPrincipalName AADTenantId
    UserType FlaggedForReview IPAddressFromResourceProvider SignInIdentifier SignInIdentifierType
    ResourceTenantId HomeTenantId UniqueTokenIdentifier SessionId SessionLifetimePolicies
    AutonomousSystemNumber AuthenticationProtocol CrossTenantAccessType AuthenticationAppDeviceDetails
    AuthenticationAppPolicyEvaluationDetails ClientCredentialType FederatedCredentialId
    GlobalSecureAccessIpAddress HomeTenantName IncomingTokenType IsTenantRestricted
    IsThroughGlobalSecureAccess OriginalTransferMethod TokenProtectionStatusDetails AppOwnerTenantId
    ResourceOwnerTenantId Agent SourceAppClientId ConditionalAccessAudiences AuthenticatorAppLocation
    AppliedConditionalAccessPolicies RiskLevel Type _IsBillable _BilledSize TenantId
  `,
  AADNonInteractiveUserSignInLogs: `
    TenantId SourceSystem TimeGenerated OperationName OperationVersion Category ResultType
    ResultSignature ResultDescription DurationMs CorrelationId ResourceGroup Identity Level Location
    AADTenantId Agent AlternateSignInName AppDisplayName AppId AppliedEventListeners AppOwnerTenantId
    AuthenticationContextClassReferences AuthenticationDetails AuthenticationMethodsUsed
    AuthenticationProcessingDetails AuthenticationProtocol AuthenticationRequirement
    AuthenticationRequirementPolicies AuthenticatorAppLocation AutonomousSystemNumber ClientAppUsed
    ClientCredentialType ClientSessionId ConditionalAccessAudiences ConditionalAccessPolicies
    ConditionalAccessStatus CreatedDateTime CrossTenantAccessType DeviceDetail FederatedCredentialId
    GlobalSecureAccessIpAddress HomeTenantId HomeTenantName Id IncomingTokenType IPAddress IsInteractive
    IsRisky IsTenantRestricted IsThroughGlobalSecureAccess LocationDetails MfaDetail
    NetworkLocationDetails OriginalRequestId OriginalTransferMethod ProcessingTimeInMs
    ResourceDisplayName ResourceIdentity ResourceOwnerTenantId ResourceServicePrincipalId
    ResourceTenantId RiskDetail RiskEventTypes RiskEventTypes_V2 RiskLevelAggregated
    RiskLevelDuringSignIn RiskState ServicePrincipalId SessionId SessionLifetimePolicies
    SignInEventTypes SignInIdentifierType TokenProtectionStatusDetails Status TokenIssuerName
    TokenIssuerType UniqueTokenIdentifier UserAgent UserDisplayName UserId UserPrincipalName UserType
    Type _IsBillable _BilledSize
  `,
  AADServicePrincipalSignInLogs: `
    TenantId SourceSystem TimeGenerated OperationName OperationVersion Category ResultType
    ResultSignature ResultDescription DurationMs CorrelationId ResourceGroup Identity Level Location
    AppId AppOwnerTenantId AuthenticationContextClassReferences AutonomousSystemNumber
    AuthenticationProcessingDetails ClientCredentialType ConditionalAccessAudiences
    ConditionalAccessPolicies ConditionalAccessStatus CreatedDateTime FederatedCredentialId Id IPAddress
    LocationDetails NetworkLocationDetails ResourceDisplayName ResourceIdentity ResourceOwnerTenantId
    ResourceServicePrincipalId ServicePrincipalCredentialKeyId ServicePrincipalCredentialThumbprint
    ServicePrincipalId ServicePrincipalName SessionId UniqueTokenIdentifier Agent UserAgent AADTenantId
    Type _IsBillable _BilledSize
  `,
  AADManagedIdentitySignInLogs: `
    TenantId SourceSystem TimeGenerated OperationName OperationVersion Category ResultType
    ResultSignature ResultDescription DurationMs CorrelationId ResourceGroup Identity Level Location
    AADTenantId Agent AppId AppOwnerTenantId AuthenticationContextClassReferences
    AuthenticationProcessingDetails ClientCredentialType ConditionalAccessAudiences
    ConditionalAccessPolicies ConditionalAccessStatus CreatedDateTime FederatedCredentialId Id IPAddress
    LocationDetails ManagedServiceIdentity NetworkLocationDetails ResourceDisplayName ResourceIdentity
    ResourceOwnerTenantId ResourceServicePrincipalId ServicePrincipalCredentialKeyId
    ServicePrincipalCredentialThumbprint ServicePrincipalId ServicePrincipalName SessionId
    SourceAppClientId UniqueTokenIdentifier UserAgent Type _IsBillable _BilledSize
  `,
};

/** Columns that the tables have by now and that those pages do not list yet; rules name them. */
const furtherColumns: Readonly<Partial<Record<SignInTable, readonly string[]>>> = {
  SigninLogs: ['ClientSessionId', 'RootActorID'],
  AADNonInteractiveUserSignInLogs: ['ConditionalAccessPoliciesV2', 'RootActorID'],
};

/** Columns that are dynamic in SigninLogs and text in the three AAD… tables. */
const textInOthers: ReadonlySet<string> = new Set([
  'Agent',
  'ConditionalAccessPolicies',
  'DeviceDetail',
  'LocationDetails',
  'MfaDetail',
  'Status',
  'TokenProtectionStatusDetails',
]);

/** The four tables as KQL knows them. */
export const tables: readonly View[] = signInTables.map((name) => ({
  name,
  title: titles()[name],
  scan,
  filter: call('eq', [column('SignInTable', 'string'), text(name)]),
  columns: [...columnNames(name), ...(furtherColumns[name] ?? [])].map((item) => tableColumn(name, item)),
  time: 'TimeGenerated',
}));

/** The names of a table's columns, in Microsoft's order. */
export function columnNames(table: SignInTable): readonly string[] {
  return columns[table].trim().split(/\s+/);
}

function titles(): Readonly<Record<SignInTable, string>> {
  return {
    SigninLogs: 'Interactive sign-ins of users',
    AADNonInteractiveUserSignInLogs: 'Non-interactive sign-ins of users',
    AADServicePrincipalSignInLogs: 'Sign-ins of applications',
    AADManagedIdentitySignInLogs: 'Sign-ins of managed identities',
  };
}

function tableColumn(table: SignInTable, name: string): ViewColumn {
  const type: ScalarType = table !== 'SigninLogs' && textInOthers.has(name) ? 'string' : tableType(name);
  const value = valueOf(table, name);
  return {
    name,
    type,
    expression: value.type === 'dynamic' && type === 'string' ? call('toText', [value]) : value,
  };
}

function tableType(name: string): ScalarType {
  if (name === 'Type') return 'string';
  return name === 'ConditionalAccessPoliciesV2' ? 'dynamic' : typeOf(name);
}

function valueOf(table: SignInTable, name: string): Expression {
  switch (name) {
    case 'Type':
      return text(table);
    case 'ProcessingTimeInMs':
      return firstText('ProcessingTimeInMs', 'ProcessingTimeInMilliseconds');
    case 'AppliedConditionalAccessPolicies':
      return call('coalesce', [
        column(name, 'string'),
        call('toText', [column('ConditionalAccessPolicies', 'dynamic')]),
      ]);
    case 'ConditionalAccessPoliciesV2':
      return column('ConditionalAccessPolicies', 'dynamic');
    case 'SourceSystem':
      return call('coalesce', [column(name, 'string'), text('Azure AD')]);
    default:
      return column(name, typeOf(name));
  }
}

function firstText(...names: readonly string[]): Expression {
  return call(
    'coalesce',
    names.map((item) => column(item, 'string')),
  );
}
