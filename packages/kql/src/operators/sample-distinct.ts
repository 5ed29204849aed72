import { part } from '../kusto/syntax.js';
import { lowerExpression } from '../lowering.js';
import type { Rows } from '../lowering.js';
import { project, settle } from '../text.js';
import { itemOf, rowCount } from './computed.js';
import { firstRows } from './first-rows.js';
import { boundNames } from './project.js';
import type { Operator } from './operator.js';

/** Some of the different values. https://learn.microsoft.com/kusto/query/sample-distinct-operator */
export const sampleDistinct: Operator = {
  name: 'sample-distinct',
  classes: ['SampleDistinctOperator'],
  support: 'supported',
  page: 'sample-distinct-operator',
  keepsParts: true,
  lower(node, input, env) {
    const count = rowCount(part(node, 'Expression'), env);
    if (count === undefined) return input;
    const item = itemOf(part(node, 'OfExpression'));
    const name = boundNames(node)[0] ?? 'Column1';
    const values = project(input, [
      { name, expression: lowerExpression(item.value, { ...env, rows: input }) },
    ]);
    const different: Rows = {
      relation: { kind: 'distinct', input: settle(values) },
      nullable: new Set(),
      carried: input.carried ?? [],
    };
    return firstRows(different, count, env);
  },
};
