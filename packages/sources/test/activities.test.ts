import { describe, expect, test } from 'vitest';
import { validatePlan } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { sources } from '@interloper/sources';

describe('what a log says of who did what', () => {
  test.each(sources.map((source) => [source.id, source] as const))('%s is declared', (id, source) => {
    expect(source.activities.length).toBeGreaterThan(0);
    for (const activity of source.activities) {
      expect(activity.source).toBe(id);
      expect(activity.scan.dataset).toBe(source.dataset.name);
      expect(activity.accounts.length).toBeGreaterThan(0);
    }
  });

  test.each(sources.map((source) => [source.id, source] as const))(
    '%s names columns that are there, in their types',
    (_, { activities }) => {
      for (const { scan, where, accounts, targets, ...activity } of activities) {
        const { source: _source, findings: _findings, ...values } = activity;
        const columns = [
          ...Object.entries(values).map(([name, expression]) => ({ name, expression })),
          ...accounts.map(({ value }, index) => ({ name: `account${index}`, expression: value })),
          ...targets.map(({ value }, index) => ({ name: `target${index}`, expression: value })),
        ];
        const input: Relation =
          where === undefined ? scan : { kind: 'filter', input: scan, predicate: where };
        expect(validatePlan({ kind: 'project', input, columns })).toEqual([]);
        for (const { name, expression } of columns)
          expect([name, expression.type]).toEqual([name, name === 'time' ? 'datetime' : 'string']);
      }
    },
  );
});
