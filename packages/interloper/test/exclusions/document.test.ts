import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readExclusions } from '@interloper/detect';
import { expect, test } from 'vitest';
import { shippedDetection } from '../detections/support/run-on-sign-ins.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const page = readFileSync(`${root}docs/exclusions.md`, 'utf8');

/** The first cells of the table behind a heading, without their marks. */
function rowsBehind(heading: string): readonly (readonly string[])[] {
  const section = page.slice(page.indexOf(`## ${heading}`)).split(/^## /m)[1] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replaceAll('`', '').trim()),
    );
}

test('docs/exclusions.md lists every indicator that is a confirmed compromise, and no other', async () => {
  const confirmed = new Set<string>();
  for (const slug of readdirSync(`${root}detections`)) {
    const { grading } = await shippedDetection(slug);
    for (const grade of grading) if (grade.confirmed === true) confirmed.add(`${slug} ${grade.indicator}`);
  }
  const told = rowsBehind('What is never excluded').map(([slug = '', name = '']) => `${slug} ${name}`);
  expect(told.toSorted()).toEqual([...confirmed].toSorted());
});

test('docs/exclusions.md explains every key of an entry', () => {
  const { diagnostics } = readExclusions('exclusions: [{ detection: a, reason: b, x: c }]', 'exclusions.yml');
  expect(diagnostics).toHaveLength(1);
  const explained = rowsBehind('An entry').flatMap(([keys = '']) => keys.split(', '));
  // With a value that no key takes, the shape names the keys that it has.
  const wrong = [...explained, 'reason', 'owner', 'ticket'].map((key) => `${key}: { no: 1 }`).join(', ');
  const refused = readExclusions(`exclusions: [{ ${wrong} }]`, 'exclusions.yml').diagnostics;
  expect(refused.map(({ message }) => message).filter((each) => each.includes('Unrecognized key:'))).toEqual(
    [],
  );
  expect(new Set(refused.map(({ message }) => message.split(':')[0]?.split('.')[2]))).toEqual(
    new Set([...explained, 'reason', 'owner', 'ticket']),
  );
});

test('the entry that docs/exclusions.md shows is one', () => {
  const shown = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const { exclusions, diagnostics } = readExclusions(shown, 'exclusions.yml');
  expect(diagnostics).toEqual([]);
  expect(exclusions).toMatchObject([{ reason: 'On a registered trip', trip: { watchlist: 'travel' } }]);
});
