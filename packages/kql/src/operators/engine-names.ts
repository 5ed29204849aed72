import type { SyntaxNode } from '../kusto/library.js';
import { argumentsOf, classOf, nameOf, optionalPart, part } from '../kusto/syntax.js';
import type { Rows } from '../lowering.js';
import { allColumns, project } from '../text.js';

/**
 * How the engine names an aggregate that the binder names otherwise: covariance(x, y) is covariance_x to the binder and
 * covariance_x_y to the engine (https://learn.microsoft.com/kusto/query/covariance-aggregation-function). '' where that
 * is not known, undefined for all others.
 */
export function engineNameOf(aggregate: SyntaxNode): string | undefined {
  if (classOf(aggregate) !== 'FunctionCallExpression') return undefined;
  const name = nameOf(part(aggregate, 'Name'));
  if (!name.startsWith('covariance')) return undefined;
  const columns = argumentsOf(aggregate).slice(0, 2);
  const areNamed = columns.every((argument) => classOf(argument) === 'NameReference');
  return areNamed ? [name, ...columns.map(nameOf)].join('_') : '';
}

/** True when the engine's name is known and nothing behind the operator, which is the rule's last, can refer to it. */
export function namesAreFree(engineName: string, operator: SyntaxNode): boolean {
  const above = ancestors(operator).map(classOf);
  return (
    engineName !== '' &&
    above.join() === 'PipeExpression,ExpressionStatement,SeparatedElement,SyntaxList,QueryBlock'
  );
}

function ancestors(node: SyntaxNode): readonly SyntaxNode[] {
  const parent = optionalPart(node, 'Parent');
  return parent === undefined ? [] : [parent, ...ancestors(parent)];
}

/** The rows of a rule's answer under the engine's names. */
export function withEngineNames(answer: SyntaxNode, rows: Rows): Rows {
  const names = rows.engineNames ?? new Map<string, string>();
  const isLast =
    classOf(answer) === 'PipeExpression' && classOf(part(answer, 'Operator')) === 'SummarizeOperator';
  if (names.size === 0 || !isLast) return rows;
  return project(
    rows,
    allColumns(rows).map(({ name, expression }) => ({ name: names.get(name) ?? name, expression })),
  );
}
