import type { Json, JsonObject } from '../json.js';
import { logColumns } from '../logs/log-kind.js';
import type { LogKind } from '../logs/log-kind.js';
import type { SignInLocation } from '../sign-in.js';
import { powerShellDate, shift } from '../time.js';
import type { RiskDetection, RiskEvent, RiskyIdentity } from './risk-event.js';

/** How each kind is called along the way (log-format reference, sections 1 and 3). */
const streams = {
  userDetection: {
    table: 'AADUserRiskEvents',
    category: 'UserRiskEvents',
    operation: 'User Risk Detection',
    collection: 'identityProtection/riskDetections',
  },
  riskyUser: {
    table: 'AADRiskyUsers',
    category: 'RiskyUsers',
    operation: 'Risky user',
    collection: 'identityProtection/riskyUsers',
  },
  applicationDetection: {
    table: 'AADServicePrincipalRiskEvents',
    category: 'ServicePrincipalRiskEvents',
    operation: 'Service principal risk detection',
    collection: 'identityProtection/servicePrincipalRiskDetections',
  },
  riskyApplication: {
    table: 'AADRiskyServicePrincipals',
    category: 'RiskyServicePrincipals',
    operation: 'Risky service principal',
    collection: 'identityProtection/riskyServicePrincipals',
  },
} as const;

const columns: Readonly<Record<RiskEvent['kind'], string>> = {
  userDetection: `
    TenantId Activity ActivityDateTime:datetime AdditionalInfo:dynamic CorrelationId DetectedDateTime:datetime
    DetectionTimingType Id IpAddress LastUpdatedDateTime:datetime Location:dynamic RequestId RiskDetail
    RiskEventType RiskLevel RiskState Source TokenIssuerType UserDisplayName UserId UserPrincipalName
    TimeGenerated:datetime OperationName SourceSystem Type _IsBillable _BilledSize:real`,
  riskyUser: `
    TenantId Id IsDeleted:bool IsProcessing:bool RiskDetail RiskLastUpdatedDateTime:datetime RiskLevel RiskState
    UserDisplayName UserPrincipalName TimeGenerated:datetime OperationName CorrelationId SourceSystem Type
    _IsBillable _BilledSize:real`,
  applicationDetection: `
    TenantId Activity ActivityDateTime:datetime AdditionalInfo:dynamic AppId CorrelationId
    DetectedDateTime:datetime DetectionTimingType Id IpAddress KeyIds:dynamic LastUpdatedDateTime:datetime
    Location:dynamic RequestId RiskDetail RiskEventType RiskLevel RiskState ServicePrincipalDisplayName
    ServicePrincipalId Source TokenIssuerType TimeGenerated:datetime OperationName SourceSystem Type
    _IsBillable _BilledSize:real`,
  riskyApplication: `
    TenantId AccountEnabled:bool AppId DisplayName Id IsProcessing:bool RiskDetail
    RiskLastUpdatedDateTime:datetime RiskLevel RiskState ServicePrincipalType TimeGenerated:datetime
    OperationName CorrelationId SourceSystem Type _IsBillable _BilledSize:real`,
};

/** Entra ID Protection's four logs. */
export const riskLog: LogKind<RiskEvent> = {
  id: 'entra-risk',
  timeOf: (event) => (isDetection(event) ? event.activityDateTime : event.riskLastUpdatedDateTime),
  recordTimeOf,
  graph: (event) => ({ collection: streams[event.kind].collection, object: graphObject(event) }),
  monitor: (event) => ({
    container: `insights-logs-${streams[event.kind].category.toLowerCase()}`,
    scope: `tenantId=${event.tenantId}`,
    record: monitorRecord(event),
  }),
  row: (event, workspaceId) => ({
    table: streams[event.kind].table,
    columns: logColumns(columns[event.kind]),
    values: {
      ...Object.fromEntries(
        Object.entries(tableObject(event)).map(([name, value]) => [capital(name), value]),
      ),
      TenantId: workspaceId,
      TimeGenerated: recordTimeOf(event),
      OperationName: streams[event.kind].operation,
      SourceSystem: 'Azure AD',
      Type: streams[event.kind].table,
      _IsBillable: 'True',
      _BilledSize: 1024,
    },
  }),
};

function isDetection(event: RiskEvent): event is RiskDetection {
  return event.kind === 'userDetection' || event.kind === 'applicationDetection';
}

