import { scripted } from '../scripted-function.js';

/** erf by its series near zero, by a continued fraction of erfc beyond. */
function erf(x: number): number {
  const size = Math.abs(x);
  if (size > 2.5) return Math.sign(x) * (1 - erfcTail(size));
  let [term, total] = [x, x];
  for (let n = 1; n < 200; n += 1) {
    term *= (-x * x) / n;
    const next = total + term / (2 * n + 1);
    if (next === total) break;
    total = next;
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}

function erfc(x: number): number {
  return x > 2.5 ? erfcTail(x) : 1 - erf(x);
}

function erfcTail(x: number): number {
  if (x > 27) return 0;
  let tail = 0;
  for (let n = 120; n >= 1; n -= 1) tail = n / 2 / (x + tail);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + tail);
}

/** Lanczos' approximation with nine terms, good to fifteen digits. */
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  const at = x - 1;
  const sum = LANCZOS.reduce(
    (total, factor, index) => (index === 0 ? factor : total + factor / (at + index)),
    0,
  );
  const base = at + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(base) - base + Math.log(sum);
}

/** The regularised incomplete beta function, by Lentz' continued fraction. */
function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * fraction(x, a, b)) / a
    : 1 - (front * fraction(1 - x, b, a)) / b;
}

const TINY = 1e-300;

function fraction(x: number, a: number, b: number): number {
  const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return result;
}

function betaPdf(x: number, a: number, b: number): number {
  if (x < 0 || x > 1) return 0;
  return Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x),
  );
}

/** The value below which the distribution's given share lies, by halving. */
function betaInverse(share: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 200 && low < high; step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (betaCdf(middle, a, b) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The two-sided p-value of Welch's test. */
function welch(m1: number, v1: number, n1: number, m2: number, v2: number, n2: number): number {
  const [one, other] = [v1 / n1, v2 / n2];
  const t2 = (m1 - m2) ** 2 / (one + other);
  const freedom = (one + other) ** 2 / (one ** 2 / (n1 - 1) + other ** 2 / (n2 - 1));
  return betaCdf(freedom / (freedom + t2), freedom / 2, 0.5);
}

const REAL = 'real';

export const special = [
  scripted('errorFunction', [REAL], REAL, erf),
  scripted('errorComplement', [REAL], REAL, erfc),
  scripted('betaCdf', [REAL, REAL, REAL], REAL, betaCdf),
  scripted('betaPdf', [REAL, REAL, REAL], REAL, betaPdf),
  scripted('betaInverse', [REAL, REAL, REAL], REAL, betaInverse),
  scripted('welchTest', [REAL, REAL, REAL, REAL, REAL, REAL], REAL, welch),
];
