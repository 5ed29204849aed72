import { and, call, not } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { part, tokenText } from '../kusto/syntax.js';
import { lowerExpression, refuse } from '../lowering.js';
import type { Env } from '../lowering.js';
import { arithmetic } from './arithmetic.js';
import { comparable } from './compare.js';

/** `between (a .. b)`, both ends included; an instant and a duration stand for an instant and that much later. */
export function between(node: SyntaxNode, env: Env): Expression {
  const value = lowerExpression(part(node, 'Left'), env);
  const couple = part(node, 'Right');
  const first = lowerExpression(part(couple, 'First'), env);
  const end = lowerExpression(part(couple, 'Second'), env);
  const later = first.type === 'datetime' && end.type === 'timespan';
  const second = later ? arithmetic('+', first, end, node, env) : end;
  const from = comparable(value, first, node, env);
  const to = comparable(value, second, node, env);
  if (from === undefined || to === undefined) {
    return refuse(env, 'KQL0109', `A ${value.type} between ${first.type} and ${second.type}:`, node);
  }
  const inside = and(call('ge', from), call('le', to));
  return tokenText(node, 'Operator').startsWith('!') ? not(inside) : inside;
}
