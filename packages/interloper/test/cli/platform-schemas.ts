import { z } from 'zod';

/** Names and ranges as Azure-Sentinel's own validation has them: .script/tests/detectionTemplateSchemaValidation/Models. */
const Tactic = z.enum([
  'InitialAccess',
  'Execution',
  'Persistence',
  'PrivilegeEscalation',
  'DefenseEvasion',
  'CredentialAccess',
  'Discovery',
  'LateralMovement',
  'Collection',
  'Exfiltration',
  'CommandAndControl',
  'Impact',
  'Reconnaissance',
  'ResourceDevelopment',
  'ImpairProcessControl',
  'InhibitResponseFunction',
]);
/** Of .script/tests/detectionTemplateSchemaValidation/ValidConnectorIds.json and rules of Azure-Sentinel. */
const ConnectorId = z.enum([
  'AWS',
  'AWSS3',
  'AzureActiveDirectory',
  'AzureActivity',
  'AzureStorageAccount',
  'Office365',
  'OktaSSOv2',
]);
const EntityMappings = z
  .array(
    z.discriminatedUnion('entityType', [
      z.strictObject({
        entityType: z.literal('Account'),
        fieldMappings: fields(
          'Name',
          'FullName',
          'UPNSuffix',
          'Sid',
          'AadTenantId',
          'AadUserId',
          'DisplayName',
        ),
      }),
      z.strictObject({ entityType: z.literal('IP'), fieldMappings: fields('Address') }),
    ]),
  )
  .min(1)
  .max(5);
function fields(...identifiers: readonly [string, ...string[]]) {
  return z
    .array(
      z.strictObject({ identifier: z.enum(identifiers), columnName: z.string().regex(/^[A-Za-z_]\w*$/) }),
    )
    .min(1)
    .max(3);
}
export const Rule = z.strictObject({
  id: z.uuid(),
  name: z.string().max(256),
  description: z.string().max(5000),
  severity: z.enum(['Informational', 'Low', 'Medium', 'High']),
  status: z.literal('Available'),
  requiredDataConnectors: z.array(
    z.strictObject({ connectorId: ConnectorId, dataTypes: z.array(z.string()).min(1) }),
  ),
  queryFrequency: z.string().regex(/^\d+[mhd]$/),
  queryPeriod: z.string().regex(/^\d+[mhd]$/),
  triggerOperator: z.enum(['gt', 'lt', 'eq', 'ne']),
  triggerThreshold: z.number().int().min(0).max(10_000),
  tactics: z.array(Tactic).min(1),
  relevantTechniques: z.array(z.string().regex(/^T\d{4}(?:\.\d{3})?$/)).min(1),
  query: z.string().min(1).max(10_000),
  entityMappings: EntityMappings.optional(),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  kind: z.literal('Scheduled'),
});

/** https://learn.microsoft.com/azure/templates/microsoft.securityinsights/alertrules, ScheduledAlertRuleProperties. */
export const Template = z.object({
  $schema: z.literal('https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'),
  contentVersion: z.string(),
  parameters: z.object({ workspace: z.object({ type: z.literal('String') }) }),
  resources: z.tuple([
    z.object({
      type: z.literal('Microsoft.OperationalInsights/workspaces/providers/alertRules'),
      apiVersion: z.literal('2023-12-01-preview'),
      name: z.string(),
      kind: z.literal('Scheduled'),
      properties: z.strictObject({
        description: z.string(),
        eventGroupingSettings: z.strictObject({ aggregationKind: z.enum(['SingleAlert', 'AlertPerResult']) }),
        displayName: z.string(),
        enabled: z.boolean(),
        query: z.string(),
        queryFrequency: z.iso.duration(),
        queryPeriod: z.iso.duration(),
        severity: z.enum(['Informational', 'Low', 'Medium', 'High']),
        suppressionDuration: z.iso.duration(),
        suppressionEnabled: z.boolean(),
        tactics: z.array(Tactic),
        techniques: z.array(z.string().regex(/^T\d{4}$/)),
        subTechniques: z.array(z.string().regex(/^T\d{4}\.\d{3}$/)),
        triggerOperator: z.literal('GreaterThan'),
        triggerThreshold: z.number(),
        entityMappings: EntityMappings.optional(),
      }),
    }),
  ]),
});

