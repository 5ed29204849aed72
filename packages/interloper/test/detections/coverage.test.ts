import type { Coverage, DetectionPackage } from '@interloper/detect';
import { describe, expect, test } from 'vitest';
import { detectionOf, queryIn, runOnLogins } from './support/logins.js';
import type { Login, LoginRun } from './support/logins.js';

const span = { from: '2026-03-10T00:00:00Z', now: '2026-03-11T00:00:00Z' };
const at = '2026-03-10T09:00:00Z';
const quiet: readonly Login[] = [{ at, level: 'low', verdict: 'none' }];

async function coverageOf(
  detection: DetectionPackage,
  logins: readonly Login[],
  run: Partial<LoginRun> = {},
): Promise<readonly Coverage[]> {
  return (await runOnLogins(detection, logins, { ...span, ...run })).coverage;
}

describe('a detection that was run', () => {
  test('is quiet when nothing matched', async () => {
    expect(await coverageOf(detectionOf('Logins | where Level == "high"'), quiet)).toEqual([
      { detection: 'test', query: 'kql', outcome: 'quiet', matches: 0, gaps: [] },
    ]);
  });

  test('fired when something did, and says how often', async () => {
    const logins = [...quiet, { at, level: 'high' }, { at, level: 'high' }];
    expect(await coverageOf(detectionOf('Logins | where Level == "high"'), logins)).toMatchObject([
      { outcome: 'fired', matches: 2 },
    ]);
  });

  test('names the fields that some rows of its log lack, and the files', async () => {
    const logins: readonly Login[] = [
      { at, level: 'low', verdict: 'none', file: 'a.json' },
      { at, level: 'low', file: 'b.json' },
      { at, level: 'low', file: 'b.json' },
      { at, verdict: 'none', file: 'c.json' },
      { verdict: 'none', level: 'low', file: 'c.json' },
      { at, file: 'd.json', table: 'Others' },
    ];
    const rule = 'Logins | where Level == "high" or Verdict == "risky"';
    const [coverage] = await coverageOf(detectionOf(rule), logins);
    expect(coverage?.outcome).toBe('quiet');
    expect(coverage?.gaps).toEqual(
      expect.arrayContaining([
        { table: 'Logins', field: 'Level', rowsWithout: 1, rows: 5, inputs: ['c.json'] },
        { table: 'Logins', field: 'Verdict', rowsWithout: 2, rows: 5, inputs: ['b.json'] },
        { table: 'Logins', field: 'At', rowsWithout: 1, rows: 5, inputs: ['c.json'] },
      ]),
    );
    expect(coverage?.gaps).toHaveLength(3);
  });

  test('is evaluated although one of its branches is dead', async () => {
    const logins = [{ at, level: 'high' }];
    const rule = 'Logins | where Level == "high" or Verdict == "risky"';
    expect(await coverageOf(detectionOf(rule), logins)).toMatchObject([
      { outcome: 'fired', gaps: [{ field: 'Verdict', rowsWithout: 1, rows: 1 }] },
    ]);
  });

  test('says which of its logs nothing was seen of', async () => {
    const dataSources = { tables: ['Logins', 'Others'], sourcetypes: [], logsources: [] };
    const rule = detectionOf('union Logins, Others | where Level == "high"', { dataSources });
    const reason = 'There are no events of Others.';
    expect(await coverageOf(rule, quiet)).toMatchObject([{ outcome: 'quiet', reason }]);
    expect(await coverageOf(rule, [{ at, level: 'high' }])).toMatchObject([{ outcome: 'fired', reason }]);
    const both: readonly Login[] = [...quiet, { at, table: 'Others', level: 'low' }];
    expect((await coverageOf(rule, both))[0]).not.toHaveProperty('reason');
  });
});

describe('a detection is not evaluable', () => {
  const reasonOf = async (
    detection: DetectionPackage,
    logins: readonly Login[],
    run: Partial<LoginRun> = {},
  ): Promise<string | undefined> => {
    const [coverage] = await coverageOf(detection, logins, run);
    expect(coverage?.outcome).toBe('notEvaluable');
    return coverage?.reason;
  };

  test('when no source has the table', async () => {
    expect(await reasonOf(detectionOf('Nowhere | where Level == "high"'), quiet)).toBe(
      'No source provides Nowhere.',
    );
  });

  test('when its rule does not compile', async () => {
    const reason = await reasonOf(detectionOf('Logins\n| where Levle == "high"'), quiet);
    expect(reason).toMatch(/^The rule does not compile: .*Levle.* \(KS\d+, line 2\)$/);
  });

  test('when its log has no events, though another of the source has', async () => {
    const others: readonly Login[] = [{ at, table: 'Others', level: 'high' }];
    expect(await reasonOf(detectionOf('Logins | where Level == "high"'), others)).toBe(
      'There are no events of Logins.',
    );
  });

  test('when no event lies in the time', async () => {
    const before = [{ at: '2026-03-01T00:00:00Z', level: 'high', verdict: 'risky' }];
    const expected = 'No event of Logins lies in the time that was looked at.';
    expect(await reasonOf(detectionOf('Logins | where Level == "high"'), before)).toBe(expected);
    const { from: _, ...instant } = span;
    const result = await runOnLogins(detectionOf('Logins | where Level == "high"'), before, instant);
    expect(result.coverage).toMatchObject([{ outcome: 'notEvaluable', reason: expected }]);
  });

  test('when no event has a time', async () => {
    expect(await reasonOf(detectionOf('Logins | where Level == "high"'), [{ level: 'high' }])).toBe(
      'None of the 1 events of Logins has a time.',
    );
  });

  test('when every branch is dead, by the names of the fields', async () => {
    const rule = 'Logins | where Level == "high" or Verdict == "risky"';
    expect(await reasonOf(detectionOf(rule), [{ at }])).toBe(
      'Every condition rests on fields that the data lacks: Level, Verdict.',
    );
  });

  test('when the engine fails, with what it says', async () => {
    const reason = await reasonOf(detectionOf('Logins | where Level == "high"'), quiet, {
      around: (reader) => ({
        ...reader,
        query: async (relation, options) => {
          if (JSON.stringify(relation).includes('"high"')) throw new Error('out of memory');
          return reader.query(relation, options);
        },
      }),
    });
    expect(reason).toBe('The engine failed: out of memory');
  });
});

describe('with one language for each detection', () => {
  const failing = queryIn('kql', 'Nowhere');
  const plan = { kind: 'values', columns: [{ name: 'User', type: 'string' }], rows: [] } as const;
  const others = () => ({ plan, diagnostics: [], missingTables: [] });

  test('the next is asked when the first cannot be run', async () => {
    const detection = detectionOf('', { queries: [failing, queryIn('spl', 'anything')] });
    expect(await coverageOf(detection, quiet, { others })).toMatchObject([
      { query: 'kql', outcome: 'notEvaluable' },
      { query: 'spl', outcome: 'quiet' },
    ]);
  });

  test('the next is not asked when the first was quiet', async () => {
    const first = queryIn('kql', 'Logins | where Level == "high"');
    const detection = detectionOf('', { queries: [first, queryIn('spl', 'anything')] });
    expect(await coverageOf(detection, quiet, { others })).toMatchObject([
      { query: 'kql', outcome: 'quiet' },
    ]);
    expect(await coverageOf(detection, quiet, { others, languages: 'all' })).toHaveLength(2);
  });
});
