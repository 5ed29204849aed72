import { columnsOf } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { isTabular, part } from '../kusto/syntax.js';
import { lowerExpression, lowerTabular, refuse } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { present, settle } from '../text.js';

/** `toscalar(…)`: the first column of the first row, computed once. https://learn.microsoft.com/kusto/query/toscalar-function */
export function toscalar(node: SyntaxNode, env: Env): Expression {
  const inner = part(node, 'Expression');
  const { context, scope } = env;
  if (!isTabular(inner)) {
    const { key } = env;
    return lowerExpression(inner, { context, scope, ...(key === undefined ? {} : { key }) });
  }
  const rows = lowerTabular(inner, { context, scope });
  return firstValue(rows) ?? refuse(env, 'KQL0104', 'toscalar of a table without columns', node);
}

function firstValue(rows: Rows): Expression | undefined {
  const [first] = columnsOf(rows.relation);
  if (first === undefined) return undefined;
  return present({ kind: 'scalarQuery', type: first.type, relation: settle(rows) });
}
