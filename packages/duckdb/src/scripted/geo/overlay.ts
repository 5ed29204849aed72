import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';
import { arrange } from './arrangement.js';
import { geoJson } from './geo-json.js';
import { chainsOf, cornersOfPieces } from './loops.js';
import {
  combine,
  edgesOfTwo,
  groundHolds,
  groundOf,
  isAgainst,
  isIn,
  middle,
  piecesOf,
  together,
} from './regions.js';
import type { Ground } from './regions.js';
import { roundedVectorOf } from './rounded-trigonometry.js';
import { linesOf, polygonsOf, ringArea } from './shapes.js';
import type { Line } from './shapes.js';
import type { Vector } from './vectors.js';

/** The ground of a Polygon or MultiPolygon, its parts together; undefined of what is not valid. */
function groundIn(value: Json, toVector?: typeof roundedVectorOf): Ground | undefined {
  const polygons = polygonsOf(value, toVector);
  return polygons && together(polygons.map(groundOf));
}

/** Rings as the shells of polygons. */
function shellsOf({ rings }: Ground): readonly (readonly Vector[])[] {
  if (rings.some((ring) => ringArea(ring) <= 0)) throw new Error('a result with holes is not supported');
  return rings;
}

function commonGround(one: Ground, other: Ground): string {
  const { rings, points } = combine(one, other, 'common');
  return geoJson({ points, shells: shellsOf({ rings }) });
}

function revisits(line: Line): boolean {
  return new Set(line.map(String)).size < line.length;
}

/** The parts of lines in a polygon, its rim included. */
function linesWithin(lines: readonly Line[], ground: Ground): string {
  if (lines.length > 1 || lines.some(revisits))
    throw new Error(
      'what a polygon has in common with several lines, or one that meets itself, is not supported',
    );
  const arrangement = arrange(edgesOfTwo(lines, ground.rings, [false, true]));
  const { vertices, pieces, shared, touched } = arrangement;
  const rim = piecesOf(arrangement, 1);
  const kept = pieces.filter(
    (piece) =>
      piece.side === 0 &&
      (isIn(rim, piece) || isAgainst(rim, piece) || groundHolds(ground, middle(arrangement, piece))),
  );
  const used = new Set(kept.flatMap(({ from, to }) => [from, to]));
  if (Array.from(touched).some((vertex) => !used.has(vertex)))
    throw new Error('what shapes have in common that touch in the midst of an edge is not supported');
  return geoJson({
    points: Array.from(shared)
      .filter((vertex) => !used.has(vertex))
      .map((vertex) => vertices[vertex] ?? [0, 0, 0]),
    lines: chainsOf(kept, vertices).map((chain) => cornersOfPieces(chain, vertices, false)),
  });
}

/** What two sets of lines have in common: edges, and places where they meet. */
function commonLines(ones: readonly Line[], others: readonly Line[]): string {
  if (ones.some(revisits) || others.some(revisits))
    throw new Error('what lines have in common that meet themselves is not supported');
  const arrangement = arrange(edgesOfTwo(ones, others, [false, false]));
  const { vertices, pieces, shared, touched, crossed } = arrangement;
  const second = piecesOf(arrangement, 1);
  const kept = pieces.filter(
    (piece) => piece.side === 0 && (isIn(second, piece) || isAgainst(second, piece)),
  );
  const used = new Set(kept.flatMap(({ from, to }) => [from, to]));
  const points = Array.from(new Set([...shared, ...touched, ...crossed])).filter(
    (vertex) => !used.has(vertex),
  );
  return geoJson({
    points: points.map((vertex) => vertices[vertex] ?? [0, 0, 0]),
    lines: chainsOf(kept, vertices).map((chain) => cornersOfPieces(chain, vertices, false)),
  });
}

/** Lines as one: what several have is there once. How lines are listed that do not hang together is not known. */
function linesTogether(lines: readonly Line[]): string {
  const [first, ...rest] = lines;
  let chains: readonly (readonly Vector[])[] = first === undefined ? [] : [first];
  for (const line of rest) {
    const arrangement = arrange(edgesOfTwo(chains, [line], [false, false]));
    const { vertices, pieces, touched } = arrangement;
    const known = piecesOf(arrangement, 0);
    const kept = pieces.filter((piece) => piece.side === 0 || !isIn(known, piece));
    if (touched.size > 0 || kept.some((piece) => piece.side === 1 && isAgainst(known, piece)))
      throw new Error('the union of lines that run against or on each other is not supported');
    chains = chainsOf(kept, vertices).map((chain) => cornersOfPieces(chain, vertices, false));
  }
  if (chains.length > 1) throw new Error('a union of lines that is not one line is not supported');
  return geoJson({ lines: chains });
}

function all<T>(items: Json, of: (item: Json) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(items)) return undefined;
  const found = (items as readonly Json[]).map(of);
  const valid = found.filter((item) => item !== undefined);
  return valid.length === found.length && valid.length > 0 ? valid : undefined;
}

export const overlays = [
  scripted('polygonsCommon', ['json', 'json'], 'printed', (one, other) => {
    const [a, b] = [groundIn(one, roundedVectorOf), groundIn(other, roundedVectorOf)];
    return a === undefined || b === undefined ? null : commonGround(a, b);
  }),
  scripted('lineWithinPolygon', ['json', 'json'], 'printed', (line, polygon) => {
    const [lines, ground] = [linesOf(line, roundedVectorOf), groundIn(polygon, roundedVectorOf)];
    return lines === undefined || ground === undefined ? null : linesWithin(lines, ground);
  }),
  scripted('linesCommon', ['json', 'json'], 'printed', (one, other) => {
    const [a, b] = [linesOf(one, roundedVectorOf), linesOf(other, roundedVectorOf)];
    return a === undefined || b === undefined ? null : commonLines(a, b);
  }),
  scripted('linesTogether', ['json'], 'printed', (items) => {
    const lines = all(items, (item) => linesOf(item, roundedVectorOf));
    return lines === undefined ? null : linesTogether(lines.flat());
  }),
  scripted('polygonsTogether', ['json'], 'printed', (items) => {
    const grounds = all(items, (item) => groundIn(item, roundedVectorOf));
    return grounds === undefined ? null : geoJson({ shells: shellsOf(together(grounds)) });
  }),
];
