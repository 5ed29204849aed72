import { cellAt, tokenOf } from './s2-cells.js';
import { angle, cross, dot, minus, nearest, normal, size, times, unit } from './vectors.js';
import type { Vector } from './vectors.js';

/**
 * A chain of edges snapped to few of its own vertices, as S2's builder does with a radius: no two of the chosen ones
 * (sites) are within the radius of each other, and each edge passes the sites whose surroundings it crosses.
 * https://github.com/google/s2geometry/blob/master/src/s2/s2builder.cc
 */
export interface Snapped {
  readonly sites: readonly Vector[];
  /** For each edge the sites that it passes. */
  readonly passed: readonly (readonly number[])[];
  /** For each edge the sites near it, also those that it passes by. */
  readonly near: readonly (readonly number[])[];
}

/** How far an edge may be moved, and how far a site stays from an edge that passes by, in radii. */
const DEVIATION = 1.1;
export const SEPARATION = 0.5;

interface Edge {
  readonly from: Vector;
  readonly to: Vector;
}

/** The longest edge that cannot deviate too far. */
export function longestEdge(radius: number): number {
  return 2 * Math.acos(Math.sin(radius) / Math.sin(DEVIATION * radius));
}

function away(point: Vector, { from, to }: Edge): number {
  return angle(point, nearest(point, from, to));
}

/** Sites in the order in which they are chosen: that of their leaf cells. */
export function sitesOf(points: readonly Vector[], radius: number): readonly Vector[] {
  const keyed = points.map((point) => ({ point, key: tokenOf(cellAt(point, 30)).padEnd(16, '0') }));
  const sorted = keyed.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const sites: Vector[] = [];
  for (const { point } of sorted) if (!sites.some((site) => angle(site, point) <= radius)) sites.push(point);
  return sites;
}

/** The chain snapped. */
export function snap(points: readonly Vector[], edges: readonly Edge[], radius: number): Snapped {
  const sites = sitesOf(points, radius);
  const near = edges.map((edge) =>
    Array.from(sites.keys())
      .filter((site) => away(at(sites, site), edge) <= (DEVIATION + SEPARATION) * radius)
      .toSorted((a, b) => angle(at(sites, a), edge.from) - angle(at(sites, b), edge.from)),
  );
  const passed = edges.map((edge, index) => passing(edge, near[index] ?? [], sites, radius));
  for (const [index, chain] of passed.entries()) holdApart(chain, near[index] ?? [], sites, radius);
  return { sites, passed, near };
}

function at(sites: readonly Vector[], site: number): Vector {
  return sites[site] ?? [0, 0, 0];
}

/** The sites whose surroundings an edge crosses. */
function passing(
  edge: Edge,
  near: readonly number[],
  sites: readonly Vector[],
  radius: number,
): readonly number[] {
  const chain: number[] = [];
  for (const candidate of near) {
    const c = at(sites, candidate);
    if (away(c, edge) > radius) continue;
    let adds = true;
    for (; chain.length > 0; chain.pop()) {
      const b = at(sites, chain.at(-1) ?? 0);
      if (angle(b, c) >= 2 * radius) break;
      const excluded = exclusion(b, c, edge, radius);
      if (excluded === 'first') continue;
      if (excluded === 'second') adds = false;
      if (excluded === 'second' || chain.length < 2) break;
      const a = at(sites, chain.at(-2) ?? 0);
      if (angle(a, c) >= 2 * radius) break;
      // What is left of the surroundings of b lies between those of a and c: on its side of where the three meet.
      const side = Math.sign(dot(normal(edge.from, edge.to), b));
      if (turn(a, b, c) === side || Math.sign(dot(normal(edge.from, edge.to), centre(a, b, c))) !== side)
        break;
    }
    if (adds) chain.push(candidate);
  }
  return chain;
}

function turn(a: Vector, b: Vector, c: Vector): number {
  return Math.sign(dot(cross(minus(b, a), minus(c, a)), a));
}

/** The point that is equally far from three. */
function centre(a: Vector, b: Vector, c: Vector): Vector {
  const across = unit(cross(minus(b, a), minus(c, b)));
  return dot(across, a) < 0 ? times(across, -1) : across;
}

/** Which of two sites an edge cannot pass, because all of it that is near that site is nearer to the other. */
function exclusion(a: Vector, b: Vector, { from, to }: Edge, radius: number): 'first' | 'second' | 'neither' {
  const along = unit(minus(to, times(from, dot(from, to))));
  const [length, difference] = [angle(from, to), minus(a, b)];
  if (angle(to, a) < angle(to, b)) return 'second';
  // Where the edge is equally far from both; before it a is nearer.
  const between = Math.atan2(dot(from, difference), -dot(along, difference));
  const reach = (site: Vector): readonly [number, number] => {
    const foot = Math.atan2(dot(site, along), dot(site, from));
    const height = Math.asin(Math.min(1, Math.abs(dot(site, unit(normal(from, to))))));
    const half = Math.acos(Math.min(1, Math.cos(radius) / Math.cos(height)));
    return [foot - half, foot + half];
  };
  if (Math.max(0, reach(a)[0]) > between) return 'first';
  return Math.min(length, reach(b)[1]) < between ? 'second' : 'neither';
}

/** Stops where the builder would add sites of its own: for edges that come too far from where they were or too near. */
function holdApart(
  chain: readonly number[],
  near: readonly number[],
  sites: readonly Vector[],
  radius: number,
): void {
  for (const [index, to] of chain.entries()) {
    const from = chain[index - 1];
    if (from === undefined) continue;
    const edge = { from: at(sites, from), to: at(sites, to) };
    const avoided = near.slice(near.indexOf(from) + 1, near.indexOf(to));
    if (
      angle(edge.from, edge.to) >= longestEdge(radius) ||
      avoided.some((site) => away(at(sites, site), edge) < SEPARATION * radius)
    )
      throw new Error('to simplify a shape that needs points of its own is not supported');
  }
}

/** How much of the directions from a point a disc takes, to each side of its middle; π when it holds the point. */
export function halfWidth(from: Vector, point: Vector, radius: number): number {
  const distance = angle(from, point);
  return distance <= radius ? Math.PI : Math.asin(Math.sin(radius) / Math.sin(distance));
}

/** The direction of a point as seen from another, counter-clockwise from a fixed one. */
export function directionFrom(from: Vector, point: Vector): number {
  const axis: Vector = Math.abs(from[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  const x = unit(cross(axis, from));
  const y = cross(from, x);
  return size(minus(point, from)) === 0
    ? 0
    : Math.atan2(dot(minus(point, from), y), dot(minus(point, from), x));
}
