import type { Json, JsonObject } from '../json.js';
import type { SignIn } from '../sign-in.js';
import { signInStreams, type Column, type SignInTable } from '../tables.js';
import {
  monitorDevice,
  monitorLocation,
  monitorPolicy,
  monitorStatus,
  monitorStep,
} from './azure-monitor.js';
import { legacyRiskTypes } from './graph-v1.js';
import { logAnalyticsColumns } from './log-analytics-columns.js';

/** A row of a Log Analytics table: values in the order of the table's columns. */
export interface LogAnalyticsRow {
  readonly table: SignInTable;
  readonly columns: readonly Column[];
  /**
   * Texts, numbers, booleans or null; objects and arrays in dynamic columns *and* in string columns that
   * hold JSON: each shape turns those into text its own way (`logAnalyticsText`).
   */
  readonly values: readonly Json[];
}

/**
 * The row that a sign-in becomes in its table (reference, section 2.4). `workspaceId` is what the tables
 * call `TenantId`. Absent texts are empty, other absent values null.
 */
export function logAnalyticsRow(event: SignIn, workspaceId: string): LogAnalyticsRow {
  const { table } = signInStreams[event.category];
  const columns = logAnalyticsColumns[table];
  return {
    table,
    columns,
    values: columns.map(({ name, type }) => {
      if (name === 'TenantId') return workspaceId;
      const value = values[name]?.(event) ?? null;
      if (value !== null) return value;
      return type === 'string' ? '' : null;
    }),
  };
}

/** A string column's content: JSON inside it as compact text, numbers as digits. */
export function logAnalyticsText(value: Json): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A cell as the table holds it: a string column's JSON as text, a dynamic column's as it is. */
export function logAnalyticsCell(column: Column, value: Json): Json {
  return column.type === 'string' ? logAnalyticsText(value) : value;
}

/** The row as an object of cells. */
export function logAnalyticsObject(row: LogAnalyticsRow): JsonObject {
  return Object.fromEntries(
    row.columns.map((column, index) => [column.name, logAnalyticsCell(column, row.values[index] ?? null)]),
  );
}

