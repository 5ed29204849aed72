import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  cloudAppEventsLog,
  composeTenant,
  composeUnifiedAudit,
  officeActivityLog,
  unifiedAuditRecord,
  unifiedAuditShapes,
  writeLog,
  writeUnifiedAudit,
} from '@interloper/emulate';
import type { UnifiedAuditEvent } from '@interloper/emulate';
import { m365Audit } from '@interloper/sources';
import type { Json, Store } from '@interloper/sql';
import { describe, expect, test } from 'vitest';
import { rowsOf, withIngested } from './ingest-files.js';
import { answerOf } from './view-answers.js';
import { factsOf, rowsOfShape, shapeCases, sortedFacts, withFiles } from './written-logs.js';
import type { Facts } from './written-logs.js';

const tenant = composeTenant('unified-audit', { users: 4 });
const events = composeUnifiedAudit(tenant, Date.UTC(2026, 2, 11, 13, 2, 18));

function filesOf(
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

/** What a row must say in every form, worked out from the composed event alone. */
function expected(event: UnifiedAuditEvent): Facts {
  const { details, addressFields } = event;
  const written = (name: string): string | null => {
    const value = details[name];
    return value === undefined || value === null ? null : String(value);
  };
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
      details['SourceFileName'] === undefined ? null : sessionOf(details['AppAccessContext']),
    Unconverted: null,
  };
}

function sessionOf(context: unknown): string {
  return String((context as Readonly<Record<string, unknown>>)['AADSessionId']);
}

/** What only the whole record says. */
function expectedWhole(event: UnifiedAuditEvent): Facts {
  const { details } = event;
  return {
    ...expected(event),
    Complete: true,
    ErrorNumber: String(details['ErrorNumber'] ?? ''),
    LogonError: String(details['LogonError'] ?? ''),
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
      [...names, 'Form'],
    );
    expect(byId(rows)).toEqual(byId(events.map((event) => ({ ...expected(event), Form: 'OfficeActivity' }))));
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
    Site_Url: String(details['SiteUrl'] ?? ''),
    Event_Data: String(details['EventData'] ?? ''),
    Parameters: json('Parameters'),
    OperationProperties: details['OperationProperties'] ?? null,
    ModifiedProperties: json('ModifiedProperties'),
    AADTarget: json('Target'),
    Members: details['Members'] ?? null,
    AppAccessContext: details['AppAccessContext'] ?? null,
    OfficeTenantId: event.organizationId,
  } as Facts;
}

function m365Rule(service: string, ...selection: readonly string[]): string {
  return [
    'title: Published names',
    'logsource:',
    '  product: m365',
    `  service: ${service}`,
    'detection:',
    '  selection:',
    ...selection.map((line) => `    ${line}`),
    '  condition: selection',
  ].join('\n');
}

const people = tenant.users.length;

/** One question in each language with the names of published rules, and the answer that was composed. */
const questions: Readonly<
  Record<
    string,
    {
      readonly kql: readonly string[];
      readonly spl: readonly string[];
      readonly sigma: readonly string[];
      readonly answer: number;
    }
  >
