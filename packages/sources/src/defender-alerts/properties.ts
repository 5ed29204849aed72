import type { PropertyMap } from '../stored-log/json-records.js';

/**
 * Properties of Graph's alert, v1.0 and beta, and the columns they fill
 * (https://learn.microsoft.com/graph/api/resources/security-alert; log-format reference, section 8).
 */
export const graphProperties: PropertyMap = {
  id: 'AlertId',
  providerAlertId: 'ProviderAlertId',
  incidentId: 'IncidentId',
  incidentWebUrl: 'IncidentWebUrl',
  status: 'Status',
  severity: 'Severity',
  classification: 'Classification',
  determination: 'Determination',
  serviceSource: 'ServiceSource',
  detectionSource: 'DetectionSource',
  productName: 'GraphProductName',
  detectorId: 'DetectorId',
  tenantId: 'AADTenantId',
  title: 'Title',
  description: 'Description',
  recommendedActions: 'RemediationSteps',
  category: 'Category',
  assignedTo: 'AssignedTo',
  alertPolicyId: 'AlertPolicyId',
  alertWebUrl: 'AlertLink',
  actorDisplayName: 'ActorDisplayName',
  threatDisplayName: 'ThreatDisplayName',
  threatFamilyName: 'ThreatFamily',
  investigationState: 'InvestigationState',
  mitreTechniques: 'MitreTechniques',
  createdDateTime: 'CreatedDateTime',
  lastUpdateDateTime: 'LastUpdateDateTime',
  resolvedDateTime: 'ResolvedDateTime',
  firstActivityDateTime: 'StartTime',
  lastActivityDateTime: 'EndTime',
  comments: 'Comments',
  evidence: 'Evidence',
  systemTags: 'SystemTags',
  additionalData: 'AdditionalData',
  customDetails: 'CustomDetails',
};

/**
 * Properties of Defender for Endpoint's alert
 * (https://learn.microsoft.com/defender-endpoint/api/alerts).
 */
export const endpointProperties: PropertyMap = {
  id: 'AlertId',
  incidentId: 'IncidentId',
  investigationId: 'InvestigationId',
  assignedTo: 'AssignedTo',
  severity: 'Severity',
  status: 'Status',
  classification: 'Classification',
  determination: 'Determination',
  investigationState: 'InvestigationState',
  detectionSource: 'DetectionSource',
  detectorId: 'DetectorId',
  category: 'Category',
  threatFamilyName: 'ThreatFamily',
  threatName: 'ThreatName',
  title: 'Title',
  description: 'Description',
  alertCreationTime: 'CreatedDateTime',
  firstEventTime: 'StartTime',
  lastEventTime: 'EndTime',
  lastUpdateTime: 'LastUpdateDateTime',
  resolvedTime: 'ResolvedDateTime',
  machineId: 'DeviceId',
  computerDnsName: 'DeviceName',
  rbacGroupName: 'MachineGroup',
  aadTenantId: 'AADTenantId',
  relatedUser: 'RelatedUser',
  loggedOnUsers: 'LoggedOnUsers',
  mitreTechniques: 'MitreTechniques',
  comments: 'Comments',
  evidence: 'Evidence',
};

/**
 * Properties of an alert of a Defender XDR incident
 * (https://learn.microsoft.com/defender-xdr/api-list-incidents).
 */
export const incidentProperties: PropertyMap = {
  alertId: 'AlertId',
  providerAlertId: 'ProviderAlertId',
  incidentId: 'IncidentId',
  investigationId: 'InvestigationId',
  serviceSource: 'ServiceSource',
  creationTime: 'CreatedDateTime',
  lastUpdatedTime: 'LastUpdateDateTime',
  resolvedTime: 'ResolvedDateTime',
  firstActivity: 'StartTime',
  lastActivity: 'EndTime',
  title: 'Title',
  description: 'Description',
  category: 'Category',
  status: 'Status',
  severity: 'Severity',
  investigationState: 'InvestigationState',
  classification: 'Classification',
  determination: 'Determination',
  detectionSource: 'DetectionSource',
  detectorId: 'DetectorId',
  assignedTo: 'AssignedTo',
  actorName: 'ActorDisplayName',
  threatFamilyName: 'ThreatFamily',
  mitreTechniques: 'MitreTechniques',
  devices: 'Devices',
  entities: 'Evidence',
};

