import type { Expression } from '@interloper/plan';
import { and, call, not } from '@interloper/plan';
import { dependsOnOrder, lowerAggregations, overWindow } from '../lower/statistics.js';
import type { Statistic } from '../lower/statistics.js';
import type { Lowering, State } from '../lower/state.js';
import { fieldValue, knownOrder, sortKeys } from '../lower/state.js';
import { asText, isNullLiteral } from '../lower/values.js';
import { spanFrom } from '../syntax/scanner.js';
import { parseStatistics } from '../syntax/statistics.js';
import type { Word } from '../syntax/tree.js';
import { command } from './definition.js';
import { printStatistics, refuseEffects } from './stats.js';

/** Search Reference: eventstats. Results without a value in a group field get no aggregates and stay. */
export const eventstats = command<'eventstats'>({
  parse: (scanner, start) => {
    const parsed = parseStatistics(scanner, 'eventstats', ['allnum']);
    return { kind: 'eventstats', ...parsed, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    refuseEffects(it, lowering);
    const ordered = dependsOnOrder(it.aggregations);
    // A window may return results in another order: what it was must be known.
    const state = knownOrder(before);
    const { partition, present } = partitionBy(it.by, state, lowering);
    const statistics = lowerAggregations(it.aggregations, it.by, state, lowering);
    const keys = ordered ? sortKeys(state) : [];
    return overWindow(onlyWhere(present, statistics), state, partition, { unit: 'all' }, keys);
  },
  print: (it) => `eventstats ${printStatistics(it)}`,
  partial: 'a group field with several values counts as one text; no allnum=true',
});

/** The values that results are grouped by, and the condition that all are there. */
export function partitionBy(
  by: readonly Word[],
  state: State,
  lowering: Lowering,
): { readonly partition: readonly Expression[]; readonly present?: Expression } {
  const values = by.map((word) => fieldValue(word.text, state, lowering, word.span));
  if (values.length === 0) return { partition: [] };
  const present = and(...values.map((value) => not(call('isNull', [value]))));
  const texts = values.map((value) => (value.type === 'multivalue' ? asText(value) : value));
  return { partition: texts.filter((value) => !isNullLiteral(value)), present };
}

/** Leaves the results of aggregations null where the condition does not hold. */
export function onlyWhere(
  present: Expression | undefined,
  statistics: readonly Statistic[],
): readonly Statistic[] {
  if (present === undefined) return statistics;
  return statistics.map(({ name, built }) => ({
    name,
    built: {
      ...built,
      result: (parts) => {
        const value = built.result(parts);
        return call('if', [present, value, { kind: 'literal', type: value.type, value: null }]);
      },
    },
  }));
}