> = {
  'failed logons, which say Success': {
    kql: [
      'CloudAppEvents | where ActionType == "UserLoginFailed" and tostring(RawEventData.ErrorNumber) == "50126"',
      'OfficeActivity | where Operation =~ "UserLoginFailed" and OfficeWorkload == "AzureActiveDirectory"',
    ],
    spl: [
      'sourcetype="o365:management:activity" Workload=AzureActiveDirectory Operation=UserLoginFailed status=failure ErrorNumber=50126 | table user src_ip LogonError signature user_agent',
      'sourcetype="o365:management:activity" action=failure user_agent="Mozilla*" ResultStatusDetail=UserError',
    ],
    sigma: [m365Rule('audit', 'Operation: UserLoginFailed', 'status: failure', 'ResultStatus: Success')],
    answer: people,
  },
  'logons that were completed': {
    kql: [
      'CloudAppEvents | where ActionType == "UserLoggedIn" and tostring(RawEventData.ErrorNumber) == "0"',
    ],
    spl: ['sourcetype="o365:management:activity" Operation=UserLoggedIn status=success'],
    sigma: [m365Rule('audit', 'Operation: UserLoggedIn', 'status: success')],
    answer: people,
  },
  'inbox rules that forward': {
    kql: [
      'OfficeActivity | where Operation in~ ("New-InboxRule", "Set-InboxRule") | where Parameters has "ForwardTo" | mv-expand p = parse_json(Parameters) | where tostring(p.Name) == "ForwardTo"',
      'CloudAppEvents | where Application == "Microsoft Exchange Online" and ActionType == "New-InboxRule" | where RawEventData.Parameters has "ForwardTo" and isnotempty(AccountDisplayName)',
    ],
    spl: [
      'sourcetype="o365:management:activity" Workload=Exchange Operation="New-InboxRule" "Parameters{}.Name"=ForwardTo | stats count by user dest src vendor_account vendor_product signature',
      'sourcetype="o365:management:activity" command="New-InboxRule" ForwardTo="*@mail.example"',
    ],
    sigma: [
      m365Rule('audit', 'Operation: New-InboxRule', 'Parameters|contains: ForwardTo'),
      m365Rule('exchange', 'eventSource: Exchange', 'eventName: New-InboxRule', 'status: success'),
    ],
    answer: people,
  },
  'files taken, by the session that took them': {
    kql: [
      'OfficeActivity | where RecordType == "SharePointFileOperation" and Operation == "FileDownloaded" and isnotempty(tostring(AppAccessContext.AADSessionId))',
      'CloudAppEvents | where ActionType == "FileDownloaded" and isnotempty(RawEventData.SiteUrl)',
    ],
    spl: [
      'sourcetype="o365:management:activity" Operation=FileDownloaded AppAccessContext.AADSessionId=* file_name="Payroll*"',
    ],
    sigma: [m365Rule('audit', 'Operation: FileDownloaded', 'AppAccessContext.AADSessionId: "*"')],
    answer: people,
  },
  'second factors taken away': {
    kql: [
      'OfficeActivity | where Operation == "Update user." and ModifiedProperties has "StrongAuthenticationMethod"',
      'CloudAppEvents | where ActionType == "Update user." | mv-expand p = RawEventData.ModifiedProperties | where p.Name == "StrongAuthenticationMethod" and p.NewValue == "[]"',
    ],
    spl: [
      'sourcetype="o365:management:activity" Operation="Update user." "ModifiedProperties{}.Name"=StrongAuthenticationMethod',
    ],
    sigma: [
      m365Rule(
        'audit',
        'Operation|startswith: Update user',
        'ModifiedProperties.Name: StrongAuthenticationMethod',
      ),
    ],
    answer: people,
  },
  alerts: {
    kql: [
      'CloudAppEvents | where ActionType == "AlertTriggered" and RawEventData.Name == "Impossible travel activity"',
    ],
    spl: [
      'sourcetype="o365:management:activity" Workload=SecurityComplianceCenter Name="Impossible travel activity"',
    ],
    sigma: [
      m365Rule(
        'threat_management',
        'eventSource: SecurityComplianceCenter',
        "eventName: 'Impossible travel activity'",
        'status: success',
      ),
    ],
    answer: 1,
  },
  'what came from the attacker’s address, with port and brackets or without': {
    kql: ['CloudAppEvents | where IPAddress == "2001:db8:bad::66"'],
    spl: ['sourcetype="o365:management:activity" src_ip="2001:db8:bad::66"'],
    sigma: [m365Rule('audit', "src_ip: '2001:db8:bad::66'")],
    answer: events.filter(({ address }) => address === '2001:db8:bad::66').length,
  },
};

describe('published names give equal counts', () => {
  test.each([
    ['purview-csv', () => writeUnifiedAudit('purview-csv', events)],
    ['management-api', () => writeUnifiedAudit('management-api', events)],
    ['splunk-json', () => writeUnifiedAudit('splunk-json', events)],
    ['CloudAppEvents', () => writeLog(cloudAppEventsLog, 'event-hub', events)],
  ])('%s', async (_, write) => {
    await withFiles(filesOf(write()), async (__, store) => {
      for (const [asked, { answer, ...rules }] of Object.entries(questions)) {
        const found = await countsOf(store, rules);
        const wanted = Object.fromEntries(
          Object.entries(rules).map(([id, list]) => [id, list.map(() => answer)]),
        );
        expect(found, asked).toEqual(wanted);
      }
    });
  });

  test('and the rows of OfficeActivity what their columns allow', async () => {
    await withFiles(filesOf(writeLog(officeActivityLog, 'log-analytics-csv', events)), async (_, store) => {
      for (const asked of ['inbox rules that forward', 'second factors taken away']) {
        const { answer, ...rules } = questions[asked] ?? { kql: [], spl: [], sigma: [], answer: -1 };
        const wanted = Object.fromEntries(
          Object.entries(rules).map(([id, list]) => [id, list.map(() => answer)]),
        );
        expect(await countsOf(store, rules), asked).toEqual(wanted);
      }
    });
  });
});

