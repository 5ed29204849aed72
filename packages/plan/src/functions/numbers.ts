import { family, strict } from './signature.js';

const NUMBER = ['int', 'long', 'real', 'decimal'] as const;
const SUMMABLE = ['int', 'long', 'real', 'decimal', 'timespan', 'datetime'] as const;

/**
 * Arithmetic. The language states the type of the result, because languages differ in how types widen; integers
 * that overflow wrap in no engine: they give null.
 */
export const numbers = family({
  add: strict([SUMMABLE, SUMMABLE], 'stated', 'Sum. Ticks add like integers.'),
  subtract: strict([SUMMABLE, SUMMABLE], 'stated', 'Difference.'),
  multiply: strict(
    [SUMMABLE, SUMMABLE],
    'stated',
    'Product; a duration by a number with a point is cut towards zero to whole ticks.',
  ),
  divide: strict(
    [SUMMABLE, SUMMABLE],
    'stated',
    'Quotient; stated int or long: cut towards zero. Division of integers by zero is null; of reals ±inf or nan.',
  ),
  modulo: strict([SUMMABLE, SUMMABLE], 'stated', 'Remainder with the sign of the dividend.'),
  remainder: strict(
    [SUMMABLE, SUMMABLE],
    'stated',
    'Remainder that is never negative: from 0 to less than the divisor’s size. By zero null, of reals nan.',
  ),
  negate: strict([SUMMABLE], { sameAs: 0 }, 'The opposite number.'),
  abs: strict([SUMMABLE], { sameAs: 0 }, 'Without sign.'),
  floor: strict([NUMBER], 'real', 'Greatest whole number not above.'),
  ceiling: strict([NUMBER], 'real', 'Least whole number not below.'),
  round: strict([NUMBER, 'long'], 'real', 'round(x, digits): half away from zero.', { optional: 1 }),
  sqrt: strict([NUMBER], 'real', 'Square root; nan below zero.'),
  power: strict([NUMBER, NUMBER], 'real', 'The first to the power of the second.'),
  exp: strict([NUMBER], 'real', 'e to the power of the argument.'),
  ln: strict([NUMBER], 'real', 'Natural logarithm; nan below zero, -inf of zero.'),
  log10: strict([NUMBER], 'real', 'Decimal logarithm; nan below zero, -inf of zero.'),
  binDown: strict(
    [SUMMABLE, SUMMABLE],
    { sameAs: 0 },
    'binDown(x, step): the greatest multiple of step not above x; null when step is not positive.',
  ),
  greatest: strict(['any'], { sameAs: 0 }, 'The greatest; null if any is null.', { variadic: true }),
  least: strict(['any'], { sameAs: 0 }, 'The least; null if any is null.', { variadic: true }),
});
