import type { Expression, Span } from '@interloper/plan';
import { TICKS_PER_SECOND, and, bool, call, not, nullOf, or, text, timespan } from '@interloper/plan';
import { diagnostic, suggestion } from '../diagnostics.js';
import { functionNames, functionOf } from '../functions/index.js';
import type { Expr } from '../syntax/tree.js';
import { among, compare, like } from './compare.js';
import type { Lowering, State } from './state.js';
import { fieldValue, report, tryField } from './state.js';
import { subsearchText } from './value-subsearch.js';
import { asNumber, asText, constantNumber, isNullLiteral, kindOf, numberLiteral } from './values.js';

/** Where an expression stands: over which results, with which names bound by mvmap and mvfilter. */
export interface Scope {
  readonly state: State;
  readonly lowering: Lowering;
  readonly variables?: ReadonlyMap<string, Expression>;
}

/** An eval expression as a plan expression. A mistake is reported and gives null, so that others are found too. */
export function lowerExpression(expr: Expr, scope: Scope, positive = false): Expression {
  switch (expr.kind) {
    case 'text':
      return text(expr.value);
    case 'number':
      return numberLiteral(expr.text);
    case 'field':
      return scope.variables?.get(expr.name) ?? fieldValue(expr.name, scope.state, scope.lowering, expr.span);
    case 'subsearch': {
      const found = subsearchText(expr, scope.lowering);
      return found === undefined ? nullOf('string') : lowerExpression(found, scope, positive);
    }
    case 'unary':
      return expr.operator === 'NOT'
        ? not(lowerCondition(expr.operand, scope, false))
        : negate(lowerExpression(expr.operand, scope));
    case 'binary':
      return lowerBinary(expr, scope, positive);
    case 'in': {
      const value = lowerExpression(expr.value, scope);
      const list = expr.list.map((item) => lowerExpression(item, scope));
      const found = among(value, list, positive && !expr.negated);
      return expr.negated ? not(found) : found;
    }
    case 'call':
      return lowerCall(expr, scope, positive);
  }
}

/** An expression that must be a condition. `positive`: null and false come to the same where it stands. */
export function lowerCondition(expr: Expr, scope: Scope, positive: boolean): Expression {
  const value = lowerExpression(expr, scope, positive);
  if (value.type === 'bool') return value;
  if (isNullLiteral(value)) return nullOf('bool');
  return refuse(
    scope,
    'SPL0602',
    'a condition stands here: compare the value with something',
    expr.span,
    'bool',
  );
}

/** An expression whose value a field is to hold. Search Reference: eval, "Boolean results cannot be assigned". */
export function lowerValue(expr: Expr, scope: Scope, field: string): Expression {
  const value = lowerExpression(expr, scope);
  if (value.type !== 'bool') return value;
  if (isNullLiteral(value)) return nullOf('string');
  const help = 'write if(condition, "true", "false")';
  report(scope.lowering, diagnostic('SPL0205', [field], { span: expr.span, help }));
  return nullOf('string');
}

function refuse(
  scope: Scope,
  code: 'SPL0602',
  message: string,
  span: Span,
  type: 'bool' | 'string' = 'string',
): Expression {
  report(scope.lowering, diagnostic(code, [message], { span }));
  return nullOf(type);
}

function negate(value: Expression): Expression {
  const number = asNumber(value);
  if (isNullLiteral(number)) return number;
  return number.kind === 'literal' && typeof number.value === 'number'
    ? { ...number, value: -number.value }
    : call('negate', [number]);
}

