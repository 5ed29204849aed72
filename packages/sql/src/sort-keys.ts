import { call } from '@interloper/plan';
import type { Expression, SortKey } from '@interloper/plan';

/**
 * What stands behind ORDER BY. NaN stands beside null, wherever null does (`SortKey`); engines take it for the greatest
 * number, so where that is elsewhere what is NaN is a key of its own, and nulls one before it.
 */
export function sortKeys(keys: readonly SortKey[], print: (expression: Expression) => string): string {
  return keys.map((key) => (movesNan(key) ? withNan(key, print) : plain(key, print))).join(', ');
}

/** What stands behind ORDER BY where a frame counts values, and so only one key may stand. */
export function plainSortKeys(keys: readonly SortKey[], print: (expression: Expression) => string): string {
  return keys.map((key) => plain(key, print)).join(', ');
}

function plain(
  { expression, descending, nulls }: SortKey,
  print: (expression: Expression) => string,
): string {
  return `${print(expression)} ${descending ? 'DESC' : 'ASC'} NULLS ${nulls.toUpperCase()}`;
}

/** Ascending with nulls first, or descending with nulls last. */
function movesNan({ expression, descending, nulls }: SortKey): boolean {
  return expression.type === 'real' && descending === (nulls === 'last');
}

function withNan(key: SortKey, print: (expression: Expression) => string): string {
  const way = key.nulls === 'first' ? 'DESC' : 'ASC';
  const [isNull, isNan] = [call('isNull', [key.expression]), call('isNan', [key.expression])];
  return `${print(isNull)} ${way}, ${print(isNan)} ${way}, ${plain(key, print)}`;
}
