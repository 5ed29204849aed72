import { peopleBehind } from '@interloper/detect';
import {
  composeGcpEvents,
  composeTenant,
  composeWorkspaceActivities,
  workspaceAuditEntry,
  workspaceLog,
  workspaceRecord,
  workspaceRows,
  workspaceShapes,
  writeGcp,
  writeLog,
  writeWorkspace,
} from '@interloper/emulate';
import type { WorkspaceRow } from '@interloper/emulate';
import { catalogOf, gcpAudit, googleWorkspace, sources } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import { lines } from './ingest-files.js';
import type { Files } from './ingest-files.js';
import { countOf, factsOf, rowsOfShape, shapeCases, sortedFacts, withFiles } from './written-logs.js';
import type { Facts } from './written-logs.js';

const tenant = composeTenant('workspace', { users: 5 });
const activities = composeWorkspaceActivities(tenant, Date.UTC(2026, 2, 11, 7, 2, 18, 204));
const rows = workspaceRows(activities);

/** What a row must say, worked out from the composed event alone. */
function expected({ activity, event }: WorkspaceRow): Facts {
  const values: Record<string, string> = {};
  for (const parameter of event.parameters) {
    if ('value' in parameter) values[parameter.name] = parameter.value;
    else if ('boolValue' in parameter) values[parameter.name] = String(parameter.boolValue);
    else values[parameter.name] = JSON.stringify(parameter.multiValue);
  }
  const time = activity.time.replace(/\.?0*Z$/, 'Z');
  return {
    EventTime: time,
    ActivityTime: time,
    TimeGenerated: time,
    Kind: 'admin#reports#activity',
    UniqueQualifier: activity.uniqueQualifier,
    ApplicationName: activity.application,
    CustomerId: activity.customerId,
    ActorEmail: activity.email,
    ActorProfileId: activity.profileId,
    IPAddress: activity.ipAddress,
    EventType: event.type,
    EventName: event.name,
    ...Object.fromEntries(parameters.map((name) => [`Values.${name}`, values[name] ?? null])),
    Unconverted: null,
  };
}

const parameters = [
  'login_type',
  'login_challenge_method',
  'login_failure_type',
  'is_suspicious',
  'affected_email_address',
  'USER_EMAIL',
  'NEW_VALUE',
  'OLD_VALUE',
  'ORG_UNIT_NAME',
];

const [first] = rows;
if (first === undefined) throw new Error('no activities');
const names = Object.keys(expected(first));

function filesOf(
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
  folder = '',
): Files {
  return Object.fromEntries(files.map(({ path, content }) => [`${folder}${path}`, content]));
}

/** Records of a shape: Splunk's are one for each event. */
function recordsOf(shape: string): number {
  return shape.startsWith('splunk') ? rows.length : activities.length;
}

describe('activities in every shape give a row for each event that was composed', () => {
  test.each(workspaceShapes.map((shape) => [shape]))('%s', async (shape) => {
    await withFiles(filesOf(writeWorkspace(shape, activities)), async (result, store) => {
      expect(result.quarantine).toEqual([]);
      expect(result.diagnostics).toEqual([]);
      expect(result.inputs).toMatchObject([
        { source: 'google-workspace', records: recordsOf(shape), duplicates: 0, missing: [] },
      ]);
      expect(await factsOf(store, googleWorkspace, names)).toEqual(sortedFacts(rows.map(expected)));
    });
  });

  test.each(shapeCases(workspaceLog))('Log Analytics as %s %o', async (shape, options) => {
    expect(await rowsOfShape(googleWorkspace, workspaceLog, rows, [shape, options], names)).toEqual(
      sortedFacts(rows.map(expected)),
    );
  });

  test('GoogleWorkspaceReports, the table of the newer connector', async () => {
    const [login] = rows.filter(({ event }) => event.name === 'login_failure');
    if (login === undefined) throw new Error('no failure');
    const row = {
      TimeGenerated: '2026-03-11T07:03:05.215Z',
      ActorEmail: login.activity.email,
      ActorProfileId: login.activity.profileId,
      EventId: login.activity.uniqueQualifier,
      EventMessage: 'login_failure',
      EventType: 'login',
      EventProduct: 'Google Workspace Activity Reports',
      IdApplicationName: 'login',
      IsSuspicious: 'False',
      LoginChallengeMethod: '["password"]',
      LoginType: 'google_password',
      SrcIpAddr: '203.0.113.77',
      UserAadid: 'C04tailsp',
      Type: 'GoogleWorkspaceReports',
    };
    await withFiles({ 'rows.json': JSON.stringify([row]) }, async ({ inputs }, store) => {
      expect(inputs).toMatchObject([{ source: 'google-workspace', records: 1, missing: [] }]);
      expect(
        await factsOf(store, googleWorkspace, [
          'EventTime',
          'EventName',
          'UniqueQualifier',
          'IPAddress',
          'Values.is_suspicious',
          'Values.login_challenge_method',
        ]),
      ).toEqual([
        {
          EventTime: '2026-03-11T07:03:05.215Z',
          EventName: 'login_failure',
          UniqueQualifier: login.activity.uniqueQualifier,
          IPAddress: '203.0.113.77',
          'Values.is_suspicious': 'false',
          'Values.login_challenge_method': '["password"]',
        },
      ]);
      const where =
        'EventMessage == "login_failure" and SrcIpAddr == "203.0.113.77" and IsSuspicious == false';
      expect(await countOf(store, 'kql', `GWorkspaceActivityReports | where ${where}`)).toBe(1);
    });
  });
});

