import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseSpl, printPipeline } from '@interloper/spl';
import { expect, test } from 'vitest';
import { RULE_FOLDER, readRuleSet } from './rule-set.js';

/** Whole searches, printed and read again: the shipped ones, the seed's, and those of published form for each source. */
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const seed = join(root, '../shared/seeds/T1586.003.spl');

const shipped = readdirSync(join(root, 'detections'))
  .map((name) => join(root, 'detections', name, 'query.spl'))
  .filter((path) => existsSync(path));
const searches = [
  ...[...shipped, ...(existsSync(seed) ? [seed] : [])].map((path) => ({
    name: path.slice(root.length),
    search: readFileSync(path, 'utf8'),
  })),
  ...readdirSync(RULE_FOLDER)
    .filter((name) => name.endsWith('.yml'))
    .flatMap((file) => {
      const { rules } = readRuleSet(join(RULE_FOLDER, file));
      return rules.map((rule) => ({ name: `${file}: ${rule.name}`, search: rule.search }));
    }),
];

const withoutSpans = (tree: unknown): unknown =>
  JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'span' ? undefined : value)));

test('there are searches of detections and of each source', () => {
  expect(shipped.length).toBeGreaterThan(0);
  expect(searches.length).toBeGreaterThan(200);
});

test.each(searches.map(({ name, search }) => [name, search] as const))(
  '%s, printed, is the same',
  (_, search) => {
    const first = parseSpl(search);
    expect(first.diagnostics).toEqual([]);
    const again = parseSpl(printPipeline(first.pipeline));
    expect(again.diagnostics).toEqual([]);
    expect(withoutSpans(again.pipeline)).toEqual(withoutSpans(first.pipeline));
  },
);
