import { and, call, falseOfEmptyText, or } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { convert } from './convert.js';
import type { SyntaxNode } from './kusto/library.js';
import { lowerExpression } from './lowering.js';
import type { Env } from './lowering.js';
import { bare, isPresent } from './text.js';

/** Lowers a condition for a filter, which takes null for false. */
export function lowerPredicate(node: SyntaxNode, env: Env): Expression {
  return asPredicate(convert(lowerExpression(node, env), 'bool'));
}

/**
 * A condition as a filter needs it. A filter treats null as false, so what only tells the two apart goes: a log's
 * column is then compared as it is stored, without a function around it.
 */
export function asPredicate(condition: Expression): Expression {
  if (condition.kind !== 'call') return condition;
  const { fn, args } = condition;
  const [first, second, third] = args;
  if (fn === 'and') return and(...args.map(asPredicate));
  if (fn === 'or') return or(...args.map(asPredicate));
  if (fn === 'isTrue' && first !== undefined) return asPredicate(first);
  if (fn === 'if' && third?.kind === 'call' && second?.kind === 'literal' && second.value === null) {
    return third.fn === 'same' ? call('eq', third.args) : third;
  }
  if (falseOfEmptyText.has(fn) && first !== undefined && isPresent(first)) {
    const rest = args.slice(1);
    if (rest.every(isNonEmptyText)) return call(condition.fn, [bare(first), ...rest]);
  }
  if (fn === 'ne' && first !== undefined && isPresent(first) && isEmptyText(second)) {
    return call('ne', [bare(first), ...args.slice(1)]);
  }
  return condition;
}

function isNonEmptyText(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.type === 'string' && expression.value !== '';
}

function isEmptyText(expression: Expression | undefined): boolean {
  return expression?.kind === 'literal' && expression.type === 'string' && expression.value === '';
}