test('the same activities in several shapes are folded', async () => {
  const files: Files = {
    ...filesOf(
      workspaceShapes.flatMap((shape) =>
        writeWorkspace(shape, activities).map(({ path, content }) => ({ path: `${shape}/${path}`, content })),
      ),
    ),
    ...filesOf(writeLog(workspaceLog, 'log-analytics-csv', rows), 'rows/'),
  };
  await withFiles(files, async ({ inputs }, store) => {
    expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(
      workspaceShapes.length * rows.length,
    );
    expect((await factsOf(store, googleWorkspace, ['EventName'])).length).toBe(rows.length);
  });
});

test('events of one activity that differ in a parameter only are all kept', async () => {
  const record = workspaceRecord(first.activity);
  const event = (value: string): unknown => ({
    type: 'GROUP_SETTINGS',
    name: 'ADD_GROUP_MEMBER',
    parameters: [{ name: 'USER_EMAIL', value }],
  });
  const two = { ...record, events: [event('a@tailspin.example'), event('b@tailspin.example')] };
  const one = (value: string): unknown => ({ ...record, events: undefined, event: event(value) });
  const splunk = lines(one('a@tailspin.example'), one('b@tailspin.example'));
  await withFiles({ 'splunk.jsonl': splunk }, async ({ inputs }) => {
    expect(inputs).toMatchObject([{ records: 2, duplicates: 0 }]);
  });
  await withFiles({ 'a.jsonl': lines(two, two), 'b.jsonl': splunk }, async ({ inputs }, store) => {
    expect(inputs.map(({ records }) => records)).toEqual([2, 2]);
    expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(4);
    expect((await factsOf(store, googleWorkspace, ['Values.USER_EMAIL'])).map(Object.values)).toEqual([
      ['a@tailspin.example'],
      ['b@tailspin.example'],
    ]);
  });
});

/** A Sigma rule for a service of Google Workspace with one selection, given as YAML lines. */
function workspaceRule(service: string, ...selection: readonly string[]): string {
  return [
    'title: Published names',
    `logsource: { product: gcp, service: ${service} }`,
    'detection:',
    '  selection:',
    ...selection.map((line) => `    ${line}`),
    '  condition: selection',
  ].join('\n');
}

