import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { open } from 'interloper';

/**
 * Splunk's bare terms search the raw event (Search Reference, search command): here the record as it lies in the file,
 * with fields that no source knows.
 */
const folder = mkdtempSync(join(tmpdir(), 'interloper-raw-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const record = (id: string, extra: object): string =>
  JSON.stringify({
    id,
    createdDateTime: '2026-03-01T00:00:00Z',
    userPrincipalName: `${id}@tailspin.example`,
    ipAddress: '192.0.2.1',
    isInteractive: true,
    status: { errorCode: 0 },
    ...extra,
  });
const log = join(folder, 'log.json');
writeFileSync(
  log,
  ['{"broken', record('ada', { note: 'zebra crossing' }), record('bob', { note: 'horse' })]
    .map((line) => `${line}\n`)
    .join(''),
);
const rule = 'sourcetype="azure:aad:signin" zebra | table id';

describe('a rule that reads the raw event', () => {
  test('finds what no column holds, although the files were read before it was known', async () => {
    const workspace = await open();
    await workspace.ingest([log]);
    expect((await workspace.query('spl', 'sourcetype="azure:aad:signin" | table id')).rows).toHaveLength(2);
    expect((await workspace.query('spl', rule)).rows).toEqual([['ada']]);
    const inputs = await workspace.ingest([join(folder, 'log.json')]);
    expect(inputs[0]?.repeatOf).toBeDefined();
    await workspace.close();
  });

  test('is answered from a store whose files are gone', async () => {
    const gone = join(folder, 'gone.json');
    writeFileSync(gone, `${record('ada', { note: 'zebra' })}\n`);
    const store = join(folder, 'case.duckdb');
    const first = await open({ store });
    await first.ingest([gone]);
    await first.close();
    rmSync(gone);
    const second = await open({ store });
    expect((await second.query('spl', rule)).rows).toEqual([['ada']]);
    await second.close();
  });
});
