import type { Json } from '../scripted-function.js';
import {
  angle,
  arcsCross,
  cross,
  dot,
  minus,
  normal,
  plus,
  sidewaysOf,
  times,
  triangleArea,
  unit,
  vectorOf,
} from './vectors.js';
import type { Place, Vector } from './vectors.js';

/** How places become points: `vectorOf`, or one that rounds as Kusto does where a shape comes out again. */
type ToVector = (place: Place) => Vector;

/** Lines as Kusto takes them: each of at least two different places. */
export type Line = readonly Vector[];

/** A polygon's rings without the repeated last corner, the shell counter-clockwise and the holes as given. */
export interface Polygon {
  readonly shell: readonly Vector[];
  readonly holes: readonly (readonly Vector[])[];
}

function isPlace(value: Json): value is readonly [number, number] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [longitude, latitude] = value as readonly Json[];
  return (
    typeof longitude === 'number' &&
    typeof latitude === 'number' &&
    Math.abs(longitude) <= 180 &&
    Math.abs(latitude) <= 90
  );
}

function placesOf(value: Json | undefined): readonly Place[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const places = (value as readonly Json[]).filter(isPlace);
  return places.length === value.length ? places : undefined;
}

interface Geometry {
  readonly type: string;
  readonly coordinates: readonly Json[];
}

function geometryOf(value: Json): Geometry | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { type, coordinates } = value as { readonly type?: Json; readonly coordinates?: Json };
  if (typeof type !== 'string' || !Array.isArray(coordinates)) return undefined;
  return { type, coordinates };
}

/** The lines of a LineString or MultiLineString; undefined of anything that is not valid. */
export function linesOf(value: Json, toVector: ToVector = vectorOf): readonly Line[] | undefined {
  const geometry = geometryOf(value);
  if (geometry === undefined) return undefined;
  const listed =
    geometry.type === 'LineString'
      ? [geometry.coordinates]
      : geometry.type === 'MultiLineString'
        ? geometry.coordinates
        : [];
  const lines = listed.map((item) => lineOf(item, toVector));
  const valid = lines.filter((line) => line !== undefined);
  return valid.length === lines.length && lines.length > 0 ? valid : undefined;
}

function lineOf(value: Json, toVector: ToVector): Line | undefined {
  const places = placesOf(value);
  if (places === undefined || places.length < 2) return undefined;
  const vectors = places.map(toVector);
  const moves = vectors.some((vector, index) => index > 0 && angle(vector, vectors[index - 1] ?? vector) > 0);
  return moves ? vectors : undefined;
}

interface Judged {
  readonly toVector: ToVector;
  readonly polygons: readonly Polygon[] | undefined;
}

/** Shapes that were judged: a constant comes as the same value for every row. */
const judged = new WeakMap<object, Judged>();

/** The polygons of a Polygon or MultiPolygon; undefined of anything that is not valid. */
export function polygonsOf(value: Json, toVector: ToVector = vectorOf): readonly Polygon[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = judged.get(value);
  if (known?.toVector === toVector) return known.polygons;
  const polygons = judge(value, toVector);
  judged.set(value, { toVector, polygons });
  return polygons;
}

function judge(value: Json, toVector: ToVector): readonly Polygon[] | undefined {
  const geometry = geometryOf(value);
  if (geometry === undefined) return undefined;
  const listed =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : [];
  const polygons = listed.map((item) => polygonOf(item, toVector));
  const valid = polygons.filter((polygon) => polygon !== undefined);
  return valid.length === polygons.length && polygons.length > 0 ? valid : undefined;
}

function polygonOf(value: Json, toVector: ToVector): Polygon | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const rings = (value as readonly Json[]).map((ring) => ringOf(ring, toVector));
  const valid = rings.filter((ring) => ring !== undefined);
  const [shell, ...holes] = valid;
  if (valid.length < rings.length || shell === undefined || edgesCross(valid)) return undefined;
  return { shell, holes };
}

/** True when edges of rings cross; they may meet in corners. */
function edgesCross(rings: readonly (readonly Vector[])[]): boolean {
  const edges = rings
    .flatMap((ring) => edgesOf(ring, true))
    .map(([a, b]) => {
      // An arc leaves its chord by less than the square of its length.
      const slack = dot(minus(a, b), minus(a, b));
      return { a, b, least: Math.min(a[0], b[0]) - slack, most: Math.max(a[0], b[0]) + slack };
    })
    .toSorted((one, other) => one.least - other.least);
  return edges.some((one, index) => {
    for (let at = index + 1; at < edges.length; at += 1) {
      const other = edges[at];
      if (other === undefined || other.least > one.most) return false;
      if (arcsCross(one.a, one.b, other.a, other.b)) return true;
    }
    return false;
  });
}

