import { mkdtemp, readdir, rm } from 'node:fs/promises';
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
import { EXPECTED } from './scenarios.js';
import type { EmulatedLogs, Scenario, ScenarioKind, ValidationTest } from './scenarios.js';
import { openSession } from './session.js';

/** What one language made of a scenario in one of its shapes. */
export interface Verdict {
  readonly detection: string;
  readonly scenario: string;
  readonly kind: ScenarioKind;
  /** The form in which the logs were written; absent where they lie in the folder. */
  readonly shape?: string;
  readonly validationTest?: ValidationTest;
  readonly language: LanguageId;
  /** How many accounts must be named. */
  readonly expected: number;
  /** Those of them that were not. */
  readonly missed: readonly string[];
  /** Accounts that were named and must not be. */
  readonly unexpected: readonly string[];
  /** The highest severity of an account that was named; absent when none was. */
  readonly highest?: AlertSeverity;
  /** What came out otherwise than expected, in words: empty when exactly the accounts were named, as severe as expected. */
  readonly differences: readonly string[];
  /** Where it names other accounts than the detection's first language: what only one of them finds. */
  readonly disagreements: readonly string[];
}

/** Runs a detection on a scenario's logs in every language it has. */
export async function verifyScenario(
  detection: DetectionPackage,
  scenario: Scenario,
  context: ContextOptions = {},
  signal?: AbortSignal,
): Promise<readonly Verdict[]> {
  if (scenario.emulated.length === 0)
    return verifyLogs(detection, scenario, { folder: scenario.folder, context }, signal);
  const verdicts: Verdict[] = [];
  for (const logs of scenario.emulated) {
    const folder = await mkdtemp(join(tmpdir(), 'interloper-scenario-'));
    try {
      const { files, known } = await emulatedFiles(logs);
      await writeFiles(join(folder, 'logs'), files);
      const all = withContext(context, await writeContext(join(folder, 'context'), known));
      const given = { folder: join(folder, 'logs'), shape: logs.shape, context: all };
      verdicts.push(...(await verifyLogs(detection, scenario, given, signal)));
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

interface GivenLogs {
  readonly folder: string;
  readonly shape?: string;
  readonly context: ContextOptions;
}

async function verifyLogs(
  detection: DetectionPackage,
  { name, kind, validationTest, expected }: Scenario,
  { folder, shape, context }: GivenLogs,
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
      const { differences, ...compared } = compareAccounts(expected, named);
      verdicts.push({
        detection: detection.slug,
        scenario: name,
        kind,
        ...(shape === undefined ? {} : { shape }),
        ...(validationTest === undefined ? {} : { validationTest }),
        language: query.language,
        expected: expected.size,
        ...compared,
        differences: [...blind, ...differences],
        disagreements: own.accounts === first.accounts ? [] : await disagreement(session, first.query, query),
      });
    }
    return verdicts;
  } finally {
    await session.close();
  }
}

type Comparison = Pick<Verdict, 'missed' | 'unexpected' | 'highest' | 'differences'>;

function compareAccounts(
  expected: Scenario['expected'],
  named: ReadonlyMap<string, AlertSeverity>,
): Comparison {
  const missed = [...expected.keys()].filter((account) => !named.has(account));
  const unexpected = [...named.keys()].filter((account) => !expected.has(account));
  const misjudged = [...expected].flatMap(([account, severity]) => {
    const found = named.get(account);
    return found === undefined || severity === null || severity === found
      ? []
      : [`${account} is ${found}, not ${severity}`];
  });
  const highest = severities.findLast((severity) => [...named.values()].includes(severity));
  return {
    missed,
    unexpected,
    ...(highest === undefined ? {} : { highest }),
    differences: [
      ...missed.map((account) => `${account} was not named`),
      ...misjudged,
      ...unexpected.map((account) => `${account} was named`),
    ],
  };
}
