import type { View } from './catalog.js';
import type { Expression } from './expressions.js';
import type { Relation, Scan } from './relations.js';

/** The rows of a view with the columns of its dataset and that of `each`; the view's own columns are yet to be named. */
export function viewRows({
  scan,
  filter,
  each,
}: {
  readonly scan: Scan;
  readonly filter?: Expression | undefined;
  readonly each?: View['each'] | undefined;
}): Relation {
  const rows: Relation = filter === undefined ? scan : { kind: 'filter', input: scan, predicate: filter };
  return each === undefined ? rows : { kind: 'unnest', input: rows, lists: [each], outer: true };
}
