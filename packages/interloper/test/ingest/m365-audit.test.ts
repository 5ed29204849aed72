import {
  cloudAppEventsLog,
  officeActivityLog,
  unifiedAuditRecord,
  unifiedAuditShapes,
  writeLog,
  writeUnifiedAudit,
} from '@interloper/emulate';
import type { UnifiedAuditEvent } from '@interloper/emulate';
import { m365Audit } from '@interloper/sources';
import type { Json } from '@interloper/sql';
import { describe, expect, test } from 'vitest';
import { detail, events, filesOf } from './m365-events.js';
import { rowsOf } from './ingest-files.js';
import { answerOf } from './view-answers.js';
import { factsOf, rowsOfShape, shapeCases, sortedFacts, withFiles } from './written-logs.js';
import type { Facts } from './written-logs.js';

/** What a row must say in every form, worked out from the composed event alone. */
function expected(event: UnifiedAuditEvent): Facts {
  const { addressFields } = event;
  const written = (name: string): string | null => detail(event, name);
  return {
    EventTime: event.time.replace('.0000000Z', 'Z'),
    Id: event.id,
    EventId: event.id,
    Operation: event.operation,
    Workload: event.workload,
    RecordType: String(event.recordType),
    UserType: String(event.userType),
    UserId: event.user.principalName,
    UserKey: event.userKey,
    OrganizationId: event.organizationId,
    ObjectId: event.objectId,
    ResultStatus: event.resultStatus,
    IPAddress: event.address,
    ClientIP: addressFields['ClientIP'] ?? null,
    ClientIPAddress: addressFields['ClientIPAddress'] ?? null,
    ActorIpAddress: addressFields['ActorIpAddress'] ?? null,
    UserAgent: written('UserAgent'),
    ApplicationId: written('ApplicationId'),
    SourceFileName: written('SourceFileName'),
    SiteUrl: written('SiteUrl'),
    TargetUserOrGroupName: written('TargetUserOrGroupName'),
    MailboxOwnerUPN: written('MailboxOwnerUPN'),
    LogonType: written('LogonType'),
    ExternalAccess: written('ExternalAccess'),
    'AppAccessContext.AADSessionId':
      event.details['SourceFileName'] === undefined ? null : sessionOf(event.details['AppAccessContext']),
    Unconverted: null,
  };
}

function sessionOf(context: unknown): string {
  return String((context as Readonly<Record<string, unknown>>)['AADSessionId']);
}

/** What only the whole record says. */
function expectedWhole(event: UnifiedAuditEvent): Facts {
  return {
    ...expected(event),
    Whole: true,
    Complete: true,
    ErrorNumber: detail(event, 'ErrorNumber'),
    LogonError: detail(event, 'LogonError'),
    RawEventData: { ...unifiedAuditRecord(event) },
  };
}

const [first] = events;
if (first === undefined) throw new Error('no events');
const names = Object.keys(expected(first));
const wholeNames = Object.keys(expectedWhole(first));

/** By id: the order of properties in an object, which sorts rows by their JSON, says nothing. */
function byId(rows: readonly Facts[]): ReadonlyMap<unknown, Facts> {
  return new Map(sortedFacts(rows).map((row) => [row['EventId'], row]));
}

describe('records in every shape give the rows that were composed', () => {
  test.each(unifiedAuditShapes)('%s', async (shape) => {
    await withFiles(filesOf(writeUnifiedAudit(shape, events)), async (result, store) => {
      expect(result.quarantine).toEqual([]);
      expect(result.diagnostics).toEqual([]);
      expect(result.inputs).toMatchObject([
        { source: 'm365-audit', records: events.length, duplicates: 0, quarantined: 0, missing: [] },
      ]);
      const rows = await factsOf(store, m365Audit, wholeNames);
      // What surrounds the record there, or what the form makes of its values, is stated here.
      const change = reshaped[shape];
      expect(byId(rows)).toEqual(
        byId(events.map((event) => ({ ...expectedWhole(event), ...change?.(event) }))),
      );
    });
  });
});

