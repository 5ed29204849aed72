import { and, bool, call, columnsOf, isNumeric, literal, or, text, variable } from '@interloper/plan';
import type { Column, Expression } from '@interloper/plan';
import { convert } from '../convert.js';
import { lowerCall } from '../functions/call.js';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, nameOf, part, symbolClass, tokenText, typeOf } from '../kusto/syntax.js';
import { lowerExpression, refuse } from '../lowering.js';
import type { Env } from '../lowering.js';
import { columnValue } from '../text.js';
import { arithmetic } from './arithmetic.js';
import { between } from './between.js';
import { calledBody } from './called-body.js';
import { compare } from './compare.js';
import { constantBool } from './constants.js';
import { hasSeveral, isMember } from './lists.js';
import { dynamicOpposite } from './dynamic-numbers.js';
import { literalOf } from './literals.js';
import { elementOf, propertyOf } from './paths.js';
import { toscalar } from './subqueries.js';
import { anyColumn } from '../operators/star.js';
import { textOperators } from './text-operators.js';

/** Lowers a scalar expression by its class. */
export function lowerByClass(node: SyntaxNode, env: Env): Expression {
  const lower = LOWERINGS[classOf(node)];
  if (lower === undefined) return refuse(env, 'KQL0104', `A ${classOf(node)} here`, node);
  return lower(node, env);
}

const LOWERINGS: Readonly<Record<string, (node: SyntaxNode, env: Env) => Expression>> = {
  LiteralExpression: lowerLiteral,
  CompoundStringLiteralExpression: lowerLiteral,
  DynamicExpression: lowerLiteral,
  ParenthesizedExpression: (node, env) => lowerExpression(part(node, 'Expression'), env),
  SimpleNamedExpression: (node, env) => lowerExpression(part(node, 'Expression'), env),
  NameReference: lowerName,
  PathExpression: lowerPath,
  ElementExpression: elementOf,
  BracketedExpression: (node, env) => lowerExpression(part(node, 'Expression'), env),
  PrefixUnaryExpression: lowerUnary,
  BinaryExpression: lowerBinary,
  BetweenExpression: between,
  InExpression: isMember,
  HasAnyExpression: hasSeveral,
  HasAllExpression: hasSeveral,
  FunctionCallExpression: lowerCall,
  ToScalarExpression: toscalar,
  // The type itself is the binder's type of the call it is given to.
  TypeOfLiteralExpression: () => text('typeof'),
};

function lowerLiteral(node: SyntaxNode, env: Env): Expression {
  return literalOf(node) ?? refuse(env, 'KQL0104', 'This literal', node);
}

function lowerName(node: SyntaxNode, env: Env): Expression {
  const name = nameOf(node);
  const binding = env.scope.get(name);
  if (symbolClass(node) === 'ColumnSymbol' || binding === undefined) return lowerColumn(name, node, env);
  if (binding.kind === 'scalar') {
    // The engine, too: "it is defined outside its row-context scope".
    return binding.row === undefined || binding.row === env.rows
      ? binding.expression
      : refuse(env, 'KQL0104', `${name}, a value of a row outside, in a query of its own`, node);
  }
  if (binding.kind === 'function') {
    const body = calledBody(node, env);
    return body === undefined
      ? refuse(env, 'KQL0102', name, node)
      : lowerExpression(body.expression, body.env);
  }
  return refuse(env, 'KQL0104', `The ${binding.kind} ${name} as a value`, node);
}

function lowerColumn(name: string, node: SyntaxNode, env: Env): Expression {
  const { rows } = env;
  const found = rows === undefined ? undefined : columnsOf(rows.relation).find((item) => item.name === name);
  if (found === undefined && env.key?.name === name) return env.key.expression;
  if (rows === undefined || found === undefined) return refuse(env, 'KQL0108', name, node);
  return columnValue(rows, name, found.type);
}

