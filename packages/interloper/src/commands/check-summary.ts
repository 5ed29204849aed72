import { hasErrors } from '@interloper/plan';
import type { Diagnostic } from '@interloper/plan';
import { renderTable } from '@interloper/report';
import type { Screen } from '@interloper/report';
import { isNotEvaluable } from '../compile/not-evaluable.js';
import type { FoundRules } from '../compile/find-rules.js';

/** What became of one rule, or of a file that is none. */
export interface Checked {
  readonly path: string;
  /** What its diagnostics call the text that they point at. */
  readonly shownAs: string;
  readonly name: string | null;
  readonly language: string | null;
  readonly diagnostics: readonly Diagnostic[];
  /** The whole file. */
  readonly text: string;
}

/** Rules, and how many of them are refused or not evaluable for a reason; each counts once for a reason, and may have several. */
interface Reason {
  readonly code: string;
  readonly message: string;
  readonly rules: number;
}

export interface CheckSummary {
  readonly files: number;
  readonly rules: number;
  readonly compiled: number;
  readonly refused: number;
  readonly byLanguage: Readonly<Record<string, { readonly rules: number; readonly compiled: number }>>;
  /** The most frequent first. */
  readonly reasons: readonly Reason[];
  /** Of those that compile, the ones that cannot be evaluated, and what they lack. */
  readonly notEvaluable: readonly Reason[];
  /** Files of a folder that hold nothing for rules. */
  readonly others: number;
  /** Why they are left out, and rules of templates that have no query. */
  readonly leftOut: readonly { readonly path: string; readonly reason: string }[];
  readonly macros: number;
  readonly lookups: number;
}

export function summaryOf(checked: readonly Checked[], found: FoundRules): CheckSummary {
  const compiled = checked.filter(({ diagnostics }) => !hasErrors(diagnostics));
  const languages = [...new Set(checked.flatMap(({ language }) => language ?? []))];
  const left = found.others.filter(({ named }) => !named).map(({ path, reason }) => ({ path, reason }));
  const of = (items: readonly Checked[], wanted: string): number =>
    items.filter(({ language }) => language === wanted).length;
  return {
    files: found.files,
    rules: checked.length,
    compiled: compiled.length,
    refused: checked.length - compiled.length,
    byLanguage: Object.fromEntries(
      languages.map((each) => [each, { rules: of(checked, each), compiled: of(compiled, each) }]),
    ),
    reasons: reasonsOf(checked, ({ severity }) => severity === 'error'),
    notEvaluable: reasonsOf(compiled, isNotEvaluable),
    others: new Set(
      left.map(({ path }) => path).filter((path) => checked.every((each) => each.path !== path)),
    ).size,
    leftOut: left,
    macros: found.macros.length,
    lookups: Object.keys(found.lookups).length,
  };
}

function reasonsOf(checked: readonly Checked[], isReason: (found: Diagnostic) => boolean): readonly Reason[] {
  const reasons = new Map<string, { readonly code: string; readonly message: string; rules: number }>();
  for (const { diagnostics } of checked) {
    const own = new Map(
      diagnostics
        .filter(isReason)
        .map(({ code, message }) => [`${code} ${message}`, { code, message }] as const),
    );
    for (const [key, reason] of own) {
      const known = reasons.get(key) ?? { ...reason, rules: 0 };
      known.rules += 1;
      reasons.set(key, known);
    }
  }
  return [...reasons.values()].toSorted(
    (left, right) => right.rules - left.rules || (left.message < right.message ? -1 : 1),
  );
}

/** The lines that end a report in text. */
export function summaryLines(summary: CheckSummary, screen: Screen): readonly string[] {
  const languages = Object.entries(summary.byLanguage).map(
    ([language, { rules, compiled }]) => `${language} ${compiled} of ${rules}`,
  );
  const beside = [
    ...(summary.macros === 0 ? [] : [`${summary.macros} macros`]),
    ...(summary.lookups === 0 ? [] : [`${summary.lookups} lookups`]),
  ];
  const lines = [
    `compiled: ${languages.length === 0 ? 'none' : languages.join(', ')}`,
    ...(beside.length === 0 ? [] : [`beside them: ${beside.join(', ')}`]),
  ];
  return [
    ...lines,
    ...reasonLines(summary.reasons, 'refused because', screen),
    ...reasonLines(summary.notEvaluable, 'not evaluable because', screen),
    ...leftOutLines(summary, screen),
  ];
}

function reasonLines(reasons: readonly Reason[], title: string, screen: Screen): readonly string[] {
  if (reasons.length === 0) return [];
  const rows = reasons.map(({ code, message, rules }) => [String(rules), code, message]);
  const columns = [{ name: 'rules', align: 'right' }, { name: 'code' }, { name: title }] as const;
  return ['', ...renderTable(columns, rows, screen)];
}

function leftOutLines({ leftOut }: CheckSummary, screen: Screen): readonly string[] {
  if (leftOut.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { reason } of leftOut) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const rows = [...counts]
    .toSorted(([, left], [, right]) => right - left)
    .map(([reason, number]) => [String(number), reason]);
  return [
    '',
    ...renderTable([{ name: 'files', align: 'right' }, { name: 'left out because' }], rows, screen),
  ];
}