/** contentctl, contentctl/objects: detection_abstract, detection_tags, rba, story. */
export const Contentctl = z.strictObject({
  // 99 less what Splunk puts around it; macros have no other signs, and contentctl replaces those that are none of \w.
  name: z
    .string()
    .max(67)
    .regex(/^[\w ./-]+$/),
  id: z.uuid(),
  version: z.number().int().min(0),
  date: z.iso.date(),
  author: z.string().max(255),
  status: z.enum(['production', 'deprecated', 'experimental', 'validation']),
  type: z.enum(['TTP', 'Anomaly', 'Hunting', 'Correlation']),
  description: z.string().max(10_000),
  data_source: z.array(z.string()),
  search: z.string(),
  how_to_implement: z.string().min(4),
  known_false_positives: z.string().min(4),
  references: z.array(z.url()),
  rba: z.strictObject({
    message: z.string(),
    risk_objects: z
      .array(
        z.strictObject({
          field: z.string(),
          type: z.enum(['system', 'user', 'other']),
          score: z.number().int().min(1).max(100),
        }),
      )
      .min(1),
    threat_objects: z.array(z.strictObject({ field: z.string(), type: z.literal('ip_address') })),
  }),
  tags: z.strictObject({
    analytic_story: z.array(z.string()).min(1),
    asset_type: z.literal('Identity'),
    mitre_attack_id: z.array(z.string().regex(/^T\d{4}(?:\.\d{3})?$/)),
    product: z.array(z.enum(['Splunk Enterprise', 'Splunk Enterprise Security', 'Splunk Cloud'])).min(1),
    security_domain: z.enum(['endpoint', 'network', 'threat', 'identity', 'access', 'audit']),
  }),
});

/** contentctl/objects/story.py, story_tags.py. */
export const Story = z.strictObject({
  name: z.string().max(67),
  id: z.uuid(),
  version: z.number().int().min(0),
  date: z.iso.date(),
  author: z.string().max(255),
  status: z.enum(['production', 'experimental', 'deprecated']),
  description: z.string().max(10_000),
  narrative: z.string(),
  references: z.array(z.url()),
  tags: z.strictObject({
    category: z.array(z.enum(['Cloud Security', 'Account Compromise', 'Adversary Tactics'])).min(1),
    product: z.array(z.enum(['Splunk Enterprise', 'Splunk Enterprise Security', 'Splunk Cloud'])).min(1),
    usecase: z.enum([
      'Fraud Detection',
      'Compliance',
      'Application Security',
      'Security Monitoring',
      'Advanced Threat Detection',
      'Insider Threat',
      'Other',
    ]),
  }),
});

/** contentctl/objects/lookup.py, KVStoreLookup. */
export const ContentLookup = z.strictObject({
  name: z.string().max(99),
  id: z.uuid(),
  version: z.number().int().min(0),
  date: z.iso.date(),
  author: z.string().max(255),
  status: z.literal('production'),
  lookup_type: z.literal('kvstore'),
  description: z.string(),
  fields: z.tuple([z.literal('_key')], z.string()),
  case_sensitive_match: z.boolean(),
  match_type: z.array(z.string().regex(/^(?:CIDR|WILDCARD)\(\w+\)$/)).optional(),
});

/** https://github.com/mitre-attack/attack-navigator/blob/master/layers/LAYERFORMATv4_5.md */
export const Layer = z.strictObject({
  description: z.string(),
  layout: z.strictObject({
    layout: z.enum(['side', 'flat', 'mini']),
    showID: z.boolean(),
    showName: z.boolean(),
    expandedSubtechniques: z.enum(['none', 'all', 'annotated']),
  }),
  name: z.string(),
  versions: z.strictObject({ navigator: z.string().regex(/^(?:4\.9|[5-9])\./), layer: z.literal('4.5') }),
  domain: z.enum(['enterprise-attack', 'mobile-attack', 'ics-attack']),
  techniques: z.array(
    z.strictObject({
      enabled: z.boolean(),
      techniqueID: z.string().regex(/^T\d{4}(?:\.\d{3})?$/),
      tactic: z.string().regex(/^[a-z-]+$/),
      score: z.number().min(1),
      comment: z.string(),
    }),
  ),
  gradient: z
    .strictObject({
      colors: z.array(z.string().regex(/^#[0-9a-f]{6}$/)).min(2),
      minValue: z.number(),
      maxValue: z.number(),
    })
    .refine(({ minValue, maxValue }) => maxValue > minValue),
});
