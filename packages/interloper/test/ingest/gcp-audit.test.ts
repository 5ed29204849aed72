import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  composeGcpEvents,
  composeTenant,
  gcpAuditLog,
  gcpEntry,
  gcpIamLog,
  gcpShapes,
  writeGcp,
  writeLog,
} from '@interloper/emulate';
import type { GcpEvent } from '@interloper/emulate';
import { gcpAudit } from '@interloper/sources';
import type { Json } from '@interloper/sql';
import { describe, expect, test } from 'vitest';
import { lines, withIngested } from './ingest-files.js';
import type { Files } from './ingest-files.js';
import { countOf, factsOf, rowsOfShape, shapeCases, withFiles } from './written-logs.js';
import type { Facts } from './written-logs.js';

const tenant = composeTenant('gcp', { users: 4 });
const events = composeGcpEvents(tenant, Date.UTC(2026, 2, 11, 13, 2, 18, 204));

/** What a row must say in every shape, worked out from the composed event alone. */
function expected(event: GcpEvent, digits: number): Facts {
  return {
    EventTime: atPrecision(event.time, digits),
    Timestamp: atPrecision(event.time, digits),
    InsertId: event.insertId,
    LogName: `projects/tailspin-prod-4711/logs/cloudaudit.googleapis.com%2F${event.log}`,
    Severity: event.severity,
    ServiceName: event.service,
    MethodName: event.method,
    GCPResourceName: event.resourceName,
    GCPResourceType: event.resource.type,
    ProjectId: 'tailspin-prod-4711',
    PrincipalEmail: event.email,
    StatusMessage: event.status?.message ?? null,
    'Status.code': event.status === null ? null : String(event.status.code),
    'AuthenticationInfo.principalEmail': event.email,
    'AuthenticationInfo.principalSubject': event.subject,
    'RequestMetadata.callerIp': event.callerIp,
    'RequestMetadata.callerSuppliedUserAgent': event.userAgent,
    AuthorizationInfo: bare(
      event.permissions.map(({ permission, granted }) => ({
        resource: event.resourceName,
        permission,
        ...(granted ? { granted } : {}),
      })),
    ),
    Unconverted: null,
  };
}

/** What a shape with the whole audit record says besides. */
function whole(event: GcpEvent): Facts {
  const { '@type': _, ...serviceData } = event.serviceData ?? {};
  return {
    Request: bare(event.request),
    Response: bare(event.response),
    Metadata: bare(event.metadata),
    ServiceData: bare(serviceData),
  };
}

