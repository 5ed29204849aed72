import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { duckdb } from '@interloper/duckdb';
import {
  benignSignIns,
  canCarry,
  composeTenant,
  createRandom,
  composeUserSignIn,
  logAnalyticsColumns,
  signInShapes,
  signInStreams,
  writeSignIns,
} from '@interloper/emulate';
import type { SignIn, SignInShape, WriteOptions } from '@interloper/emulate';
import { column } from '@interloper/plan';
import { entraSignIns } from '@interloper/sources';
import { afterAll, describe, expect, test } from 'vitest';
import { ingest } from '../../src/ingest/ingest.js';

/** What a row must say, worked out from the composed event alone; '' and null are the same (a CSV cannot tell). */
type Facts = Readonly<Record<string, string | null>>;

const precisionDigits = { seconds: 0, milliseconds: 3, microseconds: 6, '100ns': 7 } as const;

function factsOf(event: SignIn, shape: SignInShape, options: WriteOptions): Facts {
  const { table } = signInStreams[event.category];
  const user = event.user;
  const fraction = event.createdDateTime.slice(20, 27).slice(0, precisionDigits[shape.precision]);
  const digits = fraction.replace(/0+$/, '');
  const all: Facts = {
    SignInTable: table,
    Id: event.id,
    CreatedDateTime: `${event.createdDateTime.slice(0, 19)}${digits === '' ? '' : `.${digits}`}Z`,
    // The analysts' table has the portal's word and no code: nothing but that it is no success.
    ResultType:
      shape.id === 'analyst-csv' && event.status.errorCode !== 0
        ? 'no success'
        : String(event.status.errorCode),
    UserPrincipalName: user?.principalName ?? null,
    UserDisplayName: user?.displayName ?? null,
    UserId: user?.id ?? null,
    UserType: user === null ? null : user.type,
    ServicePrincipalId: event.servicePrincipal?.id ?? null,
    CorrelationId: event.correlationId,
    IPAddress: event.ipAddress,
    AppDisplayName: event.app.displayName,
    ResourceDisplayName: event.resource.displayName,
    ResourceIdentity: event.resource.id,
    Location: event.location.countryOrRegion,
    'LocationDetails.city': event.location.city,
    'LocationDetails.countryOrRegion': event.location.countryOrRegion,
    'DeviceDetail.browser': event.device?.browser ?? null,
    'DeviceDetail.operatingSystem': event.device?.operatingSystem ?? null,
    RiskLevelDuringSignIn: event.risk.levelDuringSignIn,
    RiskState: event.risk.state,
    RiskEventTypes_V2: JSON.stringify(event.risk.eventTypes),
    AuthenticationRequirement: event.authentication.requirement,
    ConditionalAccessStatus: event.conditionalAccess.status,
    CrossTenantAccessType: event.crossTenantAccessType,
    HomeTenantId: event.homeTenantId,
    ResourceTenantId: event.resource.tenantId,
    SessionId: event.sessionId,
    UniqueTokenIdentifier: event.uniqueTokenIdentifier,
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, carries(shape, event, name, options) ? value : null]),
  );
}

/** Columns of the fifteen of the analysts' table that are asked for here. */
const analystHas = [
  'SignInTable',
  'CreatedDateTime',
  'ResultType',
  'UserPrincipalName',
  'UserDisplayName',
  'AppDisplayName',
  'IPAddress',
  'Location',
  'LocationDetails.city',
  'LocationDetails.countryOrRegion',
  'DeviceDetail.browser',
  'DeviceDetail.operatingSystem',
  'RiskState',
  'RiskLevelDuringSignIn',
  'ConditionalAccessStatus',
];

/** What the portal's 22 columns and Azure Monitor's record of applications leave out (reference, sections 2.3, 2.5). */
const portalApplicationsLack = [
  'CrossTenantAccessType',
  'RiskEventTypes_V2',
  'RiskLevelDuringSignIn',
  'RiskState',
  'SessionId',
];
const monitorApplicationsLack = ['AppDisplayName', 'RiskEventTypes_V2', 'SessionId'];

/** Columns the log of applications has not, and what each shape lacks. */
function carries(shape: SignInShape, event: SignIn, name: string, { endpoint }: WriteOptions): boolean {
  const base = name.split('.')[0] ?? name;
  if (shape.id === 'analyst-csv') return analystHas.includes(name);
  // What shapes that carry Graph v1.0 lack, beta has.
  if (shape.lacks.includes(base) && endpoint !== 'beta') return false;
  if (shape.id === 'portal-service-principal-csv') return !portalApplicationsLack.includes(name);
  const { table } = signInStreams[event.category];
  const fromMonitor = /monitor|event-hub|storage/.test(shape.id);
  if (fromMonitor && event.user === null) return !monitorApplicationsLack.includes(name);
  const fromTables = /^(?:log-analytics|notebook)/.test(shape.id);
  const derived = name === 'SignInTable' || table === 'SigninLogs';
  return !fromTables || derived || logAnalyticsColumns[table].some((item) => item.name === base);
}

