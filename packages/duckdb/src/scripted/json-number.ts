/**
 * Kusto prints the numbers of dynamic values by Grisu2: the digits read back as the number, and are nearly always, but
 * not always, the fewest and nearest ones. https://dl.acm.org/doi/10.1145/1806596.1806623
 */

interface Scaled {
  readonly significand: bigint;
  readonly exponent: number;
}

const WORD = 64n;
const HIDDEN = 1n << 52n;

function normalised({ significand, exponent }: Scaled): Scaled {
  const shift = 64 - significand.toString(2).length;
  return { significand: significand << BigInt(shift), exponent: exponent - shift };
}

function product(a: Scaled, b: Scaled): Scaled {
  const whole = a.significand * b.significand + (1n << (WORD - 1n));
  return { significand: whole >> WORD, exponent: a.exponent + b.exponent + 64 };
}

/** A power of ten rounded to 64 bits. */
function powerOfTen(power: number): Scaled {
  const ten = 10n ** BigInt(Math.abs(power));
  const bits = ten.toString(2).length;
  // One bit more than is kept, to round by.
  if (power >= 0) {
    const shift = bits - 64;
    if (shift <= 0) return { significand: ten << BigInt(-shift), exponent: shift };
    return carried(((ten >> BigInt(shift - 1)) + 1n) >> 1n, shift);
  }
  const shift = bits + 64;
  const quotient = (1n << BigInt(shift)) / ten;
  const excess = quotient.toString(2).length - 64;
  return carried(((quotient >> BigInt(excess - 1)) + 1n) >> 1n, excess - shift);
}

function carried(significand: bigint, exponent: number): Scaled {
  return significand >> WORD === 0n
    ? { significand, exponent }
    : { significand: significand >> 1n, exponent: exponent + 1 };
}

/** The power of ten, in steps of eight, that brings a number of this exponent into the range of the digits. */
function scaleFor(exponent: number): number {
  const index = (Math.ceil((-61 - exponent) * 0.301_029_995_663_981_14 + 347) >> 3) + 1;
  return -348 + index * 8;
}

const view = new DataView(new ArrayBuffer(8));

function partsOf(value: number): Scaled {
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & (HIDDEN - 1n);
  return exponent === 0
    ? { significand: fraction, exponent: -1074 }
    : { significand: fraction + HIDDEN, exponent: exponent - 1075 };
}

/** Digits of a positive number and the power of ten that they are multiplied with. */
function digitsOf(value: number): readonly [digits: string, power: number] {
  const parts = partsOf(value);
  const above = normalised({ significand: parts.significand * 2n + 1n, exponent: parts.exponent - 1 });
  const lowest = parts.significand === HIDDEN;
  const below = lowest
    ? { significand: parts.significand * 4n - 1n, exponent: parts.exponent - 2 }
    : { significand: parts.significand * 2n - 1n, exponent: parts.exponent - 1 };
  const scale = scaleFor(above.exponent);
  const power = powerOfTen(scale);
  const high = product(above, power);
  const low = product(
    { significand: below.significand << BigInt(below.exponent - above.exponent), exponent: above.exponent },
    power,
  );
  const [most, least] = [high.significand - 1n, low.significand + 1n];
  const exact = product(normalised(parts), power).significand;
  return generated(most, most - least, most - exact, BigInt(-high.exponent), -scale);
}

/** The shortest digits within `room` below `most`, moved towards the number, which lies `away` below it. */
function generated(
  most: bigint,
  room: bigint,
  away: bigint,
  shift: bigint,
  power: number,
): readonly [string, number] {
  const one = 1n << shift;
  const whole = (most >> shift).toString();
  let digits = '';
  for (let left = whole.length - 1; left >= 0; left -= 1) {
    digits += whole[whole.length - 1 - left];
    const unit = (10n ** BigInt(left)) << shift;
    const rest = most % unit;
    if (rest <= room) return [nearer(digits, room, rest, unit, away), power + left];
  }
  let [fraction, span, weight] = [most & (one - 1n), room, away];
  for (let left = -1; ; left -= 1) {
    fraction *= 10n;
    span *= 10n;
    weight *= 10n;
    digits += (fraction >> shift).toString();
    fraction &= one - 1n;
    // Kusto's writer has no weights beyond eight digits: what is longer stays what was generated.
    if (fraction < span)
      return [left > -9 ? nearer(digits, span, fraction, one, weight) : digits, power + left];
  }
}

function nearer(digits: string, room: bigint, rest: bigint, unit: bigint, away: bigint): string {
  let [number, at] = [BigInt(digits), rest];
  while (at < away && room - at >= unit && (at + unit < away || away - at > at + unit - away)) {
    number -= 1n;
    at += unit;
  }
  return number.toString();
}

/** A number of a dynamic value as Kusto writes it. */
function numberText(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return JSON.stringify(value);
  const [digits, power] = digitsOf(Math.abs(value));
  const point = digits.length + power;
  const shortest = JSON.stringify(value);
  // Only numbers in plain digits: how others are written is the same as here.
  if (/e/.test(shortest) || power >= 0) return shortest;
  const text =
    point > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : `0.${'0'.repeat(-point)}${digits}`;
  return value < 0 ? `-${text}` : text;
}

/** JSON text with numbers as Kusto writes them. */
export function jsonText(value: unknown): string {
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
