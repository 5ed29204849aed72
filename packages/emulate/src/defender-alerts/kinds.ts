import type { Json, JsonObject } from '../json.js';
import { logColumns } from '../logs/log-kind.js';
import type { LogKind } from '../logs/log-kind.js';
import type { AlertEvent, AlertEvidence, EvidenceEvent } from './alert-event.js';
import { graphAlert } from './graph-alert.js';
import { linkOf, publishedAt } from './published.js';
import { sentinelEntity } from './sentinel-entity.js';
import { alertServices } from './services.js';

const infoColumns = logColumns(`
  TenantId TimeGenerated:datetime AlertId Title Category Severity ServiceSource DetectionSource AttackTechniques
  SourceSystem Type _IsBillable _BilledSize:real Timestamp:datetime
`);

const evidenceColumns = logColumns(`
  TenantId TimeGenerated:datetime AlertId Title Categories AttackTechniques ServiceSource DetectionSource EntityType
  EvidenceRole EvidenceDirection FileName FolderPath SHA1 SHA256 FileSize:long ThreatFamily RemoteIP RemoteUrl
  AccountName AccountDomain AccountSid AccountObjectId AccountUpn DeviceId DeviceName LocalIP NetworkMessageId
  EmailSubject ApplicationId:int Application OAuthApplicationId ProcessCommandLine AdditionalFields:dynamic
  RegistryKey RegistryValueName RegistryValueData CloudPlatform CloudResource Severity SourceSystem Type _IsBillable
  _BilledSize:real Timestamp:datetime
`);

const securityColumns = logColumns(`
  TimeGenerated:datetime DisplayName AlertName AlertSeverity Description ProviderName VendorName VendorOriginalId
  SystemAlertId ResourceId SourceComputerId AlertType ConfidenceLevel ConfidenceScore:real IsIncident:bool
  StartTime:datetime EndTime:datetime ProcessingEndTime:datetime RemediationSteps ExtendedProperties Entities
  WorkspaceSubscriptionId WorkspaceResourceGroup ExtendedLinks ProductName ProductComponentName AlertLink Status
  CompromisedEntity Tactics Techniques SubTechniques Type _IsBillable _BilledSize:real
`);

/** Rows of SecurityAlert, as Sentinel has them, and alerts of Graph's alerts_v2. */
export const securityAlertLog: LogKind<AlertEvent> = {
  id: 'security-alert',
  timeOf: (alert) => alert.firstActivity,
  recordTimeOf: (alert) => alert.created,
  graph: (alert) => ({ collection: 'security/alerts_v2', object: graphAlert(alert) }),
  row: (alert) => {
    const { provider, product } = alertServices[alert.service];
    return {
      table: 'SecurityAlert',
      columns: securityColumns,
      values: {
        TimeGenerated: alert.created,
        DisplayName: alert.title,
        AlertName: alert.title,
        AlertSeverity: alert.severity,
        Description: alert.description,
        ProviderName: provider,
        VendorName: 'Microsoft',
        VendorOriginalId: alert.providerId,
        SystemAlertId: alert.systemId,
        AlertType: alert.detectorId,
        IsIncident: false,
        StartTime: alert.firstActivity,
        EndTime: alert.lastActivity,
        ProcessingEndTime: alert.created,
        RemediationSteps: ['Ask the user', 'Reset the password'],
        ExtendedProperties: { 'Request Id': alert.providerId },
        Entities: alert.evidence.map((item, index) => ({
          $id: String(index + 2),
          ...sentinelEntity(item, alert),
        })),
        ExtendedLinks: [{ Href: linkOf(alert), Category: null, Label: 'alert', Type: 'webLink' }],
        ProductName: product,
        AlertLink: linkOf(alert),
        Status: alert.status,
        CompromisedEntity: compromised(alert),
        Tactics: alert.category,
        Techniques: alert.techniques,
        Type: 'SecurityAlert',
        _IsBillable: 'True',
        _BilledSize: 4096,
      },
    };
  },
};

/** AlertInfo: Defender XDR's streaming, and its table. */
export const alertInfoLog: LogKind<AlertEvent> = {
  id: 'alert-info',
  timeOf: (alert) => alert.firstActivity,
  recordTimeOf: publishedAt,
  monitor: (alert) => streamed(alert, 'AlertInfo', infoOf(alert)),
  row: (alert, workspaceId) => ({
    table: 'AlertInfo',
    columns: infoColumns,
    values: { ...infoOf(alert), ...tableOnly(alert, workspaceId, 'AlertInfo') },
  }),
};