const names = Object.keys(
  factsOf(composed()[0] as SignIn, signInShapes.get('graph-beta') as SignInShape, {}),
);

/** Two days of a small tenant, all four logs, and two sign-ins with risks. */
function composed(): readonly SignIn[] {
  const tenant = composeTenant('shapes', { users: 6 });
  const events = [
    ...benignSignIns(tenant, {
      from: '2026-03-12',
      days: 3,
      perUserPerDay: 3,
      categories: ['interactive', 'nonInteractive', 'servicePrincipal', 'managedIdentity'],
    }),
  ];
  const [person] = tenant.users;
  if (person === undefined) throw new Error('a tenant without users');
  const random = createRandom('risky');
  const risky = (hour: number, eventTypes: readonly string[]): SignIn =>
    composeUserSignIn(tenant, person, random, {
      at: Date.UTC(2026, 2, 13, hour, 7, 9, 250),
      changes: {
        risk: {
          levelDuringSignIn: 'high',
          levelAggregated: 'high',
          state: 'atRisk',
          detail: 'none',
          eventTypes,
        },
      },
    });
  return [...events, risky(3, ['anonymizedIPAddress']), risky(22, ['passwordSpray', 'leakedCredentials'])];
}

const cases: readonly (readonly [string, WriteOptions])[] = [
  ...[...signInShapes.keys()].map((id) => [id, {}] as const),
  ['graph-beta', { pageSize: 7, compression: 'gzip' }],
  ['graph-beta', { compression: 'zip' }],
  ['graph-powershell', { dates: 'iso', encoding: 'utf-16le' }],
  ['log-analytics-csv', { locale: 'en-GB', booleans: 'TRUE', lineBreak: '\r\n' }],
  ['azure-monitor-lines', { offsetMinutes: -300, textNumbers: true, encoding: 'utf-8-bom' }],
  ['splunk-aad-signin-json', { endpoint: 'beta' }],
];

const folder = mkdtempSync(join(tmpdir(), 'shapes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The companion of the portal's download is no log of sign-ins: it is refused by name, below. */
const signIns = cases.filter(([id]) => id !== 'portal-auth-details-csv');

describe.each(signIns.map(([id, options], index) => ({ id, options, index })))(
  '$id $options',
  ({ id, options, index }) => {
    test('gives the rows that were composed', async () => {
      const shape = signInShapes.get(id);
      if (shape === undefined) throw new Error(`no shape ${id}`);
      const events = composed().filter((event) => canCarry(shape, event));
      const paths = writeSignIns(id, events, options).map(({ path, content }) => {
        const file = join(folder, String(index), path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
        return file;
      });
      const store = await duckdb.open();
      try {
        const result = await ingest(store, [join(folder, String(index))]);
        expect(result.quarantine).toEqual([]);
        expect(result.inputs.map(({ refused }) => refused)).toEqual(result.inputs.map(() => undefined));
        expect(result.inputs.reduce((sum, { records }) => sum + records, 0)).toBe(events.length);
        expect(result.inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(0);
        expect(paths.length).toBeGreaterThan(0);
        const { dataset } = entraSignIns;
        const { rows } = await store.query({
          kind: 'project',
          input: { kind: 'scan', dataset: dataset.name, columns: dataset.columns },
          columns: names.map((name) => {
            const type = dataset.columns.find((item) => item.name === name)?.type ?? 'string';
            return { name, expression: column(name, type) };
          }),
        });
        const read = rows.map((row) =>
          Object.fromEntries(names.map((name, at) => [name, plain(name, row[at] ?? null)])),
        );
        const expected = events.map((event) => {
          const facts = factsOf(event, shape, options);
          return Object.fromEntries(names.map((name) => [name, plain(name, facts[name] ?? null)]));
        });
        expect(sorted(read)).toEqual(sorted(expected));
      } finally {
        await store.close();
      }
    });
  },
);

/** Empty is null, and an enumeration's capitals do not count (`Member`, `member`). */
function plain(name: string, value: unknown): unknown {
  if (value === '') return null;
  if (name === 'ResultType' && (value === 'Failure' || value === 'Interrupted')) return 'no success';
  if (name === 'UserType' && typeof value === 'string') return value.toLowerCase();
  return value;
}

function sorted(rows: readonly Record<string, unknown>[]): readonly Record<string, unknown>[] {
  const key = (row: Record<string, unknown>): string =>
    JSON.stringify([row['CreatedDateTime'], row['Id'], row['UserPrincipalName'], row['ResultType']]);
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
