import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';
import { geoJson } from './geo-json.js';
import { roundedVectorOf } from './rounded-trigonometry.js';
import { linesOf, polygonsOf, ringArea } from './shapes.js';
import type { Polygon } from './shapes.js';
import { SEPARATION, directionFrom, halfWidth, longestEdge, sitesOf, snap } from './snapping.js';
import type { Snapped } from './snapping.js';
import { RADIUS, angle, cross, dot, minus } from './vectors.js';
import type { Vector } from './vectors.js';

/** An interval of directions, counter-clockwise. */
interface Window {
  readonly from: number;
  readonly to: number;
}

function span(from: number, to: number): number {
  const turn = (to - from) % (2 * Math.PI);
  return turn < 0 ? turn + 2 * Math.PI : turn;
}

function has({ from, to }: Window, direction: number): boolean {
  return span(from, direction) <= span(from, to);
}

function common(one: Window, other: Window): Window | undefined {
  if (has(one, other.from)) {
    if (!has(one, other.to)) return { from: other.from, to: one.to };
    return span(other.from, other.to) < span(one.from, one.to) ? other : one;
  }
  if (has(one, other.to)) return { from: one.from, to: other.to };
  return has(other, one.from) ? one : undefined;
}

/** The directions without those of a disc and of what lies behind it on its side. */
function without(window: Window, { range, onLeft }: Avoided): Window | undefined {
  if (
    has(window, range.from) &&
    has(window, range.to) &&
    span(range.from, range.to) <= span(window.from, window.to)
  )
    return onLeft ? { from: window.from, to: range.from } : { from: range.to, to: window.to };
  return common(window, { from: range.to, to: range.from });
}

interface Avoided {
  readonly range: Window;
  readonly onLeft: boolean;
}

/** In which directions one long edge from a point can replace a chain: through these discs and beside those. */
function cone(from: Vector): {
  readonly target: (point: Vector, radius: number) => boolean;
  readonly avoid: (point: Vector, radius: number, onLeft: boolean) => boolean;
  readonly reaches: (point: Vector) => boolean;
} {
  let window: Window | 'all' | undefined = 'all';
  let waiting: readonly Avoided[] = [];
  const apply = (item: Avoided): void => {
    if (window !== undefined && window !== 'all') window = without(window, item);
  };
  return {
    target: (point, radius) => {
      const half = halfWidth(from, point, radius);
      if (half >= Math.PI) return true;
      const middle = directionFrom(from, point);
      const target = { from: middle - half, to: middle + half };
      window = window === 'all' ? target : window && common(window, target);
      for (const item of waiting) apply(item);
      waiting = [];
      return window !== undefined;
    },
    avoid: (point, radius, onLeft) => {
      const half = halfWidth(from, point, radius);
      if (half >= Math.PI) return false;
      const middle = directionFrom(from, point);
      const [right, left] = onLeft ? [half, Math.PI / 2] : [Math.PI / 2, half];
      const item = { range: { from: middle - right, to: middle + left }, onLeft };
      if (window === 'all') waiting = [...waiting, item];
      else apply(item);
      return window !== undefined;
    },
    reaches: (point) => {
      const direction = directionFrom(from, point);
      const inside = window === 'all' || (window !== undefined && has(window, direction));
      return (
        inside && angle(from, point) <= Math.PI / 2 && !waiting.some(({ range }) => has(range, direction))
      );
    },
  };
}

/** A chain of sites, with the number of the edge that each step comes from. */
interface Walk {
  readonly sites: readonly number[];
  readonly edges: readonly number[];
}

function walkOf({ passed }: Snapped, closed: boolean): Walk {
  const steps = passed.flatMap((chain, edge) =>
    chain.slice(1).map((to, index) => ({ from: chain[index] ?? 0, to, edge })),
  );
  const first = passed[0]?.[0] ?? 0;
  const sites = [first, ...steps.map(({ to }) => to)];
  const ring = closed ? sites.slice(0, -1) : sites;
  if (new Set(ring).size < ring.length)
    throw new Error('to simplify a shape that then meets itself is not supported');
  return { sites: ring, edges: steps.map(({ edge }) => edge) };
}

/** The input vertices that came to each site. */
function arrivals(
  { passed }: Snapped,
  points: readonly Vector[],
  edges: readonly (readonly [number, number])[],
): ReadonlyMap<number, readonly Vector[]> {
  const found = new Map<number, Vector[]>();
  const add = (site: number | undefined, point: number | undefined): void => {
    const vertex = points[point ?? -1];
    if (site !== undefined && vertex !== undefined) found.set(site, [...(found.get(site) ?? []), vertex]);
  };
  for (const [index, [from, to]] of edges.entries()) {
    const chain = passed[index] ?? [];
    add(chain[0], from);
    if (chain.length > 1) add(chain.at(-1), to);
  }
  return found;
}

/** True when b, c and d are met in this order counter-clockwise around a point. */
function inTurn(b: Vector, c: Vector, d: Vector, around: Vector): boolean {
  const from = directionFrom(around, b);
  return span(from, directionFrom(around, c)) <= span(from, directionFrom(around, d));
}

