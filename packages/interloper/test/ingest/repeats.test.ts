import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  benignSignIns,
  composeTenant,
  createRandom,
  composeUserSignIn,
  writeSignIns,
} from '@interloper/emulate';
import type { SignIn, WriteOptions } from '@interloper/emulate';
import { duckdb } from '@interloper/duckdb';
import { afterAll, describe, expect, test } from 'vitest';
import { ingest } from '../../src/ingest/ingest.js';
import { graphRecord, lines, rowsOf, sorted, withIngested, writeFiles } from './ingest-files.js';

const root = mkdtempSync(join(tmpdir(), 'repeats-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
function folderOf(...sets: readonly (readonly [string, readonly SignIn[], WriteOptions?])[]): string {
  folders += 1;
  const folder = join(root, String(folders));
  sets.forEach(([id, events, options = {}], index) => {
    for (const { path, content } of writeSignIns(id, events, options))
      writeFiles(join(folder, String(index)), { [path]: content });
  });
  return folder;
}

const tenant = composeTenant('repeats', { users: 5 });
const events = [...benignSignIns(tenant, { from: '2026-03-16', days: 2, perUserPerDay: 3 })];
const duplicates = (inputs: readonly { readonly duplicates: number }[]): number =>
  inputs.reduce((sum, input) => sum + input.duplicates, 0);

describe('repeats', () => {
  test('of the same export twice are all folded, once', async () => {
    const folder = folderOf(['graph-beta', events], ['graph-beta', events]);
    await withIngested([folder], async ({ inputs, rows }) => {
      expect(inputs.map(({ records, duplicates: folded }) => [records, folded])).toEqual([
        [events.length, 0],
        [events.length, events.length],
      ]);
      expect((await rows('Id')).length).toBe(events.length);
    });
  });

  // Graph has seconds, Log Analytics CSV milliseconds, Azure Monitor 100 ns; v1.0 and the portal lack fields.
  test.each([
    ['graph-v1', 'graph-beta'],
    ['graph-beta', 'azure-monitor-lines'],
    ['graph-beta', 'log-analytics-csv'],
    ['log-analytics-csv', 'azure-monitor-lines'],
    ['graph-v1', 'log-analytics-query'],
    ['portal-csv', 'graph-beta'],
    ['splunk-aad-signin-json', 'event-hub'],
    ['graph-powershell', 'log-analytics-export'],
    ['notebook-csv', 'storage-lines'],
  ])('of %s in %s are folded, and the row that says most stays', async (poorer, richer) => {
    const folder = folderOf([poorer, events], [richer, events]);
    await withIngested([folder], async ({ inputs, rows }) => {
      expect(duplicates(inputs)).toBe(events.length);
      expect(sorted(await rows('Id'))).toEqual(sorted(events.map(({ id }) => [id])));
    });
  });

  test('that overlap in part are folded where they overlap', async () => {
    const folder = folderOf(['graph-beta', events.slice(0, 20)], ['event-hub', events.slice(12)]);
    await withIngested([folder], async ({ inputs, rows }) => {
      expect(duplicates(inputs)).toBe(8);
      expect((await rows('Id')).length).toBe(events.length);
    });
  });

  test('are folded across two ingests into one store', async () => {
    const folder = folderOf(['graph-beta', events]);
    const store = await duckdb.open();
    try {
      await ingest(store, [folder]);
      const second = await ingest(store, [folder]);
      expect(duplicates(second.inputs)).toBe(events.length);
      expect((await rowsOf(store, ['Id'])).length).toBe(events.length);
    } finally {
      await store.close();
    }
  });
});

test('repeats of several logs in one file are counted together', async () => {
  const time = '2026-03-13T19:20:00Z';
  const signIn = { time, category: 'SignInLogs', resultType: '0', properties: graphRecord('a') };
  const properties = {
    id: 'b',
    activityDateTime: time,
    activityDisplayName: 'Add user',
    operationType: 'Add',
    category: 'UserManagement',
    result: 'success',
    initiatedBy: { user: { userPrincipalName: 'a@tailspin.example' } },
    targetResources: [],
  };
  const audit = { time, category: 'AuditLogs', operationName: 'Add user', properties };
  const folder = join(root, 'several');
  writeFiles(folder, { 'batch.json': JSON.stringify({ records: [signIn, signIn, signIn, audit, audit] }) });
  await withIngested([folder], async ({ inputs, rows }) => {
    expect(inputs).toMatchObject([{ records: 5, duplicates: 3 }]);
    expect(await rows('Id')).toEqual([['a']]);
  });
});

describe('rows that share an id and differ are all kept', () => {
  const [person] = tenant.users;
  if (person === undefined) throw new Error('a tenant without users');
  const base = composeUserSignIn(tenant, person, createRandom('base'), { at: Date.UTC(2026, 2, 16, 9) });

  test('a risk verdict that came later', async () => {
    const judged: SignIn = {
      ...base,
      risk: { ...base.risk, state: 'confirmedCompromised', levelAggregated: 'high' },
    };
    await withIngested(
      [folderOf(['graph-beta', [base]], ['graph-beta', [judged]])],
      async ({ inputs, rows }) => {
        expect(duplicates(inputs)).toBe(0);
        expect(sorted(await rows('RiskState')).flat()).toEqual(['confirmedCompromised', 'none']);
      },
    );
  });

  test('a step that was open, then done; each of them delivered twice', async () => {
    const open = graphRecord('m', { status: { errorCode: 50074 } });
    const done = graphRecord('m');
    const folder = join(root, 'steps');
    writeFiles(folder, { 'a.json': lines(open, done), 'b.json': lines(done, open) });
    await withIngested([folder], async ({ inputs, rows }) => {
      expect(inputs.map(({ duplicates: folded }) => folded)).toEqual([0, 2]);
      expect(sorted(await rows('ResultType')).flat()).toEqual(['0', '50074']);
    });
  });

  test('an identity that fifty different rows share; a record without an id', async () => {
    const many = Array.from({ length: 50 }, (_, index) =>
      graphRecord('00000000-0000-0000-0000-000000000000', {
        userPrincipalName: `u${index}@tailspin.example`,
      }),
    );
    const anonymous = graphRecord('', { id: undefined });
    const folder = join(root, 'shared');
    writeFiles(folder, { 'a.json': lines(...many, ...many.slice(0, 3), anonymous, anonymous) });
    await withIngested([folder], async ({ inputs, rows }) => {
      expect(inputs).toMatchObject([{ records: 55, duplicates: 3 }]);
      expect((await rows('Id')).length).toBe(52);
    });
  });
});
