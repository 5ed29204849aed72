import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Investigation } from '@interloper/detect';
import { runCli } from './captured.js';

/** A JSON value with whatever a log puts into it. */
type LogRecord = Readonly<Record<string, unknown>>;

/** An event of an account, read off the file by the vendor's names for its fields. */
interface RawEvent {
  readonly account: unknown;
  readonly time: unknown;
  readonly address: unknown;
  readonly action: unknown;
}

interface Followed {
  readonly story: string;
  readonly file: string;
  /** The key under which the records lie; none of a file that is the list itself. */
  readonly list?: string;
  readonly account: string;
  readonly read: (record: LogRecord) => RawEvent;
}

/**
 * Where each service writes who did what, when and from where: the documentation of Okta's System Log, GitHub's audit
 * log, Cloud Audit Logs, the Reports API, Dropbox's get_events, Microsoft's unified audit log, Graph's directory audits
 * and risk detections, Azure's activity log, the logs of Azure storage (log-format reference, sections 4 to 14).
 */
const followed: readonly Followed[] = [
  {
    story: 'okta-cookie-taken-by-malware',
    file: 'okta/logs.json',
    account: 'jana.oliveira@tailspin.example',
    read: (record) => ({
      account: at(record, 'actor', 'alternateId'),
      time: record['published'],
      address: at(record, 'client', 'ipAddress'),
      action: record['eventType'],
    }),
  },
  {
    story: 'github-token-clones-everything',
    file: 'github/audit-log.json',
    account: 'wim-almeida',
    read: (record) => ({
      account: record['actor'],
      time: record['@timestamp'],
      address: record['actor_ip'],
      action: record['action'],
    }),
  },
  {
    story: 'gcp-key-found-in-an-image',
    file: 'entries-list.json',
    list: 'entries',
    account: 'reporting@tailspin-prod-4711.iam.gserviceaccount.com',
    read: (record) => ({
      account: at(record, 'protoPayload', 'authenticationInfo', 'principalEmail'),
      time: record['timestamp'],
      address: at(record, 'protoPayload', 'requestMetadata', 'callerIp'),
      action: at(record, 'protoPayload', 'methodName'),
    }),
  },
  {
    story: 'workspace-account-made-their-own',
    file: 'reports/login-0001.json',
    list: 'items',
    account: 'ada.ueda@tailspin.example',
    read: (record) => ({
      account: at(record, 'actor', 'email'),
      time: at(record, 'id', 'time'),
      address: record['ipAddress'],
      action: `${String(at(record, 'id', 'applicationName'))} ${String(at(record, 'events', 0, 'name'))}`,
    }),
  },
  {
    story: 'dropbox-emptied-and-shared',
    file: 'dropbox/get_events.json',
    list: 'events',
    account: 'quim.petrov@tailspin.example',
    read: (record) => ({
      account: at(record, 'actor', 'user', 'email'),
      time: record['timestamp'],
      address: at(record, 'origin', 'geo_location', 'ip_address'),
      action: at(record, 'event_type', '.tag'),
    }),
  },
  {
    story: 'invoices-hidden-and-forwarded',
    file: 'content/20260311.json',
    account: 'zofia.ramos@tailspin.example',
    read: (record) => ({
      account: record['UserId'],
      time: `${String(record['CreationTime'])}Z`,
      address: withoutPort(record['ClientIP']),
      action: record['Operation'],
    }),
  },
  {
    story: 'backdoor-on-an-application',
    file: 'graph/directoryAudits-0001.json',
    list: 'value',
    account: 'jana.teixeira@tailspin.example',
    read: (record) => ({
      account: at(record, 'initiatedBy', 'user', 'userPrincipalName'),
      time: record['activityDateTime'],
      address: at(record, 'initiatedBy', 'user', 'ipAddress'),
      action: record['activityDisplayName'],
    }),
  },
  {
    story: 'risks-that-stand',
    file: 'graph/riskDetections-0001.json',
    list: 'value',
    account: 'wim.pires@tailspin.example',
    read: (record) => ({
      account: record['userPrincipalName'],
      time: record['activityDateTime'],
      address: record['ipAddress'],
      action: `risk ${String(record['riskEventType'])}`,
    }),
  },
  {
    story: 'azure-machines-by-an-intruder',
    file: 'event-hub/azure-activity-0001.json',
    list: 'records',
    account: 'luca.gruber@tailspin.example',
    read: (record) => ({
      account: at(record, 'identity', 'claims', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn'),
      time: record['time'],
      address: record['callerIpAddress'],
      action: record['operationName'],
    }),
  },
  {
    story: 'storage-token-in-a-script',
    file: 'event-hub/azure-storage-0001.json',
    list: 'records',
    account: 'mateus.ramos@tailspin.example',
    read: (record) => ({
      account: at(record, 'identity', 'requester', 'upn'),
      time: record['time'],
      address: withoutPort(record['callerIpAddress']),
      action: record['operationName'],
    }),
  },
];

const folder = mkdtempSync(join(tmpdir(), 'interloper-followed-'));
const store = join(folder, 'all.duckdb');
const noAlerts = join(folder, 'none.json');

beforeAll(async () => {
  for (const { story } of followed)
    await runCli(['emulate', story, '--out', join(folder, 'logs', story), '--seed', '3']);
  writeFileSync(noAlerts, JSON.stringify({ accounts: [], alerts: [], run: { version: '0', now: null } }));
  const logs = followed.map(({ story, file }) => join(folder, 'logs', story, file));
  await runCli(['query', ...logs, '--store', store, '--kql', 'print 1']);
}, 240_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('an account followed through a log', () => {
  test.each(followed.map((each) => [each.file, each] as const))(
    '%s: each of its records is an event, with its time, address and action',
    async (_, { story, file, list, account, read }) => {
      const records = recordsIn(readFileSync(join(folder, 'logs', story, file), 'utf8'), list);
      const raw = records
        .map((record: LogRecord) => read(record))
        .filter((event) => event.account === account);
      expect(raw.length).toBeGreaterThan(0);
      const { status, out } = await runCli([
        'investigate',
        account,
        '--store',
        store,
        '--result',
        noAlerts,
        '--limit',
        '9999',
        '--format',
        'json',
      ]);
      expect(status).toBe(0);
      const { timeline } = JSON.parse(out) as Investigation;
      const told = timeline.map(({ time, address, action }) => eventText(Date.parse(time), address, action));
      const wanted = raw.map(({ time, address, action }) =>
        eventText(typeof time === 'number' ? time : Date.parse(String(time)), address, action),
      );
      // Other logs may hold events of the account, too.
      const counts = (texts: readonly string[]): ReadonlyMap<string, number> =>
        texts.reduce((map, text) => map.set(text, (map.get(text) ?? 0) + 1), new Map<string, number>());
      const found = counts(told);
      expect([...counts(wanted)].filter(([text, count]) => (found.get(text) ?? 0) < count)).toEqual([]);
    },
  );
});

/** The records of a file: of one JSON text, or of pages, one to a line. */
function recordsIn(text: string, list: string | undefined): readonly LogRecord[] {
  const pages = /^\{.*\}\n\{/.test(text) ? text.trim().split('\n') : [text];
  return pages.flatMap((page) => {
    const parsed: unknown = JSON.parse(page);
    const records = list === undefined ? parsed : at(parsed, list);
    if (!Array.isArray(records)) throw new Error('the file holds no list');
    return records as readonly LogRecord[];
  });
}

function eventText(milliseconds: number, address: unknown, action: unknown): string {
  // Azure writes operations in capitals or not, by the way of export.
  const told = typeof action === 'string' ? action.trim().toLowerCase() : null;
  return JSON.stringify([new Date(milliseconds).toISOString(), address ?? null, told]);
}

/** A value inside a JSON value; undefined where there is none. */
function at(value: unknown, ...steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Readonly<Record<string | number, unknown>>)[step]
        : undefined,
    value,
  );
}

function withoutPort(value: unknown): string {
  return String(value).replace(/:\d+$/, '');
}
