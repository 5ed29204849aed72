import { and, bool, call, canEvaluate, evaluate, not, someExpression } from '@interloper/plan';
import type { Expression, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantBool, constantText } from '../expressions/constants.js';
import { DATABASE } from '../kusto/globals.js';
import { refuse } from '../lowering.js';
import { asPredicate } from '../predicate.js';
import { bare, neverNull, present } from '../text.js';
import { supported } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

/** A value of a choice in the type of the whole call. */
function valueIn(value: Expression, type: ScalarType): Expression {
  return convert(value, type);
}

const iff: FunctionEntry = supported('iff-function', ({ arg, type }) =>
  call('if', [asPredicate(convert(arg(0), 'bool')), valueIn(arg(1), type), valueIn(arg(2), type)]),
);

function choose({ args, type }: FunctionCall): Expression {
  const parts = args.map((argument, index) =>
    index % 2 === 0 && index < args.length - 1
      ? asPredicate(convert(argument, 'bool'))
      : valueIn(argument, type),
  );
  return call('case', parts);
}

/** Text is empty when it is '', dynamic and others when they are null. */
function isEmpty(value: Expression): Expression {
  return call('eq', [convert(value, 'string'), { kind: 'literal', type: 'string', value: '' }]);
}

function isNotEmpty(value: Expression): Expression {
  return call('ne', [convert(value, 'string'), { kind: 'literal', type: 'string', value: '' }]);
}

/** Text is never null in Kusto. What is known without rows is said at once: optional parameters are asked so. */
function isNull(value: Expression): Expression {
  if (value.type === 'string' || value.kind === 'now' || isNowShifted(value)) return bool(false);
  if (value.kind === 'literal') return bool(value.value === null);
  return call('isNull', [value]);
}

/** `ago(1d)`: less than ten thousand days from now, which is within the years that there are. */
function isNowShifted(value: Expression): boolean {
  if (value.kind !== 'call' || (value.fn !== 'add' && value.fn !== 'subtract')) return false;
  const [first, second] = value.args;
  if (first?.kind !== 'now' || second?.kind !== 'literal' || second.value === null) return false;
  return second.type === 'timespan' && Math.abs(Number(second.value)) < MOST_TICKS;
}

const MOST_TICKS = 1e4 * 864e9;

function opposite(value: Expression): Expression {
  const known = constantBool(value);
  return known === undefined ? not(value) : bool(!known);
}

function coalesce({ args, type }: FunctionCall): Expression {
  const values = args.map((argument) => convert(argument, type));
  if (type !== 'string') return call('coalesce', values);
  // Empty text counts as missing.
  const empty: Expression = { kind: 'literal', type: 'string', value: '' };
  return present(
    call(
      'coalesce',
      values.map((value) => call('nullIf', [bare(value), empty])),
    ),
  );
}

/** max_of() and min_of() leave out nulls. */
function extreme(fn: 'greatest' | 'least') {
  return ({ args, type }: FunctionCall): Expression =>
    args
      .map((argument) => convert(argument, type))
      .reduce((one, other) =>
        neverNull(one) && neverNull(other)
          ? call(fn, [one, other])
          : call('coalesce', [call(fn, [one, other]), one, other]),
      );
}

/** assert(): the condition is computed when the rule is compiled; a rule for which it is false does not run. */
function assertion(item: FunctionCall): Expression {
  const condition = convert(item.arg(0), 'bool');
  const message = constantText(item.arg(1));
  const ofRows = someExpression(condition, ({ kind }) => kind === 'column' || kind === 'variable');
  if (message === undefined || ofRows || !canEvaluate(condition)) {
    return item.notConstant('The condition of assert, and its message,');
  }
  if (evaluate(condition, NOTHING) === true) return bool(true);
  return refuse(item.env, 'KQL0114', message, item.node);
}

const NOTHING = { variable: (): null => null, column: (): null => null };

/** https://learn.microsoft.com/kusto/query/scalar-functions#conditional-functions */
export const logicFunctions: FunctionFamily = {
  iff,
  iif: iff,
  case: supported('case-function', choose),
  not: supported('not-function', ({ arg }) => opposite(convert(arg(0), 'bool'))),
  isempty: supported('isempty-function', ({ arg }) => isEmpty(arg(0))),
  isnotempty: supported('isnotempty-function', ({ arg }) => isNotEmpty(arg(0))),
  notempty: supported('isnotempty-function', ({ arg }) => isNotEmpty(arg(0))),
  isnull: supported('isnull-function', ({ arg }) => isNull(arg(0))),
  isnotnull: supported('isnotnull-function', ({ arg }) => opposite(isNull(arg(0)))),
  notnull: supported('isnotnull-function', ({ arg }) => opposite(isNull(arg(0)))),
  assert: supported('assert-function', assertion),
  coalesce: supported('coalesce-function', coalesce),
  max_of: supported('max-of-function', extreme('greatest')),
  min_of: supported('min-of-function', extreme('least')),
  isutf8: supported('isutf8-function', () => ({ kind: 'literal', type: 'bool', value: true })),
  current_database: supported('current-database-function', () => ({
    kind: 'literal',
    type: 'string',
    value: DATABASE,
  })),
  around: supported('around-function', ({ arg }) =>
    and(
      call('ge', [arg(0), call('subtract', [arg(1), arg(2)], arg(1).type)]),
      call('le', [arg(0), call('add', [arg(1), arg(2)], arg(1).type)]),
    ),
  ),
};