/** To the second, as the envelope's time is. */
function recordTimeOf(event: RiskEvent): string {
  const changed = isDetection(event) ? event.lastUpdatedDateTime : event.riskLastUpdatedDateTime;
  return `${shift(changed, 1000).slice(0, 19)}.0000000Z`;
}

/** The object as Graph v1.0 has it. */
function graphObject(event: RiskEvent): JsonObject {
  return isDetection(event) ? detectionObject(event) : riskyObject(event);
}

function detectionObject(event: RiskDetection): JsonObject {
  const { subject } = event;
  return {
    id: event.id,
    requestId: event.requestId,
    correlationId: event.correlationId,
    riskEventType: event.riskEventType,
    riskState: event.riskState,
    riskLevel: event.riskLevel,
    riskDetail: event.riskDetail,
    source: 'IdentityProtection',
    detectionTimingType: event.detectionTimingType,
    activity: event.activity,
    tokenIssuerType: 'AzureAD',
    ipAddress: event.ipAddress,
    activityDateTime: milliseconds(event.activityDateTime),
    detectedDateTime: milliseconds(event.detectedDateTime),
    lastUpdatedDateTime: milliseconds(event.lastUpdatedDateTime),
    ...(event.kind === 'userDetection'
      ? {
          userId: subject.id,
          userDisplayName: subject.displayName,
          userPrincipalName: subject.principalName,
        }
      : {
          servicePrincipalId: subject.id,
          servicePrincipalDisplayName: subject.displayName,
          appId: subject.appId,
          keyIds: [],
        }),
    additionalInfo: JSON.stringify(additionalInfo(event)),
    location: locationObject(event.location),
  };
}

function riskyObject({ kind, subject, ...event }: RiskyIdentity): JsonObject {
  const risk = {
    isProcessing: event.isProcessing,
    riskLastUpdatedDateTime: milliseconds(event.riskLastUpdatedDateTime),
    riskLevel: event.riskLevel,
    riskState: event.riskState,
    riskDetail: event.riskDetail,
  };
  return kind === 'riskyUser'
    ? {
        id: subject.id,
        isDeleted: event.isDeleted,
        ...risk,
        userDisplayName: subject.displayName,
        userPrincipalName: subject.principalName,
      }
    : {
        id: subject.id,
        isEnabled: true,
        appId: subject.appId,
        displayName: subject.displayName,
        servicePrincipalType: 'Application',
        ...risk,
      };
}

/** What the tables hold: as Graph, with the additional information as JSON. */
function tableObject(event: RiskEvent): JsonObject {
  if (isDetection(event)) return { ...detectionObject(event), additionalInfo: additionalInfo(event) };
  const { isEnabled, ...rest } = riskyObject(event);
  return {
    ...rest,
    ...(isEnabled === undefined ? {} : { accountEnabled: isEnabled }),
    correlationId: event.subject.id,
  };
}

/** The record of Azure Monitor: US time, the detection's id as correlation, names in small letters. */
function monitorRecord(event: RiskEvent): JsonObject {
  const { category, operation } = streams[event.kind];
  const user = event.kind === 'userDetection';
  return {
    time: powerShellDate(recordTimeOf(event)),
    resourceId: `/tenants/${event.tenantId}/providers/microsoft.aadiam`,
    operationName: operation,
    operationVersion: '1.0',
    category,
    tenantId: event.tenantId,
    resultSignature: 'None',
    durationMs: 0,
    ...(isDetection(event) && event.ipAddress !== null ? { callerIpAddress: event.ipAddress } : {}),
    correlationId: isDetection(event) ? event.id : event.subject.id,
    identity: event.subject.displayName.toLowerCase(),
    Level: 4,
    location: isDetection(event) ? (event.location?.countryOrRegion ?? '').toLowerCase() : 'weu',
    properties: {
      ...graphObject(event),
      ...(user
        ? { riskType: 'generic', resourceTenantId: null, homeTenantId: event.tenantId, userType: 'member' }
        : {}),
      ...(event.kind === 'riskyUser' ? { isGuest: false } : {}),
    },
  };
}

function additionalInfo({ userAgent }: RiskDetection): Json {
  return userAgent === null ? [] : [{ Key: 'userAgent', Value: userAgent }];
}

function locationObject(place: SignInLocation | null): Json {
  if (place === null) return null;
  const { city, state, countryOrRegion, latitude, longitude } = place;
  return { city, state, countryOrRegion, geoCoordinates: { latitude, longitude } };
}

function milliseconds(time: string): string {
  return `${time.slice(0, 23)}Z`;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