/** AlertEvidence: Defender XDR's streaming, and its table. */
export const alertEvidenceLog: LogKind<EvidenceEvent> = {
  id: 'alert-evidence',
  timeOf: ({ alert }) => alert.firstActivity,
  recordTimeOf: ({ alert }) => publishedAt(alert),
  monitor: (event) => {
    const fields = evidenceOf(event);
    const additional = JSON.stringify(fields['AdditionalFields']);
    return streamed(event.alert, 'AlertEvidence', { ...fields, AdditionalFields: additional });
  },
  row: (event, workspaceId) => ({
    table: 'AlertEvidence',
    columns: evidenceColumns,
    values: { ...evidenceOf(event), ...tableOnly(event.alert, workspaceId, 'AlertEvidence') },
  }),
};

/** Each piece of the alerts' evidence by itself. */
export function evidenceOfAlerts(alerts: readonly AlertEvent[]): readonly EvidenceEvent[] {
  return alerts.flatMap((alert) => alert.evidence.map((evidence) => ({ alert, evidence })));
}

function compromised({ evidence }: AlertEvent): string {
  const user = evidence.find((item) => item.kind === 'user');
  return user === undefined ? '' : user.userPrincipalName;
}

function tableOnly(alert: AlertEvent, workspaceId: string, table: string): Readonly<Record<string, Json>> {
  return {
    TenantId: workspaceId,
    TimeGenerated: publishedAt(alert),
    SourceSystem: '',
    Type: table,
    _IsBillable: 'False',
    _BilledSize: 512,
  };
}

function streamed(
  alert: AlertEvent,
  table: string,
  properties: JsonObject,
): ReturnType<NonNullable<LogKind<AlertEvent>['monitor']>> {
  const time = publishedAt(alert);
  return {
    container: `insights-logs-advancedhunting-${table.toLowerCase()}`,
    scope: `tenantId=${alert.tenantId}`,
    record: {
      time,
      tenantId: alert.tenantId,
      operationName: 'Publish',
      category: `AdvancedHunting-${table}`,
      _TimeReceivedBySvc: time,
      properties: { ...properties, MachineGroup: null },
      Tenant: 'DefaultTenant',
    },
  };
}

function infoOf(alert: AlertEvent): JsonObject {
  const { hunting, huntingDetection } = alertServices[alert.service];
  return {
    Timestamp: alert.firstActivity,
    AlertId: alert.id,
    Title: alert.title,
    Category: alert.category,
    Severity: alert.severity,
    ServiceSource: hunting,
    DetectionSource: huntingDetection,
    AttackTechniques: JSON.stringify(alert.techniques),
  };
}

function evidenceOf({ alert, evidence }: EvidenceEvent): JsonObject {
  const { Category: category = null, ...info } = infoOf(alert);
  return {
    ...info,
    Categories: JSON.stringify([category]),
    EvidenceRole: evidence.kind === 'user' || evidence.kind === 'device' ? 'Impacted' : 'Related',
    AdditionalFields: sentinelEntity(evidence, alert),
    ...entityColumns(evidence),
  };
}

function entityColumns(evidence: AlertEvidence): JsonObject {
  switch (evidence.kind) {
    case 'user':
      return {
        EntityType: 'User',
        AccountName: evidence.accountName,
        AccountDomain: evidence.domainName,
        AccountSid: evidence.sid,
        AccountObjectId: evidence.objectId,
        AccountUpn: evidence.userPrincipalName,
      };
    case 'ip':
      return { EntityType: 'Ip', RemoteIP: evidence.address };
    case 'application':
      return {
        EntityType: 'CloudApplication',
        ApplicationId: evidence.appId,
        Application: evidence.displayName,
      };
    case 'device':
      return { EntityType: 'Machine', DeviceId: evidence.id, DeviceName: evidence.name };
    case 'process':
      return {
        EntityType: 'Process',
        FileName: evidence.fileName,
        FolderPath: evidence.folder,
        SHA1: evidence.sha1,
        SHA256: evidence.sha256,
        FileSize: evidence.fileSize,
        ProcessCommandLine: evidence.commandLine,
      };
  }
}