async function countsOf(
  store: Store,
  rules: {
    readonly kql: readonly string[];
    readonly spl: readonly string[];
    readonly sigma: readonly string[];
  },
): Promise<Readonly<Record<string, readonly number[]>>> {
  const counts = { kql: [] as number[], spl: [] as number[], sigma: [] as number[] };
  for (const language of ['kql', 'spl', 'sigma'] as const) {
    for (const rule of rules[language]) {
      const rows = await answerOf(store, language, rule);
      // A count by fields has one row for each person.
      counts[language].push(rows.length);
    }
  }
  return counts;
}

describe('hostile and odd records are kept and counted', () => {
  const [event] = events;
  if (event === undefined) throw new Error('no events');
  const whole = unifiedAuditRecord(event);

  test('AuditData that is empty, cut or no object', async () => {
    const csv = [
      'RecordId,CreationDate,RecordType,Operation,UserId,AuditData',
      'r1,2026-03-11T13:02:18.0000000Z,6,FileAccessed,a@tailspin.example,',
      `r2,2026-03-11T13:02:19.0000000Z,6,FileAccessed,a@tailspin.example,"{""Id"":""r2"",""Oper"`,
      `r3,2026-03-11T13:02:20.0000000Z,6,FileAccessed,a@tailspin.example,null`,
      `r4,2026-03-11T13:02:21.0000000Z,6,FileAccessed,a@tailspin.example,"[1]"`,
      ',,,,,',
    ].join('\n');
    await withFiles({ 'a.csv': `${csv}\n` }, async ({ inputs, quarantine, diagnostics }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs).toMatchObject([{ records: 5, quarantined: 0, duplicates: 0 }]);
      expect(diagnostics).toMatchObject([{ code: 'SRC0002', severity: 'warning' }]);
      expect(diagnostics[0]?.message).toMatch(/AuditData of 2 records/);
      const rows = await rowsOf(
        store,
        ['Id', 'Operation', 'RecordType', 'UserId', 'EventTime', 'RawEventData'],
        m365Audit,
      );
      expect(rows.slice(0, 4)).toEqual(
        [18, 19, 20, 21].map((second, index) => [
          `r${index + 1}`,
          'FileAccessed',
          '6',
          'a@tailspin.example',
          `2026-03-11T13:02:${second}Z`,
          null,
        ]),
      );
      expect(await answerOf(store, 'kql', 'OfficeActivity | where Operation == "FileAccessed"')).toHaveLength(
        4,
      );
    });
  });

  test('types as text, unknown types, addresses that are none, times that are none', async () => {
    const records = [
      { ...whole, Id: 'a', RecordType: '15', UserType: '0' },
      {
        ...whole,
        Id: 'b',
        RecordType: -1,
        UserType: 99,
        ClientIP: 'not an address',
        ActorIpAddress: '<null>',
      },
      { ...whole, Id: 'c', RecordType: 'ExchangeAdmin', ClientIP: '::ffff:192.0.2.9' },
      { ...whole, Id: 'd', CreationTime: 'yesterday' },
      { ...whole, Id: 'e', Actor: 'null', ExtendedProperties: null, Parameters: 'no list' },
    ];
    await withFiles(
      { 'a.jsonl': records.map((record) => `${JSON.stringify(record)}\n`).join('') + '{"Operation":\n' },
      async ({ inputs, diagnostics }, store) => {
        expect(inputs).toMatchObject([{ records: 5, quarantined: 1 }]);
        expect(diagnostics.map(({ message }) => message)).toEqual([
          expect.stringMatching(/CreationTime of 1 record could not be understood, for example "yesterday"/),
        ]);
        expect(
          await answerOf(
            store,
            'kql',
            'CloudAppEvents | extend Id = tostring(RawEventData.Id) | sort by Id asc | project Id, IPAddress, AccountType',
            // A record without a time is later than nothing, and not hidden.
          ),
        ).toEqual([
          ['a', '2001:db8:bad::66', 'Regular'],
          ['b', 'not an address', '99'],
          ['c', '192.0.2.9', 'Regular'],
          ['d', '2001:db8:bad::66', 'Regular'],
          ['e', '2001:db8:bad::66', 'Regular'],
        ]);
        expect(
          await answerOf(store, 'kql', 'OfficeActivity | sort by OfficeId asc | project RecordType'),
        ).toEqual([
          ['AzureActiveDirectoryStsLogon'],
          ['-1'],
          ['ExchangeAdmin'],
          ['AzureActiveDirectoryStsLogon'],
          ['AzureActiveDirectoryStsLogon'],
        ]);
      },
    );
  });

  test('events of other applications are in CloudAppEvents alone', async () => {
    const row = {
      time: '2026-03-11T13:02:18.0000000Z',
      tenantId: tenant.id,
      category: 'AdvancedHunting-CloudAppEvents',
      properties: {
        Timestamp: '2026-03-11T13:02:18.0000000Z',
        ActionType: 'login',
        Application: 'Google Workspace',
        IPAddress: '198.51.100.7',
        ReportId: 'r1',
        RawEventData: { id: { applicationName: 'login' } },
        AdditionalFields: '',
      },
    };
    await withFiles({ 'a.json': JSON.stringify({ records: [row] }) }, async ({ inputs }, store) => {
      expect(inputs).toMatchObject([{ source: 'm365-audit', records: 1 }]);
      expect(await answerOf(store, 'kql', 'CloudAppEvents | where Application has "Google"')).toHaveLength(1);
      expect(await answerOf(store, 'kql', 'OfficeActivity')).toHaveLength(0);
      expect(await answerOf(store, 'spl', 'sourcetype="o365:management:activity"')).toHaveLength(0);
    });
  });
});

