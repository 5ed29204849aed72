import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unifiedAuditRecord } from '@interloper/emulate';
import { m365Audit } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import { rowsOf, withIngested } from './ingest-files.js';
import { events, m365Rule, tenant } from './m365-events.js';
import { answerOf } from './view-answers.js';
import { withFiles } from './written-logs.js';

describe('hostile and odd records are kept and counted', () => {
  const [event] = events;
  if (event === undefined) throw new Error('no events');
  const whole = unifiedAuditRecord(event);

  test('AuditData that is empty, cut or no object', async () => {
    const csv = [
      'RecordId,CreationDate,RecordType,Operation,UserId,AuditData',
      'r1,2026-03-11T13:02:18.0000000Z,6,FileAccessed,a@tailspin.example,',
      `r2,2026-03-11T13:02:19.0000000Z,SharePointFileOperation,FileAccessed,a@tailspin.example,"{""Id"":""r2"",""Oper"`,
      `r3,2026-03-11T13:02:20.0000000Z,sharePointFileOperation,FileAccessed,a@tailspin.example,null`,
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
