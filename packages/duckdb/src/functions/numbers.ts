import type { FamilyPrinters } from './family.js';
import { argument, sqlFunction } from './family.js';
import type { PrintedCall } from '@interloper/sql';
import type { ScalarType } from '@interloper/plan';

export const numbers: FamilyPrinters<'numbers'> = {
  add: (call) => arithmetic(call, '+'),
  subtract: (call) => arithmetic(call, '-'),
  multiply: (call) => arithmetic(call, '*'),
  divide: (call) => {
    const [a, b] = [argument(call, 0), argument(call, 1)];
    if (call.type === 'real') return `(CAST(${a} AS DOUBLE) / CAST(${b} AS DOUBLE))`;
    if (call.type === 'decimal') return `CAST(TRY(${a} / nullif(${b}, 0)) AS ${DECIMAL})`;
    return `(${a} // nullif(${b}, 0))`;
  },
  modulo: (call) => `(${argument(call, 0)} % nullif(${argument(call, 1)}, 0))`,
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
  return `TRY(CAST(${a} AS ${sqlType(call.type)}) ${operator} CAST(${b} AS ${sqlType(call.type)}))`;
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
