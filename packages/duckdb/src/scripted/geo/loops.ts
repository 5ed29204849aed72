import type { Piece } from './arrangement.js';
import { cellAt, tokenOf } from './s2-cells.js';
import { cross, dot, minus, times, unit } from './vectors.js';
import type { Vector } from './vectors.js';

/**
 * Rings and lines made of pieces, in the order and with the first corners that S2's builder gives them: vertices are
 * taken in the order of their leaf cells, and a ring begins behind the piece of the edge with the highest number.
 * https://github.com/google/s2geometry/blob/master/src/s2/s2builder_graph.h
 */

/** For each vertex its place in the order of leaf cells. */
function ranks(vertices: readonly Vector[]): readonly number[] {
  const keyed = vertices.map((vertex, index) => ({
    index,
    key: tokenOf(cellAt(vertex, 30)).padEnd(16, '0'),
  }));
  const sorted = keyed.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const rank = vertices.map(() => 0);
  for (const [place, { index }] of sorted.entries()) rank[index] = place;
  return rank;
}

function groupedBy(
  pieces: readonly Piece[],
  key: (piece: Piece) => number,
): ReadonlyMap<number, readonly Piece[]> {
  const groups = new Map<number, Piece[]>();
  for (const piece of pieces) {
    const held = groups.get(key(piece));
    if (held === undefined) groups.set(key(piece), [piece]);
    else held.push(piece);
  }
  return groups;
}

function inOrder(pieces: readonly Piece[], vertices: readonly Vector[]): readonly Piece[] {
  const rank = ranks(vertices);
  const of = (vertex: number): number => rank[vertex] ?? 0;
  return pieces.toSorted((a, b) => of(a.from) - of(b.from) || of(a.to) - of(b.to) || a.number - b.number);
}

/** The angle from one direction at a vertex clockwise to another, above 0 and up to 2π. */
function clockwise(at: Vector, from: Vector, to: Vector): number {
  const flat = (towards: Vector): Vector => unit(minus(towards, times(at, dot(towards, at))));
  const [a, b] = [flat(from), flat(to)];
  const turn = -Math.atan2(dot(at, cross(a, b)), dot(a, b));
  return turn > 1e-14 ? turn : turn + 2 * Math.PI;
}

/** The rings of directed pieces, each turning left as sharply as it can. */
export function ringsOf(
  pieces: readonly Piece[],
  vertices: readonly Vector[],
): readonly (readonly Piece[])[] {
  const ordered = inOrder(pieces, vertices);
  const leaving = groupedBy(ordered, ({ from }) => from);
  const point = (vertex: number): Vector => vertices[vertex] ?? [0, 0, 0];
  const left = new Set(ordered);
  const next = (piece: Piece): Piece => {
    const found = (leaving.get(piece.to) ?? [])
      .map((item) => ({ item, turn: clockwise(point(piece.to), point(piece.from), point(item.to)) }))
      .toSorted((a, b) => a.turn - b.turn)[0]?.item;
    if (found === undefined)
      throw new Error('shapes that nearly touch are not supported: a ring of their result is open');
    return found;
  };
  const rings: (readonly Piece[])[] = [];
  for (const start of ordered) {
    let path: readonly Piece[] = [];
    for (let piece = start; left.has(piece); piece = next(piece)) {
      left.delete(piece);
      path = [...path, piece];
      const from = path.findIndex((item) => item.from === piece.to);
      if (from === -1) continue;
      rings.push(rotated(path.slice(from)));
      path = path.slice(0, from);
    }
    if (path.length > 0)
      throw new Error('shapes that nearly touch are not supported: a ring of their result is open');
  }
  return rings.toSorted((a, b) => (a[0]?.number ?? 0) - (b[0]?.number ?? 0));
}

/** The ring with the last piece of its edge of the highest number at the end. */
function rotated(ring: readonly Piece[]): readonly Piece[] {
  let [last, apart] = [0, false];
  for (const [index, { number }] of ring.entries()) {
    if (index === 0) continue;
    const difference = number - (ring[last]?.number ?? 0);
    if (difference < 0) apart = true;
    else if (difference > 0 || !apart) [last, apart] = [index, false];
  }
  return [...ring.slice(last + 1), ...ring.slice(0, last + 1)];
}

/** The lines of directed pieces: chains between vertices that have not one piece before and one behind. */
export function chainsOf(
  pieces: readonly Piece[],
  vertices: readonly Vector[],
): readonly (readonly Piece[])[] {
  const ordered = inOrder(pieces, vertices).toSorted((a, b) => a.number - b.number);
  const [leaving, arriving] = [groupedBy(ordered, ({ from }) => from), groupedBy(ordered, ({ to }) => to)];
  const passes = (vertex: number): boolean =>
    leaving.get(vertex)?.length === 1 && arriving.get(vertex)?.length === 1;
  const starts = ordered.filter(({ from }) => !passes(from));
  const chains = starts.map((start) => {
    const chain = [start];
    for (let piece = start; passes(piece.to);) {
      const [following] = leaving.get(piece.to) ?? [];
      if (following === undefined) break;
      chain.push(following);
      piece = following;
    }
    return chain;
  });
  if (chains.flat().length < ordered.length) throw new Error('a closed line as a result is not supported');
  return chains;
}

/** The corners of a chain of pieces; of a ring the first is not repeated. */
export function cornersOfPieces(
  pieces: readonly Piece[],
  vertices: readonly Vector[],
  closed: boolean,
): readonly Vector[] {
  const numbers = [
    ...pieces.map(({ from }) => from),
    ...(closed ? [] : pieces.slice(-1).map(({ to }) => to)),
  ];
  return numbers.map((number) => vertices[number] ?? [0, 0, 0]);
}