describe('published names give equal counts', () => {
  const failures = rows.filter(({ event }) => event.name === 'login_failure').length;
  const warnings = rows.filter(({ event }) => event.name === 'suspicious_login').length;
  const unenrolled = rows.filter(({ event }) => event.name === 'UNENROLL_USER_FROM_STRONG_AUTH').length;
  const enforced = rows.filter(
    ({ event }) =>
      event.name === 'ENFORCE_STRONG_AUTHENTICATION' &&
      event.parameters.some((each) => each.name === 'NEW_VALUE' && 'value' in each && each.value === 'false'),
  ).length;
  const strong = rows.filter(({ event }) =>
    event.parameters.some((each) => 'multiValue' in each && each.multiValue.includes('google_authenticator')),
  ).length;

  const written: Readonly<Record<string, Files>> = {
    'reports-page': filesOf(writeWorkspace('reports-page', activities)),
    'splunk-csv': filesOf(writeWorkspace('splunk-csv', activities)),
    'log-analytics-csv': filesOf(writeLog(workspaceLog, 'log-analytics-csv', rows)),
  };

  test.each(Object.entries(written))('%s', async (_, files) => {
    expect([failures, warnings, unenrolled, enforced, strong]).toEqual([5, 5, 5, 5, 5]);
    await withFiles(files, async (_result, store) => {
      const count = async (language: 'kql' | 'spl' | 'sigma', rule: string): Promise<number> =>
        countOf(store, language, rule);
      expect({
        failures: [
          await count('kql', 'GWorkspace_ReportsAPI_login_CL | where event_name_s == "login_failure"'),
          await count(
            'kql',
            'GWorkspaceActivityReports | where EventType has "login" and EventMessage == "login_failure" | summarize by EventId, ActorEmail, SrcIpAddr',
          ),
          await count(
            'spl',
            'search sourcetype="gws:reports:login" event.type=login event.name=login_failure action=failure | table user src_ip login_challenge_method app event.name vendor_account action',
          ),
          await count(
            'sigma',
            workspaceRule(
              'google_workspace.login',
              'protoPayload.serviceName: login.googleapis.com',
              'protoPayload.metadata.event.eventName: login_failure',
            ),
          ),
        ],
        strong: [
          await count(
            'kql',
            'GWorkspace_ReportsAPI_login_CL | where login_challenge_method_s has "google_authenticator"',
          ),
          await count(
            'spl',
            'search sourcetype="gws:reports:login" event.name=login_failure event.parameters{}.multiValue{} IN ("google_authenticator", "security_key")',
          ),
          await count(
            'sigma',
            workspaceRule('google_workspace.login', 'event.parameters.multiValue: google_authenticator'),
          ),
        ],
        warnings: [
          await count('kql', 'GWorkspaceActivityReports | where EventMessage == "suspicious_login"'),
          await count('spl', 'search sourcetype="gws:reports:login" event.name=suspicious_login'),
          await count(
            'sigma',
            workspaceRule(
              'google_workspace.login',
              'protoPayload.metadata.event.eventName: suspicious_login',
            ),
          ),
        ],
        suspicious: [
          await count('kql', 'GWorkspace_ReportsAPI_login_CL | where is_suspicious_b == true'),
          await count('kql', 'GWorkspaceActivityReports | where IsSuspicious'),
          await count('spl', 'search sourcetype="gws:reports:login" is_suspicious=true'),
        ],
        unenrolled: [
          await count(
            'kql',
            'GWorkspace_ReportsAPI_admin_CL | where event_name_s =~ "UNENROLL_USER_FROM_STRONG_AUTH" and isnotempty(USER_EMAIL_s)',
          ),
          await count(
            'spl',
            'search sourcetype="gws:reports:admin" command=UNENROLL_USER_FROM_STRONG_AUTH | stats count by user, command, actor.email, status, id.applicationName, event.name, vendor_account, action',
          ),
          await count(
            'sigma',
            workspaceRule(
              'google_workspace.admin',
              'eventService: admin.googleapis.com',
              'eventName: UNENROLL_USER_FROM_STRONG_AUTH',
            ),
          ),
        ],
        enforced: [
          await count(
            'kql',
            'GWorkspaceActivityReports | where EventMessage == "ENFORCE_STRONG_AUTHENTICATION" and NeqValue == "false"',
          ),
          await count(
            'spl',
            'search sourcetype="gws:reports:admin" event.name=ENFORCE_STRONG_AUTHENTICATION NEW_VALUE=false',
          ),
          await count(
            'sigma',
            workspaceRule(
              'google_workspace.admin',
              'eventService: admin.googleapis.com',
              'eventName: [ENFORCE_STRONG_AUTHENTICATION, ALLOW_STRONG_AUTHENTICATION]',
              "new_value: 'false'",
            ),
          ),
        ],
      }).toEqual({
        failures: [failures, failures, failures, failures],
        strong: [strong, strong, strong],
        warnings: [warnings, warnings, warnings],
        suspicious: [5, 5, 5],
        unenrolled: [unenrolled, unenrolled, unenrolled],
        enforced: [enforced, enforced, enforced],
      });
    });
  });

  test('activities that Cloud Logging has are found by the rules on Google Workspace', async () => {
    const entries = activities.map(workspaceAuditEntry);
    await withFiles({ 'entries.json': JSON.stringify(entries) }, async ({ inputs }, store) => {
      expect(inputs).toMatchObject([{ source: 'gcp-audit', records: activities.length, duplicates: 0 }]);
      const login = ['protoPayload.serviceName: login.googleapis.com'];
      expect([
        await countOf(
          store,
          'sigma',
          workspaceRule(
            'google_workspace.login',
            ...login,
            'protoPayload.metadata.event.eventName: suspicious_login',
          ),
        ),
        await countOf(
          store,
          'sigma',
          workspaceRule(
            'google_workspace.login',
            ...login,
            'protoPayload.metadata.event.eventName: login_failure',
          ),
        ),
        await countOf(
          store,
          'sigma',
          workspaceRule(
            'google_workspace.admin',
            'eventService: admin.googleapis.com',
            'eventName: UNENROLL_USER_FROM_STRONG_AUTH',
          ),
        ),
        await countOf(
          store,
          'kql',
          'GCPAuditLogs | where ServiceName == "login.googleapis.com" | mv-expand event = Metadata.event | where event.eventName == "login_failure"',
        ),
        await countOf(
          store,
          'spl',
          'search sourcetype="google:gcp:pubsub:message" data.protoPayload.metadata.event{}.eventName=login_failure',
        ),
      ]).toEqual([5, 5, 5, 5, 5]);
      const rowsOfGcp = await factsOf(store, gcpAudit, ['PrincipalEmail', 'RequestMetadata.callerIp']);
      expect(rowsOfGcp).toEqual(
        sortedFacts(
          activities.map(({ email, ipAddress }) => ({
            PrincipalEmail: email,
            'RequestMetadata.callerIp': ipAddress,
          })),
        ),
      );
    });
  });
});

