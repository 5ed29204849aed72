import { parseFirst } from '../files/repeated-names.js';
import { parsedColumns } from '../google-workspace/parsed-columns.js';
import type { JsonRecord } from '../source.js';
import type { Rewrite } from './rewrite.js';

/** Columns that are no parameters, and where an activity has them. */
const places: Readonly<Record<string, readonly string[]>> = {
  kind_s: ['kind'],
  id_time_t: ['id', 'time'],
  id_uniqueQualifier_s: ['id', 'uniqueQualifier'],
  id_applicationName_s: ['id', 'applicationName'],
  id_customerId_s: ['id', 'customerId'],
  etag_s: ['etag'],
  actor_email_s: ['actor', 'email'],
  actor_profileId_s: ['actor', 'profileId'],
  actor_callerType_s: ['actor', 'callerType'],
  actor_key_s: ['actor', 'key'],
  ownerDomain_s: ['ownerDomain'],
  IPAddress: ['ipAddress'],
  ipAddress_s: ['ipAddress'],
  event_name_s: ['event', 'name'],
  event_type_s: ['event', 'type'],
};

/** The same for the newer connector's table, whose columns have names of their own. */
const ownPlaces: Readonly<Record<string, readonly string[]>> = {
  Kind: ['kind'],
  UniqueQualifier: ['id', 'uniqueQualifier'],
  ApplicationName: ['id', 'applicationName'],
  CustomerId: ['id', 'customerId'],
  Etag: ['etag'],
  ActorEmail: ['actor', 'email'],
  ActorProfileId: ['actor', 'profileId'],
  ActorCallerType: ['actor', 'callerType'],
  ActorKey: ['actor', 'key'],
  OwnerDomain: ['ownerDomain'],
  IPAddress: ['ipAddress'],
  EventName: ['event', 'name'],
  EventType: ['event', 'type'],
};

/** Columns that every table of Log Analytics has. */
const tableColumns = new Set(
  'TenantId SourceSystem MG ManagementGroupName TimeGenerated Computer RawData Type _ResourceId'.split(' '),
);

/**
 * Rows of Sentinel's tables for Google Workspace: `GWorkspace_ReportsAPI_login_CL` and its neighbours, with a column for
 * each parameter of an event, and `GoogleWorkspaceReports`. They become activities of one event again.
 */
export const workspaceRows: Rewrite = {
  id: 'workspace-rows',
  title: 'Google Workspace rows (GWorkspace_ReportsAPI_…_CL, GoogleWorkspaceReports)',
  recognises: (record) => isConnectorRow(record) || isParsedRow(record),
  rewrite: (record) => (isConnectorRow(record) ? ofConnector(record) : ofParsed(record)),
};

function isConnectorRow(record: JsonRecord): boolean {
  return 'event_name_s' in record && 'id_applicationName_s' in record;
}

function isParsedRow(record: JsonRecord): boolean {
  return 'IdApplicationName' in record && 'EventMessage' in record;
}

function ofConnector(record: JsonRecord): JsonRecord {
  const activity = emptyActivity(record['Type'] ?? 'GWorkspace_ReportsAPI');
  for (const [name, value] of cells(record)) {
    const place = places[name];
    if (place !== undefined) put(activity.root, place, value);
    else if (tableColumns.has(name)) activity.root[name] = value;
    else activity.parameters.push(parameterOf(name.replace(/_[sdbtg]$/, ''), typed(name, value)));
  }
  return activity.root;
}

function ofParsed(record: JsonRecord): JsonRecord {
  const activity = emptyActivity(record['Type'] ?? 'GoogleWorkspaceReports');
  const columns = new Map(parsedColumns.map((column) => [column.name, column]));
  const seen = new Set<string>();
  for (const [name, value] of cells(record)) {
    const column = columns.get(name);
    const place = column?.column === undefined ? undefined : ownPlaces[column.column];
    if (place !== undefined) put(activity.root, place, value);
    else if (column?.param !== undefined && !seen.has(column.param)) {
      seen.add(column.param);
      const kept = column.type === 'bool' ? typed(`${name}_b`, value) : typed(`${name}_s`, value);
      activity.parameters.push(parameterOf(column.param, kept));
    } else if (tableColumns.has(name)) activity.root[name] = value;
  }
  // The table has no time of the event beside its own.
  put(activity.root, ['id', 'time'], activity.root['TimeGenerated']);
  return activity.root;
}

/** Filled cells under their columns' names. */
function cells(record: JsonRecord): readonly (readonly [string, unknown])[] {
  return Object.entries(record)
    .filter(([, value]) => value !== '' && value !== null && value !== undefined)
    .map(([name, value]) => [name.replace(/ \[UTC\]$/, ''), value] as const);
}

function emptyActivity(type: unknown): {
  readonly root: Record<string, unknown>;
  readonly parameters: unknown[];
} {
  const parameters: unknown[] = [];
  return { root: { Type: type, event: { parameters } }, parameters };
}

function put(root: Record<string, unknown>, [first = '', second]: readonly string[], value: unknown): void {
  if (second === undefined) {
    root[first] = value;
    return;
  }
  const known = root[first];
  const inner = typeof known === 'object' && known !== null ? known : {};
  root[first] = { ...inner, [second]: value };
}

function parameterOf(name: string, value: unknown): JsonRecord {
  if (typeof value === 'boolean') return { name, boolValue: value };
  return Array.isArray(value) ? { name, multiValue: value } : { name, value };
}

function typed(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (name.endsWith('_b')) return /^(?:true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value;
  if (!name.endsWith('_s') || !/^\s*\[/.test(value)) return value;
  try {
    return parseFirst(value);
  } catch {
    return value;
  }
}
