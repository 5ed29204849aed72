import { stringify } from 'yaml';
import type { AlertSeverity } from '@interloper/detect';
import { UserError } from '../user-error.js';
import { days, isoDuration, minutes, shortDuration } from './exported.js';
import type { ExportedFile, ExportedRule } from './exported.js';

/** Sentinel has no higher severity than High. */
const SEVERITIES: Readonly<Record<AlertSeverity, string>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'High',
};

/** The data connectors that fill a table, by Microsoft's ids (Sentinel data connectors reference). */
const CONNECTORS: Readonly<Record<string, string>> = {
  SigninLogs: 'AzureActiveDirectory',
  AuditLogs: 'AzureActiveDirectory',
  AADNonInteractiveUserSignInLogs: 'AzureActiveDirectory',
  AADServicePrincipalSignInLogs: 'AzureActiveDirectory',
  AADManagedIdentitySignInLogs: 'AzureActiveDirectory',
  AADUserRiskEvents: 'AzureActiveDirectory',
  AADRiskyUsers: 'AzureActiveDirectory',
  AzureActivity: 'AzureActivity',
  OfficeActivity: 'Office365',
  AWSCloudTrail: 'AWS',
  AWSGuardDuty: 'AWSS3',
  OktaSystemLogs: 'OktaSSOv2',
  StorageBlobLogs: 'AzureStorageAccount',
  StorageFileLogs: 'AzureStorageAccount',
};

/**
 * A scheduled analytics rule as Sentinel's repository has its YAML, and as an Azure resource template.
 * https://github.com/Azure/Azure-Sentinel/wiki/Query-Style-Guide
 * https://learn.microsoft.com/azure/templates/microsoft.securityinsights/alertrules
 */
export function exportSentinel(rule: ExportedRule): readonly ExportedFile[] {
  const { detection } = rule;
  checkLimits(rule);
  const entities = entityMappings(rule);
  const yaml = {
    id: detection.id,
    name: detection.title,
    description: detection.description,
    severity: SEVERITIES[detection.severity],
    status: 'Available',
    requiredDataConnectors: connectorsOf(detection.dataSources.tables),
    queryFrequency: shortDuration(detection.frequency),
    queryPeriod: shortDuration(detection.lookback),
    triggerOperator: 'gt',
    triggerThreshold: 0,
    tactics: tacticsOf(rule),
    relevantTechniques: techniquesOf(rule),
    query: rule.text,
    ...(entities.length === 0 ? {} : { entityMappings: entities }),
    version: '1.0.0',
    kind: 'Scheduled',
  };
  return [
    { path: `${detection.slug}.yaml`, form: 'yaml', text: stringify(yaml, { lineWidth: 0 }) },
    {
      path: `${detection.slug}.arm.json`,
      form: 'arm',
      text: `${JSON.stringify(template(rule, entities), undefined, 2)}\n`,
    },
  ];
}

/** What Sentinel refuses: https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview */
function checkLimits({ detection, text }: ExportedRule): void {
  const { slug, frequency, lookback } = detection;
  const refuse = (why: string): never => {
    throw new UserError(`Sentinel does not take ${slug}: ${why}`);
  };
  if (text.length > 10_000) refuse(`its query has ${text.length} characters, more than 10,000`);
  for (const [name, ticks] of [
    ['frequency', frequency],
    ['lookback', lookback],
  ] as const) {
    if (shortDuration(ticks) === undefined || ticks < minutes(5) || ticks > days(14))
      refuse(`its ${name} is not from 5 minutes to 14 days in whole minutes`);
  }
  if (frequency > lookback) refuse('it runs less often than it looks back');
  if (lookback >= days(2) && frequency < minutes(60))
    refuse('a rule that looks back two days or more runs at most once an hour');
}

