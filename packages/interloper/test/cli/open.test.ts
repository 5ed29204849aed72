import { mkdirSync, readdirSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { open, UserError } from 'interloper';
import { folderOf, graphPage, graphSignIn } from './sign-ins.js';

const folder = folderOf({
  'a.json': graphPage([graphSignIn({ id: 'aaaaaaaa-0000-4000-8000-000000000001' })]),
  'b.json': graphPage([
    graphSignIn({
      id: 'aaaaaaaa-0000-4000-8000-000000000002',
      createdDateTime: '2026-03-05T08:00:00Z',
      riskState: 'confirmedCompromised',
      riskLevelDuringSignIn: 'high',
    }),
  ]),
});
afterAll(() => {
  folder.remove();
});

describe('open', () => {
  test('reads, answers, reads more, scans, and leaves nothing behind', async () => {
    const temporary = folder.file('tmp');
    mkdirSync(temporary);
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = temporary;
    try {
      const workspace = await open();
      expect(await workspace.ingest([folder.file('a.json')])).toMatchObject([
        { path: folder.file('a.json'), source: 'entra-sign-ins', records: 1, duplicates: 0, quarantined: 0 },
      ]);
      const count = { columns: [{ name: 'Count', type: 'long' }], diagnostics: [] };
      expect(await workspace.query('kql', 'SigninLogs | count')).toEqual({ ...count, rows: [[1]] });
      expect((await workspace.scan()).accounts).toEqual([]);
      await workspace.ingest([folder.file('b.json')]);
      expect(await workspace.query('kql', 'SigninLogs | count')).toEqual({ ...count, rows: [[2]] });
      const { accounts, run, inputs } = await workspace.scan();
      expect(accounts).toMatchObject([{ account: 'mina.okafor@alderfinch.example', severity: 'critical' }]);
      expect(run).toMatchObject({ now: '2026-03-05T08:00:00Z', from: '2026-03-04T08:00:00Z' });
      expect(inputs).toHaveLength(2);
      expect(readdirSync(temporary)).not.toEqual([]);
      await workspace.close();
      expect(readdirSync(temporary)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  });

  test.each([undefined, 'fold.duckdb'])('counts records that later ones fold (store %s)', async (store) => {
    const more = folderOf({
      // The same sign-in: the second export says more of it.
      'sparse.json': graphPage([graphSignIn({ id: 'same', resourceDisplayName: undefined })]),
      'full.json': graphPage([
        graphSignIn({ id: 'same', resourceDisplayName: 'Graph' }),
        graphSignIn({ id: 'b' }),
      ]),
    });
    const options = store === undefined ? {} : { store: more.file(store) };
    let workspace = await open(options);
    const reopen = async (): Promise<void> => {
      if (store === undefined) return;
      await workspace.close();
      workspace = await open(options);
    };
    try {
      await workspace.ingest([more.file('sparse.json')]);
      await reopen();
      await workspace.ingest([more.file('full.json')]);
      await reopen();
      const { rows } = await workspace.query('kql', 'SigninLogs | count');
      const { inputs } = await workspace.scan();
      expect(inputs.map(({ records, duplicates }) => [records, duplicates])).toEqual([
        [1, 1],
        [2, 0],
      ]);
      expect(rows).toEqual([[2]]);
    } finally {
      await workspace.close();
      more.remove();
    }
  });

  test('takes questions and files at once, in turn', async () => {
    const workspace = await open({ now: new Date('2026-03-05T00:00:00Z') });
    const [, first, , second] = await Promise.all([
      workspace.ingest([folder.file('a.json')]),
      workspace.query('kql', 'SigninLogs | count'),
      workspace.ingest([folder.file('b.json')]),
      workspace.query('kql', 'SigninLogs | count', { now: new Date('2026-03-06T00:00:00Z') }),
    ]);
    await workspace.close();
    expect([first.rows, second.rows]).toEqual([[[1]], [[2]]]);
  });

  test("gives diagnostics for a mistake in a rule, in the design's shape", async () => {
    const workspace = await open();
    const { columns, rows, diagnostics } = await workspace.query('spl', 'sourcetype=nowhere');
    await workspace.close();
    expect({ columns, rows }).toEqual({ columns: [], rows: [] });
    expect(diagnostics.find(({ severity }) => severity === 'error')).toMatchObject({
      severity: 'error',
      span: { start: 11, end: 18 },
    });
  });

  test('refuses what is not there yet by name', async () => {
    await expect(open({ engine: 'clickhouse' })).rejects.toThrow(UserError);
    const workspace = await open();
    await expect(workspace.ingest([folder.path], { source: 'no-such-log' })).rejects.toThrow(
      'there is no source',
    );
    await workspace.close();
  });

  test('stops when the signal says so', async () => {
    const workspace = await open();
    const reason = new Error('enough');
    const signal = AbortSignal.abort(reason);
    await expect(workspace.ingest([folder.path], { signal })).rejects.toBe(reason);
    await workspace.close();
  });
});
