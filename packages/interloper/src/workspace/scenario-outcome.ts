import { compareSeverity, groupBy } from '@interloper/detect';
import type { AlertSeverity } from '@interloper/detect';
import type { LanguageId } from '@interloper/plan';
import type { Verdict } from './verify-scenario.js';

/** What became of one scenario, over all of its shapes and languages: the page of detections is written from these. */
export interface ScenarioOutcome {
  readonly detection: string;
  readonly scenario: string;
  /** The forms in which its logs were read; none when they lie in its folder. */
  readonly shapes: readonly string[];
  readonly languages: readonly LanguageOutcome[];
}

export interface LanguageOutcome {
  readonly language: LanguageId;
  readonly runs: number;
  /** Runs that came out otherwise than expected, and of these those that missed an account or named one too many. */
  readonly differing: number;
  readonly missing: number;
  readonly exceeding: number;
  /** Runs in which it named other accounts than the detection's first language. */
  readonly disagreeing: number;
  /** The highest severity of all that was named; absent when nothing was. */
  readonly highest?: AlertSeverity;
}

/** Verdicts put together by scenario, in the order in which they were given. */
export function scenarioOutcomes(verdicts: readonly Verdict[]): readonly ScenarioOutcome[] {
  const groups = groupBy(verdicts, ({ detection, scenario }) => `${detection} ${scenario}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { detection, scenario } = first;
    const languages = groupBy(own, ({ language }) => language);
    const [reference = []] = languages.values();
    return [
      {
        detection,
        scenario,
        shapes: reference.flatMap(({ shape }) => shape ?? []),
        languages: [...languages].map(([language, runs]) => languageOutcome(language, runs, reference)),
      },
    ];
  });
}

/** Runs of one language beside those of the first, shape by shape. */
function languageOutcome(
  language: LanguageId,
  runs: readonly Verdict[],
  reference: readonly Verdict[],
): LanguageOutcome {
  const count = (holds: (run: Verdict) => boolean): number => runs.filter(holds).length;
  const highest = runs
    .flatMap((run) => run.highest ?? [])
    .toSorted(compareSeverity)
    .at(-1);
  return {
    language,
    runs: runs.length,
    differing: count(({ differences }) => differences.length > 0),
    missing: count(({ missed }) => missed.length > 0),
    exceeding: count(({ unexpected }) => unexpected.length > 0),
    disagreeing: count((run) =>
      reference.some((other) => other.shape === run.shape && deviation(other) !== deviation(run)),
    ),
    ...(highest === undefined ? {} : { highest }),
  };
}

/** Equal for two runs of one scenario that name the same accounts. */
function deviation({ missed, unexpected }: Verdict): string {
  return JSON.stringify([missed.toSorted(), unexpected.toSorted()]);
}
