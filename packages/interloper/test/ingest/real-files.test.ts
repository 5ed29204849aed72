import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { lines, withIngested, writeFiles } from './ingest-files.js';

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

  test('every file holds the records that NOTICE.md counts, none of them quarantined', async () => {
    const extracted = mkdtempSync(join(tmpdir(), 'labelled-'));
    try {
      const files = readdirSync(data, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'NOTICE.md')
        .map((entry) => join(entry.parentPath, entry.name));
      // Labelled sets wrap each event; the wrapping is theirs, not an export's.
      const [labelled, given] = [true, false].map((is) =>
        files.filter((path) => path.endsWith('-labelled.jsonl') === is),
      );
      for (const path of labelled ?? []) {
        const events = readFileSync(path, 'utf8').trim().split('\n');
        const records = events.map((line) => (JSON.parse(line) as { readonly event: unknown }).event);
        writeFiles(extracted, { [relative(data, path)]: lines(...records) });
      }
      await withIngested([...(given ?? []), extracted], async ({ inputs, quarantine }) => {
        expect(quarantine).toEqual([]);
        expect(noticed()).toHaveLength(24);
        const counted = noticed().map(([path]): readonly [string, number] => {
          const own = inputs.filter(
            (input) =>
              input.path.startsWith(join(data, path)) || input.path.startsWith(join(extracted, path)),
          );
          return [path, own.reduce((sum, { records }) => sum + records, 0)];
        });
        expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(noticed()));
      });
    } finally {
      rmSync(extracted, { recursive: true, force: true });
    }
  }, 120_000);

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

/** The files or folders that NOTICE.md lists, and how many records are in each. */
function noticed(): readonly (readonly [string, number])[] {
  const list = readFileSync(join(data, 'NOTICE.md'), 'utf8').matchAll(
    /^- (\S+)(?: \(\d+ files\))?: (\d+)$/gm,
  );
  return [...list].map(([, path = '', records]) => [path, Number(records)]);
}

function count(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
