import { call as apply, column } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { lowerExpression, refuseRows } from '../lowering.js';
import { withoutHidden } from '../operators/computed.js';
import { constantNumber } from '../expressions/constants.js';
import { lowerPredicate } from '../predicate.js';
import { carriedColumns } from '../text.js';
import { pluginArguments } from './plugin.js';
import type { Plugin } from './plugin.js';

/** Rows at most so many rows before or behind one that meets a condition. https://learn.microsoft.com/kusto/query/rows-near-plugin */
export const rowsNear: Plugin = (call, input, env) => {
  const { positional, named } = pluginArguments(call);
  const [condition, near, behind] = positional;
  const distance = (node: typeof near): number | undefined =>
    node === undefined ? undefined : constantNumber(lowerExpression(node, env));
  const before = distance(near);
  const after = behind === undefined ? before : distance(behind);
  if (condition === undefined || before === undefined || after === undefined || named.size > 0) {
    return refuseRows(env, 'KQL0105', 'The number of rows of rows_near', call);
  }
  const name = env.context.fresh('near');
  const holds = apply('isTrue', [lowerPredicate(condition, { ...env, rows: input })]);
  const relation: Relation = {
    kind: 'window',
    input: input.relation,
    partition: carriedColumns(input).map(({ expression }) => expression),
    order: input.order ?? [],
    // A row stays when the condition holds so many rows behind it (it lies before that row) or before it.
    calls: [
      {
        name,
        fn: 'anyTrue',
        args: [holds],
        type: 'bool',
        frame: { unit: 'rows', before: after, after: before },
      },
    ],
  };
  return withoutHidden({
    ...input,
    relation: { kind: 'filter', input: relation, predicate: column(name, 'bool') },
  });
};
