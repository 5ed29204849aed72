import type { FamilyPrinters } from './family.js';
import { argument, sqlFunction } from './family.js';
import type { PrintedCall } from '@interloper/sql';
import { someExpression } from '@interloper/plan';
import type { Expression, ScalarType } from '@interloper/plan';
import { inYears } from './ticks-sql.js';

export const numbers: FamilyPrinters<'numbers'> = {
  add: (call) => arithmetic(call, '+'),
  subtract: (call) => arithmetic(call, '-'),
  multiply: (call) => (scalesTicks(call) ? ticksOf(call, '*') : arithmetic(call, '*')),
  divide: (call) => {
    const [a, b] = [argument(call, 0), argument(call, 1)];
    if (scalesTicks(call)) return ticksOf(call, '/');
    if (call.type === 'real') return `(CAST(${a} AS DOUBLE) / CAST(${b} AS DOUBLE))`;
    if (call.type === 'decimal') return `CAST(TRY(${a} / nullif(${b}, 0)) AS ${DECIMAL})`;
    return `(${a} // nullif(${b}, 0))`;
  },
  modulo: (call) => `(${argument(call, 0)} % nullif(${argument(call, 1)}, 0))`,
  remainder: (call) => {
    const [a, b] = [argument(call, 0), argument(call, 1)];
    if (call.type === 'real') {
      const rest = `fmod(CAST(${a} AS DOUBLE), CAST(${b} AS DOUBLE))`;
      return `(CASE WHEN ${rest} < 0 THEN ${rest} + abs(CAST(${b} AS DOUBLE)) ELSE ${rest} END)`;
    }
    // The size of the least whole number has no room in 64 bits.
    const known = call.type === 'decimal' || call.expressions[1]?.kind === 'literal';
    const by = known ? `abs(nullif(${b}, 0))` : `abs(nullif(CAST(${b} AS HUGEINT), 0))`;
    const rest = `(${a} % ${by})`;
    const sum = `(CASE WHEN ${rest} < 0 THEN ${rest} + ${by} ELSE ${rest} END)`;
    return known ? sum : `CAST(${sum} AS BIGINT)`;
  },
  negate: (call) => `(-${argument(call, 0)})`,
  abs: sqlFunction('abs'),
  floor: (call) => `floor(CAST(${argument(call, 0)} AS DOUBLE))`,
  ceiling: (call) => `ceil(CAST(${argument(call, 0)} AS DOUBLE))`,
  round: (call) => `round(CAST(${argument(call, 0)} AS DOUBLE), CAST(${call.args[1] ?? '0'} AS INTEGER))`,
  // DuckDB raises an error where mathematics says nan or infinity.
  sqrt: (call) => `CASE WHEN ${argument(call, 0)} < 0 THEN 'nan'::DOUBLE ELSE sqrt(${argument(call, 0)}) END`,
  power: sqlFunction('pow'),
  exp: sqlFunction('exp'),
  ln: (call) => logarithm(argument(call, 0), 'ln'),
  log10: (call) => logarithm(argument(call, 0), 'log10'),
  binDown: (call) => {
    const [value, step] = [argument(call, 0), argument(call, 1)];
    const positive = `CASE WHEN ${step} > 0 THEN ${step} END`;
    if (call.type === 'real' || call.type === 'decimal')
      return `(floor(${value} / (${positive})) * (${positive}))`;
    // Integer division cuts towards zero; below zero the bin lies one step further down.
    return `(${value} - ((${value} % (${positive})) + (${positive})) % (${positive}))`;
  },
  greatest: (call) => `CASE WHEN ${anyNull(call)} THEN NULL ELSE greatest(${call.args.join(', ')}) END`,
  least: (call) => `CASE WHEN ${anyNull(call)} THEN NULL ELSE least(${call.args.join(', ')}) END`,
};

const DECIMAL = 'DECIMAL(38, 12)';

/** Integers that overflow raise an error in DuckDB; the plan wants null. */
function arithmetic(call: PrintedCall, operator: string): string {
  const [a, b] = [argument(call, 0), argument(call, 1)];
  if (call.type === 'real') return `(CAST(${a} AS DOUBLE) ${operator} CAST(${b} AS DOUBLE))`;
  const sum = `(${a} ${operator} ${b})`;
  if (isSmall(call)) return sum;
  if (call.expressions.some(asksQuery)) {
    const value = withoutTry(call, operator);
    return call.type === 'datetime' ? inYears(value) : value;
  }
  if (call.type === 'datetime') return inYears(`TRY(CAST(${a} AS BIGINT) ${operator} CAST(${b} AS BIGINT))`);
  return `TRY(CAST(${a} AS ${sqlType(call.type)}) ${operator} CAST(${b} AS ${sqlType(call.type)}))`;
}

/** A duration times or by a number with a point: neither side may be cut to a whole number before. */
function scalesTicks({ type, expressions }: PrintedCall): boolean {
  return type === 'timespan' && expressions.some((item) => item?.type === 'real' || item?.type === 'decimal');
}

/** Cut towards zero; null beyond 64 bits, of infinity and of nan. */
function ticksOf(call: PrintedCall, operator: string): string {
  const [a, b] = [argument(call, 0), argument(call, 1)];
  return `TRY_CAST(trunc(CAST(${a} AS DOUBLE) ${operator} CAST(${b} AS DOUBLE)) AS BIGINT)`;
}

/** DuckDB takes no query inside TRY. */
function asksQuery(expression: Expression | undefined): boolean {
  return expression !== undefined && someExpression(expression, ({ kind }) => kind === 'scalarQuery');
}

/** In 128 bits nothing of two 64-bit numbers overflows; the way back gives null. A decimal that overflows is an error. */
function withoutTry(call: PrintedCall, operator: string): string {
  const [a, b] = [argument(call, 0), argument(call, 1)];
  if (call.type === 'decimal') return `(CAST(${a} AS ${DECIMAL}) ${operator} CAST(${b} AS ${DECIMAL}))`;
  const wide = `CAST(${a} AS HUGEINT) ${operator} CAST(${b} AS HUGEINT)`;
  return `TRY_CAST(${wide} AS ${sqlType(call.type)})`;
}

/** `now` and times of real logs plus a constant cannot overflow; TRY would cost time on the hot path. */
function isSmall(call: PrintedCall): boolean {
  if (call.type !== 'datetime') return false;
  const [first, second] = call.expressions;
  return (first?.kind === 'column' || first?.kind === 'now') && second?.kind === 'literal';
}

function sqlType(type: ScalarType): string {
  if (type === 'int') return 'INTEGER';
  return type === 'decimal' ? DECIMAL : 'BIGINT';
}

function logarithm(value: string, fn: string): string {
  return `CASE WHEN ${value} > 0 THEN ${fn}(${value}) WHEN ${value} = 0 THEN '-inf'::DOUBLE WHEN ${value} < 0 THEN 'nan'::DOUBLE END`;
}

function anyNull({ args }: PrintedCall): string {
  return args.map((part) => `${part} IS NULL`).join(' OR ');
}
