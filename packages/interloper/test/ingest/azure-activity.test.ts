import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { activityLog, composeActivityEvents, composeTenant, writeLog } from '@interloper/emulate';
import type { ActivityEvent } from '@interloper/emulate';
import { azureActivity } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import { withIngested } from './ingest-files.js';
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

const tenant = composeTenant('activity', { users: 5 });
const events = composeActivityEvents(tenant, Date.UTC(2026, 2, 11, 21, 40));

/** What a row must say, worked out from the composed event alone; capitals are the shape's. */
function expected(event: ActivityEvent, digits: number): Facts {
  const { caller } = event;
  const fraction = event.time.slice(20, 20 + digits).replace(/0+$/, '');
  const time = `${event.time.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`;
  const path = `/subscriptions/${event.subscriptionId}/resourceGroups/rg-data/${event.resource}`;
  return {
    EventTime: time,
    TimeGenerated: time,
    OperationNameValue: event.operation.toLowerCase(),
    CategoryValue: event.category,
    ActivityStatusValue: event.status,
    ActivitySubstatusValue: event.substatus,
    CorrelationId: event.correlationId,
    Caller: caller.userPrincipalName ?? caller.id,
    CallerIpAddress: event.callerIpAddress,
    Level: event.status === 'Failure' ? 'Error' : 'Informational',
    SubscriptionId: event.subscriptionId.toLowerCase(),
    ResourceGroup: 'rg-data',
    ResourceProviderValue: event.operation.toLowerCase().split('/')[0] ?? null,
    _ResourceId: path.toLowerCase(),
    ResourceId: path.toLowerCase(),
    'Authorization_d.action': event.operation.toLowerCase(),
    Properties_d: { ...event.properties },
  };
}

const [first] = events;
if (first === undefined) throw new Error('no events');
const names = Object.keys(expected(first, 7));

/** Names of resources and operations come in capitals or not, as the service and the shape like. */
const anyCase: ReadonlySet<string> = new Set([
  'OperationNameValue',
  'SubscriptionId',
  'ResourceGroup',
  'ResourceProviderValue',
  '_ResourceId',
  'ResourceId',
  'Authorization_d.action',
]);

function small(rows: readonly Facts[]): readonly Facts[] {
  return sortedFacts(
    rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === 'string' && anyCase.has(name) ? value.toLowerCase() : value,
        ]),
      ),
    ),
  );
}

describe('operations in every shape give the rows that were composed', () => {
  test.each(shapeCases(activityLog))('%s %o', async (shape, options) => {
    const rows = await rowsOfShape(azureActivity, activityLog, events, [shape, options], names);
    const digits = shape === 'log-analytics-csv' ? 3 : 7;
    expect(small(rows)).toEqual(small(events.map((event) => expected(event, digits))));
  });
});

test('exports of one log in several shapes are folded, and the start stays beside the end', async () => {
  const files = ['event-hub', 'log-analytics-csv', 'log-analytics-export'].flatMap((shape) =>
    writeLog(activityLog, shape, events),
  );
  await withFiles(filesOf(files), async ({ inputs }, store) => {
    expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(2 * events.length);
    expect((await factsOf(store, azureActivity, ['CorrelationId'])).length).toBe(events.length);
  });
});

