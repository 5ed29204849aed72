import type { JsonObject } from '../json.js';
import { logColumns } from '../logs/log-kind.js';
import type { LogKind } from '../logs/log-kind.js';
import { shift } from '../time.js';
import type { IdentityEvent } from './events.js';

const behaviorColumns = logColumns(`
  TenantId SourceRecordId TimeGenerated:datetime TimeProcessed:datetime ActivityType ActionType UserName
  UserPrincipalName EventSource SourceIPAddress SourceIPLocation SourceDevice DestinationIPAddress
  DestinationIPLocation DestinationDevice EventVendor EventProductVersion ActorName ActorPrincipalName TargetName
  TargetPrincipalName Device UsersInsights:dynamic DevicesInsights:dynamic ActivityInsights:dynamic SourceSystem
  NativeTableName InvestigationPriority:int Type _IsBillable _BilledSize:real _ResourceId _SubscriptionId
`);

const infoColumns = logColumns(`
  TenantId TimeGenerated:datetime AccountName AccountDomain AccountUPN AccountSID AccountObjectId AccountTenantId
  AccountDisplayName GivenName Surname Tags GroupMembership:dynamic AssignedRoles:dynamic Department IsAccountEnabled:bool
  UserType SourceSystem Type _IsBillable _BilledSize:real
`);

const logonColumns = logColumns(`
  Timestamp:datetime ActionType Application LogonType Protocol FailureReason AccountName AccountDomain AccountUpn
  AccountSid AccountObjectId AccountDisplayName DeviceName DeviceType OSPlatform IPAddress Port:int
  DestinationDeviceName DestinationIPAddress DestinationPort:int TargetDeviceName TargetAccountDisplayName Location Isp
  ReportId AdditionalFields:dynamic TimeGenerated:datetime TenantId Type
`);

const provisioningColumns = logColumns(`
  TenantId AADTenantId TimeGenerated:datetime OperationName OperationVersion Category ResultType ResultSignature
  ResultDescription DurationMs:long CorrelationId ChangeId CycleId Id InitiatedBy JobId ModifiedProperties
  ProvisioningSteps ServicePrincipal SourceIdentity SourceSystem TargetIdentity TargetSystem ProvisioningAction
  ProvisioningStatusInfo Type _IsBillable _BilledSize:real
`);

const timeOf = ({ time }: IdentityEvent): string => time;
const recordTimeOf = ({ time }: IdentityEvent): string => shift(time, 180_000);

/** Sentinel's BehaviorAnalytics: its time is the activity's. */
export const behaviorLog: LogKind<IdentityEvent> = {
  id: 'behavior-analytics',
  timeOf,
  recordTimeOf: timeOf,
  row: (event, workspaceId) => ({
    table: 'BehaviorAnalytics',
    columns: behaviorColumns,
    values: {
      TenantId: workspaceId,
      SourceRecordId: event.id,
      TimeGenerated: event.time,
      TimeProcessed: recordTimeOf(event),
      ActivityType: event.failed ? 'FailedLogOn' : 'LogOn',
      ActionType: 'Sign-in',
      UserName: event.user.principalName.split('@')[0] ?? '',
      UserPrincipalName: event.user.principalName,
      EventSource: 'Azure AD',
      SourceIPAddress: event.origin.ipAddress,
      SourceIPLocation: event.origin.place.countryOrRegion,
      EventVendor: 'Microsoft',
      UsersInsights: { AccountDisplayName: event.user.displayName, BlastRadius: 'Low' },
      DevicesInsights: {},
      ActivityInsights: {
        FirstTimeUserConnectedFromCountry: event.unusualCountry ? 'True' : 'False',
        CountryUncommonlyConnectedFromAmongPeers: event.unusualCountry ? 'True' : 'False',
      },
      SourceSystem: 'Azure',
      NativeTableName: 'SigninLogs',
      InvestigationPriority: event.priority,
      Type: 'BehaviorAnalytics',
    },
  }),
};

/** Sentinel's IdentityInfo. */
export const identityInfoLog: LogKind<IdentityEvent> = {
  id: 'identity-info',
  timeOf,
  recordTimeOf: timeOf,
  row: (event, workspaceId) => ({
    table: 'IdentityInfo',
    columns: infoColumns,
    values: {
      TenantId: workspaceId,
      TimeGenerated: event.time,
      AccountName: event.user.principalName.split('@')[0] ?? '',
      AccountUPN: event.user.principalName,
      AccountObjectId: event.user.id,
      AccountTenantId: event.tenantId,
      AccountDisplayName: event.user.displayName,
      GroupMembership: ['Staff'],
      AssignedRoles: event.unusualCountry ? ['Global Administrator'] : [],
      IsAccountEnabled: !event.failed,
      UserType: 'Member',
      SourceSystem: 'AzureActiveDirectory',
      Type: 'IdentityInfo',
    },
  }),
};

