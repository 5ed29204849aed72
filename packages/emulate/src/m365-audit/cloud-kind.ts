import type { Json, JsonObject } from '../json.js';
import { logColumns } from '../logs/log-kind.js';
import type { LogKind } from '../logs/log-kind.js';
import type { UnifiedAuditEvent } from './audit-record.js';
import { unifiedAuditRecord } from './audit-record.js';

const columns = logColumns(`
  TenantId AccountId AccountType AdditionalFields:dynamic RawEventData:dynamic ReportId ObjectId ObjectType
  ObjectName ActivityObjects:dynamic ActivityType UserAgent ISP City CountryCode IsAnonymousProxy:bool
  IsExternalUser:bool IsImpersonated:bool IPAddress IPCategory IPTags:dynamic OSPlatform DeviceType
  IsAdminOperation:bool AccountDisplayName AccountObjectId AppInstanceId:int ApplicationId:int Application
  ActionType UserAgentTags:dynamic TimeGenerated:datetime AuditSource LastSeenForUser:dynamic OAuthAppId
  SessionData:dynamic UncommonForUser:dynamic SourceSystem Type _IsBillable _BilledSize:real
  Timestamp:datetime
`);

const applications: Readonly<Record<string, readonly [name: string, id: number]>> = {
  Exchange: ['Microsoft Exchange Online', 20893],
  SharePoint: ['Microsoft SharePoint Online', 20892],
  OneDrive: ['Microsoft OneDrive for Business', 15600],
  MicrosoftTeams: ['Microsoft Teams', 28375],
};

/** The event as Defender for Cloud Apps tells it: names and numbers of its own, and the record. */
export function cloudAppEvent(event: UnifiedAuditEvent): Readonly<Record<string, Json>> {
  const [application, applicationId] = applications[event.workload] ?? ['Microsoft 365', 11161];
  const person = event.user.id !== '';
  return {
    Timestamp: event.time,
    ActionType: event.operation,
    Application: application,
    ApplicationId: applicationId,
    AppInstanceId: 0,
    AccountObjectId: person ? event.user.id : null,
    AccountId: person ? event.user.id : event.user.principalName,
    AccountDisplayName: event.user.displayName,
    IsAdminOperation: event.userType === 2,
    DeviceType: person ? 'Desktop' : null,
    OSPlatform: person ? 'Windows 10' : null,
    IPAddress: event.address === '' ? null : event.address,
    IsAnonymousProxy: event.address === '' ? null : false,
    CountryCode: event.address === '' ? null : 'PT',
    City: event.address === '' ? null : 'lisbon',
    ISP: event.address === '' ? null : 'Example Network',
    UserAgent: null,
    ActivityType: 'Basic',
    ActivityObjects: [{ Type: 'User', Role: 'Actor', Name: event.user.displayName, Id: event.user.id }],
    ObjectName: event.objectId,
    ObjectType: null,
    ObjectId: null,
    ReportId: `${event.id.slice(0, 8)}_${applicationId}_${event.id}`,
    AccountType: person ? 'Regular' : 'System',
    IsExternalUser: false,
    IsImpersonated: false,
    IPTags: [],
    IPCategory: null,
    UserAgentTags: [],
    RawEventData: unifiedAuditRecord(event),
    AdditionalFields: {},
    LastSeenForUser: { ActionType: 0 },
    UncommonForUser: person ? ['CountryCode'] : [],
    AuditSource: 'Defender for Cloud Apps app connector',
    SessionData: null,
    OAuthAppId: null,
  };
}

/** Defender's table, in Log Analytics and as its streaming API sends it. */
export const cloudAppEventsLog: LogKind<UnifiedAuditEvent> = {
  id: 'cloud-app-events',
  timeOf: ({ time }) => time,
  recordTimeOf: ({ time }) => time,
  monitor: (event) => ({
    container: 'insights-logs-advancedhunting-cloudappevents',
    scope: `tenantId=${event.organizationId}`,
    record: streamed(event),
  }),
  row: (event, workspaceId) => ({
    table: 'CloudAppEvents',
    columns,
    values: {
      ...cloudAppEvent(event),
      TenantId: workspaceId,
      TimeGenerated: event.time,
      Type: 'CloudAppEvents',
      _IsBillable: 'True',
      _BilledSize: 2048,
    },
  }),
};

/** Of every second event the stream has JSON as text, flags as numbers and empty text for null. */
function streamed(event: UnifiedAuditEvent): JsonObject {
  const properties = cloudAppEvent(event);
  const asText = event.id.charCodeAt(0) % 2 === 0;
  return {
    time: event.time,
    tenantId: event.organizationId,
    operationName: 'Publish',
    category: 'AdvancedHunting-CloudAppEvents',
    properties: asText
      ? Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, flat(name, value)]))
      : properties,
    Tenant: 'DefaultTenant',
  };
}

function flat(name: string, value: Json): Json {
  if (value === null) return '';
  if (typeof value === 'boolean') return name === 'IsAdminOperation' ? Number(value) : value;
  return name === 'RawEventData' || name === 'AdditionalFields' ? JSON.stringify(value) : value;
}
