import { scriptedPrinters } from '../scripted/print.js';
import type { PrintedCall } from '@interloper/sql';
import type { FamilyPrinters } from './family.js';
import { argument, infix, sqlFunction } from './family.js';

export const mathematics: FamilyPrinters<'mathematics'> = {
  bitAnd: infix('&'),
  bitOr: infix('|'),
  bitXor: sqlFunction('xor'),
  bitNot: (call) => `(~${argument(call, 0)})`,
  // DuckDB refuses to shift a bit out or a negative number: multiplication modulo 2^64 says the same.
  shiftLeft: (call) => {
    const [value, count] = [argument(call, 0), argument(call, 1)];
    const wide = `((CAST(${value} AS HUGEINT) * ${powerOfTwo(count)}) % 18446744073709551616)`;
    return `CAST(CASE WHEN ${wide} > 9223372036854775807 THEN ${wide} - 18446744073709551616 WHEN ${wide} < -9223372036854775808 THEN ${wide} + 18446744073709551616 ELSE ${wide} END AS BIGINT)`;
  },
  shiftRight: (call) =>
    `CAST(floor(CAST(${argument(call, 0)} AS DECIMAL(38, 0)) / ${powerOfTwo(argument(call, 1))}) AS BIGINT)`,
  bitCount: (call) => `CAST(bit_count(${argument(call, 0)}) AS BIGINT)`,
  hexText: (call) => {
    const value = argument(call, 0);
    const modulus = call.expressions[0]?.type === 'int' ? '4294967296' : '18446744073709551616';
    const wide = `CAST(${value} AS HUGEINT)`;
    return `lower(hex(CAST(CASE WHEN ${value} < 0 THEN ${wide} + ${modulus} ELSE ${wide} END AS UBIGINT)))`;
  },
  sin: sqlFunction('sin'),
  cos: sqlFunction('cos'),
  tan: sqlFunction('tan'),
  arcsine: (call) => inDomain(call, 'asin'),
  arccosine: (call) => inDomain(call, 'acos'),
  arctangent: sqlFunction('atan'),
  arctangent2: sqlFunction('atan2'),
  hyperbolicSine: sqlFunction('sinh'),
  hyperbolicCosine: sqlFunction('cosh'),
  hyperbolicTangent: sqlFunction('tanh'),
  areaSine: sqlFunction('asinh'),
  areaCosine: (call) => within(call, 'acosh', (value) => `${value} >= 1`),
  areaTangent: (call) => within(call, 'atanh', (value) => `${value} BETWEEN -1 AND 1`),
  gamma: sqlFunction('gamma'),
  logGamma: sqlFunction('lgamma'),
  isNan: (call) => `coalesce(isnan(${argument(call, 0)}), false)`,
  isInfinite: (call) => `coalesce(isinf(${argument(call, 0)}), false)`,
  ...scriptedPrinters(['errorFunction', 'errorComplement', 'betaCdf', 'betaPdf', 'betaInverse', 'welchTest']),
  random: () => 'random()',
};

/** Two to the power of a count modulo 64; null of a negative count. */
function powerOfTwo(count: string): string {
  return `CASE WHEN ${count} >= 0 THEN CAST(pow(2, (${count}) % 64) AS HUGEINT) END`;
}

/** DuckDB raises an error outside -1 to 1. */
function inDomain(call: PrintedCall, name: string): string {
  return within(call, name, (value) => `${value} BETWEEN -1 AND 1`);
}

/** The function where it is defined, else nan. */
function within(call: PrintedCall, name: string, domain: (value: string) => string): string {
  const value = argument(call, 0);
  return `CASE WHEN ${domain(value)} THEN ${name}(${value}) WHEN ${value} IS NOT NULL THEN 'nan'::DOUBLE END`;
}