/** Forms that do not keep the record as it was: Graph adds a type, Splunk's fields are all text. */
const reshaped: Readonly<Record<string, (event: UnifiedAuditEvent) => Facts>> = {
  graph: typed,
  'graph-powershell': typed,
  'splunk-fields-json': (event) => ({ RawEventData: asTexts(unifiedAuditRecord(event)) }),
};

function typed(event: UnifiedAuditEvent): Facts {
  return {
    RawEventData: {
      '@odata.type': '#microsoft.graph.security.defaultAuditData',
      ...unifiedAuditRecord(event),
    },
  };
}

/** Splunk has no numbers, and nothing of what is empty. */
function asTexts(value: unknown): Json {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== '' && !(Array.isArray(inner) && inner.length === 0))
      .map(([name, inner]) => [name, asTexts(inner)]),
  );
}

describe('rows of OfficeActivity in every shape give the rows that were composed', () => {
  test.each(shapeCases(officeActivityLog))('%s %o', async (shape, options) => {
    const rows = await rowsOfShape(
      m365Audit,
      officeActivityLog,
      events,
      [shape, options],
      [...names, 'Form', 'Whole'],
    );
    expect(byId(rows)).toEqual(
      byId(events.map((event) => ({ ...expected(event), Form: 'OfficeActivity', Whole: null }))),
    );
  });
});

describe('rows of CloudAppEvents in every shape give the rows that were composed', () => {
  test.each(shapeCases(cloudAppEventsLog))('%s %o', async (shape, options) => {
    const more = ['RawEventData', 'Form', 'ISP', 'IsAnonymousProxy', 'AccountObjectId', 'IsAdminOperation'];
    const rows = await rowsOfShape(
      m365Audit,
      cloudAppEventsLog,
      events,
      [shape, options],
      [...names, ...more],
    );
    expect(byId(rows)).toEqual(
      byId(
        events.map((event) => ({
          ...expected(event),
          RawEventData: { ...unifiedAuditRecord(event) },
          Form: 'CloudAppEvents',
          ISP: event.address === '' ? null : 'Example Network',
          IsAnonymousProxy: event.address === '' ? null : false,
          AccountObjectId: event.user.id,
          IsAdminOperation: event.userType === 2,
        })),
      ),
    );
  });
});

test('Windows PowerShell names a type above the header of its CSV', async () => {
  const files = Object.fromEntries(
    writeUnifiedAudit('search-csv', events).map(({ path, content }) => [
      path,
      `#TYPE Deserialized.Microsoft.Exchange.Data.ApplicationLogic.UnifiedAuditLogEvent\r\n${Buffer.from(content).toString('utf8')}`,
    ]),
  );
  await withFiles(files, async (result) => {
    expect(result.diagnostics).toEqual([]);
    expect(result.inputs).toMatchObject([
      { source: 'm365-audit', records: events.length, duplicates: 0, quarantined: 0, missing: [] },
    ]);
  });
});

test('content comes in many small files', async () => {
  const files = Object.fromEntries(
    events.map((event, index) => [`content/${index}.json`, JSON.stringify([unifiedAuditRecord(event)])]),
  );
  await withFiles(files, async ({ inputs, quarantine }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs.map(({ records }) => records)).toEqual(events.map(() => 1));
    const rows = await rowsOf(store, ['Id', '_file'], m365Audit);
    expect(
      new Map(
        rows.map(([id, file]) => [
          id,
          /content.[0-9]+/.exec(typeof file === 'string' ? file : '')?.[0].slice(8),
        ]),
      ),
    ).toEqual(new Map(events.map(({ id }, index) => [id, String(index)])));
  });
});

test('the same events in several forms are folded, the whole record stays', async () => {
  const files = {
    ...filesOf(writeUnifiedAudit('purview-csv', events)),
    ...filesOf(writeUnifiedAudit('search-csv', events)),
    ...filesOf(writeUnifiedAudit('graph', events)),
    ...filesOf(writeLog(officeActivityLog, 'log-analytics-csv', events)),
    ...filesOf(writeLog(cloudAppEventsLog, 'event-hub', events)),
  };
  await withFiles(files, async ({ inputs }, store) => {
    expect(inputs.reduce((sum, { records }) => sum + records, 0)).toBe(5 * events.length);
    expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(4 * events.length);
    expect((await factsOf(store, m365Audit, ['Id'])).length).toBe(events.length);
  });
});

