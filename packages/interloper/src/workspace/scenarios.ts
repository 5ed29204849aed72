import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { severities } from '@interloper/detect';
import type { AlertSeverity, DetectionPackage, DetectionQuery } from '@interloper/detect';
import type { StoryContext, WrittenFile } from '@interloper/emulate';
import type { LanguageId } from '@interloper/plan';
import { writeContext } from '../commands/write-context.js';
import { writeFiles } from '../commands/write-files.js';
import type { ContextOptions } from '../context/options.js';
import { UserError } from '../user-error.js';
import { disagreement } from './disagreement.js';
import { runScan } from './scan.js';
import { openSession } from './session.js';

/**
 * Logs in a detection's `scenarios/<name>/`, or written anew as `expected.json` says, and in that file the accounts that
 * must be named.
 */
export interface Scenario {
  readonly name: string;
  readonly folder: string;
  /** Severity by account; null where the scenario does not say. */
  readonly expected: ReadonlyMap<string, AlertSeverity | null>;
  /** The shapes in which the scenario is written, one run each; empty when the logs lie in the folder. */
  readonly emulated: readonly EmulatedLogs[];
}

/** How `interloper emulate` writes the logs. */
interface EmulatedLogs {
  readonly scenario: string;
  readonly shape: string;
  readonly seed: string;
}

/** What one language made of a scenario: empty when it named exactly the accounts that it must. */
export interface Verdict {
  readonly detection: string;
  readonly scenario: string;
  readonly language: LanguageId;
  readonly differences: readonly string[];
  /** Where it names other accounts than the detection's first language: what only one of them finds. */
  readonly disagreements: readonly string[];
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
  return { name, folder, ...parseExpected(file, text) };
}

/**
 * `{"accounts": [{"account": "…", "severity": "high"}]}`, as in examples/expected.json, with
 * `"emulate": {"scenario": "…", "shapes": ["…"], "seed": "1"}` where the logs are written anew; other keys are for
 * readers.
 */
function parseExpected(file: string, text: string): Pick<Scenario, 'expected' | 'emulated'> {
  try {
    // Each part is looked at below before it is used.
    const { accounts, emulate } = JSON.parse(text) as {
      readonly accounts: readonly Record<string, unknown>[];
      readonly emulate?: Record<string, unknown>;
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
    return { expected, emulated: emulate === undefined ? [] : emulatedLogs(emulate) };
  } catch (error) {
    throw new UserError(
      `${file} must hold {"accounts": [{"account": NAME, "severity": SEVERITY}]}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function emulatedLogs({ scenario, shapes, seed = '1' }: Record<string, unknown>): readonly EmulatedLogs[] {
  if (typeof scenario !== 'string' || !Array.isArray(shapes) || shapes.length === 0)
    throw new UserError('emulate must name a scenario and at least one of its shapes');
  return shapes.map((shape) => ({ scenario, shape: String(shape), seed: String(seed) }));
}

/** Runs a detection on a scenario's logs in every language it has. */
export async function verifyScenario(
  detection: DetectionPackage,
  scenario: Scenario,
  context: ContextOptions = {},
  signal?: AbortSignal,
): Promise<readonly Verdict[]> {
  if (scenario.emulated.length === 0)
    return verifyLogs(detection, scenario, scenario.name, scenario.folder, context, signal);
  const verdicts: Verdict[] = [];
  for (const logs of scenario.emulated) {
    const folder = await mkdtemp(join(tmpdir(), 'interloper-scenario-'));
    try {
      const { files, known } = await emulatedFiles(logs);
      await writeFiles(join(folder, 'logs'), files);
      const name = `${scenario.name} as ${logs.shape}`;
      const all = withContext(context, await writeContext(join(folder, 'context'), known));
      verdicts.push(...(await verifyLogs(detection, scenario, name, join(folder, 'logs'), all, signal)));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return verdicts;
}

/** The beginning of every scenario: a Monday. */
const BEGINNING = Date.parse('2026-03-02T08:00:00Z');

interface EmulatedFiles {
  readonly files: readonly WrittenFile[];
  readonly known: StoryContext | undefined;
}

async function emulatedFiles({ scenario, shape, seed }: EmulatedLogs): Promise<EmulatedFiles> {
  const { scenarios } = await import('@interloper/emulate');
  const known = scenarios.get(scenario);
  if (known?.shapes.some(({ id }) => id === shape) !== true)
    throw new UserError(
      `there is no scenario ${scenario} in the shape ${shape}; interloper emulate lists them`,
    );
  const telling = known.tell(seed, BEGINNING);
  return { files: telling.write(shape).files, known: telling.context };
}

/** What was given, and what the scenario brings; its own lists come first. */
function withContext(given: ContextOptions, own: ContextOptions): ContextOptions {
  return {
    ...given,
    watchlists: { ...given.watchlists, ...own.watchlists },
    threatIntel: [...(own.threatIntel ?? []), ...(given.threatIntel ?? [])],
  };
}

async function verifyLogs(
  detection: DetectionPackage,
  { expected }: Scenario,
  name: string,
  folder: string,
  context: ContextOptions,
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
    let first: { readonly query: DetectionQuery; readonly accounts: string } | undefined;
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
      const own = { query, accounts: [...named.keys()].toSorted().join('\n') };
      first ??= own;
      verdicts.push({
        detection: detection.slug,
        scenario: name,
        language: query.language,
        differences: [...blind, ...differencesOf(expected, named)],
        disagreements: own.accounts === first.accounts ? [] : await disagreement(session, first.query, query),
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
