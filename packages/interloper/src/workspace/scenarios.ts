import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { severities } from '@interloper/detect';
import type { AlertSeverity, DetectionPackage } from '@interloper/detect';
import type { LanguageId } from '@interloper/plan';
import type { ContextOptions } from '../context/options.js';
import { UserError } from '../user-error.js';
import { runScan } from './scan.js';
import { openSession } from './session.js';

/** Logs in a detection's `scenarios/<name>/`, and in `expected.json` beside them the accounts that must be named. */
export interface Scenario {
  readonly name: string;
  readonly folder: string;
  /** Severity by account; null where the scenario does not say. */
  readonly expected: ReadonlyMap<string, AlertSeverity | null>;
}

/** What one language made of a scenario: empty when it named exactly the accounts that it must. */
export interface Verdict {
  readonly detection: string;
  readonly scenario: string;
  readonly language: LanguageId;
  readonly differences: readonly string[];
}

const EXPECTED = 'expected.json';

/** The scenarios of a detection, by name; none when it has no such folder. */
export async function scenariosOf({ folder }: DetectionPackage): Promise<readonly Scenario[]> {
  const root = join(folder, 'scenarios');
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(names.toSorted().map(async (name) => readScenario(name, join(root, name))));
}

async function readScenario(name: string, folder: string): Promise<Scenario> {
  const file = join(folder, EXPECTED);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UserError(`${file} cannot be read: it says which accounts must be named`);
  });
  return { name, folder, expected: parseExpected(file, text) };
}

/** `{"accounts": [{"account": "…", "severity": "high"}]}`, as in examples/expected.json; other keys are for readers. */
function parseExpected(file: string, text: string): Scenario['expected'] {
  try {
    // Each part is looked at below before it is used.
    const { accounts } = JSON.parse(text) as { readonly accounts: readonly Record<string, unknown>[] };
    return new Map(
      accounts.map(({ account, severity }) => {
        if (typeof account !== 'string') throw new UserError('an account without a name');
        const known = severities.find((each) => each === severity);
        if (severity !== undefined && known === undefined)
          throw new UserError(`${account} has none of the severities ${severities.join(', ')}`);
        return [account.toLowerCase(), known ?? null];
      }),
    );
  } catch (error) {
    throw new UserError(
      `${file} must hold {"accounts": [{"account": NAME, "severity": SEVERITY}]}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Runs a detection on a scenario's logs in every language it has. */
export async function verifyScenario(
  detection: DetectionPackage,
  { name, folder, expected }: Scenario,
  context: ContextOptions = {},
  signal?: AbortSignal,
): Promise<readonly Verdict[]> {
  const session = await openSession(undefined, context);
  try {
    const logs = (await readdir(folder)).filter((entry) => entry !== EXPECTED);
    const options = signal === undefined ? {} : { signal };
    // What is no known log is nothing to a detection.
    await session.ingest(
      logs.map((entry) => join(folder, entry)),
      { ...options, unknown: 'refused' },
    );
    const verdicts: Verdict[] = [];
    for (const query of detection.queries) {
      const alone = { ...detection, queries: [query] };
      const { accounts, coverage } = await runScan(session, {
        detections: [alone],
        languages: 'one',
        ...options,
      });
      const named = new Map(accounts.map(({ account, severity }) => [account.toLowerCase(), severity]));
      const blind = coverage
        .filter(({ outcome }) => outcome === 'notEvaluable')
        .map(({ reason = '' }) => `not evaluable: ${reason}`);
      verdicts.push({
        detection: detection.slug,
        scenario: name,
        language: query.language,
        differences: [...blind, ...differencesOf(expected, named)],
      });
    }
    return verdicts;
  } finally {
    await session.close();
  }
}

function differencesOf(
  expected: Scenario['expected'],
  named: ReadonlyMap<string, AlertSeverity>,
): readonly string[] {
  const missed = [...expected].flatMap(([account, severity]) => {
    const found = named.get(account);
    if (found === undefined) return [`${account} was not named`];
    return severity === null || severity === found ? [] : [`${account} is ${found}, not ${severity}`];
  });
  const extra = [...named.keys()].filter((account) => !expected.has(account));
  return [...missed, ...extra.map((account) => `${account} was named`)];
}