test('hostile values are kept and counted', async () => {
  const record = workspaceRecord(first.activity);
  const id = { time: '2026-03-11T07:02:18.204Z', uniqueQualifier: '1', applicationName: 'login' };
  const event = { type: 'login', name: 'login_success', parameters: 'none' };
  const records = [
    { ...record, id, events: [event] },
    { ...record, id: { ...id, uniqueQualifier: '2' }, ipAddress: 'not an address', actor: 'nobody' },
    {
      ...record,
      id: { ...id, uniqueQualifier: '3', time: 'null' },
      events: [{ ...event, parameters: [{ value: 'x' }] }],
    },
    { ...record, id: { ...id, uniqueQualifier: '4' }, events: [null, 'text', event] },
    { kind: 'admin#reports#usageReports', warnings: [] },
    { 'id.applicationName': 'login', 'event.name': 'login_failure', 'event.parameters{}.name': 'login_type' },
  ];
  await withFiles({ 'a.jsonl': lines(...records) }, async ({ inputs, quarantine, diagnostics }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([{ source: 'google-workspace', records: 4, quarantined: 0 }]);
    expect(inputs[0]?.refused).toMatch(
      /1 record of Google Workspace answer of the kind admin#reports#usageReports/,
    );
    expect(inputs[0]?.refused).toMatch(/flattened fields/);
    const found = await factsOf(store, googleWorkspace, ['UniqueQualifier', 'EventName', 'IPAddress']);
    expect(found.map((row) => [row['UniqueQualifier'], row['EventName']])).toEqual(
      expect.arrayContaining(['1', '2', '3', '4'].map((qualifier) => [qualifier, 'login_success'])),
    );
    expect(found.some((row) => row['IPAddress'] === 'not an address')).toBe(true);
    expect(
      diagnostics.some(({ code, message }) => code === 'SRC0002' && message.includes('ActivityTime')),
    ).toBe(true);
  });
});

test('a profile of Workspace and a subject of Google Cloud are one person by their mail address', async () => {
  const calls = composeGcpEvents(tenant, Date.UTC(2026, 2, 11, 13));
  const [person] = tenant.users;
  const profile = activities.find(
    ({ email, application }) => email === person?.principalName && application === 'login',
  )?.profileId;
  if (person === undefined || profile === undefined) throw new Error('no activity of the first person');
  const files = {
    ...filesOf(writeWorkspace('lines', activities), 'a/'),
    ...filesOf(writeGcp('gcloud', calls), 'b/'),
  };
  await withFiles(files, async (_, store) => {
    const reader = await store.seal();
    try {
      const { persons } = await peopleBehind(
        [
          { key: profile, datasets: new Set(['google_workspace']) },
          { key: `user:${person.principalName}`, datasets: new Set(['gcp_audit']) },
          { key: `user:${tenant.users[1]?.principalName ?? ''}`, datasets: new Set(['gcp_audit']) },
        ],
        catalogOf(sources).identities ?? [],
        [],
        reader,
      );
      expect(persons[0]?.id).toBeDefined();
      expect(persons[1]?.id).toBe(persons[0]?.id);
      expect(persons[2]?.id).not.toBe(persons[0]?.id);
    } finally {
      await reader.close();
    }
  });
});
