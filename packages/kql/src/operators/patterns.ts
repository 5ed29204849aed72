import { constantText } from '../expressions/constants.js';
import type { SyntaxNode } from '../kusto/library.js';
import { argumentsOf, classOf, elements, nameOf, optionalPart, part } from '../kusto/syntax.js';
import { lowerExpression, lowerTabular } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { lowerLet } from '../statements.js';

/**
 * `country("Canada").Alberta`: the rows that a pattern of the rule maps a tuple of texts to; undefined when the node asks
 * for no pattern, or for a tuple that none maps.
 * https://learn.microsoft.com/kusto/query/pattern-statement
 */
export function rowsOfPattern(node: SyntaxNode, env: Env): Rows | undefined {
  const isPath = classOf(node) === 'PathExpression';
  const call = isPath ? part(node, 'Expression') : node;
  if (classOf(call) !== 'FunctionCallExpression') return undefined;
  const binding = env.scope.get(nameOf(part(call, 'Name')));
  if (binding?.kind !== 'pattern') return undefined;
  const asked = [
    ...argumentsOf(call).map((argument) => constantText(lowerExpression(argument, env))),
    ...(isPath ? [nameOf(part(node, 'Selector'))] : []),
  ];
  const match = binding.matches.find((candidate) => {
    const values = textsOf(candidate, env);
    return values.length === asked.length && values.every((value, index) => value === asked[index]);
  });
  if (match === undefined) return undefined;
  const body = part(match, 'Body');
  let inner: Env = { context: env.context, scope: binding.scope };
  for (const statement of elements(body, 'Statements')) inner = lowerLet(statement, inner);
  return lowerTabular(part(body, 'Expression'), inner);
}

/** The texts a pattern maps: its arguments, then its path. */
function textsOf(match: SyntaxNode, env: Env): readonly (string | undefined)[] {
  const path = optionalPart(match, 'PathValue');
  return [
    ...elements(part(match, 'ParameterValues'), 'Expressions'),
    ...(path === undefined ? [] : [part(path, 'Value')]),
  ].map((value) => constantText(lowerExpression(value, env)));
}