test('rows of EnrichedMicrosoft365AuditLogs are a table of their own, and records', async () => {
  const row = {
    TenantId: 'w',
    TimeGenerated: '2026-03-11T13:02:18Z',
    Id: 'e1',
    RecordType: 6,
    Operation: 'FileDownloaded',
    OrganizationId: tenant.id,
    UserType: 'Regular',
    UserKey: 'k',
    Workload: 'SharePoint',
    ObjectId: 'https://tailspin.sharepoint.example/a.docx',
    UserId: 'a@tailspin.example',
    ClientIp: '198.51.100.7',
    UniqueTokenId: 'dG9rZW4',
    SourceIp: '192.0.2.7',
    AdditionalProperties: { SourceFileName: 'a.docx', UserId: 'not this one' },
    Type: 'EnrichedMicrosoft365AuditLogs',
  };
  await withFiles({ 'a.json': `${JSON.stringify(row)}\n` }, async ({ inputs, quarantine }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([{ source: 'm365-audit', records: 1 }]);
    expect(
      await answerOf(
        store,
        'kql',
        'EnrichedMicrosoft365AuditLogs | project RecordType, UserType, ClientIp, SourceIp, UniqueTokenId, UserId, AdditionalProperties',
      ),
    ).toEqual([
      [
        6,
        'Regular',
        '198.51.100.7',
        '192.0.2.7',
        'dG9rZW4',
        'a@tailspin.example',
        { SourceFileName: 'a.docx' },
      ],
    ]);
    expect(
      await answerOf(store, 'kql', 'OfficeActivity | project RecordType, UserType, SourceFileName, ClientIP'),
    ).toEqual([['SharePointFileOperation', 'Regular', 'a.docx', '198.51.100.7']]);
  });
});

const shared = fileURLToPath(new URL('../../../../../shared/', import.meta.url));
const absent = !existsSync(`${shared}data`);
if (absent) process.stderr.write('skipped: ../shared/data, the real log records, is not there\n');

