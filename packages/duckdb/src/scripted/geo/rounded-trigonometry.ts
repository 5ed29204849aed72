import type { Place, Vector } from './vectors.js';

/**
 * Places as points of the sphere and back, every step rounded correctly. JavaScript's own functions differ from those
 * of Kusto's engine in the last digit now and then, and Kusto prints all digits of the shapes that it computes.
 */

const BITS = 160;
const ONE = 1n << BigInt(BITS);
const DEGREE = Math.PI / 180;

const view = new DataView(new ArrayBuffer(8));

/** A number between -16 and 16 as a fixed-point one; digits below 2^-160 are cut. */
function fixed(value: number): bigint {
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n);
  if (exponent === 0) return 0n;
  const significand = (bits & ((1n << 52n) - 1n)) | (1n << 52n);
  const shift = exponent - 1075 + BITS;
  const size = shift >= 0 ? significand << BigInt(shift) : significand >> BigInt(-shift);
  return value < 0 ? -size : size;
}

function toNumber(value: bigint): number {
  return Number(value) * 2 ** -BITS;
}

function times(a: bigint, b: bigint): bigint {
  return (a * b) >> BigInt(BITS);
}

/** Sine and cosine by their series. */
function sineAndCosine(angle: bigint): readonly [sine: bigint, cosine: bigint] {
  const square = times(angle, angle);
  let [sine, cosine] = [0n, 0n];
  let term = ONE;
  for (let power = 0n; term > 1n || term < -1n; power += 2n) {
    cosine += term;
    const odd = times(term, angle) / (power + 1n);
    sine += odd;
    term = -times(term, square) / ((power + 1n) * (power + 2n));
  }
  return [sine, cosine];
}

function arctangent(y: number, x: number): number {
  const near = Math.atan2(y, x);
  if (y === 0) return near;
  const start = fixed(near);
  const [sine, cosine] = sineAndCosine(start);
  const [up, along] = [fixed(y), fixed(x)];
  const off = times(up, cosine) - times(along, sine);
  const size = times(along, cosine) + times(up, sine);
  return size === 0n ? near : toNumber(start + (off << BigInt(BITS)) / size);
}

export function roundedVectorOf([longitude, latitude]: Place): Vector {
  const [sineAround, cosineAround] = sineAndCosine(fixed(longitude * DEGREE)).map(toNumber);
  const [sineUp, cosineUp] = sineAndCosine(fixed(latitude * DEGREE)).map(toNumber);
  const flat = cosineUp ?? 0;
  return [(cosineAround ?? 0) * flat, (sineAround ?? 0) * flat, sineUp ?? 0];
}

export function roundedPlaceOf([x, y, z]: Vector): Place {
  const degrees = 180 / Math.PI;
  // A sum with zero has no negative zero.
  return [arctangent(y + 0, x + 0) * degrees, arctangent(z + 0, Math.sqrt(x * x + y * y)) * degrees];
}
