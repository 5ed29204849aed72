import type { FamilyPrinters } from './family.js';
import type { FunctionPrinter, PrintedCall } from '@interloper/sql';
import { realOf } from './conversion.js';
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
    const [a, b] = [realOf(left), realOf(right)];
    const order = (x: string, y: string): string =>
      `CASE WHEN ${x} < ${y} THEN -1 WHEN ${x} > ${y} THEN 1 ELSE 0 END`;
    const numbers = [...likely(call, 0), ...likely(call, 1), `${a} IS NOT NULL`, `${b} IS NOT NULL`];
    return `CASE WHEN ${left} IS NULL OR ${right} IS NULL THEN NULL WHEN ${numbers.join(' AND ')} THEN ${order(a, b)} ELSE ${order(left, right)} END`;
  },
  sameNumber: (call) => {
    const [left, right] = [realOf(argument(call, 0)), realOf(argument(call, 1))];
    const same = `coalesce(${left} = ${right} AND NOT isnan(${left}), false)`;
    const guards = [...likely(call, 0), ...likely(call, 1)];
    return guards.length === 0 ? same : `CASE WHEN ${guards.join(' AND ')} THEN ${same} ELSE false END`;
  },
};

/**
 * Tests that every text passes which `realOf` reads as a number, and few others: a cast that fails costs ten times as
 * much, as the engine writes its error message. What may be costly to repeat has none; a constant needs none.
 */
function likely(call: PrintedCall, index: 0 | 1): readonly string[] {
  const kind = call.expressions[index]?.kind;
  if (kind !== 'column' && kind !== 'variable') return [];
  const text = argument(call, index);
  // Digits, signs, a point and spaces lie below the colon, other spaces above ASCII; inf and nan begin with i and n.
  const start = `(ascii(${text}) NOT BETWEEN 58 AND 127 OR ascii(${text}) IN (73, 78, 105, 110))`;
  return [start, `${text} NOT LIKE '%.%.%'`, `NOT contains(${text}, ':')`];
}

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
