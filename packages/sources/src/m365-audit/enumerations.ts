import { call, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';

/** Names of numbers, most frequent first. */
type Enumeration = readonly (readonly [number: number, name: string])[];

/**
 * `AuditLogRecordType` as far as `OfficeActivity` writes it by name: seen there are also digits, of types that its
 * connector does not know (36, 50, 56; log-format reference, section 7). The frequent types come first
 * (https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema).
 */
const recordTypes: Enumeration = [
  [15, 'AzureActiveDirectoryStsLogon'],
  [6, 'SharePointFileOperation'],
  [2, 'ExchangeItem'],
  [1, 'ExchangeAdmin'],
  [8, 'AzureActiveDirectory'],
  [14, 'SharePointSharingOperation'],
  [4, 'SharePoint'],
  [25, 'MicrosoftTeams'],
  [3, 'ExchangeItemGroup'],
  [40, 'SecurityComplianceAlerts'],
  [9, 'AzureActiveDirectoryAccountLogon'],
  [10, 'DataCenterSecurityCmdlet'],
  [11, 'ComplianceDLPSharePoint'],
  [13, 'ComplianceDLPExchange'],
  [18, 'SecurityComplianceCenterEOPCmdlet'],
  [19, 'ExchangeAggregatedOperation'],
  [20, 'PowerBIAudit'],
  [21, 'CRM'],
  [22, 'Yammer'],
  [23, 'SkypeForBusinessCmdlets'],
  [24, 'Discovery'],
  [28, 'ThreatIntelligence'],
  [29, 'MailSubmission'],
  [30, 'MicrosoftFlow'],
  [31, 'AeD'],
  [32, 'MicrosoftStream'],
  [33, 'ComplianceDLPSharePointClassification'],
  [34, 'ThreatFinder'],
  [35, 'Project'],
  [38, 'DataGovernance'],
  [41, 'ThreatIntelligenceUrl'],
  [43, 'MIPLabel'],
  [45, 'PowerAppsApp'],
  [47, 'ThreatIntelligenceAtpContent'],
  [51, 'HygieneEvent'],
  [52, 'DataInsightsRestApiAudit'],
  [57, 'MicrosoftTeamsAdmin'],
  [62, 'Campaign'],
  [63, 'DLPEndpoint'],
  [64, 'AirInvestigation'],
  [65, 'Quarantine'],
  [68, 'ComplianceSupervisionExchange'],
  [78, 'WDATPAlerts'],
  [87, 'SecurityComplianceRBAC'],
  [98, 'MCASAlerts'],
  [113, 'MS365DCustomDetection'],
  [261, 'CopilotInteraction'],
  [294, 'AadRiskDetection'],
];

/** Types that other exports write by name, and `OfficeActivity` in digits. */
const unnamedTypes: Enumeration = [
  [50, 'ExchangeItemAggregated'],
  [36, 'SharePointListOperation'],
  [37, 'SharePointCommentOperation'],
  [54, 'SharePointListItemOperation'],
  [55, 'SharePointContentTypeOperation'],
  [56, 'SharePointFieldOperation'],
];

const userTypes: Enumeration = [
  [0, 'Regular'],
  [2, 'Admin'],
  [4, 'System'],
  [5, 'Application'],
  [3, 'DcAdmin'],
  [6, 'ServicePrincipal'],
  [1, 'Reserved'],
  [7, 'CustomPolicy'],
  [8, 'SystemPolicy'],
  [9, 'PartnerTechnician'],
  [10, 'Guest'],
];

const logonTypes: Enumeration = [
  [0, 'Owner'],
  [1, 'Admin'],
  [2, 'Delegated'],
  [3, 'Transport'],
  [4, 'SystemService'],
  [5, 'BestAccess'],
  [6, 'DelegatedAdmin'],
];

/** The name of a record type given in digits; any other text stays. */
export const recordTypeName = (value: Expression): Expression => nameOf(value, recordTypes);
export const userTypeName = (value: Expression): Expression => nameOf(value, userTypes);
export const logonTypeName = (value: Expression): Expression => nameOf(value, logonTypes);

/** The digits of a record type given by name, in any case; any other text stays. */
export const recordTypeNumber = (value: Expression): Expression =>
  numberOf(value, [...recordTypes, ...unnamedTypes]);
export const userTypeNumber = (value: Expression): Expression => numberOf(value, userTypes);
export const logonTypeNumber = (value: Expression): Expression => numberOf(value, logonTypes);

function nameOf(value: Expression, names: Enumeration): Expression {
  return call('case', [
    ...names.flatMap(([number, name]) => [call('eq', [value, text(String(number))]), text(name)]),
    value,
  ]);
}

/** Digits are told first: they are what most exports have. */
function numberOf(value: Expression, names: Enumeration): Expression {
  return call('case', [
    call('matchesRegex', [value, text(String.raw`^-?\d`)]),
    value,
    ...names.flatMap(([number, name]) => [call('eqIgnoreCase', [value, text(name)]), text(String(number))]),
    value,
  ]);
}
