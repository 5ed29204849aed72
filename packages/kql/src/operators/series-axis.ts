import { and, call, datetime, isNumeric, literal, long, not, timespan } from '@interloper/plan';
import type { Expression, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import { isMultiple } from '../expressions/multiples.js';
import { classOf, elements, optionalPart, part } from '../kusto/syntax.js';
import { lowerExpression, report } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { itemOf } from './computed.js';

/** The axis of make-series: its points are numbered from its beginning. */
export interface Axis {
  /** The number of the point that a row belongs to. */
  readonly number: Expression;
  /** The number of the last point; undefined where each series ends at its own. */
  readonly last: Expression | undefined;
  /** True when each series begins at its own first point: points are then counted from zero of the axis. */
  readonly open: boolean;
  /** True for rows that lie on the axis. */
  readonly inside: Expression;
  /** The point of a number. */
  readonly point: (number: Expression) => Expression;
}

/**
 * The axis that `on … from … to … step …` states, or `on … in range(start, stop, step)`, whose stop belongs to it and
 * whose steps are counted by bin(); what is not supported about it as text.
 */
export function axisOf(node: SyntaxNode, input: Rows, env: Env): Axis | string {
  const range = part(node, 'RangeClause');
  const inRange = classOf(range) === 'MakeSeriesInRangeClause';
  const at = (clause: string): Expression | undefined => {
    const found = optionalPart(range, clause);
    return found === undefined ? undefined : lowerExpression(part(found, 'Expression'), env);
  };
  const [from, to, step] = inRange
    ? elements(part(range, 'Arguments'), 'Expressions').map((item) => lowerExpression(item, env))
    : [at('MakeSeriesFromClause'), at('MakeSeriesToClause'), at('MakeSeriesStepClause')];
  const on = itemOf(part(part(node, 'OnClause'), 'Expression'));
  const value = lowerExpression(on.value, { ...env, rows: input });
  const type = step === undefined ? undefined : typeOfAxis(value, [from, to], step);
  if (step === undefined || type === undefined) return 'make-series along this axis';
  if (inRange && from !== undefined && !isMultiple(from, step)) report(env, 'KQL0214', '', range);
  const given = from === undefined ? zeroOf(type) : convert(from, type);
  const start = inRange ? call('binDown', [given, type === 'datetime' ? step : convert(step, type)]) : given;
  const inside = and(
    not(call('isNull', [value])),
    ...(from === undefined ? [] : [call('ge', [value, from])]),
    ...(to === undefined ? [] : [call(inRange ? 'le' : 'lt', [value, to])]),
  );
  const open = from === undefined;
  return type === 'real'
    ? { open, inside, ...inReals(value, start, to, convert(step, 'real'), inRange) }
    : { open, inside, ...inUnits(value, start, to, convert(step, 'long'), inRange) };
}

/** Instants and durations are stepped by durations, numbers by numbers. */
function typeOfAxis(
  value: Expression,
  bounds: readonly (Expression | undefined)[],
  step: Expression,
): ScalarType | undefined {
  const given = [value, ...bounds.filter((bound) => bound !== undefined)].map(({ type }) => type);
  if (step.type === 'timespan') {
    const same = given.every((type) => type === value.type);
    return same && (value.type === 'datetime' || value.type === 'timespan') ? value.type : undefined;
  }
  const types = [...given, step.type];
  if (!types.every(isNumeric) || types.includes('decimal')) return undefined;
  return types.includes('real') ? 'real' : 'long';
}

function zeroOf(type: ScalarType): Expression {
  if (type === 'datetime') return datetime(0n);
  if (type === 'timespan') return timespan(0n);
  return type === 'real' ? literal('real', 0) : long(0);
}

type Numbering = Pick<Axis, 'number' | 'last' | 'point'>;

/** Whole numbers, and ticks of time. */
function inUnits(
  value: Expression,
  start: Expression,
  to: Expression | undefined,
  step: Expression,
  withEnd: boolean,
): Numbering {
  const from = convert(start, 'long');
  const since = (end: Expression): Expression => call('subtract', [convert(end, 'long'), from], 'long');
  const latest = (end: Expression): Expression =>
    withEnd ? since(end) : call('subtract', [since(end), long(1)], 'long');
  return {
    number: call('divide', [call('binDown', [since(value), step], 'long'), step], 'long'),
    last:
      to === undefined
        ? undefined
        : call('divide', [call('binDown', [latest(to), step], 'long'), step], 'long'),
    point: (number) => call('add', [start, call('multiply', [number, step], 'long')], start.type),
  };
}

function inReals(
  value: Expression,
  start: Expression,
  to: Expression | undefined,
  step: Expression,
  withEnd: boolean,
): Numbering {
  const steps = (end: Expression): Expression =>
    call('divide', [call('subtract', [convert(end, 'real'), start], 'real'), step], 'real');
  return {
    number: convert(call('floor', [steps(value)], 'real'), 'long'),
    last:
      to === undefined
        ? undefined
        : withEnd
          ? convert(call('floor', [steps(to)], 'real'), 'long')
          : call('subtract', [convert(call('ceiling', [steps(to)], 'real'), 'long'), long(1)], 'long'),
    point: (number) =>
      call('add', [start, call('multiply', [convert(number, 'real'), step], 'real')], 'real'),
  };
}