/** Properties of Graph's older alert (https://learn.microsoft.com/graph/api/resources/alert). */
export const legacyProperties: PropertyMap = {
  id: 'AlertId',
  activityGroupName: 'ActivityGroupName',
  assignedTo: 'AssignedTo',
  azureSubscriptionId: 'SubscriptionId',
  azureTenantId: 'AADTenantId',
  category: 'Category',
  closedDateTime: 'ResolvedDateTime',
  cloudAppStates: 'CloudAppStates',
  comments: 'Comments',
  confidence: 'Confidence',
  createdDateTime: 'CreatedDateTime',
  description: 'Description',
  detectionIds: 'DetectionIds',
  eventDateTime: 'StartTime',
  feedback: 'Feedback',
  fileStates: 'FileStates',
  hostStates: 'HostStates',
  incidentIds: 'IncidentIds',
  lastModifiedDateTime: 'LastUpdateDateTime',
  malwareStates: 'MalwareStates',
  networkConnections: 'NetworkConnections',
  processes: 'Processes',
  recommendedActions: 'RemediationSteps',
  registryKeyStates: 'RegistryKeyStates',
  securityResources: 'SecurityResources',
  severity: 'Severity',
  sourceMaterials: 'SourceMaterials',
  status: 'Status',
  tags: 'Tags',
  title: 'Title',
  triggers: 'Triggers',
  userStates: 'UserStates',
  vendorInformation: 'VendorInformation',
  vulnerabilityStates: 'VulnerabilityStates',
};

/**
 * Fields of the alerts that Defender for Cloud exports and its API answers with, in any case
 * (https://learn.microsoft.com/azure/azure-monitor/reference/queries/aggregatedsecurityalert names the same fields and
 * columns).
 */
export const cloudFields: PropertyMap = {
  AlertDisplayName: 'AlertName',
  AlertType: 'AlertType',
  AlertUri: 'AlertLink',
  CompromisedEntity: 'CompromisedEntity',
  ConfidenceLevel: 'ConfidenceLevel',
  ConfidenceScore: 'ConfidenceScore',
  Description: 'Description',
  EndTimeUtc: 'EndTime',
  Entities: 'Entities',
  ExtendedLinks: 'ExtendedLinks',
  ExtendedProperties: 'ExtendedProperties',
  Intent: 'Tactics',
  IsIncident: 'IsIncident',
  ProductComponentName: 'ProductComponentName',
  ProductName: 'ProductName',
  ProviderAlertId: 'VendorOriginalId',
  ProviderName: 'ProviderName',
  RemediationSteps: 'RemediationSteps',
  ResourceIdentifiers: 'ResourceIdentifiers',
  Severity: 'AlertSeverity',
  StartTimeUtc: 'StartTime',
  Status: 'Status',
  SubTechniques: 'SubTechniques',
  SystemAlertId: 'SystemAlertId',
  Techniques: 'Techniques',
  VendorName: 'VendorName',
};

/** Fields of Defender XDR's streamed records: those of the tables, under their names, and some that no table has. */
export const streamedFields: PropertyMap = Object.fromEntries(
  `
    Timestamp AlertId Title Category Categories Severity ServiceSource DetectionSource AttackTechniques EntityType
    EvidenceRole EvidenceDirection FileName FolderPath SHA1 SHA256 FileSize ThreatFamily RemoteIP RemoteUrl
    AccountName AccountDomain AccountSid AccountObjectId AccountUpn DeviceId DeviceName LocalIP NetworkMessageId
    EmailSubject ApplicationId Application OAuthApplicationId ProcessCommandLine AdditionalFields RegistryKey
    RegistryValueName RegistryValueData CloudPlatform CloudResource MachineGroup ResourceType SubscriptionId
  `
    .trim()
    .split(/\s+/)
    .map((name) => [name, name]),
);