/** Positions of a walk that stay when nearly straight parts become one edge each, beginning at the first. */
function kept(
  walk: Walk,
  snapped: Snapped,
  vertices: ReadonlyMap<number, readonly Vector[]>,
  radius: number,
  closed: boolean,
): readonly number[] {
  const count = walk.sites.length;
  const steps = closed ? count : count - 1;
  const siteAt = (position: number): number => walk.sites[position % count] ?? 0;
  const pointAt = (position: number): Vector => snapped.sites[siteAt(position)] ?? [0, 0, 0];
  const longest = longestEdge(radius);
  const staying: number[] = [];
  for (let start = 0; start < steps;) {
    staying.push(start);
    const origin = pointAt(start);
    const used = new Set([siteAt(start)]);
    const directions = cone(origin);
    /** True when the edge from a position to the next leaves room for the sites beside it. */
    const leavesRoom = (position: number): boolean => {
      const [p1, p2] = [pointAt(position), pointAt(position + 1)];
      const [r1, r2] = [angle(origin, p1), angle(origin, p2)];
      if (r2 < r1 || r2 >= longest) return false;
      return (snapped.near[walk.edges[position] ?? 0] ?? []).every((site) => {
        const point = snapped.sites[site] ?? [0, 0, 0];
        if (angle(origin, point) >= r2 || used.has(site)) return true;
        used.add(site);
        const onLeft =
          position === start
            ? dot(cross(minus(p2, p1), minus(point, p1)), p1) > 0
            : inTurn(p2, point, p1, origin);
        return directions.avoid(point, SEPARATION * radius, onLeft);
      });
    };
    const simplifies = leavesRoom(start);
    let end = start + 1;
    used.add(siteAt(end));
    while (
      end < (simplifies ? steps : 0) &&
      (vertices.get(siteAt(end)) ?? []).every((vertex) => directions.target(vertex, radius)) &&
      leavesRoom(end) &&
      directions.reaches(pointAt(end + 1))
    ) {
      end += 1;
      used.add(siteAt(end));
    }
    start = end;
  }
  return closed ? staying : [...staying, steps];
}

/** A line, or a ring without its repeated corner, simplified; undefined when nothing of it is left. */
function simplified(
  chain: readonly Vector[],
  metres: number,
  closed: boolean,
): readonly Vector[] | undefined {
  const radius = metres / RADIUS;
  const ends = Array.from(
    { length: closed ? chain.length : chain.length - 1 },
    (_, index) => [index, (index + 1) % chain.length] as const,
  );
  const origin: Vector = [0, 0, 0];
  const edges = ends.map(([from, to]) => ({ from: chain[from] ?? origin, to: chain[to] ?? origin }));
  if (radius === 0) return chain;
  const snapped = snap(chain, edges, radius);
  const whole = walkOf(snapped, closed);
  const least = closed ? 3 : 2;
  if (whole.sites.length < least) return undefined;
  // A ring is taken from its first site on; the result begins behind the edge that came last.
  const first = closed ? whole.sites.indexOf(Math.min(...whole.sites)) : 0;
  const walk = {
    sites: turned(whole.sites, first),
    edges: closed ? turned(whole.edges, first) : whole.edges,
  };
  const positions = kept(walk, snapped, arrivals(snapped, chain, ends), radius, closed);
  if (positions.length < least) return undefined;
  const points = positions.map((position) => snapped.sites[walk.sites[position] ?? 0] ?? origin);
  if (!closed) return points;
  const numbers = positions.map((position, index) =>
    Math.min(...walk.edges.slice(position, positions[index + 1] ?? walk.edges.length)),
  );
  return turned(points, numbers.indexOf(Math.max(...numbers)) + 1);
}

function turned<T>(items: readonly T[], by: number): readonly T[] {
  return [...items.slice(by), ...items.slice(0, by)];
}

/** https://learn.microsoft.com/kusto/query/geo-line-simplify-function: up to 70 degrees. */
const MOST_METRES = (70 / 180) * Math.PI * RADIUS;

function isTolerance(metres: number): boolean {
  return metres >= 0 && metres < MOST_METRES;
}

/** How the builder joins several rings is not followed; but where all their corners come together, none is left. */
function simplifiedPolygons(polygons: readonly Polygon[], metres: number): string | null {
  const rings = polygons.flatMap(({ shell, holes }) => [shell, ...holes]);
  if (metres > 0 && sitesOf(rings.flat(), metres / RADIUS).length < 3) return null;
  const [only] = rings;
  if (only === undefined || rings.length > 1)
    throw new Error('to simplify a polygon with holes or several polygons is not supported');
  const ring = simplified(only, metres, true);
  if (ring !== undefined && ringArea(ring) <= 0)
    throw new Error('to simplify a shape that then meets itself is not supported');
  return ring === undefined ? null : geoJson({ shells: [ring] });
}

export const simplifications = [
  scripted('lineSimplify', ['json', 'real'], 'printed', (line, metres) => {
    const lines = linesOf(line, roundedVectorOf);
    if (lines === undefined || !isTolerance(metres)) return null;
    const [only] = lines;
    if (only === undefined || lines.length > 1) throw new Error('to simplify several lines is not supported');
    const rest = simplified(only, metres, false);
    return rest === undefined ? null : geoJson({ lines: [rest] });
  }),
  scripted('polygonSimplify', ['json', 'real'], 'printed', (shape, metres) => {
    const polygons = polygonsOf(shape, roundedVectorOf);
    return polygons === undefined || !isTolerance(metres) ? null : simplifiedPolygons(polygons, metres);
  }),
  scripted('polygonsSimplify', ['json', 'real'], 'printed', (items, metres) => {
    if (!Array.isArray(items) || !isTolerance(metres)) return null;
    const shapes = (items as readonly Json[]).map((item) => polygonsOf(item, roundedVectorOf));
    const valid = shapes.filter((shape) => shape !== undefined);
    return valid.length < shapes.length || valid.length === 0
      ? null
      : simplifiedPolygons(valid.flat(), metres);
  }),
];
