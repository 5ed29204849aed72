import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { zipOf } from '../../../sources/test/files/support.js';
import { graphRecord, lines, withIngested, writeFiles } from './ingest-files.js';
import type { Files } from './ingest-files.js';

const root = mkdtempSync(join(tmpdir(), 'repeated-names-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A sign-in that names its user, its result and its city twice: the first are those of another sign-in. */
const twofold = JSON.stringify(graphRecord('a'))
  .replace('{', '{"userPrincipalName":"first@tailspin.example",')
  .replace('"errorCode":0', '"errorCode":50126,"errorCode":0')
  .replace('"city":"Bern"', '"city":"Basel","city":"Bern"');
const others = Array.from({ length: 30 }, (_, index) => JSON.stringify(graphRecord(`b${index}`)));
const array = (...records: readonly string[]): string => `[${records.join(',')}]`;

/** The same record, read by the engine where it lies and record by record. */
const ways: readonly (readonly [string, Files, number])[] = [
  ['lines', { 'a.json': lines(twofold, ...others) }, 1],
  // Nothing at the beginning shows it, and the engine tells nobody.
  ['lines, far from the beginning', { 'a.json': lines(...others, twofold) }, 0],
  ['an array', { 'a.json': array(...others, twofold) }, 1],
  ['a page', { 'a.json': `{"@odata.context":"c","value":${array(...others, twofold)}}` }, 1],
  ['an archive', { 'a.zip': zipOf([{ name: 'a.json', content: lines(...others, twofold) }]) }, 1],
  ['values back to back', { 'a.json': array(twofold) + array(...others) }, 1],
  [
    'Splunk’s _raw',
    { 'a.json': lines(...[twofold, ...others].map((text) => ({ preview: false, result: { _raw: text } }))) },
    0,
  ],
  [
    'many small files',
    Object.fromEntries([...others, twofold].map((text, at) => [`${at}.json`, `${text}\n`])),
    1,
  ],
];

describe('a record that names a property twice is read the same', () => {
  test.each(ways)('%s', async (way, files, told) => {
    const folder = join(root, way);
    writeFiles(folder, files);
    await withIngested([folder], async ({ inputs, quarantine, diagnostics, rows }) => {
      expect(quarantine).toEqual([]);
      expect(inputs.reduce((sum, { records }) => sum + records, 0)).toBe(31);
      const found = await rows('Id', 'UserPrincipalName', 'ResultType', 'LocationDetails.city');
      expect(found.filter(([id]) => id === 'a')).toEqual([['a', 'first@tailspin.example', '50126', 'Basel']]);
      const messages = diagnostics.filter(({ code }) => code === 'SRC0005').map(({ message }) => message);
      expect(messages).toHaveLength(told);
      for (const message of messages) {
        expect(message).toContain('1 record names a property twice');
        for (const name of ['"userPrincipalName"', '"errorCode"', '"city"']) expect(message).toContain(name);
      }
    });
  });
});
