import { call, literal, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, nameOf, part, tupleOf } from '../kusto/syntax.js';
import { lowerExpression } from '../lowering.js';
import type { Env } from '../lowering.js';

/** `value.name` of a dynamic value. */
export function propertyOf(node: SyntaxNode, env: Env): Expression {
  const value = lowerExpression(part(node, 'Expression'), env);
  const selector = part(node, 'Selector');
  if (classOf(selector) === 'NameReference') return step(value, text(nameOf(selector)));
  return step(value, lowerExpression(selector, env));
}

/** `value['name']`, `value[0]` and `value[expression]`. */
export function elementOf(node: SyntaxNode, env: Env): Expression {
  const owner = part(node, 'Expression');
  // Of a call that gives several values the index takes one.
  const value = lowerExpression(owner, (tupleOf(owner)?.length ?? 0) > 1 ? { ...env, tuple: true } : env);
  return step(value, lowerExpression(part(node, 'Selector'), env));
}

function step(value: Expression, key: Expression): Expression {
  const owner = convert(value, 'dynamic');
  const at = key.type === 'string' ? key : convert(key, 'long');
  if (key.kind !== 'literal')
    return call('path', [owner, key.type === 'dynamic' ? convert(key, 'string') : at]);
  const constant = key.type === 'string' ? key : literal('long', Number(key.value));
  return owner.kind === 'call' && owner.fn === 'path'
    ? call('path', [...owner.args, constant])
    : call('path', [owner, constant]);
}
