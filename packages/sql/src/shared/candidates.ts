import { and } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import type { Dictionary } from './dictionary.js';
import type { Candidate } from './match-rows.js';
import { certainly, members, possibleValues, without } from './possible-values.js';

/** Conditions that leave more of all rows open are looked for among all. */
const MOST_OPEN = 0.5;

/**
 * For each reading's conditions (its place is its mark) the dictionary that leaves the fewest rows open; readings that
 * can have no row, and those without conditions, have none.
 */
export function candidatesOf(
  readings: readonly (readonly Expression[])[],
  dictionaries: readonly Dictionary[],
  total: number,
): readonly Candidate[] {
  const everything: Dictionary = {
    columns: [],
    entries: 1,
    counts: [total],
    kept: undefined,
    known: () => undefined,
  };
  return readings.flatMap((conditions, mark): readonly Candidate[] => {
    if (conditions.length === 0) return [];
    const condition = and(...conditions);
    let best: Candidate = { mark, condition, dictionary: everything, possible: [0], certain: [] };
    let fewest = total * MOST_OPEN;
    for (const dictionary of dictionaries) {
      const { entries, counts, known } = dictionary;
      const values = possibleValues(condition, Math.ceil(entries / 32), known);
      const certain = certainly(values);
      const possible = members(values.true, entries);
      if (possible.length === 0) return [];
      const rows = possible.reduce((sum, entry) => sum + (counts[entry] ?? 0), 0);
      if (rows > fewest) continue;
      fewest = rows;
      best = {
        mark,
        condition,
        dictionary,
        possible: members(without(values.true, certain), entries),
        certain: members(certain, entries),
      };
    }
    return [best];
  });
}
