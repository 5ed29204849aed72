import { columnsOf, someExpression } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { isTabular, part } from '../kusto/syntax.js';
import { hoist, lowerExpression, lowerTabular, refuse } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { bare, present, settle } from '../text.js';

/** `toscalar(…)`: the first column of the first row, computed once. https://learn.microsoft.com/kusto/query/toscalar-function */
export function toscalar(node: SyntaxNode, env: Env): Expression {
  const inner = part(node, 'Expression');
  const { context, scope } = env;
  if (!isTabular(inner)) {
    const { key } = env;
    const value = lowerExpression(inner, { context, scope, ...(key === undefined ? {} : { key }) });
    return someExpression(value, byChance) ? once(value, env) : value;
  }
  const rows = lowerTabular(inner, { context, scope });
  return firstValue(rows) ?? refuse(env, 'KQL0104', 'toscalar of a table without columns', node);
}

function firstValue(rows: Rows): Expression | undefined {
  const [first] = columnsOf(rows.relation);
  if (first === undefined) return undefined;
  return present({ kind: 'scalarQuery', type: first.type, relation: settle(rows) });
}

function byChance(expression: Expression): boolean {
  return expression.kind === 'call' && (expression.fn === 'random' || expression.fn === 'newGuid');
}

/** A value by chance is the same wherever it is used. */
function once(value: Expression, env: Env): Expression {
  const name = env.context.fresh('value');
  const one: Relation = { kind: 'values', columns: [{ name, type: 'long' }], rows: [[1]] };
  const chosen: Relation = { kind: 'project', input: one, columns: [{ name, expression: bare(value) }] };
  const rows = hoist(env, { relation: chosen, nullable: new Set() }, 'once', true);
  return { kind: 'scalarQuery', type: value.type, relation: rows.relation };
}
