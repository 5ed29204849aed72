import type { Expression } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { argumentsOf, typeOf } from '../kusto/syntax.js';
import { lowerExpression, refuse, report } from '../lowering.js';
import type { Env } from '../lowering.js';
import { aggregates } from './aggregates.js';

/** Lowers an aggregate inside a summarize expression: it is computed on its own and referred to. */
export function lowerAggregateCall(name: string, node: SyntaxNode, env: Env): Expression {
  const { aggregate, ...inner } = env;
  const entry = aggregates[name];
  if (entry === undefined || aggregate === undefined) return refuse(env, 'KQL0103', name, node);
  const args = argumentsOf(node).map((argument) => lowerExpression(argument, inner));
  const result = entry.lower({ args, type: typeOf(node) ?? 'dynamic' });
  if (result === undefined) return refuse(env, 'KQL0104', `${name} with these arguments`, node);
  if (entry.warning !== undefined) report(env, entry.warning, name, node);
  const order = entry.ordered === true ? (env.rowOrder?.() ?? []) : [];
  const value = aggregate(order.length === 0 ? result.call : { ...result.call, order });
  return result.finish === undefined ? value : result.finish(value);
}
