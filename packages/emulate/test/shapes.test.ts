import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { composeTenant, benignSignIns, signInShapes, writeSignIns } from '@interloper/emulate';
import { readCsv } from './support/read-csv.js';
import { sampleFor, sample, textOf } from './support/sample.js';

test('every file of shapes/ is in the registry, and nothing else', () => {
  const files = readdirSync(fileURLToPath(new URL('../src/shapes/', import.meta.url)));
  expect(files.map((name) => name.replace(/\.ts$/, '')).toSorted()).toEqual(
    [...signInShapes.keys()].toSorted(),
  );
});

describe.each([...signInShapes.values()].map((shape) => [shape.id, shape] as const))('%s', (id, shape) => {
  const events = sampleFor(shape);
  const files = writeSignIns(id, events);

  test('writes the same bytes for the same events in whatever order', () => {
    expect(fingerprints(writeSignIns(id, events.toReversed()))).toEqual(fingerprints(files));
  });

  test('names no address but those for documentation, and no mail domain but .example', () => {
    for (const { path, content } of files) {
      const text = path.endsWith('.xlsx')
        ? textOf(unzipSync(content)['xl/sharedStrings.xml'])
        : textOf(content);
      // A product's version (Chrome/141.0.0.0, Edg/…) is spelled like an address.
      const addresses =
        text.replace(/[A-Za-z]+\/\d+(\.\d+){3}/g, '').match(/\b\d{1,3}(\.\d{1,3}){3}\b/g) ?? [];
      const foreign = addresses.filter(
        (address) => !/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/.test(address),
      );
      expect([...new Set(foreign)], path).toEqual([]);
      const wide = text.match(/\b[0-9a-f]{1,4}(:[0-9a-f]{1,4})+::[0-9a-f]+\b/g) ?? [];
      expect(wide.filter((address) => !address.startsWith('2001:db8:'))).toEqual([]);
      const mail = text.match(/[\w.]+@[\w.-]+\w/g) ?? [];
      expect([...new Set(mail.filter((address) => !address.endsWith('.example')))], path).toEqual([]);
    }
  });

  test('holds every event once', () => {
    expect(countRecords(id, files)).toBe(
      id === 'portal-auth-details-csv'
        ? events.reduce((sum, { authentication }) => sum + authentication.steps.length, 0)
        : events.length,
    );
  });
});

/** Each file's path and hash: comparing megabytes one by one is slow. */
function fingerprints(files: ReturnType<typeof writeSignIns>): readonly string[] {
  return files.map(({ path, content }) => `${path} ${createHash('sha256').update(content).digest('hex')}`);
}

/** Records by each container's own syntax, read without the writers. */
function countRecords(id: string, files: ReturnType<typeof writeSignIns>): number {
  let count = 0;
  for (const { path, content } of files) {
    if (path.endsWith('.xlsx')) {
      count += (textOf(unzipSync(content)['xl/worksheets/sheet1.xml']).match(/<row /g)?.length ?? 0) - 1;
      continue;
    }
    const text = textOf(content).replace(/^\uFEFF/, '');
    if (path.endsWith('.csv')) {
      const [header = [], ...rows] = readCsv(text);
      expect(rows.filter((row) => row.length !== header.length)).toEqual([]);
      count += rows.length;
    } else if (lineShapes.has(id)) {
      const lines = text.split('\n').filter((line) => line !== '');
      for (const line of lines) expect(typeof JSON.parse(line)).toBe('object');
      count += lines.length;
    } else if (id === 'graph-concatenated') {
      const arrays: unknown = JSON.parse(`[${text.replaceAll('\n][\n', '\n],[\n')}]`);
      count += (arrays as unknown[][]).flat().length;
    } else {
      const document: unknown = JSON.parse(text);
      count += recordsOf(document).length;
    }
  }
  return count;
}

const lineShapes = new Set([
  'storage-lines',
  'azure-monitor-lines',
  'log-analytics-sdk-lines',
  'log-analytics-export',
  'splunk-aad-signin-json',
  'splunk-monitor-aad-json',
]);

function recordsOf(document: unknown): readonly unknown[] {
  if (Array.isArray(document)) return document;
  const { value, records, tables } = document as {
    value?: unknown[];
    records?: unknown[];
    tables?: { rows: unknown[] }[];
  };
  return value ?? records ?? tables?.flatMap(({ rows }) => rows) ?? [];
}

describe('writeSignIns', () => {
  test('refuses a shape that does not exist, no events, and events the shape has no room for', () => {
    expect(() => writeSignIns('graph-v3', sample)).toThrow(
      'no shape "graph-v3"; there are: graph-v1, graph-beta',
    );
    expect(() => writeSignIns('graph-v1', [])).toThrow('no sign-ins to write as graph-v1');
    const machine = sample.filter(({ category }) => category === 'managedIdentity');
    expect(() => writeSignIns('portal-csv', machine)).toThrow(
      'portal-csv cannot carry managedIdentity sign-ins',
    );
  });

  test('writes UTF-16LE and UTF-8 with their marks, and CRLF when asked to', () => {
    const [wide] = writeSignIns('graph-powershell', sample, { encoding: 'utf-16le' });
    expect([...(wide?.content.subarray(0, 4) ?? [])]).toEqual([0xff, 0xfe, 0x5b, 0]); // mark, then "["
    expect(JSON.parse(new TextDecoder('utf-16le').decode(wide?.content))).toHaveLength(sample.length);
    const [marked] = writeSignIns('azure-monitor-lines', sample, {
      encoding: 'utf-8-bom',
      lineBreak: '\r\n',
    });
    expect([...(marked?.content.subarray(0, 4) ?? [])]).toEqual([0xef, 0xbb, 0xbf, 0x7b]);
    expect(textOf(marked?.content).split('\r\n')).toHaveLength(sample.length + 1);
  });

  test('gzips each file and zips all into one archive', () => {
    const plain = writeSignIns('log-analytics-csv', sample);
    const gzipped = writeSignIns('log-analytics-csv', sample, { compression: 'gzip' });
    expect(gzipped.map(({ path }) => path)).toEqual(plain.map(({ path }) => `${path}.gz`));
    expect(gzipped.map(({ content }) => textOf(gunzipSync(content)))).toEqual(
      plain.map(({ content }) => textOf(content)),
    );
    const [archive, ...more] = writeSignIns('log-analytics-csv', sample, { compression: 'zip' });
    expect([archive?.path, more]).toEqual(['log-analytics-csv.zip', []]);
    const members = unzipSync(archive?.content ?? new Uint8Array());
    expect(Object.entries(members).map(([path, content]) => [path, textOf(content)])).toEqual(
      plain.map(({ path, content }) => [path, textOf(content)]),
    );
  });
});

test('a tenant and its sign-ins depend on the seed alone', () => {
  const compose = (seed: string): unknown => {
    const tenant = composeTenant(seed);
    return [tenant, [...benignSignIns(tenant, { from: '2026-01-05', days: 2, perUserPerDay: 2 })]];
  };
  expect(compose('one')).toEqual(compose('one'));
  expect(compose('one')).not.toEqual(compose('two'));
});
