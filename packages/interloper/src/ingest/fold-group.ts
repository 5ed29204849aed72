import type { Json } from '@interloper/sql';

/** A row that shares its identity with others. */
export interface Candidate {
  readonly row: number;
  readonly file: string;
  /** How many columns it fills. */
  readonly filled: number;
  /** What is compared; null where the row's shape has nothing. */
  readonly values: readonly Json[];
}

/** Identities that are shared by more rows are no identities (anonymised data): only rows equal in all are folded. */
const CROWD = 500;

/** The rows of a group that repeat a fuller (or else earlier) one: no value that both carry differs. */
export function foldGroup(group: readonly Candidate[]): readonly Candidate[] {
  const ordered = group.toSorted((a, b) => b.filled - a.filled || a.row - b.row);
  if (ordered.length > CROWD) return exactRepeats(ordered);
  const kept: Candidate[] = [];
  const folded: Candidate[] = [];
  for (const candidate of ordered) {
    if (kept.some((other) => agree(candidate, other))) folded.push(candidate);
    else kept.push(candidate);
  }
  return folded;
}

function agree(left: Candidate, right: Candidate): boolean {
  return left.values.every((value, index) => {
    const other = right.values[index] ?? null;
    return value === null || other === null || value === other;
  });
}

function exactRepeats(ordered: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return ordered.filter(({ values }) => {
    const key = JSON.stringify(values);
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}
