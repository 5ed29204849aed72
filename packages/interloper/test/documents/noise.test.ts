import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { measureNoise, noiseDocument, withNoiseLine } from '../../src/documents/noise.js';

const detections = fileURLToPath(new URL('../../../../detections/', import.meta.url));
const slugs = readdirSync(detections).toSorted();

describe('docs/noise.json', () => {
  const text = readFileSync(new URL('../../../../docs/noise.json', import.meta.url), 'utf8');
  const document = noiseDocument.parse(JSON.parse(text));

  test('holds the rate of every detection, at the size that the issue asks for', () => {
    expect(document).toMatchObject({ users: 500, days: 30 });
    expect(document.detections.map(({ detection }) => detection)).toEqual(slugs);
  });

  test.each(slugs)('is what tuning.md of %s says', (slug) => {
    const tuning = readFileSync(join(detections, slug, 'tuning.md'), 'utf8');
    expect(tuning).toBe(withNoiseLine(tuning, document, slug));
  });

  test('tells of no detection that finds anything high in it with the watchlists', () => {
    const grave = document.detections.filter(({ withWatchlists }) => withWatchlists.atHighOrAbove > 0);
    expect(grave).toEqual([]);
  });
});

test('a rate counts alerts for a hundred users and thirty days, and each account once', () => {
  const alert = (account: string, severity: 'low' | 'high', detection = 'some') => ({
    account,
    severity,
    detection,
  });
  const withoutWatchlists = [
    alert('ada', 'low'),
    alert('ada', 'high'),
    alert('bo', 'low'),
    alert('bo', 'low', 'other'),
  ];
  const [other, some] = measureNoise(
    ['some', 'other'],
    { users: 50, days: 10 },
    { withWatchlists: [], withoutWatchlists },
  );
  // Three alerts of 50 users in 10 days: of 100 users in 30 days six times as many.
  expect(some?.withoutWatchlists).toEqual({
    alerts: 3,
    accounts: 2,
    atHighOrAbove: 1,
    per100UsersPerMonth: 18,
    severities: { low: 2, high: 1 },
  });
  expect(some?.withWatchlists.alerts).toBe(0);
  expect(other?.withoutWatchlists.alerts).toBe(1);
});
