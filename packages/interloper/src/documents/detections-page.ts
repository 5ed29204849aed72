import { severities } from '@interloper/detect';
import type { AlertSeverity, DetectionPackage } from '@interloper/detect';
import { languageName } from '@interloper/report';
import { shortDuration } from '../export/exported.js';
import type { LanguageOutcome, ScenarioOutcome } from '../workspace/scenario-outcome.js';
import type { Scenario } from '../workspace/scenarios.js';
import { code, table } from './markdown.js';
import { noiseSection } from './noise-section.js';
import type { NoiseMeasurement } from './noise-section.js';

/** What the page of detections is written from. */
export interface DetectionsPageParts {
  /** The program's version, with which the outcomes were had. */
  readonly version: string;
  readonly detections: readonly DetectionPackage[];
  /** Scenarios by the detection's slug. */
  readonly scenarios: ReadonlyMap<string, readonly Scenario[]>;
  readonly outcomes: readonly ScenarioOutcome[];
  /** What the tests of a technique are called, in their order, by technique. */
  readonly tests: ReadonlyMap<string, readonly string[]>;
  /** What the noise tenant gave; undefined when it was not measured. */
  readonly noise?: NoiseMeasurement;
}

/**
 * The manual's page on the detections, in Markdown: what each is, what it made of its scenarios in each language, and how
 * often it is wrong.
 */
export function detectionsPage(parts: DetectionsPageParts): string {
  const { detections, noise } = parts;
  return [
    '# Detections',
    '<!-- Written by `node scripts/write-detections-page.mjs`; change detections/ instead. -->',
    'What each detection finds, and what it made of the scenarios that it is held to. How an account is scored from them: [scoring](scoring.md). How to add one: [adding a detection](adding-a-detection.md).',
    '## All detections',
    overview(detections),
    'Where Sigma is missing, the rule compares with what was before, for which Sigma has no words.',
    ...testsSection(parts),
    ...(noise === undefined ? [] : noiseSection(noise)),
    '## Scenarios',
    summary(parts),
    ...detections.flatMap((detection) => detectionSection(detection, parts)),
    '',
  ].join('\n\n');
}

function overview(detections: readonly DetectionPackage[]): string {
  return table(
    ['detection', 'techniques', 'tactics', 'logs', 'languages', 'severity', 'runs every', 'looks back'],
    detections.map(({ slug, title, attack, dataSources, queries, frequency, lookback, ...rest }) => [
      `[${title}](#${slug})`,
      distinct(attack.map(({ technique }) => technique)),
      distinct(attack.map(({ tactic }) => tactic)),
      distinct(dataSources.tables.map(code)),
      distinct(queries.map(({ language }) => languageName(language))),
      severityRange(rest),
      shortDuration(frequency) ?? '',
      shortDuration(lookback) ?? '',
    ]),
  );
}

/** From the lowest to the highest that an alert can have. */
function severityRange({ severity, grading }: Pick<DetectionPackage, 'severity' | 'grading'>): string {
  const graded = new Set<AlertSeverity>(grading.map((grade) => grade.severity));
  const all = graded.size === 0 ? new Set([severity]) : graded;
  const [lowest, ...others] = severities.filter((each) => all.has(each));
  return [lowest, others.at(-1)].filter((each) => each !== undefined).join('–');
}

function testsSection({ detections, scenarios, outcomes, tests }: DetectionsPageParts): readonly string[] {
  return [...tests].flatMap(([technique, names]) => [
    `## Validation tests of ${technique}`,
    `What the tests of [${technique}](https://attack.mitre.org/techniques/${technique.replace('.', '/')}/) leave in the logs, emulated. The same tests for a tenant of your own, in Atomic Red Team's form, are in [atomics.yaml](../detections/compromised-account-sign-in/atomics.yaml).`,
    table(
      ['test', 'what', 'scenario', 'detection', 'detected in', 'missed in'],
      names.flatMap((name, index) =>
        detections.flatMap(({ slug }) =>
          (scenarios.get(slug) ?? [])
            .filter(({ validationTest: test }) => test?.technique === technique && test.number === index + 1)
            .map((scenario) => {
              const languages = outcomeOf(outcomes, slug, scenario)?.languages ?? [];
              const missed = languages.filter(({ missing }) => missing > 0);
              return [
                String(index + 1),
                name,
                code(scenario.name),
                `[${slug}](#${slug})`,
                languageNames(languages.filter(({ missing }) => missing === 0)),
                languageNames(missed),
              ];
            }),
        ),
      ),
    ),
  ]);
}

