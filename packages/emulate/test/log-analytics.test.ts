import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  logAnalyticsColumns,
  logAnalyticsObject,
  logAnalyticsRow,
  signInStreams,
  writeSignIns,
  type SignInTable,
} from '@interloper/emulate';
import { readCsv } from './support/read-csv.js';
import { referenceColumns, referenceMissing } from './support/reference.js';
import { sample, textOf } from './support/sample.js';

const tables = Object.values(signInStreams).map(({ table }) => table);
const risky = sample.find(({ risk }) => risk.eventTypes.includes('mcasImpossibleTravel'));
if (risky === undefined) throw new Error('the sample has no impossible travel');

describe('columns', () => {
  test.for(tables)('of %s are those of the reference schema, in order', (table, { skip }) => {
    skip(referenceMissing !== undefined, referenceMissing);
    expect(logAnalyticsColumns[table]).toEqual(
      referenceColumns(table).map(({ name, type }) => ({ name, type })),
    );
  });

  // Reference, section 2.4; these hold without the reference at hand.
  test.each<readonly [SignInTable, number, readonly string[]]>([
    [
      'SigninLogs',
      96,
      [
        'Agent',
        'AppliedEventListeners',
        'ConditionalAccessPolicies',
        'DeviceDetail',
        'LocationDetails',
        'MfaDetail',
        'Status',
        'TokenProtectionStatusDetails',
      ],
    ],
    ['AADNonInteractiveUserSignInLogs', 86, ['AppliedEventListeners']],
    ['AADServicePrincipalSignInLogs', 46, []],
    ['AADManagedIdentitySignInLogs', 47, []],
  ])('of %s: %i, and which are dynamic', (table, count, dynamic) => {
    const columns = logAnalyticsColumns[table];
    expect(columns).toHaveLength(count);
    expect(
      columns
        .filter(({ type }) => type === 'dynamic')
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(dynamic);
  });

  test('of applications and machines hold no risk, user or device', () => {
    for (const table of ['AADServicePrincipalSignInLogs', 'AADManagedIdentitySignInLogs'] as const) {
      const names = logAnalyticsColumns[table].map(({ name }) => name);
      expect(names.filter((name) => /^Risk|^User(Id|Pri|Dis|Type)|^Device/.test(name))).toEqual([]);
    }
  });
});

test('a row of SigninLogs has texts, JSON in texts, and objects where the reference says so', () => {
  const row = logAnalyticsObject(logAnalyticsRow(risky, 'workspace'));
  expect(row).toMatchObject({
    TenantId: 'workspace',
    AADTenantId: risky.tenantId,
    Type: 'SigninLogs',
    Category: 'SignInLogs',
    ResultType: '0',
    RiskEventTypes_V2: '["mcasImpossibleTravel"]',
    RiskLevelDuringSignIn: 'medium',
    RiskState: 'atRisk',
    Location: 'NG',
    LocationDetails: { city: 'Lagos', countryOrRegion: 'NG' },
    AutonomousSystemNumber: '64499',
    UserType: 'Member',
    NetworkLocationDetails: '[]',
  });
  expect(row.IsInteractive).toBe(true);
  expect(row.CreatedDateTime).toMatch(/^2026-03-1\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
});

test('an empty list of risk types is the text []', () => {
  const quiet = sample.find(
    ({ category, risk }) => category === 'interactive' && risk.eventTypes.length === 0,
  );
  if (quiet === undefined) throw new Error('the sample has no quiet sign-in');
  expect(logAnalyticsObject(logAnalyticsRow(quiet, 'w')).RiskEventTypes_V2).toBe('[]');
});

test('non-interactive rows hold as text what is an object in SigninLogs', () => {
  const event = sample.find(({ category }) => category === 'nonInteractive');
  if (event === undefined) throw new Error('the sample has no non-interactive sign-in');
  const row = logAnalyticsObject(logAnalyticsRow(event, 'w'));
  for (const name of [
    'Status',
    'DeviceDetail',
    'LocationDetails',
    'MfaDetail',
    'ConditionalAccessPolicies',
  ]) {
    expect(JSON.parse(z.string().parse(row[name])), name).toBeInstanceOf(Object);
  }
});

describe('CSV export', () => {
  const cells = (options: Parameters<typeof writeSignIns>[2]): Record<string, string | undefined> => {
    const [file] = writeSignIns('log-analytics-csv', [risky], options);
    const text = textOf(file?.content);
    expect(text.charCodeAt(0)).toBe(0xfeff);
    const [headers = [], row = []] = readCsv(text.slice(1));
    return Object.fromEntries(headers.map((header, index) => [header, row[index]]));
  };

  test('has every column but those of billing, times with [UTC], in US dates', () => {
    const row = cells({});
    const names = logAnalyticsColumns.SigninLogs.map(({ name }) => name).filter(
      (name) => !name.startsWith('_'),
    );
    expect(Object.keys(row).map((header) => header.replace(' [UTC]', ''))).toEqual(names);
    // `4/28/2021, 2:08:45.221 PM` is the spelling of a real export.
    expect(row['CreatedDateTime [UTC]']).toMatch(/^3\/1\d\/2026, \d{1,2}:\d\d:\d\d\.\d{3} [AP]M$/);
    expect(row).toMatchObject({ ResultType: '0', IsInteractive: 'true', DurationMs: '0' });
    expect(row.LocationDetails).toBe(
      '{"city":"Lagos","state":"Lagos","countryOrRegion":"NG","geoCoordinates":{"latitude":6.45,"longitude":3.39}}',
    );
    expect(row.AuthenticationDetails?.split('\n').slice(0, 2)).toEqual(['[', '  {']);
    expect(row.RiskEventTypes_V2).toBe('["mcasImpossibleTravel"]');
  });

  test('writes ResultType without quotes, and JSON with doubled ones', () => {
    const [file] = writeSignIns('log-analytics-csv', [risky], { columns: ['ResultType', 'Status'] });
    expect(textOf(file?.content)).toBe(
      '\uFEFFResultType,Status\n0,"{""errorCode"":0,""additionalDetails"":""MFA requirement satisfied by claim in the token""}"\n',
    );
  });

  test('follows the exporter’s locale, and a spreadsheet’s booleans', () => {
    const row = cells({ locale: 'en-GB', booleans: 'TRUE' });
    // `21/04/2025, 09:45:54.000`
    expect(row['CreatedDateTime [UTC]']).toMatch(/^1\d\/03\/2026, \d\d:\d\d:\d\d\.\d{3}$/);
    expect(row.IsInteractive).toBe('TRUE');
  });

  test('refuses a projection on a column of no table', () => {
    expect(() => writeSignIns('log-analytics-csv', [risky], { columns: ['Risk'] })).toThrow(
      'no sign-in table has the column Risk',
    );
  });

  test('of a union has pairs for the columns whose types clash, each row filling one', () => {
    const users = sample.filter(({ user }) => user !== null);
    const [file] = writeSignIns('log-analytics-union-csv', users);
    const [headers = [], ...rows] = readCsv(textOf(file?.content).slice(1));
    // The columns that the reference names as string instead of dynamic.
    const clashing = [
      'ConditionalAccessPolicies',
      'DeviceDetail',
      'LocationDetails',
      'MfaDetail',
      'Status',
      'TokenProtectionStatusDetails',
      'Agent',
    ];
    expect(headers.filter((header) => header.endsWith('_dynamic')).toSorted()).toEqual(
      clashing.map((name) => `${name}_dynamic`).toSorted(),
    );
    for (const row of rows) {
      const type = row[headers.indexOf('Type')];
      const [filled, empty] = type === 'SigninLogs' ? ['dynamic', 'string'] : ['string', 'dynamic'];
      expect(row[headers.indexOf(`Status_${filled}`)]).toContain('errorCode');
      expect(row[headers.indexOf(`Status_${empty}`)]).toBe('');
    }
    expect(new Set(rows.map((row) => row[headers.indexOf('Type')])).size).toBe(2);
  });
});

describe('the other ways out', () => {
  const parsed = (shape: string): unknown =>
    JSON.parse(
      textOf(writeSignIns(shape, [risky])[0]?.content)
        .split('\n')
        .join(''),
    );

  test('the query API gives dynamic cells as JSON in a text', () => {
    const { tables: answers } = parsed('log-analytics-query') as {
      tables: { name: string; columns: { name: string; type: string }[]; rows: unknown[][] }[];
    };
    const [answer] = answers;
    const column = answer?.columns.findIndex(({ name }) => name === 'LocationDetails') ?? -1;
    expect(answer?.name).toBe('PrimaryResult');
    expect(answer?.columns[column]).toEqual({ name: 'LocationDetails', type: 'dynamic' });
    expect(JSON.parse(String(answer?.rows[0]?.[column]))).toMatchObject({ countryOrRegion: 'NG' });
  });

  test('an answer that was cut off holds an error and its rows', () => {
    const [file] = writeSignIns('log-analytics-query', [risky], { partial: true });
    expect(JSON.parse(textOf(file?.content))).toMatchObject({
      tables: [{ rows: [expect.any(Array)] }],
      error: { code: 'PartialError' },
    });
  });

  test('az gives texts only, and the table’s name', () => {
    const [row = {}] = parsed('log-analytics-strings') as Record<string, unknown>[];
    expect(Object.values(row).filter((value) => typeof value !== 'string')).toEqual([]);
    expect(row).toMatchObject({ TableName: 'PrimaryResult', IsInteractive: 'true', DurationMs: '0' });
  });

  test('an SDK gives texts, drops what is empty, and escapes for HTML', () => {
    const named = { ...risky, userAgent: "<O'Hara & Sons>" };
    const line = textOf(writeSignIns('log-analytics-sdk-lines', [named])[0]?.content);
    expect(line).toContain(String.raw`\u003cO\u0027Hara \u0026 Sons\u003e`);
    const row = JSON.parse(line) as Record<string, unknown>;
    expect(Object.values(row).filter((value) => typeof value !== 'string' || value === '')).toEqual([]);
  });

  test('data export gives objects and goes to the blob of its five minutes', () => {
    const [file] = writeSignIns('log-analytics-export', [risky]);
    const [, hour, minute] = /T(\d\d):(\d\d)/.exec(risky.recordTime) ?? [];
    const five = String(Number(minute) - (Number(minute) % 5)).padStart(2, '0');
    expect(file?.path).toContain(`am-SigninLogs/WorkspaceResourceId=/subscriptions/`);
    expect(file?.path).toContain(`/h=${hour}/m=${five}/PT05M.json`);
    expect(JSON.parse(textOf(file?.content))).toMatchObject({ Status: { errorCode: 0 }, Type: 'SigninLogs' });
  });

  test('a notebook gives Python literals', () => {
    const [file] = writeSignIns('notebook-csv', [risky], {
      columns: ['Status', 'IsInteractive', 'CreatedDateTime'],
    });
    const [headers, row] = readCsv(textOf(file?.content));
    expect(headers).toEqual(['', 'CreatedDateTime', 'IsInteractive', 'Status']);
    expect(row?.[1]).toMatch(/^2026-03-1\d \d\d:\d\d:\d\d\.\d{6}\+00:00$/);
    expect(row?.[2]).toBe('True');
    expect(row?.[3]).toBe(
      "{'errorCode': 0, 'additionalDetails': 'MFA requirement satisfied by claim in the token'}",
    );
  });
});
