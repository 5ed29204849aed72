import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duckdb } from '@interloper/duckdb';
import { column, validatePlan } from '@interloper/plan';
import type { FileContainer, Relation, View } from '@interloper/plan';
import { entraSignIns, observeNames } from '@interloper/sources';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readingPlan } from '../../src/ingest/reading-plan.js';

/** Composed after the sample of the Graph reference page; the expected rows below are worked out by hand. */
const record = {
  id: '66ea54eb-6301-4ee5-be62-ff5a759b0100',
  createdDateTime: '2026-03-13T19:15:41Z',
  userDisplayName: 'Test Contoso',
  userPrincipalName: 'testaccount1@contoso.example',
  userId: '26be570a-ae82-4189-b4e2-a37c6808512d',
  appId: 'de8bc8b5-d9f9-48b1-a8ad-b748da725064',
  appDisplayName: 'Graph explorer',
  ipAddress: '[2001:db8::7]:443',
  isInteractive: true,
  riskDetail: 'none',
  riskLevelDuringSignIn: 'high',
  riskState: 'atRisk',
  riskEventTypes_v2: ['anonymizedIPAddress', 'unfamiliarFeatures'],
  homeTenantId: '',
  signInEventTypes: ['interactiveUser'],
  autonomousSystemNumber: 64500,
  status: { errorCode: 50126, failureReason: 'Invalid username or password.', additionalDetails: null },
  deviceDetail: { deviceId: '', browser: 'Edge 130', operatingSystem: 'Windows 11', isCompliant: false },
  location: {
    city: 'Redmond',
    state: 'Washington',
    countryOrRegion: 'US',
    geoCoordinates: { altitude: null, latitude: 47.68050003051758, longitude: -122.12094116210938 },
  },
  authenticationDetails: [{ authenticationMethod: 'Password', succeeded: false }],
};
const application = {
  id: '2',
  createdDateTime: 'not a time',
  servicePrincipalId: 'sp-1',
  servicePrincipalName: 'Backup',
  signInEventTypes: ['servicePrincipal'],
  ipAddress: '192.0.2.1:50118',
  status: { errorCode: 0, failureReason: 'Other.', additionalDetails: null },
  appId: 'a',
};

const folder = mkdtempSync(join(tmpdir(), 'ingest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const selected = (view: View, ...names: readonly string[]): Relation => {
  const input: Relation =
    view.filter === undefined ? view.scan : { kind: 'filter', input: view.scan, predicate: view.filter };
  const columns = names.map((name) => {
    const found = view.columns.find((item) => item.name === name);
    if (found === undefined) throw new Error(`no ${name} in ${view.name}`);
    return { name, expression: found.expression };
  });
  return { kind: 'project', input, columns };
};

const cases: readonly { readonly title: string; readonly container: FileContainer; readonly text: string }[] =
  [
    {
      title: 'a page',
      container: { kind: 'member', key: 'value', largestObject: 16_777_216 },
      text: JSON.stringify({
        '@odata.context': 'https://graph.example/$metadata',
        value: [record, application],
      }),
    },
    {
      title: 'lines',
      container: { kind: 'lines' },
      text: `${JSON.stringify(record)}\n${JSON.stringify(application)}\n`,
    },
    { title: 'an array', container: { kind: 'array' }, text: JSON.stringify([record, application], null, 2) },
  ];

describe.each(cases)('Graph sign-ins in $title', ({ container, text }) => {
  const file = join(folder, `${container.kind}.json`);
  const shape = entraSignIns.shapes.find(({ id }) => id === 'graph');
  let problems: readonly string[];
  let store: Awaited<ReturnType<typeof duckdb.open>>;

  beforeAll(async () => {
    writeFileSync(file, text);
    store = await duckdb.open();
    const { name, columns } = entraSignIns.dataset;
    await store.createDataset(name, columns);
    if (shape === undefined) throw new Error('no shape graph');
    const group = {
      shape,
      container,
      observed: observeNames([record, application]),
      options: { dayFirst: false },
    };
    const plan = readingPlan(group, [file]);
    problems = validatePlan(plan);
    await store.append(name, plan);
  });
  afterAll(() => store.close());

  const table = (name: string): View => {
    const view = [...entraSignIns.tables, ...entraSignIns.sourcetypes, ...entraSignIns.logsources].find(
      (item) => item.name === name,
    );
    if (view === undefined) throw new Error(`no view ${name}`);
    return view;
  };

  test('are read by a sound plan', () => {
    expect(problems).toEqual([]);
  });

  test('are SigninLogs to KQL, under Microsoft’s names and types', async () => {
    const names = [
      'TimeGenerated',
      'ResultType',
      'ResultDescription',
      'UserPrincipalName',
      'IPAddress',
      'Location',
      'RiskEventTypes_V2',
      'HomeTenantId',
      'ResourceTenantId',
      'AutonomousSystemNumber',
      'Category',
      'Type',
      'AuthenticationDetails',
      'IsInteractive',
    ];
    const { rows } = await store.query(selected(table('SigninLogs'), ...names));
    expect(rows).toEqual([
      [
        '2026-03-13T19:15:41Z',
        '50126',
        'Invalid username or password.',
        'testaccount1@contoso.example',
        '2001:db8::7',
        'US',
        '["anonymizedIPAddress","unfamiliarFeatures"]',
        '',
        null,
        '64500',
        'SignInLogs',
        'SigninLogs',
        '[{"authenticationMethod":"Password","succeeded":false}]',
        true,
      ],
    ]);
  });

  test('are azure:aad:signin to SPL, under Graph’s names and the add-on’s', async () => {
    const names = [
      '_time',
      'userPrincipalName',
      'src',
      'action',
      'resultType',
      'riskEventTypes_v2',
      'location',
      'reason',
    ];
    const { rows } = await store.query(selected(table('azure:aad:signin'), ...names));
    expect(rows).toEqual([
      [
        '2026-03-13T19:15:41Z',
        'testaccount1@contoso.example',
        '2001:db8::7',
        'failure',
        '50126',
        '["anonymizedIPAddress","unfamiliarFeatures"]',
        record.location,
        'Invalid username or password.',
      ],
    ]);
  });

  test('are azure/signinlogs to Sigma', async () => {
    const names = ['Status', 'Status.errorCode', 'LocationDetails.city', 'DeviceDetail.isCompliant'];
    const { rows } = await store.query(selected(table('azure/signinlogs'), ...names));
    // Published rules ask Status for its word or for the reason.
    const status = ['Failure', 'Invalid username or password.'];
    expect(rows).toEqual([[status, '50126', 'Redmond', 'false']]);
  });

  test('of applications are in their own table; a time that is none is noted', async () => {
    const names = ['ServicePrincipalName', 'ResultType', 'ResultDescription', 'IPAddress', 'CreatedDateTime'];
    const { rows } = await store.query(selected(table('AADServicePrincipalSignInLogs'), ...names));
    expect(rows).toEqual([['Backup', '0', null, '192.0.2.1', null]]);
    const { scan } = table('SigninLogs');
    const noted = await store.query({
      kind: 'project',
      input: scan,
      columns: [{ name: 'Unconverted', expression: column('Unconverted', 'string') }],
    });
    expect(noted.rows).toEqual([[null], ['CreatedDateTime=not a time']]);
  });
});

test('every view is sound', () => {
  for (const view of [...entraSignIns.tables, ...entraSignIns.sourcetypes, ...entraSignIns.logsources]) {
    expect(validatePlan(selected(view, ...view.columns.map(({ name }) => name)))).toEqual([]);
    for (const { type, expression } of view.columns) expect(expression.type).toBe(type);
  }
});
