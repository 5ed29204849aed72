import type { Json } from '@interloper/sql';
import type { DetectionPackage, DetectionQuery, Grade, GradeCondition } from '../package.js';
import { compareConfidence, compareSeverity } from '../severity.js';
import type { AlertSeverity, Confidence } from '../severity.js';
import { jsonList } from './cell-values.js';

/** A row of a rule's answer by column. */
export type Row = Readonly<Record<string, Json>>;

/** What a match is worth, and by which indicators. */
export interface Verdict {
  readonly severity: AlertSeverity;
  readonly confidence: Confidence;
  readonly why: readonly string[];
  /** One of the indicators is a confirmation. */
  readonly confirmed?: true;
}

/**
 * Judges a row by the detection's grading: the highest severity among the indicators it shows, at the highest
 * confidence among those of that severity; the detection's own where it shows none.
 */
export function gradeRow(
  detection: Pick<DetectionPackage, 'severity' | 'confidence' | 'grading'>,
  query: Pick<DetectionQuery, 'fields'>,
  row: Row,
): Verdict {
  const valuesOf = (field: string): readonly string[] => wordsOf(row[query.fields[field] ?? '']);
  const shown = detection.grading.filter((grade) => applies(grade, valuesOf));
  const ranked = shown
    .map(({ severity, confidence = detection.confidence }) => ({ severity, confidence }))
    .toSorted(
      (left, right) =>
        compareSeverity(right.severity, left.severity) ||
        compareConfidence(right.confidence, left.confidence),
    );
  const best = ranked[0] ?? { severity: detection.severity, confidence: detection.confidence };
  const why = [...new Set(shown.flatMap((grade) => labels(grade, valuesOf)))];
  return { ...best, why, ...(shown.some(({ confirmed }) => confirmed === true) ? { confirmed: true } : {}) };
}

type ValuesOf = (field: string) => readonly string[];

function applies(grade: Grade, valuesOf: ValuesOf): boolean {
  return (
    grade.when.some((condition) => holds(condition, valuesOf)) &&
    !grade.unless.some((condition) => holds(condition, valuesOf))
  );
}

function holds(condition: GradeCondition, valuesOf: ValuesOf): boolean {
  return Object.entries(condition).every(([field, allowed]) => {
    const values = valuesOf(field);
    return values.length > 0 && allowed.some((value) => admits(value, values, valuesOf));
  });
}

/** True when one of a field's values is the allowed one; `values` are not empty. */
function admits(allowed: string, values: readonly string[], valuesOf: ValuesOf): boolean {
  if (allowed === '*') return true;
  if (allowed.startsWith('!')) return !admits(allowed.slice(1), values, valuesOf);
  const wanted = allowed.startsWith('$') ? valuesOf(allowed.slice(1)) : [allowed];
  return wanted.some((word) => values.some((value) => sameWord(value, word)));
}

/** `OpenRisk`, or `RiskEvent:passwordSpray` for every value that the grading names, as it spells it. */
function labels(grade: Grade, valuesOf: ValuesOf): readonly string[] {
  const { detail, indicator } = grade;
  if (detail === undefined) return [indicator];
  const values = valuesOf(detail);
  const told = grade.when
    .flatMap((condition) => condition[detail] ?? [])
    .filter((word) => values.some((value) => sameWord(value, word)));
  return told.length === 0 ? [indicator] : told.map((word) => `${indicator}:${word}`);
}

/** The values of a cell, in the forms that exports give lists: an array, JSON text, `a,b` or `a;b`; no empty ones. */
function wordsOf(cell: Json | undefined): readonly string[] {
  if (cell === undefined || cell === null) return [];
  if (Array.isArray(cell)) return cell.flatMap(wordsOf);
  if (typeof cell === 'object') return [JSON.stringify(cell)];
  const text = String(cell).trim();
  return (jsonList(text) ?? text.split(/[,;\n]/)).map((word) => word.trim()).filter((word) => word !== '');
}

function sameWord(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
