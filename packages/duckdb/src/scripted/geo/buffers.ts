import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';
import { arrange } from './arrangement.js';
import type { Arrangement, Piece } from './arrangement.js';
import { geoJson } from './geo-json.js';
import { cornersOfPieces, ringsOf } from './loops.js';
import { edgesOfTwo, groundOf, middle } from './regions.js';
import { roundedVectorOf } from './rounded-trigonometry.js';
import { linesOf, polygonsOf, ringArea } from './shapes.js';
import { RADIUS, angle, cross, dot, normal, plus, sidewaysOf, times, unit } from './vectors.js';
import type { Vector } from './vectors.js';

/**
 * Ground within a distance of a shape, made as S2 does: around each corner an arc of equal steps, the rest of it last;
 * the ring of all arcs divides the sphere, and what it runs around at least once belongs to the ground.
 * https://github.com/google/s2geometry/blob/master/src/s2/s2buffer_operation.cc
 */
interface Reach {
  readonly radius: number;
  /** The turn between two corners of an arc. */
  readonly step: number;
  /** The length from which an edge would get corners of its own. */
  readonly longest: number;
}

/** How far two corners of a curve at a distance may be from each other so that no point is off by more than an error. */
function stepAt(radius: number, error: number): number {
  return Math.min((2 * Math.PI) / 3 + 1e-15, 2 * Math.acos(Math.tan(radius - error) / Math.tan(radius)));
}

/** Distance and tolerance in metres; undefined where they are not valid. */
function reachOf(metres: number, tolerance: number): Reach | undefined {
  if (!(metres > 0 && tolerance > 0)) return undefined;
  if (tolerance >= metres)
    throw new Error('a buffer whose tolerance is not below its radius is not supported');
  if (tolerance < 1e-6 * metres)
    throw new Error('a buffer of a tolerance below 0.0001% of its radius is not supported');
  if (metres > 2e6) throw new Error('a buffer of more than 2,000 km is not supported');
  const [radius, error] = [metres / RADIUS, tolerance / RADIUS];
  return { radius, step: stepAt(radius, error), longest: stepAt(Math.PI / 2 - radius, error) };
}

/** The point that far from another in a direction. */
function away(from: Vector, direction: Vector, by: number): Vector {
  return unit(plus(times(from, Math.cos(by)), times(direction, Math.sin(by))));
}

/** The direction to the right of an edge. */
function rightOf(a: Vector, b: Vector): Vector {
  return unit(normal(b, a));
}

/** Corners of the arc around a point from one direction to another, counter-clockwise, without the last. */
function arc(at: Vector, from: Vector, to: Vector, { radius, step }: Reach): readonly Vector[] {
  const sideways = unit(cross(at, from));
  // What is turned back by rounding is no turn at all.
  const turn = Math.atan2(dot(sideways, to), dot(from, to));
  const span = turn < -1e-9 ? turn + 2 * Math.PI : turn;
  const corners: Vector[] = [];
  for (let by = 0; by < span; by += step) {
    corners.push(away(at, plus(times(from, Math.cos(by)), times(sideways, Math.sin(by))), radius));
  }
  return corners;
}

/** The curve along the edge a–b up to the start of the one along b–c. */
function alongAndAround(a: Vector, b: Vector, c: Vector, reach: Reach): readonly Vector[] {
  const [right, next] = [rightOf(a, b), rightOf(b, c)];
  const start = away(a, right, reach.radius);
  if (angle(a, b) >= reach.longest) throw new Error('a buffer of an edge this long is not supported');
  const isConvex = dot(normal(a, b), c) >= 0;
  // At a turn to the inside the curve goes by the corner itself: what it cuts off there lies within the ground.
  return isConvex ? [start, ...arc(b, right, next, reach)] : [start, away(b, right, reach.radius), b];
}