function connectorsOf(tables: readonly string[]): readonly object[] {
  const byConnector = new Map<string, string[]>();
  for (const table of tables) {
    const connector = CONNECTORS[table];
    if (connector === undefined) continue;
    byConnector.set(connector, [...(byConnector.get(connector) ?? []), table]);
  }
  return [...byConnector].map(([connectorId, dataTypes]) => ({ connectorId, dataTypes }));
}

/** Sentinel knows these of ATT&CK's tactics by the name that they had before they were parted. */
const TACTICS: Readonly<Record<string, string>> = {
  stealth: 'defense-evasion',
  'defense-impairment': 'defense-evasion',
};

/** `resource-development` is `ResourceDevelopment`. */
function tacticsOf({ detection }: ExportedRule): readonly string[] {
  const names = detection.attack.map(({ tactic }) =>
    (TACTICS[tactic] ?? tactic)
      .split('-')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(''),
  );
  return [...new Set(names)];
}

function techniquesOf({ detection }: ExportedRule): readonly string[] {
  return [...new Set(detection.attack.map(({ technique }) => technique))];
}

interface EntityMapping {
  readonly entityType: string;
  readonly fieldMappings: readonly { readonly identifier: string; readonly columnName: string }[];
}

/** The account by its names, and the address where the rule gives one. */
function entityMappings({ detection, account, columns }: ExportedRule): readonly EntityMapping[] {
  const given = new Set(columns.map(({ name }) => name));
  const fields = account
    .filter((name) => given.has(name))
    .map((columnName) => ({
      identifier: isEntraId(columnName, detection) ? 'AadUserId' : 'FullName',
      columnName,
    }));
  const unique = fields.filter(
    ({ identifier }, index) => fields.findIndex((other) => other.identifier === identifier) === index,
  );
  const address = ['IPAddress', 'SourceIpAddress', 'CallerIpAddress', 'ClientIP'].find((name) =>
    given.has(name),
  );
  return [
    ...(unique.length === 0 ? [] : [{ entityType: 'Account', fieldMappings: unique.slice(0, 3) }]),
    ...(address === undefined
      ? []
      : [{ entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: address }] }]),
  ];
}

/** Only Entra's logs have object ids of users in `UserId`; that of Office is a name. */
function isEntraId(columnName: string, { dataSources }: ExportedRule['detection']): boolean {
  const tables = dataSources.tables.map((table) => CONNECTORS[table]);
  return columnName === 'UserId' && tables.every((connector) => connector === 'AzureActiveDirectory');
}

function template(rule: ExportedRule, entities: readonly EntityMapping[]): object {
  const { detection } = rule;
  const techniques = techniquesOf(rule);
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: {
      workspace: { type: 'String', metadata: { description: 'The Log Analytics workspace of Sentinel' } },
    },
    resources: [
      {
        type: 'Microsoft.OperationalInsights/workspaces/providers/alertRules',
        // The versions that are no preview have no sub-techniques.
        apiVersion: '2023-12-01-preview',
        name: `[concat(parameters('workspace'), '/Microsoft.SecurityInsights/${detection.id}')]`,
        kind: 'Scheduled',
        properties: {
          displayName: plain(detection.title),
          description: plain(detection.description),
          severity: SEVERITIES[detection.severity],
          enabled: true,
          query: plain(rule.text),
          queryFrequency: isoDuration(detection.frequency),
          queryPeriod: isoDuration(detection.lookback),
          triggerOperator: 'GreaterThan',
          triggerThreshold: 0,
          suppressionEnabled: false,
          suppressionDuration: 'PT5H',
          tactics: tacticsOf(rule),
          techniques: [...new Set(techniques.map((technique) => technique.replace(/\..*/, '')))],
          subTechniques: techniques.filter((technique) => technique.includes('.')),
          ...(entities.length === 0 ? {} : { entityMappings: entities }),
          eventGroupingSettings: { aggregationKind: 'SingleAlert' },
        },
      },
    ],
  };
}

/** A text that begins with a bracket would be an expression of the template. */
function plain(text: string): string {
  return text.startsWith('[') ? `[${text}` : text;
}
