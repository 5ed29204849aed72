import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cloudAppEventsLog, officeActivityLog, writeLog, writeUnifiedAudit } from '@interloper/emulate';
import { m365Audit } from '@interloper/sources';
import type { Store } from '@interloper/sql';
import { describe, expect, test } from 'vitest';
import { events, filesOf, m365Rule, tenant } from './m365-events.js';
import { answerOf } from './view-answers.js';
import { withFiles } from './written-logs.js';

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
    spl: [
      'sourcetype="o365:management:activity" Operation=UserLoggedIn status=success',
      'sourcetype="o365:management:activity" Operation=UserLoggedIn | fillnull | stats count values(src) as src by signature dest user vendor_account vendor_product SessionId | where mvcount(src) = 1 and count = 2',
    ],
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
      `sourcetype="o365:management:activity" Operation=New-InboxRule | eval match1=mvfind('Parameters{}.Name', "ForwardTo")
       | where match1>=0 | eval ForwardTo=coalesce(ForwardTo, ForwardAsAttachmentTo, RedirectTo)
       | stats count values(Name) as Name by user Operation ForwardTo | search Name="."`,
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

const schemas = fileURLToPath(new URL('../../../../../shared/reference/schemas/', import.meta.url));

describe.skipIf(!existsSync(schemas))('the KQL tables', () => {
  test.each(m365Audit.tables.map((view) => [view.name, view] as const))(
    '%s are the official ones',
    (name, view) => {
      const official = JSON.parse(readFileSync(`${schemas}${name}.json`, 'utf8')) as {
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
