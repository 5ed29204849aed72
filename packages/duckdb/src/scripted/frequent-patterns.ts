import { scripted } from './scripted-function.js';
import type { Json } from './scripted-function.js';

/** Rows that are alike: how many, and their value in each column; null is a value that no pattern has. */
interface Group {
  readonly number: number;
  readonly values: readonly (string | null)[];
}

/** A value of each column, null where the pattern takes any, and the rows that have them. */
interface Pattern {
  readonly values: readonly (string | null)[];
  readonly groups: readonly Group[];
  readonly number: number;
}

/**
 * The closed patterns of at least so many rows: no value can be added to one without losing rows. A pattern is found by
 * adding one value after the other, each step taking in what all rows left have in common, so the number of steps is
 * that of its values that do not follow from others.
 * Pasquier and others: Discovering frequent closed itemsets for association rules (ICDT 1999).
 */
function closedPatterns(groups: readonly Group[], threshold: number, dimensions: number): readonly Pattern[] {
  const least = threshold * rowsOf(groups);
  const found = new Map<string, Pattern>();
  const nothing = closure(groups);
  let level: readonly Pattern[] = nothing === undefined ? [] : [nothing];
  for (const pattern of level) keep(found, pattern);
  for (let step = 1; step <= dimensions && level.length > 0; step += 1) {
    const next: Pattern[] = [];
    for (const pattern of level) {
      for (const larger of extensions(pattern, least)) {
        if (keep(found, larger)) next.push(larger);
      }
    }
    level = next;
  }
  return [...found.values()]
    .filter(({ values }) => values.some((value) => value !== null))
    .toSorted((one, other) => other.number - one.number || (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** The patterns that one more value makes of a pattern, each closed. */
function extensions({ values, groups }: Pattern, least: number): readonly Pattern[] {
  return values.flatMap((value, place) => {
    if (value !== null) return [];
    const byValue = new Map<string, Group[]>();
    for (const group of groups) {
      const added = group.values[place] ?? null;
      if (added === null) continue;
      const inside = byValue.get(added);
      if (inside === undefined) byValue.set(added, [group]);
      else inside.push(group);
    }
    return [...byValue.values()].flatMap((inside) => {
      const larger = rowsOf(inside) < least ? undefined : closure(inside);
      return larger === undefined ? [] : [larger];
    });
  });
}

/** What all rows have in common. */
function closure(groups: readonly Group[]): Pattern | undefined {
  const [first, ...others] = groups;
  if (first === undefined) return undefined;
  const values = first.values.map((value, place) =>
    others.every((group) => group.values[place] === value) ? value : null,
  );
  return { values, groups, number: rowsOf(groups) };
}

function rowsOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { number }) => sum + number, 0);
}

function keep(found: Map<string, Pattern>, pattern: Pattern): boolean {
  const key = keyOf(pattern);
  if (found.has(key)) return false;
  found.set(key, pattern);
  return true;
}

function keyOf({ values }: Pattern): string {
  return JSON.stringify(values);
}

function groupOf(row: Json): Group {
  const [number, ...values] = Array.isArray(row) ? (row as readonly Json[]) : [];
  return {
    number: Number(number ?? 0),
    values: values.map((value) => (value === null ? null : JSON.stringify(value))),
  };
}

export const frequentPatterns = [
  scripted('frequentPatterns', ['json', 'real', 'long'], 'json', (rows, threshold, dimensions) => {
    const groups = (Array.isArray(rows) ? (rows as readonly Json[]) : []).map(groupOf);
    return closedPatterns(groups, threshold, Number(dimensions)).map(({ number, values }): Json => [
      number,
      ...values.map((value) => (value === null ? null : (JSON.parse(value) as Json))),
    ]);
  }),
];
