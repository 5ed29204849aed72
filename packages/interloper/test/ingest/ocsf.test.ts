import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeOcsfEvents, ocsfRecord, ocsfShapes, writeOcsf } from '@interloper/emulate';
import type { OcsfEvent } from '@interloper/emulate';
import { ocsf } from '@interloper/sources';
import { afterAll, describe, expect, test } from 'vitest';
import { lines, rowsOf, sorted, withIngested, writeFiles } from './ingest-files.js';
import type { Files } from './ingest-files.js';
import { writeParquet } from './write-parquet.js';
import { countOf, withFiles } from './written-logs.js';

const root = mkdtempSync(join(tmpdir(), 'ocsf-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const events = composeOcsfEvents('shapes', 40);

function filesOf(id: string, some: readonly OcsfEvent[] = events): Files {
  return Object.fromEntries(writeOcsf(id, some).map(({ path, content }) => [path, content]));
}

/** Rows as Security Lake files them: structures, a map, and the time as a number and as a timestamp. */
async function parquetOf(id: 'lines-1.0' | 'lines-1.1', folder: string): Promise<string> {
  writeFiles(join(folder, 'json'), filesOf(id));
  const [source = ''] = Object.keys(filesOf(id));
  const file = join(folder, `${id}.gz.parquet`);
  const time = id === 'lines-1.0' ? 'time: time' : 'time_dt: CAST(time_dt AS TIMESTAMP)';
  await writeParquet(
    file,
    `SELECT * EXCLUDE (${time.split(':')[0] ?? ''}, unmapped), ${time.split(': ')[1] ?? ''} AS ${time.split(':')[0] ?? ''},
            CAST(unmapped AS MAP(VARCHAR, VARCHAR)) AS unmapped
     FROM read_json('${join(folder, 'json', source)}', format = 'newline_delimited', sample_size = -1)`,
  );
  return file;
}

const tables = {
  authentication: 'OcsfAuthentication',
  api: 'OcsfApiActivity',
  account: 'OcsfAccountChange',
} as const;

/** What a row must say, worked out from the composed event alone. */
function factsOf(event: OcsfEvent, version: string): Readonly<Record<string, unknown>> {
  const old = version.startsWith('1.0');
  const iso = new Date(event.time).toISOString().replace(/\.?0*Z$/, 'Z');
  const isSignIn = event.kind === 'authentication';
  return {
    LogTable: tables[event.kind],
    EventTime: iso,
    TimeGenerated: iso,
    time: event.time,
    time_dt: iso,
    'metadata.uid': event.uid,
    'metadata.product.name': 'CloudTrail',
    class_uid: { authentication: 3002, api: 6003, account: 3001 }[event.kind],
    type_uid: { authentication: 300201, api: 600302, account: 300101 }[event.kind],
    status_id: event.success ? 1 : 2,
    status: event.success ? 'Success' : 'Failure',
    'api.operation': event.operation,
    'api.service.name': event.service,
    'api.response.error': event.error,
    'api.request.data': event.request,
    'src_endpoint.ip': event.address,
    'http_request.user_agent': event.userAgent,
    'cloud.region': event.region,
    'cloud.account.uid': old ? null : event.account,
    'cloud.account_uid': old ? event.account : null,
    'actor.user.uid': old ? event.principalId : event.userArn,
    'actor.user.uid_alt': old ? null : event.principalId,
    'actor.user.uuid': old ? event.userArn : null,
    'actor.user.name': event.userName,
    'actor.user.credential_uid': event.accessKeyId,
    'actor.session.is_mfa': old ? null : String(event.mfa),
    'actor.session.mfa': old ? String(event.mfa) : null,
    'user.name': event.kind === 'api' ? null : event.userName,
    is_mfa: isSignIn ? event.mfa : null,
    unmapped: { eventType: 'AwsApiCall', recipientAccountId: event.account },
    Unconverted: null,
  };
}

const [first] = events;
if (first === undefined) throw new Error('no events');
const names = Object.keys(factsOf(first, '1.1'));

async function expectRows(path: string, version: string): Promise<void> {
  await withIngested([path], async ({ inputs, quarantine, diagnostics }, store) => {
    expect(quarantine).toEqual([]);
    expect(diagnostics).toEqual([]);
    expect(inputs).toMatchObject([
      { source: 'ocsf', records: 40, duplicates: 0, quarantined: 0, missing: [] },
    ]);
    const rows = await rowsOf(store, names, ocsf);
    expect(rows).toEqual(
      events.map((event) => {
        const facts = factsOf(event, version);
        return names.map((name) => facts[name]);
      }),
    );
  });
}

describe('every shape gives the rows that were composed', () => {
  test.each(ocsfShapes)('%s', async (id) => {
    writeFiles(join(root, id), filesOf(id));
    await expectRows(join(root, id), id === 'lines-1.0' ? '1.0' : '1.1');
  });

  test.each(['lines-1.0', 'lines-1.1'] as const)('%s as Parquet', async (id) => {
    await expectRows(await parquetOf(id, join(root, `parquet ${id}`)), id === 'lines-1.0' ? '1.0' : '1.1');
  });
});

test('Parquet files of different versions lie in one folder', async () => {
  const folder = join(root, 'versions');
  const files = [await parquetOf('lines-1.0', folder), await parquetOf('lines-1.1', folder)];
  await withIngested(files, async ({ inputs, quarantine }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([
      { source: 'ocsf', records: 40 },
      { source: 'ocsf', records: 40 },
    ]);
    // Their users are the same under different attributes: what each has is in its rows.
    const rows = await rowsOf(store, ['actor.user.uuid', 'actor.user.uid_alt'], ocsf);
    const kept = rows.filter(([uuid, alternative]) => (uuid === null) !== (alternative === null));
    expect(kept.length).toBe(rows.length);
    expect(new Set(rows.flat())).toEqual(
      new Set([
        null,
        ...events.map(({ userArn }) => userArn),
        ...events.map(({ principalId }) => principalId),
      ]),
    );
  });
});

test('the same events as JSON and as Parquet are folded', async () => {
  const folder = join(root, 'twice');
  await parquetOf('lines-1.1', folder);
  await withIngested([folder], async ({ inputs }) => {
    expect(inputs.map(({ records }) => records)).toEqual([40, 40]);
    expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(40);
  });
});

test('KQL, SPL and Sigma agree', async () => {
  const failed = events.filter(({ kind, success }) => kind === 'authentication' && !success);
  const keys = events.filter(({ operation, success }) => operation === 'CreateAccessKey' && success);
  expect(failed.length).toBeGreaterThan(0);
  await withFiles(filesOf('lines-1.1'), async (_, store) => {
    const counts = [
      await countOf(
        store,
        'kql',
        'OcsfAuthentication | where status == "Failure" and tostring(api.operation) == "ConsoleLogin"',
      ),
      await countOf(
        store,
        'spl',
        'sourcetype="aws:asl" class_uid=3002 api.operation=ConsoleLogin status=Failure | table user src vendor_account',
      ),
      await countOf(
        store,
        'sigma',
        'title: t\nlogsource: { service: ocsf }\ndetection:\n  selection: { api.operation: ConsoleLogin, status: Failure }\n  condition: selection\n',
      ),
    ];
    expect(counts).toEqual([failed.length, failed.length, failed.length]);
    // As the published rules on Security Lake name the fields.
    const rule =
      'sourcetype=aws:asl api.operation=CreateAccessKey status=Success http_request.user_agent!=console.amazonaws.com | stats count by actor.user.uid src_endpoint.ip api.request.data _time';
    expect(await countOf(store, 'spl', rule)).toBe(keys.length);
    expect(
      await countOf(
        store,
        'kql',
        'OcsfAccountChange | where status_id == 1 and user.name == actor.user.name',
      ),
    ).toBe(keys.length);
  });
});

test('hostile values are kept and counted', async () => {
  const record = ocsfRecord(first, '1.1.0');
  const text = lines(
    { ...record, metadata: { ...(record['metadata'] as object), uid: '1' }, time: 'soon', time_dt: null },
    {
      ...record,
      metadata: { ...(record['metadata'] as object), uid: '2' },
      src_endpoint: { ip: 'AWS Internal' },
      is_mfa: 'YES',
    },
    {
      ...record,
      metadata: '{"uid":"3","version":"1.1.0"}',
      class_uid: '3002',
      actor: 'null',
      severity_id: 99,
    },
    { ...record, class_uid: 4001, class_name: 'Network Activity' },
  );
  await withFiles({ 'odd.ndjson': text }, async ({ inputs, quarantine, diagnostics }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([{ source: 'ocsf', records: 3 }]);
    expect(inputs[0]?.refused).toContain('1 record of OCSF class 4001 (Network Activity)');
    expect(diagnostics.map(({ message }) => message).join('\n')).toContain('soon');
    const rows = await rowsOf(store, ['metadata.uid', 'src_endpoint.ip', 'is_mfa', 'Unconverted'], ocsf);
    expect(sorted(rows.map(([uid = null, ip = null]) => [uid, ip]))).toEqual([
      ['1', first.address],
      ['2', 'AWS Internal'],
      ['3', first.address],
    ]);
  });
});
