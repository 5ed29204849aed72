import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { severities } from '@interloper/detect';
import type { AlertSeverity, DetectionPackage } from '@interloper/detect';
import { UserError } from '../user-error.js';

/**
 * Logs in a detection's `scenarios/<name>/`, or written anew as `expected.json` says, and in that file the accounts that
 * must be named.
 */
export interface Scenario {
  readonly name: string;
  readonly folder: string;
  readonly kind: ScenarioKind;
  readonly validationTest?: ValidationTest;
  /** Severity by account; null where the scenario does not say. */
  readonly expected: ReadonlyMap<string, AlertSeverity | null>;
  /** The shapes in which the scenario is written, one run each; empty when the logs lie in the folder. */
  readonly emulated: readonly EmulatedLogs[];
}

/** An attack, or something that only looks like one. */
export type ScenarioKind = 'attack' | 'benign';

/** A test of a technique that the scenario acts out, counted as Atomic Red Team counts them: the first is 1. */
export interface ValidationTest {
  /** `T1586.003` */
  readonly technique: string;
  readonly number: number;
}

/** How `interloper emulate` writes the logs. */
export interface EmulatedLogs {
  readonly scenario: string;
  readonly shape: string;
  readonly seed: string;
}

/** The file of a scenario that is no log. */
export const EXPECTED = 'expected.json';

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
  const { kind, emulated, ...rest } = parseExpected(file, text);
  const [first] = emulated;
  return { name, folder, emulated, kind: first === undefined ? kind : await kindOf(first), ...rest };
}

/** The emulated scenario knows itself what it is. */
async function kindOf({ scenario, shape }: EmulatedLogs): Promise<ScenarioKind> {
  const { scenarios } = await import('@interloper/emulate');
  const known = scenarios.get(scenario);
  if (known === undefined)
    throw new UserError(
      `there is no scenario ${scenario} in the shape ${shape}; interloper emulate lists them`,
    );
  return known.kind;
}

/**
 * `{"accounts": [{"account": "…", "severity": "high"}]}`, as in examples/expected.json, with
 * `"emulate": {"scenario": "…", "shapes": ["…"], "seed": "1"}` where the logs are written anew, `"kind": "benign"` where
 * logs that lie in the folder are no attack, and `"validationTest": "T1586.003-1"` where it acts out a test; other keys
 * are for readers.
 */
function parseExpected(
  file: string,
  text: string,
): Pick<Scenario, 'kind' | 'validationTest' | 'expected' | 'emulated'> {
  try {
    // Each part is looked at below before it is used.
    const { accounts, emulate, kind, validationTest } = JSON.parse(text) as {
      readonly accounts: readonly Record<string, unknown>[];
      readonly emulate?: Record<string, unknown>;
      readonly kind?: unknown;
      readonly validationTest?: unknown;
    };
    const expected = new Map(
      accounts.map(({ account, severity }) => {
        if (typeof account !== 'string') throw new UserError('an account without a name');
        const known = severities.find((each) => each === severity);
        if (severity !== undefined && known === undefined)
          throw new UserError(`${account} has none of the severities ${severities.join(', ')}`);
        return [account.toLowerCase(), known ?? null];
      }),
    );
    return {
      kind: kind === 'benign' ? 'benign' : 'attack',
      ...(validationTest === undefined ? {} : { validationTest: testNamed(validationTest) }),
      expected,
      emulated: emulate === undefined ? [] : emulatedLogs(emulate),
    };
  } catch (error) {
    throw new UserError(
      `${file} must hold {"accounts": [{"account": NAME, "severity": SEVERITY}]}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function testNamed(name: unknown): ValidationTest {
  const parts = typeof name === 'string' ? /^(T\d{4}(?:\.\d{3})?)-([1-9]\d*)$/.exec(name) : null;
  if (parts === null)
    throw new UserError('validationTest must be a technique and the number of its test, as T1586.003-1');
  return { technique: parts[1] ?? '', number: Number(parts[2]) };
}

function emulatedLogs({ scenario, shapes, seed = '1' }: Record<string, unknown>): readonly EmulatedLogs[] {
  if (typeof scenario !== 'string' || !Array.isArray(shapes) || shapes.length === 0)
    throw new UserError('emulate must name a scenario and at least one of its shapes');
  return shapes.map((shape) => ({ scenario, shape: String(shape), seed: String(seed) }));
}
