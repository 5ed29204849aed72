import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { composeStorageEvents, composeTenant, storageLog, writeLog } from '@interloper/emulate';
import type { StorageEvent } from '@interloper/emulate';
import { azureStorage } from '@interloper/sources';
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

const tenant = composeTenant('storage', { users: 4 });
const events = composeStorageEvents(tenant, Date.UTC(2026, 2, 14, 14, 20, 3, 118));

/** What a row must say, worked out from the composed event alone. */
function expected(event: StorageEvent, digits: number): Facts {
  const { identity, caller } = event;
  const requester = identity.type === 'OAuth' ? identity : undefined;
  const fraction = event.time.slice(20, 20 + digits).replace(/0+$/, '');
  return {
    EventTime: `${event.time.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`,
    AccountName: event.account,
    OperationName: event.operation,
    Category: event.category,
    StatusCode: String(event.status.code),
    StatusText: event.status.text,
    AuthenticationType: identity.type,
    AuthenticationHash: identity.type === 'Anonymous' ? null : identity.tokenHash,
    CallerIpAddress: caller.ipAddress.includes(':')
      ? `[${caller.ipAddress}]:${caller.port}`
      : `${caller.ipAddress}:${caller.port}`,
    CorrelationId: event.correlationId,
    DurationMs: event.durationMs,
    ServerLatencyMs: event.durationMs - 3,
    ResponseBodySize: event.responseBodySize,
    ObjectKey: event.objectKey,
    Uri: event.uri,
    UserAgentHeader: event.userAgent,
    ServiceType: 'blob',
    RequesterUpn: requester?.userPrincipalName ?? null,
    RequesterObjectId: requester?.objectId ?? null,
    RequesterAppId: requester?.appId ?? null,
    RequesterTokenIssuer: requester === undefined ? null : `https://sts.windows.net/${requester.tenantId}/`,
    AuthorizationDetails:
      requester === undefined
        ? null
        : [
            {
              action: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
              principals: [{ id: requester.objectId, type: 'User' }],
            },
          ],
    _SubscriptionId: event.subscriptionId,
  };
}

const [first] = events;
if (first === undefined) throw new Error('no events');
const names = Object.keys(expected(first, 7));

describe('requests in every shape give the rows that were composed', () => {
  test.each(shapeCases(storageLog))('%s %o', async (shape, options) => {
    const rows = await rowsOfShape(azureStorage, storageLog, events, [shape, options], names);
    const digits = shape === 'log-analytics-csv' ? 3 : 7;
    expect(rows).toEqual(sortedFacts(events.map((event) => expected(event, digits))));
  });
});