function summary({ version, outcomes, scenarios }: DetectionsPageParts): string {
  const languages = outcomes.flatMap((outcome) => outcome.languages);
  const sum = (of: (each: LanguageOutcome) => number): number =>
    languages.reduce((total, each) => total + of(each), 0);
  const benign = [...scenarios].flatMap(([slug, own]) =>
    own
      .filter(({ kind }) => kind === 'benign')
      .flatMap((scenario) => outcomeOf(outcomes, slug, scenario)?.languages ?? []),
  );
  const highest = severities.findLast((each) => benign.some((outcome) => outcome.highest === each));
  return [
    `From \`interloper verify\` of version ${version}: ${outcomes.length} scenarios, each read in every shape that is named and with every language by itself, which are ${sum(({ runs }) => runs)} runs. ${sum(({ differing }) => differing)} of them came out otherwise than expected, and in ${sum(({ disagreeing }) => disagreeing)} a language named other accounts than the first of its detection.`,
    highest === undefined
      ? 'Of what only looks like an attack, nobody was named.'
      : `Of what only looks like an attack, no account was named above ${highest}.`,
    'A cell says what one language made of a scenario in all shapes: `detected` when every account was named with the severity that it must have, `quiet` when nobody was, and of look-alikes the highest severity that was given. The logs of an emulated scenario: `interloper emulate SCENARIO --out FOLDER`.',
  ].join('\n\n');
}

function detectionSection(
  { slug, description, queries, falsePositives, documents }: DetectionPackage,
  { scenarios, outcomes }: DetectionsPageParts,
): readonly string[] {
  const own = scenarios.get(slug) ?? [];
  const languages = queries.map(({ language }) => language);
  return [
    `### ${slug}`,
    description.trim(),
    own.length === 0
      ? 'No scenarios.'
      : table(
          ['scenario', 'what', 'must be named', ...languages.map(languageName), 'languages agree', 'shapes'],
          own.map((scenario) => {
            const outcome = outcomeOf(outcomes, slug, scenario);
            return [
              code(scenario.name),
              scenario.kind === 'attack' ? 'attack' : 'look-alike',
              expectation(scenario),
              ...languages.map((language) =>
                cell(
                  scenario,
                  outcome?.languages.find((each) => each.language === language),
                ),
              ),
              agreement(outcome),
              outcome === undefined || outcome.shapes.length === 0
                ? 'as they lie there'
                : outcome.shapes.map(code).join(', '),
            ];
          }),
        ),
    `Known false positives: ${falsePositives.length}; what removes each is in ${Object.keys(documents).includes('tuning') ? `[tuning.md](../detections/${slug}/tuning.md)` : 'detection.yml'}.`,
  ];
}

/** `2 high, 1 medium`, or `nobody`. */
function expectation({ expected }: Scenario): string {
  const wanted = [...expected.values()];
  const parts = severities.toReversed().flatMap((severity) => {
    const many = wanted.filter((each) => each === severity).length;
    return many === 0 ? [] : [`${many} ${severity}`];
  });
  const others = wanted.filter((each) => each === null).length;
  return [...parts, ...(others === 0 ? [] : [`${others} of any severity`])].join(', ') || 'nobody';
}

function cell({ kind, expected }: Scenario, outcome: LanguageOutcome | undefined): string {
  if (outcome === undefined) return 'not run';
  const { runs, differing, missing, exceeding, highest } = outcome;
  if (differing === 0) {
    if (expected.size === 0) return 'quiet';
    return kind === 'attack' ? 'detected' : (highest ?? 'quiet');
  }
  const parts = [
    ...(missing === 0 ? [] : [`missed in ${missing} of ${runs}`]),
    ...(exceeding === 0 ? [] : [`false in ${exceeding} of ${runs}`]),
  ];
  return parts.length === 0 ? `another severity in ${differing} of ${runs}` : parts.join(', ');
}

function agreement(outcome: ScenarioOutcome | undefined): string {
  if (outcome === undefined) return 'not run';
  if (outcome.languages.length < 2) return 'one language';
  const disagreeing = outcome.languages.filter((each) => each.disagreeing > 0);
  return disagreeing.length === 0 ? 'yes' : `not ${languageNames(disagreeing)}`;
}

function outcomeOf(
  outcomes: readonly ScenarioOutcome[],
  slug: string,
  { name }: Scenario,
): ScenarioOutcome | undefined {
  return outcomes.find(({ detection, scenario }) => detection === slug && scenario === name);
}

function languageNames(outcomes: readonly LanguageOutcome[]): string {
  return outcomes.map(({ language }) => languageName(language)).join(', ');
}

function distinct(words: readonly string[]): string {
  return [...new Set(words)].join(', ');
}