/** A ring ends where it begins and has at least three different corners; it holds less than half of the earth. */
function ringOf(value: Json, toVector: ToVector): readonly Vector[] | undefined {
  const places = placesOf(value);
  if (places === undefined || places.length < 4) return undefined;
  const [first, last] = [places[0], places.at(-1)];
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return undefined;
  const corners = places.slice(0, -1);
  const distinct = corners.filter((place, index) => {
    const next = corners[(index + 1) % corners.length];
    return next === undefined || place[0] !== next[0] || place[1] !== next[1];
  });
  // An edge that is repeated, or a corner met twice, encloses nothing.
  const names = new Set(corners.map(String));
  if (distinct.length !== corners.length || names.size !== corners.length) return undefined;
  const vectors = corners.map(toVector);
  const area = ringArea(vectors);
  return Math.abs(area) > 0 ? (area > 0 ? vectors : vectors.toReversed()) : undefined;
}

/** The area of a ring on the unit sphere, signed by its turn: that of the smaller of its sides. */
export function ringArea(ring: readonly Vector[]): number {
  const [first, ...rest] = ring;
  if (first === undefined) return 0;
  const sum = rest
    .slice(1)
    .reduce((area, next, index) => area + triangleArea(first, rest[index] ?? first, next), 0);
  // Triangles of long rings may be those of the other side of the earth.
  return sum - 4 * Math.PI * Math.round(sum / (4 * Math.PI));
}

/** Edges of a ring or, when it is open, of a line. */
export function edgesOf(points: readonly Vector[], closed: boolean): readonly (readonly [Vector, Vector])[] {
  return points.flatMap((point, index) => {
    const next = points[index + 1] ?? (closed ? points[0] : undefined);
    return next === undefined ? [] : [[point, next] as const];
  });
}

/** A circle around a ring, and the sign of its turn. */
interface Extent {
  readonly middle: Vector;
  /** The cosine of its radius; -1 when it is no less than a quarter of the earth. */
  readonly cosine: number;
  readonly turn: number;
}

const extents = new WeakMap<readonly Vector[], Extent>();

function extentOf(ring: readonly Vector[]): Extent {
  const known = extents.get(ring);
  if (known !== undefined) return known;
  const middle = unit(ring.reduce((sum, corner) => plus(sum, corner)));
  const least = Math.min(...ring.map((corner) => dot(middle, corner)));
  const extent = { middle, cosine: least > 0 ? least - 1e-12 : -1, turn: Math.sign(ringArea(ring)) };
  extents.set(ring, extent);
  return extent;
}

/** A ring holds a point when the edges turn around it once, as they turn around its other side the other way. */
export function ringHolds(ring: readonly Vector[], point: Vector): boolean {
  const { middle, cosine, turn } = extentOf(ring);
  if (dot(middle, point) < cosine) return false;
  const corner = ring.findIndex((at) => at[0] === point[0] && at[1] === point[1] && at[2] === point[2]);
  if (corner !== -1) return cornerHolds(ring, corner, turn);
  const turned = edgesOf(ring, true).reduce(
    (sum, [a, b]) => sum + Math.atan2(dot(point, normal(a, b)), dot(a, b) - dot(point, a) * dot(point, b)),
    0,
  );
  if (Math.abs(turned) > Math.PI) return turned * turn > 0;
  // A long ring may hold a point and its opposite too, whose turns cancel out.
  return cosine === -1 && isReached(ring, turn, point);
}

/**
 * Of the rings around a corner exactly one holds it: the one that a fixed direction from there leads into, as in S2.
 * https://github.com/google/s2geometry/blob/master/src/s2/s2contains_vertex_query.h
 */
function cornerHolds(ring: readonly Vector[], index: number, turn: number): boolean {
  const [at, before, behind] = [ring[index], ring.at(index - 1), ring[(index + 1) % ring.length]];
  if (at === undefined || before === undefined || behind === undefined) return false;
  const [from, to] = turn > 0 ? [before, behind] : [behind, before];
  const turnOf = (a: Vector, b: Vector): number => dot(cross(a, at), b);
  const fixed = sidewaysOf(at);
  // The direction is outside where it is met between the ways to the next and the previous corner.
  const met = [turnOf(to, fixed) >= 0, turnOf(from, to) >= 0, turnOf(fixed, from) > 0];
  return met.filter((is) => is).length < 2;
}

/** True when the way from within a ring to a point crosses its edges an even number of times. */
function isReached(ring: readonly Vector[], turn: number, point: Vector): boolean {
  const edges = edgesOf(ring, true);
  const inner = edges
    .map(([a, b]) => unit(plus(unit(plus(a, b)), times(unit(normal(a, b)), turn * 1e-9))))
    .find((start) => dot(start, point) > -0.9);
  if (inner === undefined) return false;
  return edges.filter(([a, b]) => arcsCross(inner, point, a, b)).length % 2 === 0;
}

export function polygonHolds({ shell, holes }: Polygon, point: Vector): boolean {
  return ringHolds(shell, point) && !holes.some((hole) => ringHolds(hole, point));
}

export function polygonEdges({ shell, holes }: Polygon): readonly (readonly [Vector, Vector])[] {
  return [shell, ...holes].flatMap((ring) => edgesOf(ring, true));
}

/** True when no edge of one meets an edge of another and none lies inside another. */
export function areApart(polygons: readonly Polygon[], meet: (a: Polygon, b: Polygon) => boolean): boolean {
  return polygons.every((one, index) => polygons.slice(index + 1).every((other) => !meet(one, other)));
}
