import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';
import { groundArea, groundOf, lineEdges, together } from './regions.js';
import type { Ground } from './regions.js';
import { areApart, edgesOf, linesOf, polygonEdges, polygonHolds, polygonsOf } from './shapes.js';
import type { Polygon } from './shapes.js';
import {
  RADIUS,
  angle,
  arcsMeet,
  between,
  cross,
  dot,
  minus,
  nearest,
  placeOf,
  plus,
  size,
  times,
  unit,
  vectorOf,
} from './vectors.js';
import type { Vector } from './vectors.js';

type Edges = readonly (readonly [Vector, Vector])[];

function pointAt(longitude: number, latitude: number): Vector | undefined {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? vectorOf([longitude, latitude]) : undefined;
}

function point(vector: Vector): Json {
  return { type: 'Point', coordinates: placeOf(vector) };
}

function closest(from: Vector, edges: Edges): Vector | undefined {
  let best: { readonly at: Vector; readonly angle: number } | undefined;
  for (const [a, b] of edges) {
    const at = nearest(from, a, b);
    const distance = angle(from, at);
    if (best === undefined || distance < best.angle) best = { at, angle: distance };
  }
  return best?.at;
}

function meets(one: Edges, other: Edges): boolean {
  return one.some(([a, b]) => other.some(([c, d]) => arcsMeet(a, b, c, d)));
}

function polygonsMeet(one: Polygon, other: Polygon): boolean {
  if (meets(polygonEdges(one), polygonEdges(other))) return true;
  const [a, b] = [one.shell[0], other.shell[0]];
  return (b !== undefined && polygonHolds(one, b)) || (a !== undefined && polygonHolds(other, a));
}

function length(edges: Edges): number {
  return edges.reduce((sum, [a, b]) => sum + angle(a, b), 0) * RADIUS;
}

/** The ground of polygons: what several of them share counts once. */
function groundIn(value: Json): Ground | undefined {
  const polygons = polygonsOf(value);
  if (polygons === undefined) return undefined;
  const grounds = polygons.map(groundOf);
  return areApart(polygons, polygonsMeet)
    ? { rings: grounds.flatMap(({ rings }) => rings) }
    : together(grounds);
}

/** The middle of an arc, weighted by its length. */
function arcMoment([a, b]: readonly [Vector, Vector]): Vector {
  const [sum, across] = [plus(a, b), minus(a, b)];
  const [sine, cosine] = [dot(across, across), dot(sum, sum)];
  return cosine === 0 ? [0, 0, 0] : times(sum, Math.sqrt(sine / cosine));
}

/** The middle of a triangle, weighted by its signed area. */
function triangleMoment(a: Vector, b: Vector, c: Vector): Vector {
  const ratio = (x: Vector, y: Vector): number => {
    const turn = angle(x, y);
    return turn === 0 ? 1 : turn / Math.sin(turn);
  };
  const [ra, rb, rc] = [ratio(b, c), ratio(c, a), ratio(a, b)];
  // Solved for differences, so that small triangles lose nothing.
  const x: Vector = [a[0], b[0] - a[0], c[0] - a[0]];
  const y: Vector = [a[1], b[1] - a[1], c[1] - a[1]];
  const z: Vector = [a[2], b[2] - a[2], c[2] - a[2]];
  const r: Vector = [ra, rb - ra, rc - ra];
  return times([dot(cross(y, z), r), dot(cross(z, x), r), dot(cross(x, y), r)], 0.5);
}

function ringMoment(ring: readonly Vector[]): Vector {
  const [first, ...rest] = ring;
  if (first === undefined) return [0, 0, 0];
  return rest
    .slice(1)
    .reduce<Vector>(
      (sum, next, index) => plus(sum, triangleMoment(first, rest[index] ?? first, next)),
      [0, 0, 0],
    );
}

function moment({ rings }: Ground): Vector {
  return rings.reduce<Vector>((sum, ring) => plus(sum, ringMoment(ring)), [0, 0, 0]);
}

const PLACE = ['real', 'real'] as const;