function lowerPath(node: SyntaxNode, env: Env): Expression {
  const owner = part(node, 'Expression');
  const selector = part(node, 'Selector');
  const side = SIDES[nameOf(owner)];
  if (side !== undefined && env.sides !== undefined) {
    const rows = env.sides[side];
    const name = nameOf(selector);
    const found = columnsOf(rows.relation).find((item) => item.name === name);
    return found === undefined
      ? refuse(env, 'KQL0108', name, selector)
      : columnValue(rows, name, found.type, side);
  }
  const remembered = env.steps?.get(nameOf(owner));
  if (remembered !== undefined && classOf(owner) === 'NameReference') {
    return lowerRemembered(nameOf(owner), remembered, selector, env);
  }
  return propertyOf(node, env);
}

/** A value that a step of scan remembers; text is never null. */
function lowerRemembered(
  step: string,
  columns: readonly Column[],
  selector: SyntaxNode,
  env: Env,
): Expression {
  const name = nameOf(selector);
  const found = columns.find((item) => item.name === name);
  if (found === undefined) return refuse(env, 'KQL0108', name, selector);
  const value = variable(`${step}.${name}`, found.type);
  return found.type === 'string' ? call('coalesce', [value, text('')]) : value;
}

const SIDES: Readonly<Record<string, 'left' | 'right' | undefined>> = { $left: 'left', $right: 'right' };

function lowerUnary(node: SyntaxNode, env: Env): Expression {
  const value = lowerExpression(part(node, 'Expression'), env);
  if (tokenText(node, 'Operator') === '+') return value;
  if (value.kind === 'literal' && value.value !== null && value.type !== 'dynamic') {
    const negative = String(value.value).startsWith('-')
      ? String(value.value).slice(1)
      : `-${String(value.value)}`;
    return literal(value.type, typeof value.value === 'number' ? Number(negative) : negative);
  }
  const type = typeOf(node);
  if (value.type === 'dynamic' && (type === undefined || type === 'dynamic')) return dynamicOpposite(value);
  return call('negate', [value.type === 'dynamic' && type !== undefined ? convert(value, type) : value]);
}

/**
 * `* has "x"`, `* == 5`: any column passes; `==` looks at the columns of the value's kind. What a negation means over all
 * columns is not documented (any of them, or none?), so it is refused.
 */
function lowerStar(operator: string, node: SyntaxNode, env: Env): Expression {
  if (operator.startsWith('!')) return refuse(env, 'KQL0104', `* ${operator}`, node);
  const right = lowerExpression(part(node, 'Right'), env);
  const byText = textOperators[operator.toLowerCase()];
  return anyColumn(env, (value) => {
    if (byText !== undefined) return byText.lower(value, right, node, env);
    const sameKind = value.type === right.type || (isNumeric(value.type) && isNumeric(right.type));
    return sameKind ? compare(operator, value, right, node, env) : undefined;
  });
}

function lowerBinary(node: SyntaxNode, env: Env): Expression {
  const operator = tokenText(node, 'Operator');
  if (classOf(part(node, 'Left')) === 'StarExpression') return lowerStar(operator, node, env);
  const left = lowerExpression(part(node, 'Left'), env);
  const right = lowerExpression(part(node, 'Right'), env);
  if (operator === 'and' || operator === 'or')
    return joined(operator, convert(left, 'bool'), convert(right, 'bool'));
  const byText = textOperators[operator.toLowerCase()];
  if (byText !== undefined) return byText.lower(left, right, node, env);
  if (['+', '-', '*', '/', '%'].includes(operator)) return arithmetic(operator, left, right, node, env);
  return compare(operator, left, right, node, env);
}

/** `and`, `or`; one side may decide without the other: `array_length(names) == 0 or Name has_any (names)`. */
function joined(operator: 'and' | 'or', left: Expression, right: Expression): Expression {
  const deciding = operator === 'or';
  if (constantBool(left) === deciding || constantBool(right) === deciding) return bool(deciding);
  return operator === 'and' ? and(left, right) : or(left, right);
}
