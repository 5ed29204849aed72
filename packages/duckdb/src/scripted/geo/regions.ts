import { arrange } from './arrangement.js';
import type { Arrangement, InputEdge, Piece } from './arrangement.js';
import { cornersOfPieces, ringsOf } from './loops.js';
import { edgesOf, ringArea, ringHolds } from './shapes.js';
import type { Line, Polygon } from './shapes.js';
import { plus, unit } from './vectors.js';
import type { Vector } from './vectors.js';

/** Ground with a rim: rings with the ground on their left, so those around holes run clockwise. */
export interface Ground {
  readonly rings: readonly (readonly Vector[])[];
}

export function groundOf({ shell, holes }: Polygon): Ground {
  return { rings: [shell, ...holes.map((hole) => hole.toReversed())] };
}

export function groundHolds({ rings }: Ground, point: Vector): boolean {
  return rings.filter((ring) => ringHolds(ring, point)).length % 2 === 1;
}

export function groundArea({ rings }: Ground): number {
  return rings.reduce((sum, ring) => sum + ringArea(ring), 0);
}

function cornerCount({ rings }: Ground): number {
  return rings.reduce((sum, ring) => sum + ring.length, 0);
}

/** The edges of two shapes, numbered in their order; of shapes of lines `closed` is false. */
export function edgesOfTwo(
  one: readonly (readonly Vector[])[],
  other: readonly (readonly Vector[])[],
  closed: readonly [boolean, boolean],
): readonly InputEdge[] {
  const edges = [one, other].flatMap((chains, side) =>
    chains.flatMap((chain) =>
      edgesOf(chain, closed[side] ?? false).map(
        ([from, to]) => ({ from, to, side: side === 0 ? 0 : 1 }) as const,
      ),
    ),
  );
  return edges.map((edge, number) => ({ ...edge, number }));
}

export function middle({ vertices }: Arrangement, { from, to }: Piece): Vector {
  return unit(plus(vertices[from] ?? [0, 0, 0], vertices[to] ?? [0, 0, 0]));
}

function keyOf(from: number, to: number): string {
  return `${from} ${to}`;
}

/** The directed pieces of a side by their ends. */
export function piecesOf({ pieces }: Arrangement, side: 0 | 1): ReadonlySet<string> {
  return new Set(pieces.filter((piece) => piece.side === side).map(({ from, to }) => keyOf(from, to)));
}

export function isIn(pieces: ReadonlySet<string>, { from, to }: Piece): boolean {
  return pieces.has(keyOf(from, to));
}

export function isAgainst(pieces: ReadonlySet<string>, { from, to }: Piece): boolean {
  return pieces.has(keyOf(to, from));
}

export interface Combined extends Ground {
  /** Where the grounds only touch: their common corners that are on no ring of the result. */
  readonly points: readonly Vector[];
}

/** What two grounds have in common, or both together. */
export function combine(one: Ground, other: Ground, how: 'common' | 'all'): Combined {
  const arrangement = arrange(edgesOfTwo(one.rings, other.rings, [true, true]));
  const { vertices, pieces, shared, touched } = arrangement;
  const sides = [piecesOf(arrangement, 0), piecesOf(arrangement, 1)] as const;
  const grounds = [one, other] as const;
  const kept = pieces.filter((piece) => {
    const [otherSide, otherGround] = piece.side === 0 ? [sides[1], grounds[1]] : [sides[0], grounds[0]];
    // Of an edge that both have, the piece of the first stays; where they run against each other, none does.
    if (isIn(otherSide, piece)) return piece.side === 0;
    if (isAgainst(otherSide, piece)) {
      if (how === 'common') throw new Error('what shapes have in common that share an edge is not supported');
      return false;
    }
    return groundHolds(otherGround, middle(arrangement, piece)) === (how === 'common');
  });
  const rings = ringsOf(kept, vertices).map((ring) => cornersOfPieces(ring, vertices, true));
  const used = new Set(kept.flatMap(({ from, to }) => [from, to]));
  if (how === 'common' && Array.from(touched).some((vertex) => !used.has(vertex)))
    throw new Error('what shapes have in common that touch in the midst of an edge is not supported');
  const lone = Array.from(shared).filter((vertex) => !used.has(vertex) && isOnRim(vertex, arrangement));
  return { rings: nested(rings), points: lone.map((vertex) => vertices[vertex] ?? [0, 0, 0]) };
}

function isOnRim(vertex: number, { pieces }: Arrangement): boolean {
  return pieces.some(({ from }) => from === vertex);
}

/** Rings in the order of S2's polygons: each before what lies in it. */
function nested(rings: readonly (readonly Vector[])[]): readonly (readonly Vector[])[] {
  if (rings.every((ring) => ringArea(ring) > 0)) return rings;
  const around = rings.map((ring) => {
    const [first = [0, 0, 0]] = edgesOf(ring, true).map(([a, b]) => unit(plus(a, b)));
    return rings.flatMap((other, index) => (other !== ring && ringHolds(other, first) ? [index] : []));
  });
  const inside = (parents: readonly number[]): readonly number[] =>
    rings.flatMap((_, index) => {
      const outer = around[index] ?? [];
      const child = outer.length === parents.length && parents.every((parent) => outer.includes(parent));
      return child ? [index, ...inside([...parents, index])] : [];
    });
  return inside([]).flatMap((index) => {
    const ring = rings[index];
    return ring === undefined ? [] : [ring];
  });
}

/**
 * All grounds together, the two of fewest corners first, as S2's union of many polygons does.
 * https://github.com/google/s2geometry/blob/master/src/s2/s2polygon.cc (DestructiveUnion)
 */
export function together(grounds: readonly Ground[]): Ground {
  let queue = grounds
    .map((ground) => ({ ground, size: cornerCount(ground) }))
    .toSorted((a, b) => a.size - b.size);
  for (;;) {
    const [one, other, ...rest] = queue;
    if (one === undefined) return { rings: [] };
    if (other === undefined) return one.ground;
    const size = one.size + other.size;
    const at = rest.filter((item) => item.size <= size).length;
    queue = [
      ...rest.slice(0, at),
      { ground: combine(one.ground, other.ground, 'all'), size },
      ...rest.slice(at),
    ];
  }
}

/** The edges of lines; those that several lines have are there once. */
export function lineEdges(lines: readonly Line[]): readonly (readonly [Vector, Vector])[] {
  const [first = [], ...rest] = lines;
  return rest.reduce(
    (known, line) => {
      const arrangement = arrange([
        ...known.map(([from, to], number) => ({ from, to, side: 0, number }) as const),
        ...edgesOf(line, false).map(([from, to], number) => ({ from, to, side: 1, number }) as const),
      ]);
      const old = piecesOf(arrangement, 0);
      const { pieces, vertices } = arrangement;
      if (!pieces.some((piece) => piece.side === 1 && (isIn(old, piece) || isAgainst(old, piece))))
        return [...known, ...edgesOf(line, false)];
      return pieces
        .filter((piece) => piece.side === 0 || !(isIn(old, piece) || isAgainst(old, piece)))
        .map(({ from, to }) => [vertices[from] ?? [0, 0, 0], vertices[to] ?? [0, 0, 0]] as const);
    },
    edgesOf(first, false),
  );
}