export const measures = [
  scripted('pointInPolygon', [...PLACE, 'json'], 'bool', (longitude, latitude, shape) => {
    const [at, polygons] = [pointAt(longitude, latitude), polygonsOf(shape)];
    if (at === undefined || polygons === undefined) return null;
    return polygons.some((polygon) => polygonHolds(polygon, at));
  }),
  scripted('pointToPolygon', [...PLACE, 'json'], 'real', (longitude, latitude, shape) => {
    const [at, polygons] = [pointAt(longitude, latitude), polygonsOf(shape)];
    if (at === undefined || polygons === undefined) return null;
    if (polygons.some((polygon) => polygonHolds(polygon, at))) return 0;
    const found = closest(at, polygons.flatMap(polygonEdges));
    return found === undefined ? null : angle(at, found) * RADIUS;
  }),
  scripted('pointToLine', [...PLACE, 'json'], 'real', (longitude, latitude, shape) => {
    const [at, lines] = [pointAt(longitude, latitude), linesOf(shape)];
    const found = at === undefined || lines === undefined ? undefined : closest(at, lineEdges(lines));
    return at === undefined || found === undefined ? null : angle(at, found) * RADIUS;
  }),
  scripted('closestOnPolygon', [...PLACE, 'json'], 'json', (longitude, latitude, shape) => {
    const [at, polygons] = [pointAt(longitude, latitude), polygonsOf(shape)];
    if (at === undefined || polygons === undefined) return null;
    if (polygons.some((polygon) => polygonHolds(polygon, at)))
      return { type: 'Point', coordinates: [longitude, latitude] };
    const found = closest(at, polygons.flatMap(polygonEdges));
    return found === undefined ? null : point(found);
  }),
  scripted('closestOnLine', [...PLACE, 'json'], 'json', (longitude, latitude, shape) => {
    const [at, lines] = [pointAt(longitude, latitude), linesOf(shape)];
    const found = at === undefined || lines === undefined ? undefined : closest(at, lineEdges(lines));
    return found === undefined ? null : point(found);
  }),
  scripted('linesMeet', ['json', 'json'], 'bool', (one, other) => {
    const [first, second] = [linesOf(one), linesOf(other)];
    return first === undefined || second === undefined ? null : meets(lineEdges(first), lineEdges(second));
  }),
  scripted('lineMeetsPolygon', ['json', 'json'], 'bool', (line, shape) => {
    const [lines, polygons] = [linesOf(line), polygonsOf(shape)];
    if (lines === undefined || polygons === undefined) return null;
    if (meets(lineEdges(lines), polygons.flatMap(polygonEdges))) return true;
    return lines.some(
      ([first]) => first !== undefined && polygons.some((polygon) => polygonHolds(polygon, first)),
    );
  }),
  scripted('polygonsMeet', ['json', 'json'], 'bool', (one, other) => {
    const [first, second] = [polygonsOf(one), polygonsOf(other)];
    if (first === undefined || second === undefined) return null;
    return first.some((a) => second.some((b) => polygonsMeet(a, b)));
  }),
  scripted('lineLength', ['json'], 'real', (line) => {
    const lines = linesOf(line);
    return lines === undefined ? null : length(lineEdges(lines));
  }),
  scripted('polygonPerimeter', ['json'], 'real', (shape) => {
    const ground = groundIn(shape);
    return ground === undefined ? null : length(ground.rings.flatMap((ring) => edgesOf(ring, true)));
  }),
  scripted('polygonArea', ['json'], 'real', (shape) => {
    const ground = groundIn(shape);
    return ground === undefined ? null : groundArea(ground) * RADIUS * RADIUS;
  }),
  scripted('lineCentre', ['json'], 'json', (line) => {
    const lines = linesOf(line);
    if (lines === undefined) return null;
    const sum = lineEdges(lines).map(arcMoment).reduce(plus);
    return size(sum) === 0 ? null : point(unit(sum));
  }),
  scripted('polygonCentre', ['json'], 'json', (shape) => {
    const ground = groundIn(shape);
    if (ground === undefined) return null;
    const sum = moment(ground);
    return size(sum) === 0 ? null : point(unit(sum));
  }),
  scripted('lineInterpolate', ['json', 'real'], 'json', (line, share) => {
    const lines = linesOf(line);
    const [only] = lines ?? [];
    if (only === undefined || lines?.length !== 1 || !(share >= 0 && share <= 1)) return null;
    const edges = edgesOf(only, false);
    let left = edges.reduce((sum, [a, b]) => sum + angle(a, b), 0) * share;
    for (const [a, b] of edges) {
      const arc = angle(a, b);
      if (left <= arc) return point(between(a, b, arc === 0 ? 0 : left / arc));
      left -= arc;
    }
    return point(only.at(-1) ?? [0, 0, 0]);
  }),
  scripted('lineLocate', ['json', ...PLACE], 'real', (line, longitude, latitude) => {
    const [lines, at] = [linesOf(line), pointAt(longitude, latitude)];
    const [only] = lines ?? [];
    if (only === undefined || lines?.length !== 1 || at === undefined) return null;
    const edges = edgesOf(only, false);
    let [walked, best, found] = [0, Infinity, 0];
    for (const [a, b] of edges) {
      const on = nearest(at, a, b);
      if (angle(at, on) < best) [best, found] = [angle(at, on), walked + angle(a, on)];
      walked += angle(a, b);
    }
    return walked === 0 ? 0 : found / walked;
  }),
];