function aroundLine(line: readonly Vector[], reach: Reach): readonly Vector[] {
  const back = line.toReversed();
  const half = (points: readonly Vector[]): readonly Vector[] => {
    const [a, b] = points;
    if (a === undefined || b === undefined) return [];
    const right = rightOf(a, b);
    const along = points.slice(2).flatMap((c, index) => {
      const [p, q] = [points[index], points[index + 1]];
      return p === undefined || q === undefined ? [] : alongAndAround(p, q, c, reach);
    });
    const last = points.slice(-2);
    const end =
      last[0] === undefined || last[1] === undefined
        ? []
        : [away(last[0], rightOf(last[0], last[1]), reach.radius)];
    if (last[0] !== undefined && last[1] !== undefined && angle(last[0], last[1]) >= reach.longest)
      throw new Error('a buffer of an edge this long is not supported');
    return [...arc(a, times(right, -1), right, reach), ...along, ...end];
  };
  return [...half(line), ...half(back)];
}

function aroundRing(ring: readonly Vector[], reach: Reach): readonly Vector[] {
  return ring.flatMap((a, index) => {
    const [b, c] = [ring[(index + 1) % ring.length], ring[(index + 2) % ring.length]];
    return b === undefined || c === undefined ? [] : alongAndAround(a, b, c, reach);
  });
}

/** A regular polygon around a point. */
function aroundPoint(at: Vector, { radius, step }: Reach): readonly Vector[] {
  const start = sidewaysOf(at);
  const sideways = unit(cross(at, start));
  const corners = Math.ceil((2 * Math.PI) / step);
  return Array.from({ length: corners }, (_, index) => {
    const by = (2 * Math.PI * index) / corners;
    return away(at, plus(times(start, Math.cos(by)), times(sideways, Math.sin(by))), radius);
  });
}

/** How often the curves run around the ground on the left of a piece. */
function turnsLeftOf(piece: Piece, arrangement: Arrangement): number {
  const at = middle(arrangement, piece);
  const point = (vertex: number): Vector => arrangement.vertices[vertex] ?? [0, 0, 0];
  const turn = arrangement.pieces
    .filter((other) => other !== piece)
    .reduce((sum, { from, to }) => {
      const [a, b] = [point(from), point(to)];
      return sum + Math.atan2(dot(at, normal(a, b)), dot(a, b) - dot(at, a) * dot(at, b));
    }, 0);
  return Math.round((turn + Math.PI) / (2 * Math.PI));
}

/** What closed curves run around. */
function groundWithin(curves: readonly (readonly Vector[])[]): string {
  const arrangement = arrange(edgesOfTwo(curves, [], [true, true]), true);
  const kept = arrangement.pieces.filter((piece) => turnsLeftOf(piece, arrangement) === 1);
  const rings = ringsOf(kept, arrangement.vertices).map((ring) =>
    cornersOfPieces(ring, arrangement.vertices, true),
  );
  if (rings.some((ring) => ringArea(ring) <= 0)) throw new Error('a result with holes is not supported');
  return geoJson({ shells: rings });
}

function buffered(
  shapes: readonly (readonly Vector[])[] | undefined,
  around: (shape: readonly Vector[], reach: Reach) => readonly Vector[],
  metres: number,
  tolerance: number,
): string | null {
  if (shapes === undefined || shapes.some((shape) => shape.length === 0)) return null;
  const reach = reachOf(metres, tolerance);
  return reach === undefined ? null : groundWithin(shapes.map((shape) => around(shape, reach)));
}

function ringsIn(shape: Json): readonly (readonly Vector[])[] | undefined {
  return polygonsOf(shape, roundedVectorOf)?.flatMap((polygon) => groundOf(polygon).rings);
}

export const buffers = [
  scripted(
    'pointBuffer',
    ['real', 'real', 'real', 'real'],
    'printed',
    (longitude, latitude, metres, tolerance) =>
      Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
        ? buffered(
            [[roundedVectorOf([longitude, latitude])]],
            ([at = [0, 0, 0]], reach) => aroundPoint(at, reach),
            metres,
            tolerance,
          )
        : null,
  ),
  scripted('lineBuffer', ['json', 'real', 'real'], 'printed', (line, metres, tolerance) =>
    buffered(linesOf(line, roundedVectorOf), aroundLine, metres, tolerance),
  ),
  scripted('polygonBuffer', ['json', 'real', 'real'], 'printed', (polygon, metres, tolerance) =>
    buffered(ringsIn(polygon), aroundRing, metres, tolerance),
  ),
];