/** A list or an object, as it stands in a dynamic column or inside a string column. */
export function isStructured(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

/** What each column holds; a column that is not here has no value in any composed sign-in. */
const values: Readonly<Record<string, (event: SignIn) => Json>> = {
  SourceSystem: () => 'Azure AD',
  TimeGenerated: (event) => event.recordTime,
  ResourceId: (event) => `/tenants/${event.tenantId}/providers/Microsoft.aadiam`,
  OperationName: () => 'Sign-in activity',
  OperationVersion: () => '1.0',
  Category: (event) => signInStreams[event.category].category,
  ResultType: (event) => String(event.status.errorCode),
  ResultSignature: () => 'None',
  ResultDescription: (event) => event.status.failureReason,
  DurationMs: () => 0,
  CorrelationId: (event) => event.correlationId,
  Resource: () => 'Microsoft.aadiam',
  ResourceGroup: () => 'Microsoft.aadiam',
  Identity: (event) => event.user?.displayName ?? event.servicePrincipal?.displayName ?? null,
  Level: () => '4',
  Location: (event) => event.location.countryOrRegion,
  AlternateSignInName: (event) => event.user?.principalName ?? null,
  AppDisplayName: (event) => event.app.displayName,
  AppId: (event) => event.app.id,
  AppOwnerTenantId: (event) => event.app.ownerTenantId,
  AuthenticationContextClassReferences: () => [],
  AuthenticationDetails: (event) => event.authentication.steps.map((step, index) => monitorStep(step, index)),
  AppliedEventListeners: () => [],
  AuthenticationMethodsUsed: () => [],
  AuthenticationProcessingDetails: (event) =>
    event.authentication.processingDetails.map(({ key, value }) => ({ key, value })),
  AuthenticationRequirement: (event) => event.authentication.requirement,
  AuthenticationRequirementPolicies: (event) =>
    event.authentication.requirementPolicies.map(({ requirementProvider, detail }) => ({
      requirementProvider,
      detail,
    })),
  ClientAppUsed: (event) => event.clientAppUsed,
  ConditionalAccessPolicies: (event) => event.conditionalAccess.policies.map(monitorPolicy),
  ConditionalAccessStatus: (event) => event.conditionalAccess.status,
  CreatedDateTime: (event) => event.createdDateTime,
  DeviceDetail: (event) => monitorDevice(event.device),
  IsInteractive: (event) => event.category === 'interactive',
  Id: (event) => event.id,
  IPAddress: (event) => event.ipAddress,
  LocationDetails: (event) => monitorLocation(event.location),
  MfaDetail: () => ({}),
  NetworkLocationDetails: (event) =>
    event.networkLocations.map(({ networkType, networkNames }) => ({ networkType, networkNames })),
  OriginalRequestId: (event) => event.originalRequestId,
  ProcessingTimeInMilliseconds: (event) => String(event.processingTimeInMilliseconds),
  ProcessingTimeInMs: (event) => String(event.processingTimeInMilliseconds),
  RiskDetail: (event) => event.risk.detail,
  RiskEventTypes: (event) => legacyRiskTypes(event.risk.eventTypes),
  RiskEventTypes_V2: (event) => event.risk.eventTypes,
  RiskLevelAggregated: (event) => event.risk.levelAggregated,
  RiskLevelDuringSignIn: (event) => event.risk.levelDuringSignIn,
  RiskState: (event) => event.risk.state,
  ResourceDisplayName: (event) => event.resource.displayName,
  ResourceIdentity: (event) => event.resource.id,
  ResourceServicePrincipalId: (event) => event.resource.servicePrincipalId,
  ResourceTenantId: (event) => event.resource.tenantId,
  ResourceOwnerTenantId: (event) => event.resource.ownerTenantId,
  ServicePrincipalId: (event) => event.servicePrincipal?.id ?? null,
  ServicePrincipalName: (event) => event.servicePrincipal?.displayName ?? null,
  ServicePrincipalCredentialKeyId: (event) => event.servicePrincipal?.credentialKeyId ?? null,
  ServicePrincipalCredentialThumbprint: (event) => event.servicePrincipal?.credentialThumbprint ?? null,
  ManagedServiceIdentity: (event) =>
    event.managedIdentity === null
      ? null
      : {
          msiType: event.managedIdentity.type,
          associatedResourceId: event.managedIdentity.associatedResourceId,
          federatedTokenId: '',
          federatedTokenIssuer: '',
        },
  Status: (event) => monitorStatus(event.status),
  TokenIssuerName: (event) => event.token.issuerName,
  TokenIssuerType: (event) => event.token.issuerType,
  UserAgent: (event) => event.userAgent,
  UserDisplayName: (event) => event.user?.displayName ?? null,
  UserId: (event) => event.user?.id ?? null,
  UserPrincipalName: (event) => event.user?.principalName ?? null,
  AADTenantId: (event) => event.tenantId,
  UserType: (event) => (event.user === null ? null : event.user.type === 'guest' ? 'Guest' : 'Member'),
  FlaggedForReview: (event) => event.flaggedForReview,
  IPAddressFromResourceProvider: (event) => event.ipAddressFromResourceProvider,
  SignInIdentifier: (event) => event.user?.principalName ?? null,
  HomeTenantId: (event) => event.homeTenantId,
  HomeTenantName: (event) => event.homeTenantName,
  UniqueTokenIdentifier: (event) => event.uniqueTokenIdentifier,
  SessionId: (event) => event.sessionId,
  SessionLifetimePolicies: () => [],
  AutonomousSystemNumber: (event) => event.autonomousSystemNumber,
  AuthenticationProtocol: (event) => event.authentication.protocol,
  CrossTenantAccessType: (event) => event.crossTenantAccessType,
  ClientCredentialType: (event) => event.token.clientCredentialType,
  IncomingTokenType: (event) => event.token.incomingTokenType,
  IsTenantRestricted: (event) => event.isTenantRestricted,
  IsThroughGlobalSecureAccess: (event) => event.isThroughGlobalSecureAccess,
  OriginalTransferMethod: (event) => event.token.originalTransferMethod,
  TokenProtectionStatusDetails: (event) => ({
    signInSessionStatus: event.token.protectionStatus,
    ...(event.token.protectionStatusCode === null
      ? {}
      : { signInSessionStatusCode: event.token.protectionStatusCode }),
  }),
  SignInEventTypes: (event) => [signInStreams[event.category].eventType],
  Type: (event) => signInStreams[event.category].table,
  _IsBillable: () => 'True',
  _BilledSize: () => 4096,
};

/** The row with only the named columns, in the row's order; all of them without names. Throws on a name of no sign-in table. */
export function projectRow(row: LogAnalyticsRow, names: readonly string[] | undefined): LogAnalyticsRow {
  if (names === undefined) return row;
  const known = new Set(
    Object.values(logAnalyticsColumns).flatMap((columns) => columns.map(({ name }) => name)),
  );
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new Error(`no sign-in table has the column ${unknown.join(', ')}`);
  const kept = row.columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => names.includes(column.name));
  return {
    table: row.table,
    columns: kept.map(({ column }) => column),
    values: kept.map(({ index }) => row.values[index] ?? null),
  };
}
