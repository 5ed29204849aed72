import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './captured.js';
import { folderOf, graphPage, graphSignIn } from './sign-ins.js';

let folder: ReturnType<typeof folderOf>;

const RULE = `title: Shaped
id: 11111111-0000-4000-8000-000000000001
tags: [attack.t1586]
logsource: { product: azure, service: signinlogs }
detection: { s: { 'who|startswith': alice }, condition: s }
fields: [who]
`;

const FILES = ['again.yml', 'other.yml', 'query.kql', 'shaped.yml'];

beforeAll(() => {
  folder = folderOf({
    'shaped.yml': RULE,
    'again.yml': RULE.replaceAll('who', 'UserPrincipalName'),
    'other.yml': RULE.replace('000001', '000002').replaceAll('who', 'UserPrincipalName'),
    'query.kql': 'SigninLogs | take 1',
    'mapped.yml': 'transformations: [{ type: field_name_mapping, mapping: { who: UserPrincipalName } }]\n',
    'picky.yml':
      "transformations: [{ type: rule_failure, message: 'not here', rule_conditions: [{ type: contains_field, field: who }] }]\n",
    'prefixed.yml': 'transformations: [{ type: field_name_prefix, prefix: p. }]\n',
    'unknown.yml': 'transformations: [{ type: hashes_fields }]\n',
    'sign-ins.json': graphPage([
      graphSignIn({ id: '11111111-0000-4000-8000-000000000001' }),
      graphSignIn({
        id: '11111111-0000-4000-8000-000000000002',
        status: {
          errorCode: 500121,
          failureReason: 'Authentication failed during strong authentication request.',
          additionalDetails: 'MFA denied; user declined the authentication',
        },
      }),
      graphSignIn({ id: '11111111-0000-4000-8000-000000000003', authenticationProtocol: 'deviceCode' }),
      graphSignIn({ id: '11111111-0000-4000-8000-000000000004', authenticationProtocol: 'ropc' }),
    ]),
    'audit.json': JSON.stringify({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#auditLogs/directoryAudits',
      value: ['False', 'True'].map((admin, n) => ({
        id: `Directory_11111111-0000-4000-8000-00000000000${n}_A1B2C_1`,
        category: 'ApplicationManagement',
        correlationId: `11111111-0000-4000-8000-00000000001${n}`,
        result: 'success',
        resultReason: '',
        activityDisplayName: 'Consent to application',
        activityDateTime: '2026-03-04T08:00:00Z',
        loggedByService: 'Core Directory',
        operationType: 'Assign',
        initiatedBy: { user: { id: '1', userPrincipalName: 'mina.okafor@alderfinch.example' } },
        targetResources: [
          {
            id: '2',
            displayName: 'Mail reader',
            type: 'ServicePrincipal',
            modifiedProperties: [
              { displayName: 'ConsentContext.IsAdminConsent', oldValue: null, newValue: `"${admin}"` },
              {
                displayName: 'ConsentAction.Permissions',
                oldValue: null,
                newValue: '"[] => [[Scope: Mail.Read offline_access]]"',
              },
            ],
          },
        ],
        additionalDetails: [],
      })),
    }),
    'unified.json': ['Cmsi:Cmsi', 'OAuth2:Token']
      .map((type, n) =>
        JSON.stringify({
          CreationTime: '2026-03-04T08:00:00',
          Id: `11111111-0000-4000-8000-00000000002${n}`,
          Operation: 'UserLoggedIn',
          OrganizationId: '44444444-0000-4000-8000-000000000001',
          RecordType: 15,
          ResultStatus: 'Success',
          UserKey: '1',
          UserType: 0,
          Version: 1,
          Workload: 'AzureActiveDirectory',
          ClientIP: '198.51.100.7',
          ObjectId: '00000003-0000-0000-c000-000000000000',
          UserId: 'mina.okafor@alderfinch.example',
          ExtendedProperties: [
            { Name: 'ResultStatusDetail', Value: 'Success' },
            { Name: 'RequestType', Value: type },
          ],
        }),
      )
      .join('\n'),
    'logs.json': graphPage([
      graphSignIn({ userPrincipalName: 'alice@tailspin.example' }),
      graphSignIn({ id: '11111111-0000-4000-8000-000000000009' }),
    ]),
  });
});

afterAll(() => folder.remove());

interface Found {
  readonly rules: readonly {
    readonly path: string;
    readonly diagnostics: readonly { readonly code: string; readonly message: string }[];
  }[];
}

