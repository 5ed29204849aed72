import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { withIngested } from './ingest-files.js';

const data = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));
const absent = !existsSync(data);
if (absent) process.stderr.write('skipped: ../shared/data, the real log records, is not there\n');

/** The records per file are those of data/NOTICE.md; the values were read from the CSV with Python's csv module. */
describe.skipIf(absent)('real sign-ins', () => {
  test('all sixty of Log Analytics are read, with what the exports lack', async () => {
    await withIngested([`${data}entra`], async ({ inputs, rows, quarantine }) => {
      const byName = new Map(inputs.map((input) => [input.path.slice(data.length), input]));
      const adele = byName.get('entra/SigninLogs-sign-in_adelete.csv');
      const disabled = byName.get('entra/SigninLogs-disable_accounts.csv');
      expect(adele).toMatchObject({ source: 'entra-sign-ins', records: 56, quarantined: 0 });
      expect(disabled).toMatchObject({ source: 'entra-sign-ins', records: 4, quarantined: 0 });
      expect(disabled?.missing).toContain('CreatedDateTime');
      expect(adele?.missing).not.toContain('CreatedDateTime');
      expect(adele?.missing).toEqual(expect.arrayContaining(['CrossTenantAccessType', 'SessionId']));
      expect(adele?.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(quarantine).toEqual([]);
      const results = (await rows('ResultType', 'SignInTable', '_file')).filter(
        ([, , file]) => typeof file === 'string' && file.endsWith('adelete.csv'),
      );
      expect(count(results.map(([result]) => JSON.stringify(result)))).toEqual({
        '"0"': 53,
        '"16000"': 2,
        '"50058"': 1,
      });
      expect(new Set(results.map(([, table]) => table))).toEqual(new Set(['SigninLogs']));
      const first = (
        await rows('Id', 'CreatedDateTime', 'LocationDetails.city', 'Location', 'IsInteractive')
      ).find(([id]) => id === 'cfb68155-70f5-4e28-b046-0a3a7086c401');
      expect(first).toEqual([
        'cfb68155-70f5-4e28-b046-0a3a7086c401',
        '2021-04-28T14:08:45.221Z',
        'Azor',
        'IL',
        true,
      ]);
      const wrapped = byName.get('entra/diagnostic-labelled.jsonl');
      expect(wrapped?.records).toBe(0);
      expect(wrapped?.refused).toMatch(/\w/);
    });
  });

  test('every other file is recognised or refused with a reason', async () => {
    await withIngested([data], async ({ inputs }) => {
      expect(inputs.length).toBeGreaterThan(100);
      for (const input of inputs) {
        if (input.source === null) expect(input.refused, input.path).toMatch(/\w/);
      }
      const signIns = inputs.filter((input) => input.source === 'entra-sign-ins');
      expect(signIns.reduce((sum, input) => sum + input.records, 0)).toBe(60);
    });
  });
});

function count(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
