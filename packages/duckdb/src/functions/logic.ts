import type { FamilyPrinters } from './family.js';
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
  eq: infix('='),
  ne: infix('<>'),
  lt: infix('<'),
  le: infix('<='),
  gt: infix('>'),
  ge: infix('>='),
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
