import type { Catalog, Expression, ScalarType, Scan, View, ViewColumn } from '@interloper/plan';
import { call, column, text } from '@interloper/plan';

/** A log of sign-ins with the shapes of field that rules meet: text, numbers, times, JSON arrays and objects. */
const scan: Scan = {
  kind: 'scan',
  dataset: 'sign_ins',
  time: 'created',
  columns: [
    { name: 'created', type: 'datetime' },
    { name: 'user', type: 'string' },
    { name: 'address', type: 'string' },
    { name: 'application', type: 'string' },
    { name: 'result', type: 'string' },
    { name: 'riskLevel', type: 'string' },
    { name: 'riskState', type: 'string' },
    { name: 'riskTypes', type: 'dynamic' },
    { name: 'location', type: 'dynamic' },
    { name: 'details', type: 'dynamic' },
    { name: 'requirement', type: 'string' },
    { name: 'access', type: 'string' },
    { name: 'home', type: 'string' },
    { name: 'resource', type: 'string' },
    { name: 'port', type: 'long' },
    { name: 'interactive', type: 'bool' },
    { name: 'updated', type: 'datetime' },
    { name: 'raw', type: 'string' },
  ],
};

const signIns: View = {
  name: 'azure:aad:signin',
  title: 'Entra sign-ins',
  scan,
  time: '_time',
  raw: 'raw',
  columns: [
    of('_time', 'created', 'datetime'),
    of('userPrincipalName', 'user', 'string', ['user']),
    of('ipAddress', 'address', 'string', ['src_ip', 'src']),
    of('appDisplayName', 'application', 'string'),
    of('resultType', 'result', 'string', ['status.errorCode']),
    of('riskLevelDuringSignIn', 'riskLevel', 'string'),
    of('riskState', 'riskState', 'string'),
    of('riskEventTypes_v2', 'riskTypes', 'dynamic'),
    of('location', 'location', 'dynamic'),
    of('authenticationDetails', 'details', 'dynamic'),
    of('authenticationRequirement', 'requirement', 'string'),
    of('conditionalAccessStatus', 'access', 'string'),
    of('homeTenantId', 'home', 'string'),
    of('resourceTenantId', 'resource', 'string'),
    of('port', 'port', 'long'),
    of('isInteractive', 'interactive', 'bool'),
    of('updatedDateTime', 'updated', 'datetime'),
  ],
};

const audit: View = {
  name: 'aws:cloudtrail',
  title: 'CloudTrail',
  scan: {
    kind: 'scan',
    dataset: 'trail',
    columns: [
      { name: 'time', type: 'datetime' },
      { name: 'name', type: 'string' },
    ],
  },
  time: '_time',
  columns: [of('_time', 'time', 'datetime'), of('eventName', 'name', 'string')],
};

const monitor: View = {
  name: 'azure:monitor:aad',
  title: 'Entra diagnostic records',
  scan,
  filter: call('eq', [column('access', 'string'), text('success')]),
  time: '_time',
  columns: [
    of('_time', 'created', 'datetime'),
    of('operationName', 'application', 'string'),
    of('properties.userPrincipalName', 'user', 'string'),
    of('properties.status.errorCode', 'result', 'string'),
  ],
};

export const catalog: Catalog = { tables: [], sourcetypes: [signIns, audit, monitor], logsources: [] };

function of(name: string, source: string, type: ScalarType, aliases: readonly string[] = []): ViewColumn {
  const expression: Expression = column(source, type);
  return { name, type, expression, aliases };
}
