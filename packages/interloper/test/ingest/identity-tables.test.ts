import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  behaviorLog,
  composeIdentityEvents,
  composeTenant,
  identityInfoLog,
  logonEventsLog,
  provisioningLog,
  writeLog,
} from '@interloper/emulate';
import type { IdentityEvent, LogKind } from '@interloper/emulate';
import { defenderIdentity, entraProvisioning, sentinelUeba } from '@interloper/sources';
import type { Source } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import {
  azureRule,
  countOf,
  factsOf,
  rowsOfShape,
  shapeCases,
  sortedFacts,
  withFiles,
} from './written-logs.js';
import type { Facts } from './written-logs.js';

const tenant = composeTenant('identity', { users: 5 });
const events = composeIdentityEvents(tenant, Date.UTC(2026, 2, 11, 8, 0, 0, 118));

function atPrecision(time: string, digits: number): string {
  const fraction = time.slice(20, 20 + digits).replace(/0+$/, '');
  return `${time.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** What a row must say, worked out from the composed event alone. */
type FactsOf = (event: IdentityEvent, digits: number) => Facts;

const behavior: FactsOf = (event, digits) => ({
  LogTable: 'BehaviorAnalytics',
  EventTime: atPrecision(event.time, digits),
  SourceRecordId: event.id,
  ActivityType: event.failed ? 'FailedLogOn' : 'LogOn',
  UserPrincipalName: event.user.principalName,
  SourceIPAddress: event.origin.ipAddress,
  InvestigationPriority: event.priority,
  ActivityInsights: {
    FirstTimeUserConnectedFromCountry: event.unusualCountry ? 'True' : 'False',
    CountryUncommonlyConnectedFromAmongPeers: event.unusualCountry ? 'True' : 'False',
  },
});

const info: FactsOf = (event, digits) => ({
  LogTable: 'IdentityInfo',
  EventTime: atPrecision(event.time, digits),
  AccountUPN: event.user.principalName,
  AccountObjectId: event.user.id,
  AssignedRoles: event.unusualCountry ? ['Global Administrator'] : [],
  IsAccountEnabled: !event.failed,
});

const logon: FactsOf = (event, digits) => ({
  LogTable: 'IdentityLogonEvents',
  EventTime: atPrecision(event.time, digits),
  ActionType: event.failed ? 'LogonFailed' : 'LogonSuccess',
  AccountUpn: event.user.principalName,
  IPAddress: event.origin.ipAddress,
  Port: 50118,
  FailureReason: event.failed ? 'WrongPassword' : null,
  ReportId: event.id,
  AdditionalFields: { Count: 1 },
});

const provisioned: FactsOf = (event, digits) => ({
  LogTable: 'AADProvisioningLogs',
  EventTime: atPrecision(event.time, digits),
  Id: event.id,
  AADTenantId: event.tenantId,
  JobId: event.jobId,
  ProvisioningAction: 'create',
  ResultType: event.failed ? 'failure' : 'success',
  DurationMs: 250,
  SourceIdentity: JSON.stringify({
    id: event.user.id,
    displayName: event.user.displayName,
    identityType: 'User',
  }),
});

const logs: readonly (readonly [Source, LogKind<IdentityEvent>, FactsOf])[] = [
  [sentinelUeba, behaviorLog, behavior],
  [sentinelUeba, identityInfoLog, info],
  [defenderIdentity, logonEventsLog, logon],
  [entraProvisioning, provisioningLog, provisioned],
];
const cases = logs.flatMap(([source, kind, facts]) =>
  shapeCases(kind).map(([shape, options]) => [kind.id, shape, options, source, kind, facts] as const),
);

describe('every shape gives the rows that were composed', () => {
  test.each(cases)('%s as %s %o', async (_, shape, options, source, kind, facts) => {
    const expected = events.map((event) => facts(event, shape === 'log-analytics-csv' ? 3 : 7));
    const rows = await rowsOfShape(source, kind, events, [shape, options], Object.keys(expected[0] ?? {}));
    expect(rows).toEqual(sortedFacts(expected));
  });

  test.each(logs.map((log) => [log[1].id, ...log] as const))(
    '%s: shapes fold into one another',
    async (_, source, kind) => {
      const shapes = [
        'log-analytics-export',
        'log-analytics-csv',
        ...(kind.monitor === undefined ? [] : ['event-hub']),
      ];
      const files = shapes.flatMap((shape) => writeLog(kind, shape, events));
      const input = Object.fromEntries(files.map(({ path, content }) => [path, content]));
      await withFiles(input, async ({ inputs }, store) => {
        expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(
          (shapes.length - 1) * events.length,
        );
        expect((await factsOf(store, source, ['LogTable'])).length).toBe(events.length);
      });
    },
  );
});

describe('rules find what was composed', () => {
  const input = Object.fromEntries(
    logs
      .flatMap(([, kind]) => writeLog(kind, 'log-analytics-export', events))
      .map(({ path, content }) => [path, content]),
  );
  const unusual = events.filter(({ unusualCountry }) => unusualCountry).length;
  const failed = events.filter((event) => event.failed).length;

  test('in each language', async () => {
    expect(failed).toBeGreaterThan(0);
    await withFiles(input, async (_, store) => {
      const counts = {
        unusual: [
          await countOf(
            store,
            'kql',
            'BehaviorAnalytics | where ActivityInsights.FirstTimeUserConnectedFromCountry == "True"',
          ),
          await countOf(
            store,
            'kql',
            'BehaviorAnalytics | where tobool(ActivityInsights.FirstTimeUserConnectedFromCountry) == true and InvestigationPriority > 0',
          ),
          await countOf(
            store,
            'sigma',
            azureRule('behavioranalytics', "ActivityInsights.FirstTimeUserConnectedFromCountry: 'True'"),
          ),
          await countOf(store, 'kql', 'IdentityInfo | where AssignedRoles has "Global Administrator"'),
        ],
        failed: [
          await countOf(
            store,
            'kql',
            'IdentityLogonEvents | where ActionType == "LogonFailed" and Timestamp > datetime(2026-01-01)',
          ),
          await countOf(
            store,
            'spl',
            'search sourcetype="ms:defender:eventhub" category="AdvancedHunting-IdentityLogonEvents" action=failure',
          ),
          await countOf(store, 'sigma', azureRule('identitylogonevents', 'ActionType: LogonFailed')),
          await countOf(store, 'kql', 'AADProvisioningLogs | where ResultType == "failure"'),
          await countOf(
            store,
            'spl',
            'search sourcetype="azure:monitor:aad" category=ProvisioningLogs properties.provisioningStatusInfo.status=failure',
          ),
          await countOf(store, 'sigma', azureRule('provisioninglogs', 'ResultType: failure')),
        ],
      };
      expect(counts).toEqual({
        unusual: [unusual, unusual, unusual, unusual],
        failed: [failed, failed, failed, failed, failed, failed],
      });
    });
  });
});

const schemas = fileURLToPath(new URL('../../../../../shared/reference/schemas/', import.meta.url));
const absent = !existsSync(schemas);
if (absent)
  process.stderr.write('skipped: ../shared/reference/schemas, the official columns, is not there\n');

describe.skipIf(absent)('the KQL tables', () => {
  const tables = [sentinelUeba, defenderIdentity, entraProvisioning].flatMap((source) => source.tables);
  test.each(tables.map((view) => [view.name, view] as const))('%s are the official ones', (name, view) => {
    const official = JSON.parse(readFileSync(`${schemas}${name}.json`, 'utf8')) as {
      readonly columns: readonly { readonly name: string; readonly type: string }[];
    };
    const columns = view.columns.map((item) => ({ name: item.name, type: item.type }));
    expect(columns.slice(0, official.columns.length)).toEqual(
      official.columns.map((item) => ({ name: item.name, type: item.type })),
    );
    expect(columns.slice(official.columns.length).map((item) => `${item.name}:${item.type}`)).toEqual(
      further[name] ?? [],
    );
  });
});

/** What rules ask the tables for besides: what a workspace adds, and Defender XDR's names for Sentinel's columns. */
const further: Readonly<Record<string, readonly string[]>> = {
  IdentityLogonEvents: ['TimeGenerated:datetime', 'TenantId:string', 'SourceSystem:string', 'Type:string'],
  IdentityInfo: [
    'ReportId:string',
    'CriticalityLevel:int',
    'SipProxyAddress:string',
    'OnPremObjectId:string',
    'IdentityEnvironment:string',
    'PrivilegedEntraPimRoles:dynamic',
    'SourceProvider:string',
    'SourceProviders:dynamic',
    'Timestamp:datetime',
    'AccountUpn:string',
    'OnPremSid:string',
    'CloudSid:string',
    'DistinguishedName:string',
    'EmailAddress:string',
    'OtherMailAddresses:dynamic',
    'Address:string',
    'CreatedDateTime:datetime',
    'TenantMembershipType:string',
    'RiskStatus:string',
  ],
};
