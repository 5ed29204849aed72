import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { beforeAll, describe, expect, test } from 'vitest';
import { detectionsPage } from '../../src/documents/detections-page.js';
import type { DetectionsPageParts } from '../../src/documents/detections-page.js';
import type { NoiseMeasurement } from '../../src/documents/noise-section.js';
import { pageParts } from '../../src/documents/page-parts.js';
import { loadedDetections } from '../../src/workspace/detections.js';
import { scenarioOutcomes } from '../../src/workspace/scenario-outcome.js';
import type { ScenarioOutcome } from '../../src/workspace/scenario-outcome.js';
import type { Scenario } from '../../src/workspace/scenarios.js';
import type { Verdict } from '../../src/workspace/verify-scenario.js';

const docs = fileURLToPath(new URL('../../../../docs/', import.meta.url));

let parts: Awaited<ReturnType<typeof pageParts>>;
const outcomes = JSON.parse(readFileSync(`${docs}scenarios.json`, 'utf8')) as readonly ScenarioOutcome[];
beforeAll(async () => {
  parts = await pageParts(await loadedDetections());
});

/** `node scripts/write-detections-page.mjs` runs the scenarios and writes both files. */
describe('docs/detections.md', () => {
  test('tells of every scenario, in every shape and language, and of nothing else', () => {
    const wanted = parts.detections.flatMap(({ slug, queries }) =>
      (parts.scenarios.get(slug) ?? []).map(({ name, emulated }) => ({
        id: `${slug} ${name}`,
        shapes: emulated.map(({ shape }) => shape),
        languages: queries.map(({ language }) => language),
      })),
    );
    const told = outcomes.map(({ detection, scenario, shapes, languages }) => ({
      id: `${detection} ${scenario}`,
      shapes,
      languages: languages.map(({ language }) => language),
    }));
    expect(told.toSorted(byId)).toEqual(wanted.toSorted(byId));
  });

  test('is what the detections and the outcomes give', async () => {
    const path = `${docs}detections.md`;
    const noise = existsSync(`${docs}noise.json`)
      ? { noise: JSON.parse(readFileSync(`${docs}noise.json`, 'utf8')) as NoiseMeasurement }
      : {};
    const written = detectionsPage({ ...parts, ...noise, outcomes });
    expect(readFileSync(path, 'utf8')).toBe(
      await format(written, { ...(await resolveConfig(path)), parser: 'markdown' }),
    );
  });

  test('every scenario came out as expected, the languages agree, and no look-alike is high', () => {
    const languages = outcomes.flatMap((outcome) =>
      outcome.languages.map((each) => ({ ...each, id: `${outcome.detection} ${outcome.scenario}` })),
    );
    expect(languages.filter(({ differing, disagreeing }) => differing + disagreeing > 0)).toEqual([]);
    const benign = new Set(
      [...parts.scenarios].flatMap(([slug, own]) =>
        own.filter(({ kind }) => kind === 'benign').map(({ name }) => `${slug} ${name}`),
      ),
    );
    expect(benign.size).toBeGreaterThan(25);
    expect(
      languages.filter(({ id, highest }) => benign.has(id) && (highest === 'high' || highest === 'critical')),
    ).toEqual([]);
  });
});

function byId(left: { readonly id: string }, right: { readonly id: string }): number {
  return left.id < right.id ? -1 : 1;
}

/** A run of one detection; what is not given is as it must be. */
function verdict(changes: Partial<Verdict>): Verdict {
  return {
    detection: 'password-spray',
    scenario: 'spray-from-one-address',
    kind: 'attack',
    shape: 'native',
    language: 'kql',
    expected: 1,
    missed: [],
    unexpected: [],
    differences: [],
    disagreements: [],
    ...changes,
  };
}

describe('outcomes', () => {
  test('count what each language missed, named too many, and named otherwise than the first', () => {
    const missed = { missed: ['a@tailspin.example'], differences: ['a@tailspin.example was not named'] };
    expect(
      scenarioOutcomes([
        verdict({ highest: 'medium' }),
        verdict({ language: 'spl', ...missed }),
        verdict({ shape: 'splunk', highest: 'high' }),
        verdict({ shape: 'splunk', language: 'spl', highest: 'high' }),
      ]),
    ).toEqual([
      {
        detection: 'password-spray',
        scenario: 'spray-from-one-address',
        shapes: ['native', 'splunk'],
        languages: [
          {
            language: 'kql',
            runs: 2,
            differing: 0,
            missing: 0,
            exceeding: 0,
            disagreeing: 0,
            highest: 'high',
          },
          {
            language: 'spl',
            runs: 2,
            differing: 1,
            missing: 1,
            exceeding: 0,
            disagreeing: 1,
            highest: 'high',
          },
        ],
      },
    ]);
  });

  test('are told on the page in words', () => {
    const detection = parts.detections.find(({ slug }) => slug === 'password-spray');
    const scenario = parts.scenarios
      .get('password-spray')
      ?.find(({ name }) => name === 'spray-from-one-address');
    if (detection === undefined || scenario === undefined) throw new Error('the spray is gone');
    const page = (own: readonly Verdict[], of: Scenario = scenario): string => {
      const given: DetectionsPageParts = {
        ...parts,
        detections: [detection],
        scenarios: new Map([['password-spray', [of]]]),
        outcomes: scenarioOutcomes(own),
      };
      return detectionsPage(given);
    };
    const row = (text: string): string | undefined =>
      text.split('\n').find((line) => line.startsWith('| `spray-from-one-address`'));
    const too = { unexpected: ['b@tailspin.example'], differences: ['b@tailspin.example was named'] };
    const gone = { missed: ['a@tailspin.example'], differences: ['a@tailspin.example was not named'] };

    const good = page([verdict({}), verdict({ language: 'spl' })]);
    expect(row(good)).toContain('| attack | 1 high | detected | detected | yes | `native` |');
    expect(good).toContain(
      '| 1 | Entra ID password spray with one right password | `spray-from-one-address` |',
    );
    expect(good).toContain('| KQL, SPL |  |');

    const bad = page([verdict(too), verdict({ language: 'spl', ...gone })]);
    expect(row(bad)).toContain('| false in 1 of 1 | missed in 1 of 1 | not SPL |');
    expect(bad).toContain('| KQL | SPL |');

    const benign = { ...scenario, kind: 'benign' as const, expected: new Map([['a', 'low' as const]]) };
    const quiet = page([verdict({ highest: 'low' }), verdict({ language: 'spl', highest: 'low' })], benign);
    expect(row(quiet)).toContain('| look-alike | 1 low | low | low | yes |');
    expect(page([])).toContain('| not run | not run | not run |');
  });
});
