import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scenarios } from '@interloper/emulate';
import { ticksOfIso } from '@interloper/plan';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadedDetections } from '../../src/workspace/detections.js';
import { runQuery } from '../../src/workspace/query.js';
import { scenariosOf } from '../../src/workspace/scenarios.js';
import type { Scenario } from '../../src/workspace/scenarios.js';
import { openTelling } from './support/open-telling.js';

/**
 * What atomics.yaml says that each validation test of T1586.003 leaves in the logs is what the emulated scenarios leave,
 * and what their look-alikes do not.
 */
const telemetrySchema = z.array(
  z.strictObject({
    test: z.int().positive(),
    emulate: z.array(z.string()).min(1),
    detections: z.array(z.string()).min(1),
    signals: z
      .array(
        z.strictObject({
          says: z.string().min(1),
          needs: z.string().min(1).optional(),
          /** Which of the scenarios show it; all of them when it is not said. */
          scenarios: z.array(z.string()).min(1).optional(),
          kql: z.string().min(1),
        }),
      )
      .min(1),
  }),
);

const file = new URL('../../../../detections/compromised-account-sign-in/atomics.yaml', import.meta.url);
const telemetry = telemetrySchema.parse(
  (parse(readFileSync(fileURLToPath(file), 'utf8')) as Record<string, unknown>)['expected_telemetry'],
);
const signals = telemetry.flatMap(({ test: number, emulate, signals: own }) =>
  own.map((signal, index) => ({
    name: `${number}.${index + 1}`,
    number,
    all: emulate,
    showing: signal.scenarios ?? emulate,
    kql: signal.kql,
  })),
);

/** What a query finds in a scenario's logs a day after they began, or two where it says so. */
async function findIn(id: string, kql: string, now: string): Promise<readonly (readonly unknown[])[]> {
  const telling = scenarios.get(id)?.tell('validation', Date.parse('2026-03-02T08:00:00Z'));
  if (telling === undefined) throw new Error(`there is no scenario ${id}`);
  const shape = ['log-analytics', 'log-analytics-csv', 'log-analytics-lines'].find((each) =>
    scenarios.get(id)?.shapes.some((known) => known.id === each),
  );
  const session = await openTelling(telling, shape ?? '');
  const { rows, diagnostics } = await runQuery(session, 'kql', kql, ticksOfIso(now) ?? 0n);
  await session.close();
  expect(diagnostics.filter(({ code }) => !code.startsWith('RUN010'))).toEqual([]);
  return rows;
}

/** The first midnight after a scenario's last event. */
const nights: Readonly<Record<string, string>> = {
  'spray-from-one-address': '2026-03-04T00:00:00Z',
  'password-spray': '2026-03-03T00:00:00Z',
  'tor-named-by-protection': '2026-03-04T12:00:00Z',
  'risky-sign-in': '2026-03-03T00:00:00Z',
  'storage-without-a-sign-in': '2026-03-05T00:00:00Z',
  'aws-credential-reconnaissance': '2026-03-03T00:00:00Z',
};

describe.each(signals)('signal $name', ({ all, showing, kql }) => {
  test.each(all)('in %s', async (id) => {
    const rows = await findIn(id, kql, nights[id] ?? '');
    expect(rows.length > 0).toBe(showing.includes(id));
  });
});

/** Things that look like each test, and an instant at which all of it is in the last day. */
const lookAlikes: readonly (readonly [number, string, string])[] = [
  [1, 'monday-at-the-office', '2026-03-03T08:00:00Z'],
  [1, 'shared-office', '2026-03-03T00:00:00Z'],
  [2, 'traveller', '2026-03-03T00:00:00Z'],
  [2, 'risk-remediated', '2026-03-03T00:00:00Z'],
  [4, 'aws-everyday-questions', '2026-03-03T00:00:00Z'],
];

test.each(lookAlikes)('no signal of test %i in %s', async (number, id, now) => {
  for (const { kql } of signals.filter((signal) => signal.number === number))
    expect(await findIn(id, kql, now)).toEqual([]);
});

describe('the scenarios of detections', () => {
  let told: readonly (Scenario & { readonly detection: string })[];
  beforeAll(async () => {
    const detections = await loadedDetections();
    const of = await Promise.all(
      detections.map(async (detection) =>
        (await scenariosOf(detection)).map((scenario) => ({ ...scenario, detection: detection.slug })),
      ),
    );
    told = of.flat().filter(({ validationTest }) => validationTest !== undefined);
  });

  test('act out four tests', () => {
    expect(telemetry.map(({ test: number }) => number)).toEqual([1, 2, 3, 4]);
  });

  test.each(telemetry)(
    'number $test is acted out where it says so',
    ({ test: number, emulate, detections }) => {
      const own = told.filter(
        ({ validationTest }) => validationTest?.technique === 'T1586.003' && validationTest.number === number,
      );
      expect([...new Set(own.map(({ detection }) => detection))].toSorted()).toEqual(detections.toSorted());
      const acted = new Set(own.flatMap(({ emulated }) => emulated.map(({ scenario }) => scenario)));
      expect([...acted].toSorted()).toEqual(emulate.toSorted());
      expect(own.filter(({ kind, expected }) => kind !== 'attack' || expected.size === 0)).toEqual([]);
    },
  );
});
