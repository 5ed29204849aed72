import type { WrittenFile } from '../containers/compress.js';
import { csvText } from '../containers/csv.js';
import { encode } from '../containers/encode.js';
import { graphPage } from '../containers/graph-page.js';
import { splunkCsvExport, splunkJsonExport } from '../containers/splunk-export.js';
import type { Json, JsonObject } from '../json.js';
import { flattened } from '../records/splunk.js';
import type { SplunkEvent } from '../records/splunk.js';
import { powerShellDate } from '../time.js';
import type { UnifiedAuditEvent } from './audit-record.js';
import { unifiedAuditRecord } from './audit-record.js';
import { cloudAppEvent } from './cloud-kind.js';

type Events = readonly UnifiedAuditEvent[];

const auditData = (event: UnifiedAuditEvent): string => JSON.stringify(unifiedAuditRecord(event));
const lines = (records: readonly Json[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

/** How the log is exported, Log Analytics and streams aside: the file's path and its text. */
const shapes: Readonly<Record<string, (events: Events) => readonly [path: string, text: string]>> = {
  'management-api': (events) => ['content/20260311.json', JSON.stringify(events.map(unifiedAuditRecord))],
  lines: (events) => ['audit.jsonl', lines(events.map(unifiedAuditRecord))],
  'lower-case-lines': (events) => [
    'lake.jsonl',
    lines(events.map((event) => lowered(unifiedAuditRecord(event)))),
  ],
  'purview-csv': (events) => [
    'purview.csv',
    `\uFEFF${csvText(
      [
        [
          'RecordId',
          'CreationDate',
          'RecordType',
          'Operation',
          'UserId',
          'AuditData',
          'AssociatedAdminUnits',
          'AssociatedAdminUnitsNames',
        ],
        ...events.map((event) => [
          event.id,
          `${event.time} `,
          String(event.recordType),
          event.operation,
          event.user.principalName,
          auditData(event),
          '',
          '',
        ]),
      ],
      '\r\n',
    )}`,
  ],
  'purview-old-csv': (events) => [
    'AuditLog.csv',
    csvText(
      [
        ['CreationDate', 'UserIds', 'Operations', 'AuditData'],
        ...events.map((event) => [event.time, event.user.principalName, event.operation, auditData(event)]),
      ],
      '\r\n',
    ),
  ],
  'search-csv': (events) => {
    const rows = events.map((event, index) => searchRow(event, index, events.length));
    const names = Object.keys(rows[0] ?? {});
    const cells = rows.map((row) => names.map((name) => String(row[name] ?? '')));
    return ['Search-UnifiedAuditLog.csv', csvText([names, ...cells], '\r\n')];
  },
  'search-json': (events) => [
    'Search-UnifiedAuditLog.json',
    JSON.stringify(
      events.map((event, index) => searchRow(event, index, events.length)),
      null,
      2,
    ),
  ],
  graph: (events) => [
    'graph/records-0001.json',
    JSON.stringify(graphPage('v1.0', events.map(graphRecord), 1, true, 'security/auditLog/queries/records')),
  ],
  'graph-powershell': (events) => [
    'Get-MgBetaSecurityAuditLogQueryRecord.json',
    JSON.stringify(
      events.map((event) => {
        const { auditData: data, ...rest } = graphRecord(event);
        return {
          AuditData: { AdditionalProperties: data ?? null },
          ...capitals(rest),
          AdditionalProperties: {},
        };
      }),
      null,
      2,
    ),
  ],
  'splunk-json': (events) => ['splunk/unified-audit.json', splunkJsonExport(events.map(splunkEvent), '\n')],
  'splunk-csv': (events) => ['splunk/unified-audit.csv', splunkCsvExport(events.map(splunkEvent), '\n')],
  'splunk-fields-json': (events) => [
    'splunk-fields.json',
    lines(
      events.map((event) => ({
        preview: false,
        result: Object.fromEntries(
          [...flattened(unifiedAuditRecord(event))].map(([name, values]) => [
            name,
            values.length === 1 ? (values[0] ?? '') : values,
          ]),
        ),
      })),
    ),
  ],
  'advanced-hunting-csv': (events) => {
    const rows = events.map((event) => {
      const { ISP: isp, ...rest } = cloudAppEvent(event);
      return { ...rest, Isp: isp ?? null };
    });
    const names = Object.keys(rows[0] ?? {});
    const table: readonly Readonly<Record<string, Json>>[] = rows;
    return [
      'New query.csv',
      csvText([names, ...table.map((row) => names.map((name) => cell(row[name])))], '\r\n'),
    ];
  },
};

/** The names of the shapes. */
export const unifiedAuditShapes: readonly string[] = Object.keys(shapes);

/** Writes events in a shape; an unknown shape is an error of the caller. */
export function writeUnifiedAudit(id: string, events: Events): readonly WrittenFile[] {
  const shape = shapes[id];
  if (shape === undefined) throw new Error(`there is no shape ${id} of the unified audit log`);
  const [path, text] = shape(events);
  return [{ path, content: encode(text, 'utf-8') }];
}

function searchRow(
  event: UnifiedAuditEvent,
  index: number,
  count: number,
): Readonly<Record<string, string | number | boolean>> {
  return {
    PSComputerName: 'outlook.office365.com',
    RunspaceId: '1b3e6f0a-5c1d-4a55-9d5b-8a1f64c0d7e2',
    PSShowComputerName: false,
    RecordType: event.recordTypeName,
    CreationDate: powerShellDate(event.time),
    UserIds: event.user.principalName,
    Operations: event.operation,
    AuditData: auditData(event),
    ResultIndex: index + 1,
    ResultCount: count,
    Identity: event.id,
    IsValid: true,
    ObjectState: 'Unchanged',
  };
}

function graphRecord(event: UnifiedAuditEvent): JsonObject {
  return {
    id: event.id,
    createdDateTime: `${event.time.slice(0, 19)}Z`,
    auditLogRecordType: camel(event.recordTypeName),
    operation: event.operation,
    organizationId: event.organizationId,
    userType: { 0: 'regular', 2: 'admin', 4: 'system' }[event.userType] ?? 'regular',
    userId: event.userKey,
    userPrincipalName: event.user.principalName,
    service: event.workload,
    objectId: event.objectId,
    clientIp: event.address,
    administrativeUnits: [''],
    auditData: { '@odata.type': '#microsoft.graph.security.defaultAuditData', ...unifiedAuditRecord(event) },
  };
}

function splunkEvent(event: UnifiedAuditEvent): SplunkEvent {
  const record = unifiedAuditRecord(event);
  return {
    raw: JSON.stringify(record),
    time: event.time,
    fields: flattened(record),
    added: { index: 'o365', host: 'splunk.example', source: 'o365', sourcetype: 'o365:management:activity' },
  };
}

function cell(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function capitals(record: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  );
}

/** The record's own names in small letters; names inside stay. */
function lowered(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
}
