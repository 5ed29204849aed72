import { column } from '@interloper/plan';
import { elements, nameOf, optionalPart, part } from '../kusto/syntax.js';
import { lowerExpression, lowerTabular, refuseRows, report } from '../lowering.js';
import { present, project } from '../text.js';
import type { Operator } from './operator.js';

/**
 * A table of the values of each column, behind that of the `with` clause. There is room for one: the first, with a
 * warning of the rest. https://learn.microsoft.com/kusto/query/facet-operator
 */
export const facet: Operator = {
  name: 'facet',
  classes: ['FacetOperator'],
  support: 'partial',
  note: 'only the first table is answered (that of `with`, else of the first column), with a warning',
  page: 'facet-operator',
  ownOrder: true,
  lower(node, input, env) {
    const [first, ...others] = elements(node, 'Expressions');
    const clause = optionalPart(node, 'WithClause');
    if (first === undefined) return refuseRows(env, 'KQL0104', 'A facet without columns', node);
    if (others.length > 0 || clause !== undefined) report(env, 'KQL0206', 'the tables of facet', node);
    if (clause !== undefined) return lowerTabular(withQuery(clause), { ...env, piped: input });
    const value = lowerExpression(first, { ...env, rows: input });
    const name = nameOf(first);
    return project(
      {
        nullable: new Set(),
        relation: {
          kind: 'aggregate',
          input: input.relation,
          groups: [{ name, expression: value }],
          aggregates: [{ name: `count_${name}`, fn: 'count', args: [], type: 'long' }],
        },
      },
      [
        { name, expression: present(column(name, value.type)) },
        { name: `count_${name}`, expression: column(`count_${name}`, 'long') },
      ],
    );
  },
};

function withQuery(clause: Parameters<typeof part>[0]): ReturnType<typeof part> {
  return optionalPart(clause, 'Operator') ?? part(clause, 'Expression');
}
