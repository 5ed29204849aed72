import { storedFunction } from '../asim/library.js';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, nameOf, part, spanOf } from '../kusto/syntax.js';
import type { Env, Rows } from '../lowering.js';
import { calledBody } from './called-body.js';
import type { CalledBody } from './called-body.js';

/**
 * Lowers a call of a stored function, or its bare name, by what `lower` makes of its body; undefined when nothing stored
 * is so called. What is to be said of the body is said of the call. `piped` are the rows that `invoke` puts before the
 * arguments.
 */
export function lowerStored<T>(
  node: SyntaxNode,
  env: Env,
  lower: (body: CalledBody) => T,
  piped?: Rows,
): T | undefined {
  const name = classOf(node) === 'FunctionCallExpression' ? nameOf(part(node, 'Name')) : nameOf(node);
  if (env.scope.has(name) || storedFunction(name) === undefined) return undefined;
  const { diagnostics } = env.context;
  const before = diagnostics.length;
  const body = calledBody(node, env, piped);
  if (body === undefined) return undefined;
  const lowered = lower(body);
  const said = diagnostics.splice(before);
  diagnostics.push(...said.map((item) => ({ ...item, span: spanOf(node) })));
  return lowered;
}
