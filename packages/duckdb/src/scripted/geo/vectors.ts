/** A point of the unit sphere. */
export type Vector = readonly [x: number, y: number, z: number];

/** Longitude and latitude in degrees. */
export type Place = readonly [longitude: number, latitude: number];

/** The earth's radius in metres that Kusto's distances rest on. */
export const RADIUS = 6_371_010;

const DEGREE = Math.PI / 180;

export function vectorOf([longitude, latitude]: Place): Vector {
  const [lambda, phi] = [longitude * DEGREE, latitude * DEGREE];
  const flat = Math.cos(phi);
  return [Math.cos(lambda) * flat, Math.sin(lambda) * flat, Math.sin(phi)];
}

export function placeOf([x, y, z]: Vector): Place {
  const degrees = 180 / Math.PI;
  return [Math.atan2(y, x) * degrees, Math.atan2(z, Math.sqrt(x * x + y * y)) * degrees];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function plus(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function times(a: Vector, by: number): Vector {
  return [a[0] * by, a[1] * by, a[2] * by];
}

export function size(a: Vector): number {
  return Math.sqrt(dot(a, a));
}

export function unit(a: Vector): Vector {
  const length = size(a);
  return length === 0 ? a : times(a, 1 / length);
}

/** A normal of two points, exact also when they lie close together. */
export function normal(a: Vector, b: Vector): Vector {
  return times(cross(minus(a, b), plus(a, b)), 0.5);
}

/** A direction across a point, the one that S2 takes where any will do. */
export function sidewaysOf(a: Vector): Vector {
  const sizes = a.map(Math.abs);
  const largest = sizes.indexOf(Math.max(...sizes));
  const tilt = [0.012, 0.0053, 0.004_57].map((value, axis) => (axis === (largest + 2) % 3 ? 1 : value));
  return unit(cross(a, [tilt[0] ?? 0, tilt[1] ?? 0, tilt[2] ?? 0]));
}

/** The angle between two points, exact for small and large ones. */
export function angle(a: Vector, b: Vector): number {
  return Math.atan2(size(cross(a, b)), dot(a, b));
}

/** The point of the arc from a to b that is nearest to x. */
export function nearest(x: Vector, a: Vector, b: Vector): Vector {
  const across = unit(normal(a, b));
  const foot = minus(x, times(across, dot(x, across)));
  // The pole of the arc is equally far from all of it.
  if (size(foot) < 1e-15) return a;
  if (isBetween(foot, a, b, across)) return unit(foot);
  return dot(x, a) >= dot(x, b) ? a : b;
}

function isBetween(foot: Vector, a: Vector, b: Vector, across: Vector): boolean {
  return dot(cross(a, foot), across) >= 0 && dot(cross(foot, b), across) >= 0;
}

/** True when the arcs cross within both of them. */
export function arcsCross(a: Vector, b: Vector, c: Vector, d: Vector): boolean {
  const [n, m] = [normal(a, b), normal(c, d)];
  // What is nearer is no more than rounding.
  const off = (across: Vector, point: Vector): number => {
    const by = dot(across, point);
    return Math.abs(by) <= 4e-16 * size(across) ? 0 : by;
  };
  if (off(n, c) * off(n, d) >= 0 || off(m, a) * off(m, b) >= 0) return false;
  // Two great circles meet in two opposite points: both arcs must hold the same one.
  const at = cross(n, m);
  const side = Math.sign(dot(at, plus(a, b)));
  return side !== 0 && side === Math.sign(dot(at, plus(c, d)));
}

/** True when the arcs cross or touch. */
export function arcsMeet(a: Vector, b: Vector, c: Vector, d: Vector): boolean {
  if (arcsCross(a, b, c, d)) return true;
  const touch = (x: Vector, p: Vector, q: Vector): boolean => angle(x, nearest(x, p, q)) < 1e-15;
  return touch(a, c, d) || touch(b, c, d) || touch(c, a, b) || touch(d, a, b);
}

/** The area of a triangle, signed by its turn, by Eriksson's formula. */
export function triangleArea(a: Vector, b: Vector, c: Vector): number {
  const volume = dot(a, cross(minus(b, a), minus(c, a)));
  return 2 * Math.atan2(volume, 1 + dot(a, b) + dot(b, c) + dot(c, a));
}

/** The place at a share of the arc from a to b. */
export function between(a: Vector, b: Vector, share: number): Vector {
  const whole = angle(a, b);
  if (whole === 0) return a;
  const direction = unit(minus(b, times(a, dot(a, b))));
  return plus(times(a, Math.cos(share * whole)), times(direction, Math.sin(share * whole)));
}

/** The angle between two arcs that do not meet. */
export function arcsApart(a: Vector, b: Vector, c: Vector, d: Vector): number {
  const away = (x: Vector, p: Vector, q: Vector): number => angle(x, nearest(x, p, q));
  return Math.min(away(a, c, d), away(b, c, d), away(c, a, b), away(d, a, b));
}