function filesOf(
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

test('exports of one log in several shapes are folded', async () => {
  const files = ['storage-lines', 'log-analytics-csv', 'log-analytics-query'].flatMap((shape) =>
    writeLog(storageLog, shape, events),
  );
  await withFiles(filesOf(files), async ({ inputs }, store) => {
    expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(2 * events.length);
    expect((await factsOf(store, azureStorage, ['CorrelationId'])).length).toBe(events.length);
  });
});

test('one token from two addresses is found by KQL and SPL; published names give equal counts', async () => {
  const reads = events.filter(({ operation }) => operation === 'GetBlob').length;
  expect(reads).toBe(7);
  for (const shape of ['storage-lines', 'log-analytics-csv']) {
    await withFiles(filesOf(writeLog(storageLog, shape, events)), async (_, store) => {
      expect([
        await countOf(store, 'kql', 'StorageBlobLogs | where OperationName == "GetBlob"'),
        await countOf(
          store,
          'spl',
          'search sourcetype="azure:monitor:resource" operationName=GetBlob | table user src action dest object identity.tokenHash',
        ),
        await countOf(store, 'sigma', azureRule('storagebloblogs', 'OperationName: GetBlob')),
      ]).toEqual([reads, reads, reads]);
      expect([
        await countOf(
          store,
          'kql',
          'StorageBlobLogs | where AuthenticationType == "OAuth" | extend address = tostring(split(CallerIpAddress, ":")[0]) | summarize addresses = dcount(address) by AuthenticationHash | where addresses > 1',
        ),
        await countOf(
          store,
          'spl',
          'search sourcetype="azure:monitor:resource" identity.type=OAuth | stats dc(src_ip) AS addresses BY identity.tokenHash | where addresses > 1',
        ),
      ]).toEqual([1, 1]);
    });
  }
});

test('Data Lake Storage asks for the same blobs by another door', async () => {
  const record = events
    .filter(({ operation }) => operation === 'GetBlob')
    .map((event) => JSON.stringify(storageLog.monitor?.(event).record))
    .find((text) => text.includes('"OAuth"'));
  const lake = record
    ?.replaceAll('.blob.', '.dfs.')
    .replaceAll('"serviceType":"blob"', '"serviceType":"dfs"')
    .replaceAll('GetBlob', 'ReadFile');
  await withFiles({ 'a.json': `${lake}\n` }, async ({ inputs }, store) => {
    expect(inputs).toMatchObject([{ records: 1, quarantined: 0, missing: [] }]);
    expect(await countOf(store, 'kql', 'StorageBlobLogs | where OperationName == "ReadFile"')).toBe(1);
  });
});

test('requests to file shares are rows of their own table', async () => {
  const record = events
    .filter(({ operation }) => operation === 'GetBlob')
    .map((event) => JSON.stringify(storageLog.monitor?.(event).record))
    .find((text) => text.includes('"OAuth"'));
  const file = record
    ?.replaceAll('.blob.', '.file.')
    .replaceAll('blobServices', 'fileServices')
    .replaceAll('"serviceType":"blob"', '"serviceType":"file"')
    .replaceAll('GetBlob', 'GetFile');
  await withFiles({ 'a.json': `${record}\n${file}\n` }, async ({ inputs }, store) => {
    expect(inputs).toMatchObject([{ records: 2, quarantined: 0, missing: [] }]);
    expect([
      await countOf(
        store,
        'kql',
        'StorageFileLogs | where OperationName == "GetFile" and AuthenticationType == "OAuth"',
      ),
      await countOf(store, 'kql', 'StorageBlobLogs'),
      await countOf(store, 'spl', 'search sourcetype="azure:monitor:resource" operationName=GetFile'),
      await countOf(store, 'sigma', azureRule('storagefilelogs', 'OperationName: GetFile')),
    ]).toEqual([1, 1, 1, 1]);
  });
});

test('other services of a storage account are refused by name', async () => {
  const [record] = events.map((event) => storageLog.monitor?.(event).record);
  const queue = {
    ...record,
    resourceId: '/subscriptions/s/providers/Microsoft.Storage/storageAccounts/research/queueServices/default',
    uri: 'https://research.queue.core.windows.net:443/tasks',
    properties: { serviceType: 'queue' },
  };
  const mixed = [record, queue, queue].map((value) => `${JSON.stringify(value)}\n`).join('');
  await withFiles({ 'a.json': mixed }, async ({ inputs }) => {
    expect(inputs).toMatchObject([
      {
        records: 1,
        quarantined: 0,
        refused: '2 records of Azure storage log of the service queue, which is not read',
      },
    ]);
  });
});

test('an object key in quotes is that without; the address of IPv6 keeps its port', async () => {
  const record = {
    time: '2026-03-11T14:20:03.1180000Z',
    category: 'StorageRead',
    operationName: 'GetBlob',
    statusCode: 200,
    callerIpAddress: '[2001:db8::7]:50118',
    correlationId: 'c1',
    uri: 'https://research.blob.core.windows.net/a',
    properties: { objectKey: '"/research/a"' },
  };
  await withFiles({ 'a.json': JSON.stringify({ records: [record] }) }, async (_, store) => {
    expect(await factsOf(store, azureStorage, ['ObjectKey', 'CallerIpAddress', 'StatusCode'])).toEqual([
      { ObjectKey: '/research/a', CallerIpAddress: '[2001:db8::7]:50118', StatusCode: '200' },
    ]);
    expect(
      await countOf(store, 'spl', 'search sourcetype="azure:monitor:resource" src_ip="2001:db8::7"'),
    ).toBe(1);
  });
});

const schemas = fileURLToPath(new URL('../../../../../shared/reference/schemas/', import.meta.url));
describe.skipIf(!existsSync(schemas))('the KQL tables', () => {
  test.each(azureStorage.tables.map((view) => [view.name, view] as const))(
    '%s are the official ones',
    (name, view) => {
      const official = JSON.parse(readFileSync(`${schemas}${name}.json`, 'utf8')) as {
        readonly columns: readonly { readonly name: string; readonly type: string }[];
      };
      expect(view.columns.map((item) => ({ name: item.name, type: item.type }))).toEqual(
        official.columns.map((item) => ({ name: item.name, type: item.type })),
      );
    },
  );
});
