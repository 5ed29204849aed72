import { family, strict, tolerant } from './signature.js';

const WHOLE = ['int', 'long'] as const;

/** Bits of 64-bit whole numbers, trigonometry in radians, and chance. */
export const mathematics = family({
  bitAnd: strict([WHOLE, WHOLE], 'long', 'Bitwise and.'),
  bitOr: strict([WHOLE, WHOLE], 'long', 'Bitwise or.'),
  bitXor: strict([WHOLE, WHOLE], 'long', 'Bitwise exclusive or.'),
  bitNot: strict([WHOLE], 'long', 'Bitwise complement.'),
  shiftLeft: strict([WHOLE, WHOLE], 'long', 'Shifted left, by a count modulo 64; null when it is negative.'),
  shiftRight: strict(
    [WHOLE, WHOLE],
    'long',
    'Shifted right with its sign, by a count modulo 64; null when it is negative.',
  ),
  bitCount: strict([WHOLE], 'long', 'Number of bits that are set.'),
  hexText: strict(
    [WHOLE],
    'string',
    'Lower-case hexadecimal, two’s complement below zero: 64 bits of long, 32 of int.',
  ),
  sin: strict(['real'], 'real', 'Sine.'),
  cos: strict(['real'], 'real', 'Cosine.'),
  tan: strict(['real'], 'real', 'Tangent.'),
  arcsine: strict(['real'], 'real', 'Inverse sine; nan outside -1 to 1.'),
  arccosine: strict(['real'], 'real', 'Inverse cosine; nan outside -1 to 1.'),
  arctangent: strict(['real'], 'real', 'Inverse tangent.'),
  arctangent2: strict(['real', 'real'], 'real', 'Angle of the point (second, first).'),
  hyperbolicSine: strict(['real'], 'real', 'Hyperbolic sine.'),
  hyperbolicCosine: strict(['real'], 'real', 'Hyperbolic cosine.'),
  hyperbolicTangent: strict(['real'], 'real', 'Hyperbolic tangent.'),
  areaSine: strict(['real'], 'real', 'Inverse hyperbolic sine.'),
  areaCosine: strict(['real'], 'real', 'Inverse hyperbolic cosine; nan below 1.'),
  areaTangent: strict(
    ['real'],
    'real',
    'Inverse hyperbolic tangent; infinite at -1 and 1, nan outside them.',
  ),
  gamma: strict(['real'], 'real', 'Gamma function.'),
  logGamma: strict(['real'], 'real', 'Natural logarithm of the gamma function.'),
  isNan: tolerant(['real'], 'bool', 'Not a number; false for null.'),
  isInfinite: tolerant(['real'], 'bool', 'Infinite either way; false for null.'),
  errorFunction: strict(['real'], 'real', 'Gauss’ error function.'),
  errorComplement: strict(['real'], 'real', 'One less the error function, exact far out.'),
  betaCdf: strict(
    ['real', 'real', 'real'],
    'real',
    'betaCdf(x, alpha, beta): the beta distribution’s share up to x.',
  ),
  betaPdf: strict(
    ['real', 'real', 'real'],
    'real',
    'betaPdf(x, alpha, beta): the beta distribution’s density.',
  ),
  betaInverse: strict(
    ['real', 'real', 'real'],
    'real',
    'betaInverse(share, alpha, beta): where the share is reached.',
  ),
  welchTest: strict(
    ['real', 'real', 'real', 'real', 'real', 'real'],
    'real',
    'welchTest(mean, variance, count, mean, variance, count): two-sided p-value.',
  ),
  random: tolerant([], 'real', 'A number from 0 to less than 1, another in each row.'),
});