function lowerBinary(expr: Extract<Expr, { kind: 'binary' }>, scope: Scope, positive: boolean): Expression {
  const { operator } = expr;
  switch (operator) {
    case 'AND':
    case 'OR': {
      const left = lowerCondition(expr.left, scope, positive);
      const right = lowerCondition(expr.right, scope, positive);
      return operator === 'AND' ? and(left, right) : or(left, right);
    }
    case 'XOR': {
      const left = lowerCondition(expr.left, scope, false);
      const right = lowerCondition(expr.right, scope, false);
      return call('ne', [left, right]);
    }
    case 'LIKE':
      return like(lowerExpression(expr.left, scope), lowerExpression(expr.right, scope));
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const left = lowerExpression(expr.left, scope);
      const right = lowerExpression(expr.right, scope);
      return compare(operator, left, right, positive);
    }
    case '.':
      return concatenate(expr, scope);
    case '+':
      return sum(expr, scope);
    case '-':
    case '*':
    case '/':
    case '%': {
      const left = lowerExpression(expr.left, scope);
      const right = lowerExpression(expr.right, scope);
      for (const [value, node] of [
        [left, expr.left],
        [right, expr.right],
      ] as const) {
        if (value.type === 'bool' && !isNullLiteral(value)) {
          return refuse(scope, 'SPL0602', 'a condition is not a number', node.span);
        }
      }
      return arithmetic(operator, left, right);
    }
  }
}

function concatenate(expr: Extract<Expr, { kind: 'binary' }>, scope: Scope): Expression {
  const parts = flatten(expr, '.').map((part) => {
    const value = lowerExpression(part, scope);
    if (value.type === 'multivalue' && value.kind !== 'literal') {
      // A list of one is what `values` gives for a single value; joining is what Splunk shows of several.
      return call('mvJoin', [value, text(' ')]);
    }
    return asText(value);
  });
  if (!parts.some(isNullLiteral)) return call('concat', parts);
  warnOfName(expr, scope);
  return nullOf('string');
}

/** A dot is an operator: `status.errorCode` is not the field of that name unless it stands in single quotes. */
function warnOfName(expr: Expr, { state, lowering }: Scope): void {
  const parts = flatten(expr, '.');
  const name = parts.map((part) => (part.kind === 'field' ? part.name : ' ')).join('.');
  const isWritten =
    parts.every(({ kind }) => kind === 'field') && expr.span.end - expr.span.start === name.length;
  if (!isWritten || lowering.warned.has(`dotted:${name}`)) return;
  if (tryField(name, state, lowering) === undefined) return;
  lowering.warned.add(`dotted:${name}`);
  const help = `write '${name}' for the field`;
  report(lowering, diagnostic('SPL0421', [name], { span: expr.span, severity: 'warning', help }));
}

function flatten(expr: Expr, operator: '.' | '+'): readonly Expr[] {
  if (expr.kind !== 'binary' || expr.operator !== operator) return [expr];
  return [...flatten(expr.left, operator), expr.right];
}

/**
 * `a + b + …`: numbers add up; texts that are only known at run time add up when all look like numbers, else they are
 * joined. Looking at the whole chain keeps every part in the plan twice at most.
 */
function sum(expr: Expr, scope: Scope): Expression {
  const nodes = flatten(expr, '+');
  const values = nodes.map((node) => lowerExpression(node, scope));
  const condition = values.findIndex((value) => value.type === 'bool' && !isNullLiteral(value));
  if (condition !== -1) {
    const span = nodes[condition]?.span ?? expr.span;
    return refuse(scope, 'SPL0602', 'a condition is not a number', span);
  }
  if (values.some(isNullLiteral)) return nullOf('real');
  if (values.every(isText)) return addOrJoin(values);
  const [first = nullOf('real'), ...rest] = values;
  return rest.reduce((total, value) => arithmetic('+', total, value), first);
}

/**
 * `+ - * / %` (Search Reference: eval). Texts that look like numbers count as numbers. A time plus or minus a constant stays a time, two times apart are seconds.
 */
function arithmetic(operator: '+' | '-' | '*' | '/' | '%', left: Expression, right: Expression): Expression {
  if (isNullLiteral(left) || isNullLiteral(right)) return nullOf('real');
  const shifted = operator === '+' || operator === '-' ? shiftTime(operator, left, right) : undefined;
  if (shifted !== undefined) return shifted;
  const [first, second] = [asNumber(left), asNumber(right)];
  const whole = first.type === 'long' && second.type === 'long';
  switch (operator) {
    case '+':
      return call('add', [first, second], whole ? 'long' : 'real');
    case '-':
      return call('subtract', [first, second], whole ? 'long' : 'real');
    case '*':
      return call('multiply', [first, second], whole ? 'long' : 'real');
    case '/': {
      // Division by zero is null in Splunk, infinite for reals in the plan.
      const divisor = call('nullIf', [toReal(second), { kind: 'literal', type: 'real', value: 0 }]);
      return call('divide', [toReal(first), divisor], 'real');
    }
    case '%':
      return whole
        ? call('modulo', [first, second], 'long')
        : call('modulo', [toReal(first), toReal(second)], 'real');
  }
}

