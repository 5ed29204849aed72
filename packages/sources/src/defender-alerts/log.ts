import { call, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { firstOf } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';
import type { Given } from '../stored-log/stored-log.js';
import { entitiesOfEvidence, entitiesOfStates, mainEntity } from './entities.js';
import { productOf, providerOf } from './words.js';

/** What a row is of: one of the three tables, or an alert as an API has it, which stands for rows of several. */
export const kinds = {
  securityAlert: 'SecurityAlert',
  info: 'AlertInfo',
  evidence: 'AlertEvidence',
  /** Graph's `security/alerts_v2`. */
  graph: 'alerts_v2',
  /** Graph's older `security/alerts`. */
  legacy: 'alerts',
  /** Defender for Endpoint's `api/alerts`. */
  endpoint: 'api/alerts',
  /** The alerts of Defender XDR's `api/incidents`. */
  incident: 'api/incidents',
} as const;

/**
 * Alerts in Microsoft's order of columns (log-format reference, section 8;
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/securityalert, alertinfo, alertevidence). Records
 * of AlertEvidence have all that tells those of AlertInfo, so that they come first.
 */
export const log = defineLog({
  dataset: 'defender_alerts',
  tables: [
    {
      name: 'SecurityAlert',
      title: 'Alerts of Microsoft’s security products and of Sentinel’s rules',
      categories: [],
      columns: `
        TimeGenerated:datetime DisplayName AlertName AlertSeverity Description ProviderName VendorName
        VendorOriginalId SystemAlertId ResourceId SourceComputerId AlertType ConfidenceLevel ConfidenceScore:real
        IsIncident:bool StartTime:datetime EndTime:datetime ProcessingEndTime:datetime RemediationSteps
        ExtendedProperties Entities WorkspaceSubscriptionId WorkspaceResourceGroup ExtendedLinks ProductName
        ProductComponentName AlertLink Status CompromisedEntity Tactics Techniques SubTechniques Type _IsBillable
        _BilledSize:real`,
      further: 'TenantId SourceSystem',
      signatures: [
        ['SystemAlertId', 'AlertSeverity'],
        ['AlertName', 'AlertSeverity', 'Entities'],
        ['ProductName', 'AlertSeverity', 'CompromisedEntity'],
      ],
      unmistakable: ['SystemAlertId', 'AlertSeverity', 'ProviderName'],
    },
    {
      name: 'AlertEvidence',
      title: 'What alerts of Defender XDR are about',
      categories: ['AdvancedHunting-AlertEvidence'],
      columns: `
        TenantId TimeGenerated:datetime AlertId Title Categories AttackTechniques ServiceSource DetectionSource
        EntityType EvidenceRole EvidenceDirection FileName FolderPath SHA1 SHA256 FileSize:long ThreatFamily
        RemoteIP RemoteUrl AccountName AccountDomain AccountSid AccountObjectId AccountUpn DeviceId DeviceName
        LocalIP NetworkMessageId EmailSubject ApplicationId:int Application OAuthApplicationId ProcessCommandLine
        AdditionalFields:dynamic RegistryKey RegistryValueName RegistryValueData CloudPlatform CloudResource
        Severity SourceSystem Type _IsBillable _BilledSize:real Timestamp:datetime`,
      signatures: [['AlertId', 'EntityType', 'EvidenceRole']],
      unmistakable: ['AlertId', 'EntityType', 'EvidenceRole'],
    },
    {
      name: 'AlertInfo',
      title: 'Alerts of Defender XDR',
      categories: ['AdvancedHunting-AlertInfo'],
      columns: `
        TenantId TimeGenerated:datetime AlertId Title Category Severity ServiceSource DetectionSource
        AttackTechniques SourceSystem Type _IsBillable _BilledSize:real Timestamp:datetime`,
      signatures: [['AlertId', 'Title', 'Severity', 'DetectionSource', 'Category']],
    },
  ],
  more: `
    RecordKey AADTenantId CreatedDateTime:datetime LastUpdateDateTime:datetime ResolvedDateTime:datetime
    ProviderAlertId IncidentId IncidentWebUrl Classification Determination DetectorId AssignedTo ActorDisplayName
    ThreatDisplayName GraphProductName AlertPolicyId InvestigationState MitreTechniques:dynamic Evidence:dynamic
    Comments:dynamic SystemTags:dynamic AdditionalData:dynamic CustomDetails:dynamic MachineGroup ResourceType
    SubscriptionId VendorInformation:dynamic UserStates:dynamic HostStates:dynamic CloudAppStates:dynamic
    FileStates:dynamic NetworkConnections:dynamic Processes:dynamic RegistryKeyStates:dynamic
    MalwareStates:dynamic VulnerabilityStates:dynamic SecurityResources:dynamic Triggers:dynamic
    DetectionIds:dynamic IncidentIds:dynamic SourceMaterials:dynamic Tags:dynamic Confidence:int Feedback
    ActivityGroupName ResourceIdentifiers:dynamic InvestigationId ThreatName RelatedUser:dynamic
    LoggedOnUsers:dynamic Devices:dynamic`,
  addresses: ['RemoteIP', 'LocalIP'],
  jsonTexts: [
    'AttackTechniques',
    'Categories',
    'Entities',
    'ExtendedLinks',
    'ExtendedProperties',
    'RemediationSteps',
    'SubTechniques',
    'Techniques',
  ],
  eventTimes: ['StartTime', 'Timestamp', 'CreatedDateTime', 'EndTime'],
  recordTimes: ['CreatedDateTime', 'Timestamp', 'EndTime', 'StartTime'],
  derive: (given, table) => ({ ...derived(given), RecordKey: keyOf(given, table) }),
});

/** What the tables say of an alert that an API has in other words; rows of the tables say it themselves. */
function derived(given: Given): Record<string, Expression> {
  const { Evidence: evidence, UserStates: users, HostStates: hosts } = given;
  if (given['SystemAlertId'] !== undefined) return {};
  if (evidence !== undefined) return ofApi(given, evidence);
  return users === undefined || hosts === undefined ? {} : ofLegacy(given, users, hosts);
}

function textOf(given: Given, name: string): Expression {
  return given[name] ?? nullOf('string');
}

function ofApi(given: Given, evidence: Expression): Record<string, Expression> {
  const source = textOf(given, 'ServiceSource');
  const category = textOf(given, 'Category');
  const techniques = call('toText', [given['MitreTechniques'] ?? nullOf('dynamic')]);
  return {
    AlertName: textOf(given, 'Title'),
    DisplayName: textOf(given, 'Title'),
    AlertSeverity: textOf(given, 'Severity'),
    AlertType: textOf(given, 'DetectorId'),
    AttackTechniques: techniques,
    Categories: call('concat', [text('["'), category, text('"]')]),
    CompromisedEntity: firstOf(
      mainEntity(evidence, ['userAccount', 'userPrincipalName'], ['userPrincipalName'], ['deviceDnsName']),
      given['DeviceName'],
    ),
    Entities: call('toText', [entitiesOfEvidence(evidence, textOf(given, 'AADTenantId'))]),
    ExtendedProperties: call('toText', [given['AdditionalData'] ?? nullOf('dynamic')]),
    ProductName: productOf(source),
    ProviderName: providerOf(source),
    SystemAlertId: textOf(given, 'AlertId'),
    Tactics: category,
    Techniques: techniques,
    Timestamp: firstOf(given['StartTime'], given['CreatedDateTime']),
    VendorName: text('Microsoft'),
    VendorOriginalId: firstOf(given['ProviderAlertId'], given['AlertId']),
  };
}

function ofLegacy(given: Given, users: Expression, hosts: Expression): Record<string, Expression> {
  const vendor = given['VendorInformation'] ?? nullOf('dynamic');
  const provider = call('pathText', [vendor, text('provider')]);
  const account = mainEntity(users, ['userPrincipalName']);
  return {
    AlertName: textOf(given, 'Title'),
    DisplayName: textOf(given, 'Title'),
    AlertSeverity: textOf(given, 'Severity'),
    CompromisedEntity: firstOf(account, mainEntity(hosts, ['fqdn'])),
    Entities: call('toText', [entitiesOfStates(users, hosts)]),
    ProductName: firstOf(productOf(provider), provider),
    ProviderName: provider,
    SystemAlertId: textOf(given, 'AlertId'),
    VendorName: call('pathText', [vendor, text('vendor')]),
    VendorOriginalId: textOf(given, 'AlertId'),
  };
}

/**
 * By which repeats are found. An alert of an API of today is what a row of AlertInfo says, and more; Sentinel's
 * SecurityAlert has ids of its own.
 */
function keyOf(given: Given, table: Expression): Expression {
  const ofKind = (...names: readonly string[]): Expression => call('in', [table, ...names.map(text)]);
  const key = (prefix: string, id: Expression): Expression => call('concat', [text(prefix), id]);
  const alert = textOf(given, 'AlertId');
  return call('case', [
    ofKind(kinds.securityAlert),
    key('sentinel ', textOf(given, 'SystemAlertId')),
    ofKind(kinds.info, kinds.graph, kinds.endpoint, kinds.incident),
    key('alert ', alert),
    ofKind(kinds.evidence),
    key('evidence ', alert),
    ofKind(kinds.legacy),
    key('legacy ', alert),
    nullOf('string'),
  ]);
}