test('pages of a search overlap; a record that differs under the same id is kept', async () => {
  const pages = [...events, ...events.slice(3), ...events.slice(0, 9)];
  const [event] = events;
  if (event === undefined) throw new Error('no events');
  const other = { ...event, objectId: 'something else' };
  await withFiles(filesOf(writeUnifiedAudit('search-csv', [...pages, other])), async ({ inputs }) => {
    expect(inputs).toMatchObject([
      { records: pages.length + 1, duplicates: pages.length - events.length, quarantined: 0 },
    ]);
  });
});

/** `OfficeActivity` must be the same whether the table or the record was exported. */
describe('the table OfficeActivity says the same of records and of its own rows', () => {
  const columns = [
    'OfficeId',
    'RecordType',
    'UserType',
    'OfficeWorkload',
    'OfficeObjectId',
    'ResultReasonType',
    'ClientIP',
    'Client_IPAddress',
    'Logon_Type',
    'InternalLogonType',
    'ExternalAccess',
    'Site_Url',
    'Event_Data',
    'Parameters',
    'OperationProperties',
    'ModifiedProperties',
    'AADTarget',
    'Members',
    'AppAccessContext',
    'OfficeTenantId',
  ];
  const query = `OfficeActivity | project ${columns.join(', ')}`;
  const wanted = events.map(officeFacts);

  test.each([
    ['records', () => writeUnifiedAudit('purview-csv', events)],
    ['rows of a CSV', () => writeLog(officeActivityLog, 'log-analytics-csv', events)],
    ['exported rows', () => writeLog(officeActivityLog, 'log-analytics-export', events)],
    ['rows of CloudAppEvents', () => writeLog(cloudAppEventsLog, 'log-analytics-export', events)],
  ])('%s', async (_, write) => {
    await withFiles(filesOf(write()), async (__, store) => {
      const rows = await answerOf(store, 'kql', query);
      const found = rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
      expect(keyed(found)).toEqual(keyed(wanted));
    });
  });
});

function keyed(rows: readonly Facts[]): ReadonlyMap<unknown, Facts> {
  return new Map(rows.map((row) => [row['OfficeId'], row]));
}

function officeFacts(event: UnifiedAuditEvent): Facts {
  const { details, addressFields } = event;
  const has = (name: string): boolean => details[name] !== undefined;
  const json = (name: string): string => (has(name) ? JSON.stringify(details[name]) : '');
  const isMail = event.operation === 'MailItemsAccessed';
  const bare = addressFields['ClientIP'] === undefined ? '' : event.address;
  return {
    OfficeId: event.id,
    RecordType: isMail ? '50' : event.recordTypeName,
    UserType: { 0: 'Regular', 2: 'Admin', 4: 'System' }[event.userType] ?? '',
    OfficeWorkload: event.workload,
    OfficeObjectId: event.objectId ?? '',
    ResultReasonType: event.resultStatus ?? '',
    ClientIP: bare,
    Client_IPAddress: isMail ? event.address : '',
    Logon_Type: isMail ? 'Owner' : '',
    InternalLogonType: isMail ? 0 : null,
    ExternalAccess: has('ExternalAccess') ? 'False' : '',
    Site_Url: detail(event, 'SiteUrl') ?? '',
    Event_Data: detail(event, 'EventData') ?? '',
    Parameters: json('Parameters'),
    OperationProperties: details['OperationProperties'] ?? null,
    ModifiedProperties: json('ModifiedProperties'),
    AADTarget: json('Target'),
    Members: details['Members'] ?? null,
    AppAccessContext: details['AppAccessContext'] ?? null,
    OfficeTenantId: event.organizationId,
  };
}
