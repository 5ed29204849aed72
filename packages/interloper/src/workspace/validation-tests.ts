import { groupBy } from '@interloper/detect';
import type { LanguageId } from '@interloper/plan';
import type { ValidationTest } from './scenarios.js';
import type { Verdict } from './verify-scenario.js';

/** How one detection did in the scenarios that act out one test. */
interface TestOutcome {
  readonly test: ValidationTest;
  readonly detection: string;
  /** Languages that named every account in every such scenario and shape. */
  readonly detected: readonly LanguageId[];
  /** Languages that missed one. */
  readonly missed: readonly LanguageId[];
}

/** The outcome of every validation test that the verdicts speak of, by test and then by detection. */
export function testOutcomes(verdicts: readonly Verdict[]): readonly TestOutcome[] {
  const groups = groupBy(
    verdicts.filter(({ validationTest }) => validationTest !== undefined),
    ({ validationTest: test, detection }) =>
      [test?.technique, String(test?.number).padStart(4, '0'), detection].join(' '),
  );
  return [...groups]
    .toSorted(([left], [right]) => Number(left > right) - Number(left < right))
    .flatMap(([, of]) => {
      const [first] = of;
      if (first?.validationTest === undefined) return [];
      const { validationTest: test, detection } = first;
      const languages = [...new Set(of.map(({ language }) => language))];
      const fails = new Set(of.filter(({ missed }) => missed.length > 0).map(({ language }) => language));
      return [
        {
          test,
          detection,
          detected: languages.filter((language) => !fails.has(language)),
          missed: languages.filter((language) => fails.has(language)),
        },
      ];
    });
}

/** `validation test 1 of T1586.003` */
export function testTitle({ technique, number }: ValidationTest): string {
  return `validation test ${number} of ${technique}`;
}
