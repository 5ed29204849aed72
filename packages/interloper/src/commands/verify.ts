import { count, languageName, visible, wrapIndented } from '@interloper/report';
import { startProgress } from '../terminal/progress.js';
import { print } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import { testOutcomes, testTitle } from '../workspace/validation-tests.js';
import type { Verdict } from '../workspace/verify-scenario.js';
import type { LanguageId } from '@interloper/plan';
import type { ValidationTest } from '../workspace/scenarios.js';
import type { Action, Declare } from './command.js';
import {
  contextOf,
  externalOption,
  formatOption,
  geoOption,
  threatIntelOption,
  watchlistOption,
} from './options.js';
import type { ContextChoices } from './options.js';

interface Options extends ContextChoices {
  readonly format: 'text' | 'json';
  readonly detections?: string;
}

export const declareVerify: Declare = (program, bind) => {
  program
    .command('verify')
    .summary('run detections on their scenarios and compare with what must be found')
    .description(
      "Runs each detection on the logs of its scenarios (scenarios/NAME/ in its folder), in every language it has, and compares the accounts with the scenario's expected.json. Some scenarios act out a validation test of a technique; what became of these is told at the end. Where its languages name different accounts, the events that only one of them finds are shown, with the condition of the other that they do not fulfil.",
    )
    .argument('[detection...]', 'detections by name; all by default')
    .option('--detections <folder>', 'detection packages other than the shipped ones')
    .addOption(formatOption('text', 'json'))
    .addOption(watchlistOption())
    .addOption(externalOption())
    .addOption(threatIntelOption())
    .addOption(geoOption())
    .addHelpText(
      'after',
      `
Exit status: 2 when a scenario came out otherwise than expected, else 0.

Examples:
  interloper verify
  interloper verify compromised-account-sign-in
  interloper verify password-spray --format json`,
    )
    .action(bind(verify));
};

const verify: Action<[readonly string[], Options]> = async (
  terminal,
  names,
  { detections: folder, format, ...given },
) => {
  const [{ loadedDetections }, { scenariosOf }, { verifyScenario }] = await Promise.all([
    import('../workspace/detections.js'),
    import('../workspace/scenarios.js'),
    import('../workspace/verify-scenario.js'),
  ]);
  const all = await loadedDetections(folder);
  const unknown = names.filter((name) => !all.some(({ slug }) => slug === name));
  if (unknown.length > 0)
    throw new UserError(`there is no detection ${unknown.join(', ')}; interloper detections lists them`);
  const chosen = names.length === 0 ? all : all.filter(({ slug }) => names.includes(slug));
  const progress = startProgress(terminal);
  const verdicts: Verdict[] = [];
  const without: string[] = [];
  try {
    for (const detection of chosen) {
      const scenarios = await scenariosOf(detection);
      if (scenarios.length === 0) without.push(detection.slug);
      for (const scenario of scenarios) {
        progress.update(`${detection.slug}: ${scenario.name}`);
        verdicts.push(...(await verifyScenario(detection, scenario, contextOf(given), terminal.signal)));
      }
    }
  } finally {
    progress.finish();
  }
  const failed = verdicts.filter(({ differences }) => differences.length > 0);
  if (format === 'json')
    await print(terminal, [JSON.stringify({ verdicts, withoutScenarios: without }, undefined, 2)]);
  else {
    const { paint, width } = terminal.outScreen;
    await print(terminal, [
      ...verdicts.flatMap((verdict) => [
        `${verdict.differences.length === 0 ? paint.green('ok') : paint.red('differs')} ${visible(runTitle(verdict))}`,
        ...[...verdict.differences, ...verdict.disagreements].flatMap((each) =>
          wrapIndented(visible(each), width, '  ', '    '),
        ),
      ]),
      ...without.map((slug) => visible(`${slug}: no scenarios`)),
      ...testOutcomes(verdicts).flatMap(({ test, detection, detected, missed }) => [
        ...toldOf(test, detection, 'detected', detected),
        ...toldOf(test, detection, paint.red('missed'), missed),
      ]),
      `${count(verdicts.length, 'run')}, ${failed.length} otherwise than expected`,
    ]);
  }
  return failed.length > 0 ? 2 : 0;
};

/** `password-spray: spray-from-one-address as native in KQL (validation test 1 of T1586.003)` */
function runTitle({ detection, scenario, shape, language, validationTest }: Verdict): string {
  const form = shape === undefined ? '' : ` as ${shape}`;
  const test = validationTest === undefined ? '' : ` (${testTitle(validationTest)})`;
  return `${detection}: ${scenario}${form} in ${languageName(language)}${test}`;
}

function toldOf(
  test: ValidationTest,
  detection: string,
  outcome: string,
  languages: readonly LanguageId[],
): readonly string[] {
  if (languages.length === 0) return [];
  return [
    `${testTitle(test)}: ${outcome} by ${visible(detection)} in ${languages.map(languageName).join(', ')}`,
  ];
}
