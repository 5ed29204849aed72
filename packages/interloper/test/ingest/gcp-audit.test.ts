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
  return value === null || value === undefined || value === '' ? null : String(value);
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
      expect(byId(rows)).toEqual(
        byId(events.map((event) => ({ ...expected(event, 7), ...whole(event) }))),
      );
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
    ...Object.assign({}, ...gcpShapes.map((shape) => filesOf(writeGcp(shape, events), `${shape}/`))),
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
  const payload = entry['protoPayload'];
  if (typeof payload !== 'object' || payload === null) throw new Error('no audit record');
  const other = { ...entry, protoPayload: { ...payload, request: { name: 'another' } } };
  const turned = Object.fromEntries(Object.entries(entry).toReversed());
  await withFiles({ 'a.jsonl': lines(entry, other, turned) }, async ({ inputs }, store) => {
    expect(inputs).toMatchObject([{ records: 3, duplicates: 1 }]);
    expect((await factsOf(store, gcpAudit, ['InsertId'])).length).toBe(2);
  });
});
