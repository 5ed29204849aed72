import { angle, cross, dot, nearest, normal, plus, unit } from './vectors.js';
import type { Vector } from './vectors.js';

/** An edge of one of the two shapes, with its number among all edges, those of the first shape first. */
export interface InputEdge {
  readonly from: Vector;
  readonly to: Vector;
  readonly side: 0 | 1;
  readonly number: number;
}

/** A piece of an edge between two vertices that has no other vertex on it. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly side: 0 | 1;
  readonly number: number;
}

/** The edges of two shapes, divided where they meet. */
export interface Arrangement {
  readonly vertices: readonly Vector[];
  readonly pieces: readonly Piece[];
  /** Vertices that lie on an edge of the other shape without being a vertex of it, or that both shapes cross in. */
  readonly touched: ReadonlySet<number>;
  /** Where edges of both shapes cross. */
  readonly crossed: ReadonlySet<number>;
  /** Vertices of both shapes. */
  readonly shared: ReadonlySet<number>;
}

/** What lies nearer together is one vertex: S2's radius for merging intersections. */
const MERGED = 1.8e-15;

/** More edges would take minutes: every edge is held against every other. */
const MOST_EDGES = 20_000;

/** Numbers for points; points that are nearly equal have one. */
function vertexTable(): { readonly vertices: Vector[]; readonly numberOf: (point: Vector) => number } {
  const vertices: Vector[] = [];
  const cells = new Map<string, number[]>();
  const scale = 1e13;
  const near = (value: number): readonly number[] => {
    const at = value * scale;
    return Math.abs(at - Math.round(at)) < 0.4 ? [Math.round(at)] : [Math.floor(at), Math.ceil(at)];
  };
  const keysOf = ([x, y, z]: Vector): readonly string[] =>
    near(x).flatMap((a) => near(y).flatMap((b) => near(z).map((c) => `${a},${b},${c}`)));
  const numberOf = (point: Vector): number => {
    const keys = keysOf(point);
    for (const key of keys) {
      const found = cells.get(key)?.find((number) => angle(vertices[number] ?? point, point) <= MERGED);
      if (found !== undefined) return found;
    }
    const number = vertices.push(point) - 1;
    for (const key of keys) cells.set(key, [...(cells.get(key) ?? []), number]);
    return number;
  };
  return { vertices, numberOf };
}

interface Split {
  readonly vertex: number;
  readonly along: number;
}

/** Divides edges where those of different shapes meet; `among` also where those of one do. */
export function arrange(edges: readonly InputEdge[], among = false): Arrangement {
  if (edges.length > MOST_EDGES) throw new Error(`shapes of ${edges.length} edges are too large to combine`);
  const { vertices, numberOf } = vertexTable();
  const ends = edges.map(({ from, to }) => [numberOf(from), numberOf(to)] as const);
  const splits: Split[][] = edges.map(() => []);
  const [touched, crossed] = [new Set<number>(), new Set<number>()];
  const split = (index: number, vertex: number): void => {
    const start = edges[index]?.from;
    const at = vertices[vertex];
    if (start !== undefined && at !== undefined) splits[index]?.push({ vertex, along: angle(start, at) });
  };
  const owners = [new Set<number>(), new Set<number>()] as const;
  for (const [index, edge] of edges.entries()) {
    for (const end of ends[index] ?? []) owners[edge.side].add(end);
  }
  const indexed = edges.map((edge, index) => ({ edge, index }));
  for (const one of indexed) {
    for (const other of indexed.slice(one.index + 1)) {
      if (!among && one.edge.side === other.edge.side) continue;
      const [a = 0, b = 0] = ends[one.index] ?? [];
      const [c = 0, d = 0] = ends[other.index] ?? [];
      const met = [
        ...[c, d].map((vertex) => ({ vertex, edge: one })),
        ...[a, b].map((vertex) => ({ vertex, edge: other })),
      ].filter(({ vertex, edge }) => {
        const own = ends[edge.index] ?? [];
        const at = vertices[vertex];
        return at !== undefined && !own.some((end) => end === vertex) && isOn(at, edge.edge);
      });
      for (const { vertex, edge } of met) {
        split(edge.index, vertex);
        touched.add(vertex);
      }
      if (met.length > 0 || [c, d].includes(a) || [c, d].includes(b)) continue;
      const at = crossing(one.edge, other.edge);
      if (at === undefined) continue;
      const vertex = numberOf(at);
      crossed.add(vertex);
      split(one.index, vertex);
      split(other.index, vertex);
    }
  }
  const pieces = edges.flatMap(({ side, number }, index) => {
    const stops = (splits[index] ?? []).toSorted((x, y) => x.along - y.along).map(({ vertex }) => vertex);
    const [first = 0, last = 0] = ends[index] ?? [];
    const chain = [first, ...stops, last].filter((vertex, at, all) => vertex !== all[at - 1]);
    return chain.slice(1).map((to, at): Piece => ({ from: chain[at] ?? 0, to, side, number }));
  });
  const shared = new Set(Array.from(owners[0]).filter((vertex) => owners[1].has(vertex)));
  return { vertices, pieces, touched, crossed, shared };
}

function isOn(point: Vector, { from, to }: InputEdge): boolean {
  return angle(point, nearest(point, from, to)) <= MERGED;
}

/** The point in which two edges cross that have no vertex on each other. */
function crossing({ from: a, to: b }: InputEdge, { from: c, to: d }: InputEdge): Vector | undefined {
  const [n, m] = [normal(a, b), normal(c, d)];
  if (dot(n, c) * dot(n, d) >= 0 || dot(m, a) * dot(m, b) >= 0) return undefined;
  const at = unit(cross(n, m));
  const side = Math.sign(dot(at, plus(a, b)));
  if (side !== Math.sign(dot(at, plus(c, d)))) return undefined;
  return side > 0 ? at : [-at[0], -at[1], -at[2]];
}
