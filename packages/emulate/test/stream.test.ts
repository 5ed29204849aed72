import { expect, test } from 'vitest';
import { azureMonitorRecord, graphV1SignIn, streamGraphPages, streamNdjson } from '@interloper/emulate';
import { sample, textOf } from './support/sample.js';

test('lines stream in chunks of whole lines, in order', () => {
  const chunks = [...streamNdjson('azure-monitor', sample, { chunkBytes: 20_000 })];
  expect(chunks.length).toBeGreaterThan(5);
  expect(chunks.every((chunk) => chunk.at(-1) === 10)).toBe(true);
  const lines = chunks.map(textOf).join('').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
    sample.map((event) => JSON.parse(JSON.stringify(azureMonitorRecord(event))) as unknown),
  );
});

test('pages stream up to their size in bytes, and only the last ends the chain', () => {
  const files = [...streamGraphPages('v1.0', sample, { pageBytes: 50_000 })];
  expect(files.length).toBeGreaterThan(3);
  expect(files.every(({ content }) => content.length <= 50_000)).toBe(true);
  // Full pages: the next record would not have gone in.
  expect(files.slice(0, -1).every(({ content }) => content.length > 45_000)).toBe(true);
  const pages = files.map(({ content }) => JSON.parse(textOf(content)) as { value: unknown[] });
  expect(pages.map((page) => '@odata.nextLink' in page)).toEqual(
    pages.map((_, index) => index < pages.length - 1),
  );
  expect(pages.flatMap(({ value }) => value)).toEqual(sample.map((event) => graphV1SignIn(event)));
  expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
});

test('pages hold at most as many records as asked', () => {
  const pages = [...streamGraphPages('beta', sample, { pageSize: 7 })];
  expect(pages).toHaveLength(Math.ceil(sample.length / 7));
});