/** Shapes differ in what they make of numbers (text), of what is empty, and of `@type` in BigQuery. */
function bare(value: unknown): Json {
  if (Array.isArray(value)) {
    const items = value.map(bare).filter((item) => item !== null);
    return items.length === 0 ? null : items;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .map(([name, inner]) => [name, bare(inner)] as const)
      .filter(([, inner]) => inner !== null)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    return entries.length === 0 ? null : Object.fromEntries(entries);
  }
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

const [first] = events;
if (first === undefined) throw new Error('no events');
const names = Object.keys(expected(first, 7));
const wholeNames = Object.keys(whole(first));

/** As many fraction digits as the shape has, without the zeros at the end. */
function atPrecision(time: string, digits: number): string {
  const fraction = time.slice(20, 20 + digits).replace(/0+$/, '');
  return `${time.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** By id, JSON bare of what shapes differ in. */
function byId(rows: readonly Facts[]): ReadonlyMap<unknown, Facts> {
  return new Map(
    rows.map((row) => {
      const facts = Object.entries(row).map(([name, value]) => {
        const { '@type': _, ...rest } =
          name === 'ServiceData' && typeof value === 'object' && value !== null && !Array.isArray(value)
            ? (value as Record<string, Json>)
            : { rest: value };
        return [name, bare(name === 'ServiceData' && value !== null ? rest : value)] as const;
      });
      return [row['InsertId'], Object.fromEntries(facts)];
    }),
  );
}

function filesOf(
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
  folder = '',
): Files {
  return Object.fromEntries(files.map(({ path, content }) => [`${folder}${path}`, content]));
}

describe('entries in every shape give the rows that were composed', () => {
  test.each(gcpShapes.map((shape) => [shape]))('%s', async (shape) => {
    await withFiles(filesOf(writeGcp(shape, events)), async (result, store) => {
      expect(result.quarantine).toEqual([]);
      expect(result.inputs).toMatchObject([
        { source: 'gcp-audit', records: events.length, duplicates: 0, quarantined: 0, missing: [] },
      ]);
      expect(result.diagnostics).toEqual([]);
      const rows = await factsOf(store, gcpAudit, [...names, ...wholeNames]);
      expect(byId(rows)).toEqual(byId(events.map((event) => ({ ...expected(event, 7), ...whole(event) }))));
    });
  });

  test.each(shapeCases(gcpAuditLog))('GCPAuditLogs as %s %o', async (shape, options) => {
    const all = [...names, ...wholeNames];
    const rows = await rowsOfShape(gcpAudit, gcpAuditLog, events, [shape, options], all);
    const digits = shape === 'log-analytics-csv' ? 3 : 7;
    expect(byId(rows)).toEqual(
      byId(events.map((event) => ({ ...expected(event, digits), ...whole(event) }))),
    );
  });

  test.each(shapeCases(gcpIamLog))('GCP_IAM_CL as %s %o', async (shape, options) => {
    const rows = await rowsOfShape(gcpAudit, gcpIamLog, events, [shape, options], names);
    const digits = shape === 'log-analytics-csv' ? 3 : 7;
    expect(byId(rows)).toEqual(byId(events.map((event) => expected(event, digits))));
  });
});

test('the same entries in two shapes are folded', async () => {
  const files: Files = {
    ...filesOf(
      gcpShapes.flatMap((shape) =>
        writeGcp(shape, events).map(({ path, content }) => ({ path: `${shape}/${path}`, content })),
      ),
    ),
    ...filesOf(writeLog(gcpAuditLog, 'log-analytics-csv', events), 'audit/'),
    ...filesOf(writeLog(gcpIamLog, 'log-analytics-query', events), 'iam/'),
  };
  await withFiles(files, async ({ inputs }, store) => {
    expect(inputs.reduce((sum, { records }) => sum + records, 0)).toBe(
      (gcpShapes.length + 2) * events.length,
    );
    expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(
      (gcpShapes.length + 1) * events.length,
    );
    expect((await factsOf(store, gcpAudit, ['InsertId'])).length).toBe(events.length);
  });
});

test('an id with other details is another record', async () => {
  const entry = gcpEntry(first);
  const payload = entry['protoPayload'] as Readonly<Record<string, Json>>;
  const other = { ...entry, protoPayload: { ...payload, request: { name: 'another' } } };
  const turned = Object.fromEntries(Object.entries(entry).toReversed());
  await withFiles({ 'a.jsonl': lines(entry, other, turned) }, async ({ inputs }, store) => {
    expect(inputs).toMatchObject([{ records: 3, duplicates: 1 }]);
    expect((await factsOf(store, gcpAudit, ['InsertId'])).length).toBe(2);
  });
});

/** A Sigma rule for Google Cloud with one selection, given as YAML lines. */
function gcpRule(...selection: readonly string[]): string {
  return [
    'title: Published names',
    'logsource: { product: gcp, service: gcp.audit }',
    'detection:',
    '  selection:',
    ...selection.map((line) => `    ${line}`),
    '  condition: selection',
  ].join('\n');
}

const messages = 'search sourcetype="google:gcp:pubsub:message"';

describe('published names give equal counts', () => {
  const files = {
    gcloud: writeGcp('gcloud', events),
    'splunk-csv': writeGcp('splunk-csv', events),
    bigquery: writeGcp('bigquery', events),
    GCPAuditLogs: writeLog(gcpAuditLog, 'log-analytics-csv', events),
    GCP_IAM_CL: writeLog(gcpIamLog, 'log-analytics-csv', events),
  };
  test.each(Object.entries(files))('%s', async (_, written) => {
    const keys = events.filter(({ method }) => method.endsWith('CreateServiceAccountKey')).length;
    const denied = events.filter(({ status }) => status?.code === 7).length;
    const owners = events.filter(({ serviceData }) => serviceData !== null).length;
    const hosted = events.filter(({ callerIp }) => callerIp === '203.0.113.77').length;
    const listed = events.filter(({ permissions }) =>
      permissions.some(({ permission }) => permission === 'iam.serviceAccounts.list'),
    ).length;
    expect([keys, denied, owners, hosted, listed]).toEqual([4, 4, 4, 4, 4]);
    await withFiles(filesOf(written), async (_result, store) => {
      const count = async (language: 'kql' | 'spl' | 'sigma', rule: string): Promise<number> =>
        countOf(store, language, rule);
      const method = 'google.iam.admin.v1.CreateServiceAccountKey';
      expect({
        keys: [
          await count('kql', 'GCPAuditLogs | where MethodName endswith "CreateServiceAccountKey"'),
          await count('kql', `GCP_IAM_CL | where payload_methodName_s == "${method}"`),
          await count(
            'kql',
            'GCP_IAM | where PayloadMethodname =~ "google.iam.admin.v1.CreateServiceAccountKey"',
          ),
          await count(
            'spl',
            `${messages} data.protoPayload.methodName="${method}" | table user src action object`,
          ),
          await count(
            'spl',
            'search sourcetype="google:gcp:pubsub:audit:admin_activity" command=*CreateServiceAccountKey action=modified status=success',
          ),
          await count('sigma', gcpRule('gcp.audit.method_name|endswith: CreateServiceAccountKey')),
        ],
        denied: [
          await count('kql', 'GCPAuditLogs | where toint(Status.code) == 7 and isnotempty(StatusMessage)'),
          await count('kql', 'GCP_IAM | where PayloadStatusCode == 7'),
          await count('spl', `${messages} data.protoPayload.status.code=7`),
          await count(
            'spl',
            'search sourcetype="google:gcp:pubsub:audit:data_access" status=failure result_id=7',
          ),
          await count('sigma', gcpRule('data.protoPayload.status.code: 7')),
        ],
        owners: [
          await count(
            'kql',
            'GCPAuditLogs | mv-expand delta = ServiceData.policyDelta.bindingDeltas | where delta.action == "ADD" and delta.role == "roles/owner"',
          ),
          await count(
            'kql',
            'GCP_IAM | where PayloadMethodname =~ "SetIamPolicy" | where parse_json(PayloadRequestPolicyBindings)[0].role == "roles/owner"',
          ),
          await count(
            'spl',
            `${messages} data.protoPayload.request.policy.bindings{}.role=roles/owner | table data.protoPayload.authenticationInfo.principalEmail`,
          ),
          await count('spl', `${messages} user="outsider@partner.example" dvc=iam.googleapis.com`),
          await count(
            'sigma',
            gcpRule(
              'data.protoPayload.methodName: SetIamPolicy',
              'data.protoPayload.serviceData.policyDelta.bindingDeltas.action: ADD',
            ),
          ),
        ],
        hosted: [
          await count('kql', 'GCPAuditLogs | where tostring(RequestMetadata.callerIp) == "203.0.113.77"'),
          await count('spl', `${messages} src_ip="203.0.113.77"`),
          await count('spl', `${messages} data.protoPayload.requestMetadata.callerIp="203.0.113.77"`),
          await count('sigma', gcpRule('data.protoPayload.requestMetadata.callerIp: 203.0.113.77')),
        ],
        listed: [
          await count(
            'kql',
            'GCPAuditLogs | mv-expand AuthorizationInfo | where tostring(AuthorizationInfo.permission) == "iam.serviceAccounts.list"',
          ),
          await count(
            'spl',
            `${messages} data.protoPayload.authorizationInfo{}.permission="iam.serviceAccounts.list"`,
          ),
          await count(
            'sigma',
            gcpRule(
              'data.protoPayload.authorizationInfo.permission: iam.serviceAccounts.list',
              'data.protoPayload.logName|contains: cloudaudit.googleapis.com%2Fdata_access',
              'data.protoPayload.resource.type: audited_resource',
            ),
          ),
        ],
      }).toEqual({
        keys: [keys, keys, keys, keys, keys, keys],
        denied: [denied, denied, denied, denied, denied],
        owners: [owners, owners, owners, owners, owners],
        hosted: [hosted, hosted, hosted, hosted],
        listed: [listed, listed, listed],
      });
    });
  });
});

test('hostile values are kept and counted', async () => {
  const entry = gcpEntry(first);
  const records = [
    // What anonymised and hand-made exports hold.
    { ...entry, insertId: 'a', protoPayload: { methodName: 'x.y', requestMetadata: '...', status: 'none' } },
    { ...entry, insertId: 'b', timestamp: 'yesterday', resource: '...' },
    {
      ...entry,
      insertId: 'c',
      protoPayload: { methodName: 'x.y', requestMetadata: { callerIP: '999.1.1.1' } },
    },
    { ...entry, insertId: null, severity: 7, labels: [] },
    {
      insertid: 'e',
      logname: 'projects/p/logs/cloudaudit.googleapis.com%2Factivity',
      protopayload: entry['protoPayload'],
    },
    { ...entry, insertId: 'f', protoPayload: {} },
    { insertId: 'g', logName: 'projects/p/logs/stdout', textPayload: 'started' },
  ];
  await withFiles({ 'a.jsonl': lines(...records) }, async ({ inputs, diagnostics, quarantine }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([
      {
        records: 5,
        quarantined: 0,
        refused: '2 records of Google Cloud log entry without an audit record, which is not read',
      },
    ]);
    const rows = await factsOf(store, gcpAudit, [
      'InsertId',
      'RequestMetadata.callerIp',
      'MethodName',
      'LogName',
    ]);
    expect(new Map(rows.map((row) => [row['InsertId'], row['RequestMetadata.callerIp']]))).toEqual(
      new Map([
        ['a', null],
        ['b', first.callerIp],
        ['c', '999.1.1.1'],
        [null, first.callerIp],
        ['e', first.callerIp],
      ]),
    );
    expect(rows.filter((row) => row['LogName'] === null)).toEqual([]);
    // A row notes the first value that could not be converted.
    expect(
      diagnostics
        .filter(({ code }) => code === 'SRC0002')
        .map(({ message }) => message.replace(/^.*?: /, '')),
    ).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^RequestMetadata of 1 record|^Status of 1 record/),
        expect.stringMatching(/^Timestamp of 1 record/),
      ]),
    );
  });
});

const shared = fileURLToPath(new URL('../../../../../shared/', import.meta.url));
const absent = !existsSync(`${shared}data`);
if (absent) process.stderr.write('skipped: ../shared/data, the real log records, is not there\n');

/** Counts of data/NOTICE.md; values read from the files with Python's json module. */
describe.skipIf(absent)('real audit logs', () => {
  test('the rows of GCP_IAM_CL are read whole and are rows of GCPAuditLogs too', async () => {
    await withIngested([`${shared}data/gcp/GCP_IAM_CL.json`], async ({ inputs, quarantine }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs).toMatchObject([{ source: 'gcp-audit', records: 10, duplicates: 0, quarantined: 0 }]);
      const now = '2021-06-04T00:00:00Z';
      const keys = 'google.iam.admin.v1.ListServiceAccountKeys';
      expect([
        await countOf(store, 'kql', 'GCP_IAM_CL', now),
        await countOf(store, 'kql', `GCP_IAM_CL | where payload_methodName_s == "${keys}"`, now),
        await countOf(store, 'kql', 'GCP_IAM | where ResourceType == "service_account"', now),
        await countOf(store, 'kql', 'GCP_IAM_CL | where payload_request_page_size_d == 100', now),
        await countOf(store, 'kql', `GCPAuditLogs | where MethodName == "${keys}"`, now),
        await countOf(
          store,
          'kql',
          'GCPAuditLogs | where tostring(RequestMetadata.callerIp) == "10.10.10.10" and PrincipalEmail == "sanitized@sanitized.com"',
          now,
        ),
        await countOf(store, 'kql', 'GCPAuditLogs | where tobool(AuthorizationInfo[0].granted)', now),
      ]).toEqual([
        10,
        5,
        iamWith('resource_type_s', 'service_account'),
        iamWith('payload_request_page_size_d', '100'),
        5,
        10,
        iamGranted(),
      ]);
      const rows = await factsOf(store, gcpAudit, ['InsertId', 'Timestamp']);
      expect(rows).toContainEqual({ InsertId: '1k1z7a9e27hw2', Timestamp: '2021-06-03T12:49:49.596Z' });
    });
  });

  test('every labelled entry is kept', async () => {
    const records = readFileSync(`${shared}data/gcp/audit-labelled.jsonl`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly event: unknown }).event);
    await withFiles({ 'events.jsonl': lines(...records) }, async ({ inputs, quarantine }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs).toMatchObject([{ source: 'gcp-audit', records: 81, quarantined: 0 }]);
      expect(inputs[0]?.refused).toBeUndefined();
      const rows = await factsOf(store, gcpAudit, [
        'MethodName',
        'PrincipalEmail',
        'RequestMetadata.callerIp',
        'EventTime',
      ]);
      expect(rows.length + (inputs[0]?.duplicates ?? 0)).toBe(81);
      // Records 23, 44 and 51 are one, in two spellings; 37 is 36 without its method.
      expect(inputs[0]?.duplicates).toBe(3);
      const having = (name: string): number => rows.filter((row) => row[name] !== null).length;
      expect([
        having('MethodName'),
        having('PrincipalEmail'),
        having('RequestMetadata.callerIp'),
        having('EventTime'),
      ]).toEqual([75, 63, 45, 68]);
      expect(rows.filter((row) => row['MethodName'] === 'SetIamPolicy').length).toBe(5);
    });
  });
});

function iamRows(): readonly Readonly<Record<string, string>>[] {
  return JSON.parse(readFileSync(`${shared}data/gcp/GCP_IAM_CL.json`, 'utf8')) as Record<string, string>[];
}

function iamWith(name: string, value: string): number {
  return iamRows().filter((row) => row[name] === value).length;
}

function iamGranted(): number {
  return iamRows().filter((row) => /"granted": true/.test(row['payload_authorizationInfo_s'] ?? '')).length;
}

describe.skipIf(!existsSync(`${shared}reference/schemas`))('the KQL tables', () => {
  test('GCPAuditLogs is the official one', () => {
    const official = JSON.parse(readFileSync(`${shared}reference/schemas/GCPAuditLogs.json`, 'utf8')) as {
      readonly columns: readonly { readonly name: string; readonly type: string }[];
    };
    const view = gcpAudit.tables.find(({ name }) => name === 'GCPAuditLogs');
    expect(view?.columns.map(({ name, type }) => ({ name, type }))).toEqual(
      official.columns.map(({ name, type }) => ({ name, type })),
    );
  });

  test.skipIf(absent)('GCP_IAM_CL has the columns of the real table, in order', () => {
    const [row] = iamRows();
    const view = gcpAudit.tables.find(({ name }) => name === 'GCP_IAM_CL');
    expect(view?.columns.map(({ name }) => name)).toEqual(
      Object.keys(row ?? {}).map((name) => name.replace(' [UTC]', '')),
    );
  });
});