/** Defender's IdentityLogonEvents. */
export const logonEventsLog: LogKind<IdentityEvent> = {
  id: 'identity-logon-events',
  timeOf,
  recordTimeOf,
  monitor: (event) => ({
    container: 'insights-logs-advancedhunting-identitylogonevents',
    scope: `tenantId=${event.tenantId}`,
    record: {
      time: recordTimeOf(event),
      tenantId: event.tenantId,
      operationName: 'Publish',
      category: 'AdvancedHunting-IdentityLogonEvents',
      properties: logonOf(event),
      Tenant: 'DefaultTenant',
    },
  }),
  row: (event, workspaceId) => ({
    table: 'IdentityLogonEvents',
    columns: logonColumns,
    values: {
      ...logonOf(event),
      TimeGenerated: recordTimeOf(event),
      TenantId: workspaceId,
      Type: 'IdentityLogonEvents',
    },
  }),
};

function logonOf(event: IdentityEvent): JsonObject {
  return {
    Timestamp: event.time,
    ActionType: event.failed ? 'LogonFailed' : 'LogonSuccess',
    Application: 'Active Directory',
    LogonType: 'Interactive',
    Protocol: 'Kerberos',
    FailureReason: event.failed ? 'WrongPassword' : null,
    AccountName: event.user.principalName.split('@')[0] ?? '',
    AccountUpn: event.user.principalName,
    AccountObjectId: event.user.id,
    AccountDisplayName: event.user.displayName,
    DeviceName: 'pc-1',
    IPAddress: event.origin.ipAddress,
    Port: 50118,
    DestinationDeviceName: 'dc-1',
    Location: event.origin.place.countryOrRegion,
    ReportId: event.id,
    AdditionalFields: { Count: 1 },
  };
}

/** Entra's provisioning log. */
export const provisioningLog: LogKind<IdentityEvent> = {
  id: 'entra-provisioning',
  timeOf,
  recordTimeOf,
  graph: (event) => ({ collection: 'auditLogs/provisioning', object: provisionedObject(event) }),
  monitor: (event) => ({
    container: 'insights-logs-provisioninglogs',
    scope: `tenantId=${event.tenantId}`,
    record: {
      time: recordTimeOf(event),
      resourceId: `/tenants/${event.tenantId}/providers/Microsoft.aadiam`,
      operationName: 'Provisioning activity',
      operationVersion: '1.0',
      category: 'ProvisioningLogs',
      tenantId: event.tenantId,
      resultType: statusOf(event),
      durationMs: 250,
      correlationId: event.correlationId,
      Level: 4,
      properties: provisionedObject(event),
    },
  }),
  row: (event, workspaceId) => {
    const object = provisionedObject(event);
    const part = (name: string) => object[name] ?? null;
    return {
      table: 'AADProvisioningLogs',
      columns: provisioningColumns,
      values: {
        TenantId: workspaceId,
        AADTenantId: event.tenantId,
        TimeGenerated: event.time,
        OperationName: 'Provisioning activity',
        Category: 'ProvisioningLogs',
        ResultType: statusOf(event),
        DurationMs: 250,
        CorrelationId: event.correlationId,
        ChangeId: part('changeId'),
        CycleId: part('cycleId'),
        Id: event.id,
        InitiatedBy: part('initiatedBy'),
        JobId: event.jobId,
        ModifiedProperties: part('modifiedProperties'),
        ProvisioningSteps: part('provisioningSteps'),
        ServicePrincipal: part('servicePrincipal'),
        SourceIdentity: part('sourceIdentity'),
        SourceSystem: part('sourceSystem'),
        TargetIdentity: part('targetIdentity'),
        TargetSystem: part('targetSystem'),
        ProvisioningAction: 'create',
        ProvisioningStatusInfo: part('provisioningStatusInfo'),
        Type: 'AADProvisioningLogs',
      },
    };
  },
};

function statusOf({ failed }: IdentityEvent): string {
  return failed ? 'failure' : 'success';
}

function provisionedObject(event: IdentityEvent): JsonObject {
  return {
    id: event.id,
    activityDateTime: event.time,
    tenantId: event.tenantId,
    jobId: event.jobId,
    cycleId: 'cycle-1',
    changeId: event.correlationId,
    provisioningAction: 'create',
    durationInMilliseconds: 250,
    initiatedBy: { id: '', displayName: 'Azure AD Provisioning Service', initiatorType: 'system' },
    servicePrincipal: { id: 'sp-1', displayName: 'Payroll' },
    sourceSystem: { id: 'sys-1', displayName: 'Azure Active Directory', details: {} },
    targetSystem: { id: 'sys-2', displayName: 'Payroll', details: {} },
    sourceIdentity: { id: event.user.id, displayName: event.user.displayName, identityType: 'User' },
    targetIdentity: { id: '', displayName: event.user.principalName, identityType: 'User' },
    provisioningStatusInfo: { status: statusOf(event), errorInformation: null },
    provisioningSteps: [{ name: 'EntryExportAdd', status: statusOf(event), provisioningStepType: 'export' }],
    modifiedProperties: [{ displayName: 'active', oldValue: null, newValue: 'True' }],
  };
}