/** Counts of data/NOTICE.md; values read from the files with Python's csv and json modules. */
describe.skipIf(absent)('real records', () => {
  const folder = `${shared}data/m365/`;

  test('rows of OfficeActivity are read whole', async () => {
    await withIngested(
      ['OfficeActivity.csv', 'OfficeActivity-inbox_rule.csv', 'OfficeActivityEvents.Zip'].map(
        (name) => `${folder}${name}`,
      ),
      async ({ inputs, quarantine }, store) => {
        expect(quarantine).toEqual([]);
        expect(inputs.map(({ records, duplicates, source }) => [source, records, duplicates])).toEqual([
          ['m365-audit', 266, 0],
          ['m365-audit', 2, 0],
          ['m365-audit', 1, 0],
        ]);
        const byType = await answerOf(
          store,
          'kql',
          'OfficeActivity | where Start_Time > datetime(2021-04-27) and Start_Time < datetime(2021-05-01) | summarize n = count() by RecordType | sort by n desc, RecordType asc',
        );
        expect(byType).toEqual(
          [
            ['SharePointFileOperation', 112],
            ['SharePoint', 51],
            ['SharePointSharingOperation', 29],
            ['36', 27],
            ['56', 27],
            ['ExchangeItem', 6],
            ['MicrosoftTeams', 5],
            ['50', 3],
            ['ExchangeAdmin', 3],
            ['ComplianceDLPSharePoint', 2],
            ['ExchangeItemGroup', 1],
          ].toSorted(byCount),
        );
        // The rule that the training lab's file is made for.
        expect(
          await answerOf(
            store,
            'kql',
            `OfficeActivity | where OfficeWorkload =~ "Exchange" | where Operation =~ "New-InboxRule"
             | extend Events = todynamic(Parameters) | where Events has "SubjectContainsWords" or Events has "BodyContainsWords"
             | mv-expand Events | where Events.Name in ("SubjectContainsWords", "BodyContainsWords")
             | project tostring(Events.Value), ClientIP | sort by Events_Value asc`,
          ),
        ).toEqual([
          ['covid-19', '2a01:110:8068:7:9bf8:aa87:e00a:5f1f'],
          ['do not open', '2a01:110:8068:7:9bf8:aa87:e00a:5f1f'],
          ['legal', '175.45.176.99'],
        ]);
        expect(
          await answerOf(
            store,
            'spl',
            'sourcetype="o365:management:activity" "Parameters{}.Value"="covid-19"',
          ),
        ).toHaveLength(1);
        expect(
          await answerOf(store, 'sigma', m365Rule('audit', 'Operation: MailItemsAccessed')),
        ).toHaveLength(4);
      },
    );
  });

  test('each labelled record is read, also with names in small letters', async () => {
    const records = readFileSync(`${folder}audit-labelled.jsonl`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly event: unknown }).event);
    await withFiles(
      { 'events.json': records.map((record) => `${JSON.stringify(record)}\n`).join('') },
      async ({ inputs, quarantine }, store) => {
        expect(quarantine).toEqual([]);
        // Two pairs share an id and differ.
        expect(inputs).toMatchObject([{ source: 'm365-audit', records: 5, duplicates: 0, quarantined: 0 }]);
        expect(inputs[0]?.refused).toBeUndefined();
        expect(
          await answerOf(
            store,
            'sigma',
            m365Rule('exchange', 'Operation: [New-InboxRule, Set-Mailbox]', 'Parameters|contains: Forward'),
          ),
        ).toHaveLength(2);
      },
    );
  });
});

function byCount(left: readonly (string | number)[], right: readonly (string | number)[]): number {
  return Number(right[1]) - Number(left[1]) || (String(left[0]) < String(right[0]) ? -1 : 1);
}

describe.skipIf(!existsSync(`${shared}reference/schemas`))('the KQL tables', () => {
  test.each(m365Audit.tables.map((view) => [view.name, view] as const))(
    '%s are the official ones',
    (name, view) => {
      const official = JSON.parse(readFileSync(`${shared}reference/schemas/${name}.json`, 'utf8')) as {
        readonly columns: readonly { readonly name: string; readonly type: string }[];
      };
      // Behind them stands what advanced hunting calls otherwise.
      const more = name === 'CloudAppEvents' ? [{ name: 'Isp', type: 'string' }] : [];
      expect(view.columns.map((item) => ({ name: item.name, type: item.type }))).toEqual([
        ...official.columns.map((item) => ({ name: item.name, type: item.type })),
        ...more,
      ]);
    },
  );
});