const check = async (...rest: readonly string[]): Promise<readonly string[]> => {
  const { out } = await runCli([
    'check',
    ...FILES.map((name) => folder.file(name)),
    '--format',
    'json',
    ...rest,
  ]);
  const { rules } = JSON.parse(out) as Found;
  return rules.map(({ path, diagnostics }) =>
    [path.replace(/.*\//, ''), ...diagnostics.map(({ code }) => code)].join(' '),
  );
};

describe('check', () => {
  test('tells of an id that two files share', async () => {
    expect(await check()).toEqual([
      'again.yml',
      'other.yml',
      'query.kql',
      'shaped.yml SIGMA0502 SIGMA0504 SIGMA0503 SIGMA0705',
    ]);
  });

  test('applies pipelines to Sigma rules and leaves others', async () => {
    expect(await check('--pipeline', folder.file('mapped.yml'))).toEqual([
      'again.yml',
      'other.yml',
      'query.kql',
      'shaped.yml SIGMA0705',
    ]);
  });

  test('a rule that a pipeline refuses has an error, others have not', async () => {
    expect(await check('--pipeline', folder.file('picky.yml'))).toEqual([
      'again.yml',
      'other.yml',
      'query.kql',
      'shaped.yml SIGMA0801 SIGMA0705',
    ]);
  });

  test('points into the processed rule, and says so', async () => {
    const { status, out } = await runCli([
      'check',
      folder.file('other.yml'),
      '--pipeline',
      folder.file('prefixed.yml'),
    ]);
    expect(status).toBe(0);
    expect(out).toMatch(/other\.yml\s+after\s+its\s+pipelines:10:5/);
    expect(out).toContain('p.UserPrincipalName');
  });

  test('a pipeline that is not supported is bad usage', async () => {
    const { status, err } = await runCli([
      'check',
      folder.file('shaped.yml'),
      '--pipeline',
      folder.file('unknown.yml'),
    ]);
    expect([status, err]).toEqual([
      2,
      expect.stringContaining('the transformation hashes_fields is not supported'),
    ]);
  });
});

describe('query', () => {
  const query = async (...rest: readonly string[]) =>
    runCli(['query', folder.file('logs.json'), '--format', 'ndjson', ...rest]);

  test('runs the rule that its pipelines leave', async () => {
    const { status, out } = await query(
      '--sigma',
      folder.file('shaped.yml'),
      '--pipeline',
      folder.file('mapped.yml'),
    );
    expect(status).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(out).toContain('alice@tailspin.example');
  });

  // As published rules write them (SigmaHQ/sigma, rules/cloud).
  test.each([
    ['sign-ins.json', 'azure/signinlogs', "Status|contains: 'MFA Denied'", 1],
    ['sign-ins.json', 'azure/signinlogs', 'Status: Success', 3],
    ['sign-ins.json', 'azure/signinlogs', 'Status: Failure', 1],
    ['sign-ins.json', 'azure/signinlogs', 'Status|neq: Success', 1],
    ['sign-ins.json', 'azure/signinlogs', 'Status: null', 0],
    ['sign-ins.json', 'azure/signinlogs', 'Status|contains|all: [fail, denied]', 1],
    ['sign-ins.json', 'azure/signinlogs', 'properties.message: Device Code', 1],
    ['sign-ins.json', 'azure/signinlogs', 'properties.message: ROPC', 1],
    ['sign-ins.json', 'azure/signinlogs', 'Username|startswith: mina.', 4],
    ['audit.json', 'azure/auditlogs', "ConsentContext.IsAdminConsent: 'false'", 1],
    ['audit.json', 'azure/auditlogs', 'ConsentAction.Permissions|contains: offline_access', 2],
    ['audit.json', 'azure/audit', 'ActivityDisplayName: Consent to application', 2],
    ['unified.json', 'm365/audit', "RequestType: 'Cmsi:Cmsi'", 1],
  ])('%s: %s, %s', async (logs, service, line, rows) => {
    const [product = '', name = ''] = service.split('/');
    const text = `title: t\nlogsource: { product: ${product}, service: ${name} }\ndetection: { s: { ${line} }, condition: s }\n`;
    writeFileSync(folder.file('published.yml'), text);
    const { out } = await runCli([
      'query',
      folder.file(logs),
      '--sigma',
      folder.file('published.yml'),
      '--format',
      'ndjson',
    ]);
    expect(out.split('\n').filter((row) => row !== '')).toHaveLength(rows);
  });

  test('refuses a pipeline for another language', async () => {
    const { status, err } = await query('--kql', 'SigninLogs', '--pipeline', folder.file('mapped.yml'));
    expect([status, err]).toEqual([2, expect.stringContaining('processing pipelines are for Sigma rules')]);
  });
});
