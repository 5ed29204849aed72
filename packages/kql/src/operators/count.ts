import { carriedColumns } from '../text.js';
import { boundNames } from './project.js';
import type { Operator } from './operator.js';

/** https://learn.microsoft.com/kusto/query/count-operator */
export const count: Operator = {
  name: 'count',
  classes: ['CountOperator'],
  support: 'supported',
  page: 'count-operator',
  keepsParts: true,
  lower: (node, input) => ({
    nullable: new Set(),
    carried: input.carried ?? [],
    relation: {
      kind: 'aggregate',
      input: input.relation,
      groups: carriedColumns(input),
      aggregates: [{ name: boundNames(node)[0] ?? 'Count', fn: 'count', args: [], type: 'long' }],
    },
  }),
};