function filesOf(
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

test('published names give equal counts', async () => {
  const keys = events.filter(
    ({ operation, status }) => operation.endsWith('listKeys/action') && status === 'Success',
  ).length;
  const vaults = events.filter(({ operation }) => operation.endsWith('vaults/delete')).length;
  expect(keys).toBeGreaterThan(0);
  expect(vaults).toBe(10);
  for (const shape of ['event-hub', 'log-analytics-csv']) {
    await withFiles(filesOf(writeLog(activityLog, shape, events)), async (_, store) => {
      const counts = {
        keys: [
          await countOf(
            store,
            'kql',
            'AzureActivity | where OperationNameValue =~ "microsoft.storage/storageaccounts/listkeys/action" and ActivityStatusValue =~ "Success"',
          ),
          await countOf(
            store,
            'spl',
            'search sourcetype="azure:monitor:activity" operationName="Microsoft.Storage/storageAccounts/listKeys/action" resultType=Success | table user src action object dest',
          ),
          await countOf(
            store,
            'sigma',
            azureRule(
              'activitylogs',
              'operationName: MICROSOFT.STORAGE/STORAGEACCOUNTS/LISTKEYS/ACTION',
              'status: Success',
            ),
          ),
        ],
        vaults: [
          await countOf(
            store,
            'kql',
            'AzureActivity | where Authorization_d.action endswith "/vaults/delete"',
          ),
          await countOf(
            store,
            'spl',
            'search sourcetype="azure:monitor:activity" identity.authorization.action="*/vaults/delete" action=deleted',
          ),
          await countOf(
            store,
            'sigma',
            azureRule(
              'activitylogs',
              "CategoryValue: 'Administrative'",
              "ResourceProviderValue: 'Microsoft.KeyVault'",
              'OperationNameValue|contains: vaults/delete',
            ),
          ),
        ],
      };
      expect(counts).toEqual({ keys: [keys, keys, keys], vaults: [vaults, vaults, vaults] });
    });
  }
});

test('records without properties, and of a caller without a name, are read', async () => {
  const record = {
    time: '2025-12-22T14:00:00.0000000Z',
    resourceId: '/subscriptions/5555/resourceGroups/automation-rg/providers/Microsoft.Automation/x',
    operationName: 'MICROSOFT.AUTOMATION/AUTOMATIONACCOUNTS/RUNBOOKS/READ',
    category: 'Administrative',
    resultType: 'Success',
    callerIpAddress: 'not an address',
    correlationId: 'e5f6',
    tenantId: '5555',
  };
  await withFiles({ 'a.json': `${JSON.stringify(record)}\n` }, async (result, store) => {
    expect(result.inputs).toMatchObject([{ source: 'azure-activity', records: 1, quarantined: 0 }]);
    expect(result.inputs[0]?.missing).toContain('Caller');
    expect(await factsOf(store, azureActivity, ['CallerIpAddress', 'ResourceGroup', 'Caller'])).toEqual([
      { CallerIpAddress: 'not an address', ResourceGroup: 'automation-rg', Caller: null },
    ]);
  });
});

const shared = fileURLToPath(new URL('../../../../../shared/', import.meta.url));
const absent = !existsSync(`${shared}data`);
if (absent) process.stderr.write('skipped: ../shared/data, the real log records, is not there\n');

/** Counts of data/NOTICE.md; values counted in the files with Python's csv module. */
describe.skipIf(absent)('real activity logs', () => {
  test('are read whole', async () => {
    const files = ['azureActivity_adele.csv', 'azure_activity.csv'].map(
      (name) => `${shared}data/azure/${name}`,
    );
    await withIngested(files, async ({ inputs, quarantine }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs).toMatchObject([
        { source: 'azure-activity', records: 23, quarantined: 0, duplicates: 0 },
        { source: 'azure-activity', records: 325, quarantined: 0, duplicates: 0 },
      ]);
      expect(inputs[1]?.missing).toContain('OperationNameValue');
      const count = async (rule: string): Promise<number> =>
        countOf(store, 'kql', `AzureActivity | where ${rule}`);
      expect(await count('OperationNameValue =~ "microsoft.keyvault/vaults/delete"')).toBe(6);
      expect(await count('OperationName == "Update Incidents"')).toBe(92);
      // 172 words and 13 values.
      expect(await count('ActivityStatusValue == "Success"')).toBe(185);
      expect(await count('ActivityStatus == "Failed"')).toBe(5);
    });
  });

  test('each labelled record is read by the log it is of', async () => {
    const records = readFileSync(`${shared}data/azure/activity-labelled.jsonl`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly event: unknown }).event);
    await withFiles(
      { 'events.json': records.map((record) => `${JSON.stringify(record)}\n`).join('') },
      async ({ inputs, quarantine }) => {
        expect(quarantine).toEqual([]);
        expect(inputs).toMatchObject([{ records: 107, quarantined: 0 }]);
        expect(inputs[0]?.refused).toBeUndefined();
      },
    );
  });
});

describe.skipIf(!existsSync(`${shared}reference/schemas`))('the KQL tables', () => {
  test.each(azureActivity.tables.map((view) => [view.name, view] as const))(
    '%s are the official ones',
    (name, view) => {
      const official = JSON.parse(readFileSync(`${shared}reference/schemas/${name}.json`, 'utf8')) as {
        readonly columns: readonly { readonly name: string; readonly type: string }[];
      };
      expect(view.columns.map((item) => ({ name: item.name, type: item.type }))).toEqual(
        official.columns.map((item) => ({ name: item.name, type: item.type })),
      );
    },
  );
});
