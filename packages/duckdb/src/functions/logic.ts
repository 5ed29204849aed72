import type { FamilyPrinters } from './family.js';
import type { FunctionPrinter, PrintedCall } from '@interloper/sql';
import { argument, infix, sqlFunction } from './family.js';

export const logic: FamilyPrinters<'logic'> = {
  and: ({ args }) => `(${args.join(' AND ')})`,
  or: ({ args }) => `(${args.join(' OR ')})`,
  not: (call) => `(NOT ${argument(call, 0)})`,
  isTrue: (call) => `coalesce(${argument(call, 0)}, false)`,
  isNull: (call) => `(${argument(call, 0)} IS NULL)`,
  coalesce: sqlFunction('coalesce'),
  nullIf: sqlFunction('nullif'),
  if: (call) => `CASE WHEN ${argument(call, 0)} THEN ${argument(call, 1)} ELSE ${argument(call, 2)} END`,
  case: ({ args }) => {
    const branches: string[] = [];
    for (let index = 0; index + 1 < args.length; index += 2)
      branches.push(`WHEN ${args[index]} THEN ${args[index + 1]}`);
    return `CASE ${branches.join(' ')} ELSE ${args.at(-1)} END`;
  },
};

export const comparison: FamilyPrinters<'comparison'> = {
  eq: unlessNan('=', 0),
  ne: (call) => {
    const unequal = infix('<>')(call);
    return mayBeNan(call, 0) && mayBeNan(call, 1) ? `(${unequal} OR ${isNan(call, 0)})` : unequal;
  },
  lt: unlessNan('<', 1),
  le: unlessNan('<=', 1),
  gt: unlessNan('>', 0),
  ge: unlessNan('>=', 0),
  same: infix('IS NOT DISTINCT FROM'),
  in: ({ args: [value, ...options] }) => `(${value} IN (${options.join(', ')}))`,
  compareLoosely: (call) => {
    const [left, right] = [argument(call, 0), argument(call, 1)];
    const [a, b] = [`TRY_CAST(${left} AS DOUBLE)`, `TRY_CAST(${right} AS DOUBLE)`];
    const order = (x: string, y: string): string =>
      `CASE WHEN ${x} < ${y} THEN -1 WHEN ${x} > ${y} THEN 1 ELSE 0 END`;
    return `CASE WHEN ${left} IS NULL OR ${right} IS NULL THEN NULL WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN ${order(a, b)} ELSE ${order(left, right)} END`;
  },
};

/**
 * A comparison that is false of NaN, which DuckDB takes for equal to itself and greater than every number. `at` is the
 * argument that is the greater one where the comparison holds.
 */
function unlessNan(operator: string, at: 0 | 1): FunctionPrinter {
  const compared = infix(operator);
  return (call) => {
    const isSure = operator === '=' ? !(mayBeNan(call, 0) && mayBeNan(call, 1)) : !mayBeNan(call, at);
    return isSure ? compared(call) : `(${compared(call)} AND NOT ${isNan(call, at)})`;
  };
}

/** True where an argument is NaN and the other is not null: with null, a comparison stays null. */
function isNan(call: PrintedCall, at: 0 | 1): string {
  const [value, other] = [argument(call, at), 1 - at];
  const test = `isnan(${value})`;
  const isGiven = call.expressions[other]?.kind === 'literal' && call.expressions[other].value !== null;
  return isGiven ? test : `(${test} AND ${argument(call, other)} IS NOT NULL)`;
}

function mayBeNan({ expressions }: PrintedCall, index: number): boolean {
  const expression = expressions[index];
  if (expression?.type !== 'real') return false;
  return expression.kind !== 'literal' || !Number.isFinite(Number(expression.value));
}
