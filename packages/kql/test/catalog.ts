import type { Catalog, Column, View } from '@interloper/plan';

const COLUMNS: readonly Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'ResultType', type: 'string' },
  { name: 'UserPrincipalName', type: 'string' },
  { name: 'AppDisplayName', type: 'string' },
  { name: 'IPAddress', type: 'string' },
  { name: 'LocationDetails', type: 'dynamic' },
  { name: 'DeviceDetail', type: 'dynamic' },
  { name: 'RiskLevelDuringSignIn', type: 'string' },
  { name: 'RiskLevelAggregated', type: 'string' },
  { name: 'RiskState', type: 'string' },
  { name: 'RiskEventTypes_V2', type: 'string' },
  { name: 'ConditionalAccessStatus', type: 'string' },
  { name: 'AuthenticationRequirement', type: 'string' },
  { name: 'HomeTenantId', type: 'string' },
  { name: 'ResourceTenantId', type: 'string' },
  { name: 'DurationMs', type: 'long' },
];

const signinLogs: View = {
  name: 'SigninLogs',
  title: 'Interactive sign-ins',
  time: 'TimeGenerated',
  scan: { kind: 'scan', dataset: 'entra_sign_ins', columns: COLUMNS, time: 'TimeGenerated' },
  columns: COLUMNS.map(({ name, type }) => ({ name, type, expression: { kind: 'column', name, type } })),
};

/** A table with the columns the seed rule needs. */
export const catalog: Catalog = { tables: [signinLogs], sourcetypes: [], logsources: [] };