function shiftTime(operator: '+' | '-', left: Expression, right: Expression): Expression | undefined {
  if (left.type === 'datetime' && right.type !== 'datetime') {
    const ticks = ticksOf(right);
    if (ticks === undefined) return undefined;
    return call(operator === '+' ? 'add' : 'subtract', [left, timespan(ticks)], 'datetime');
  }
  if (operator === '+' && right.type === 'datetime' && left.type !== 'datetime') {
    const ticks = ticksOf(left);
    return ticks === undefined ? undefined : call('add', [right, timespan(ticks)], 'datetime');
  }
  return undefined;
}

function ticksOf(value: Expression): bigint | undefined {
  const number = constantNumber(value);
  if (number?.kind !== 'literal' || typeof number.value !== 'number') return undefined;
  return BigInt(Math.round(number.value * Number(TICKS_PER_SECOND)));
}

function isText(value: Expression): boolean {
  return kindOf(value.type) === 'text' && constantNumber(value) === undefined;
}

function addOrJoin(values: readonly Expression[]): Expression {
  const joined = call('concat', values.map(asText));
  if (values.some((value) => value.kind === 'literal')) return joined;
  const numbers: readonly Expression[] = values.map((value) => call('toReal', [value]));
  const total = numbers.reduce((before, number) => call('add', [before, number], 'real'));
  return call('coalesce', [asText(total), joined]);
}

function toReal(value: Expression): Expression {
  return value.type === 'real' ? value : call('toReal', [value]);
}

function lowerCall(expr: Extract<Expr, { kind: 'call' }>, scope: Scope, positive: boolean): Expression {
  const name = expr.name.toLowerCase();
  const definition = functionOf(name);
  if (definition === undefined) {
    const help = suggestion(name, functionNames) ?? 'the functions are listed by: interloper functions --spl';
    report(scope.lowering, diagnostic('SPL0201', [expr.name], { span: expr.span, help }));
    return nullOf('string');
  }
  if (definition.unsupported !== undefined) {
    report(
      scope.lowering,
      diagnostic('SPL0502', [expr.name], { span: expr.span, help: definition.unsupported }),
    );
    return nullOf('string');
  }
  const [least, most] = definition.arity;
  if (expr.args.length < least || expr.args.length > most) {
    const expected = describeArity(least, most);
    report(scope.lowering, diagnostic('SPL0202', [name, expected, expr.args.length], { span: expr.span }));
    return nullOf('string');
  }
  const problems: { readonly message: string; readonly span: Span }[] = [];
  const value = definition.lower({
    name,
    nodes: expr.args,
    scope,
    positive,
    value: (index) => {
      const node = expr.args[index];
      return node === undefined ? nullOf('string') : lowerExpression(node, scope);
    },
    condition: (index, isPositive) => {
      const node = expr.args[index];
      return node === undefined ? bool(false) : lowerCondition(node, scope, isPositive);
    },
    lower: lowerExpression,
    lowerCondition,
    refuse: (message, index) => {
      problems.push({
        message,
        span: (index === undefined ? undefined : expr.args[index]?.span) ?? expr.span,
      });
      return nullOf('string');
    },
  });
  for (const { message, span } of problems) {
    report(scope.lowering, diagnostic('SPL0203', [name, message], { span }));
  }
  return value;
}

function describeArity(least: number, most: number): string {
  if (least === most) return `${least} ${least === 1 ? 'argument' : 'arguments'}`;
  return most === Infinity ? `${least} or more arguments` : `${least} to ${most} arguments`;
}
