import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';
import { h3 } from './h3-library.js';
import { FACES, cellHolds, cornersOf, middleOf, quartersOf, tokenOf } from './s2-cells.js';
import type { Cell } from './s2-cells.js';
import { inSetOrder } from './set-order.js';
import { edgesOf, linesOf, polygonEdges, polygonHolds, polygonsOf, ringArea } from './shapes.js';
import { RADIUS, arcsApart, arcsMeet } from './vectors.js';
import type { Vector } from './vectors.js';

/** The most cells of a covering: https://learn.microsoft.com/kusto/query/geo-polygon-to-s2cells-function */
const MOST_SQUARES = 65_536;

/** https://learn.microsoft.com/kusto/query/geo-polygon-to-h3cells-function */
const MOST_HEXAGONS = 61_680;

type Edge = readonly [Vector, Vector];

interface Region {
  readonly edges: readonly Edge[];
  readonly holds: (point: Vector) => boolean;
  /** How far from the region its covering reaches, as an angle. */
  readonly reach: number;
}

interface Part {
  readonly cell: Cell;
  readonly edges: readonly Edge[];
}

function isNear(cell: Cell, corners: readonly Vector[], [a, b]: Edge, reach: number): boolean {
  if (cellHolds(cell, a) || cellHolds(cell, b)) return true;
  const sides = edgesOf(corners, true);
  if (sides.some(([c, d]) => arcsMeet(a, b, c, d))) return true;
  return reach > 0 && sides.some(([c, d]) => arcsApart(a, b, c, d) <= reach);
}

/** The cells of a level that a region meets, in their order; undefined when they are too many. */
function covering(region: Region, level: number): readonly string[] | undefined {
  let parts: readonly Part[] = FACES.map((cell) => ({ cell, edges: region.edges }));
  for (let depth = 0; ; depth += 1) {
    parts = parts.map((part) => nearby(part, region)).filter((part) => part !== undefined);
    // Every cell that meets the region has a quarter that does: they never become fewer.
    if (parts.length > MOST_SQUARES) return undefined;
    if (depth === level) return parts.map(({ cell }) => tokenOf(cell)).toSorted();
    parts = parts.flatMap(({ cell, edges }) => quartersOf(cell).map((quarter) => ({ cell: quarter, edges })));
  }
}

/** A cell with those edges that are near it; undefined when the region does not reach it. */
function nearby({ cell, edges }: Part, region: Region): Part | undefined {
  if (edges.length === 0) return region.holds(middleOf(cell)) ? { cell, edges } : undefined;
  const corners = cornersOf(cell);
  const near = edges.filter((edge) => isNear(cell, corners, edge, region.reach));
  return near.length > 0 || region.holds(middleOf(cell)) ? { cell, edges: near } : undefined;
}

/** A covering at a level from 0 to 30 within a distance in metres. */
function cover(region: Omit<Region, 'reach'> | undefined, level: bigint, metres: number): Json {
  if (region === undefined || level < 0n || level > 30n || !(metres >= 0)) return null;
  return covering({ ...region, reach: metres / RADIUS }, Number(level)) ?? null;
}

function onLines(value: Json): Omit<Region, 'reach'> | undefined {
  const lines = linesOf(value);
  return lines && { edges: lines.flatMap((line) => edgesOf(line, false)), holds: () => false };
}

function onPolygons(value: Json): Omit<Region, 'reach'> | undefined {
  const polygons = polygonsOf(value);
  return (
    polygons && {
      edges: polygons.flatMap(polygonEdges),
      holds: (point) => polygons.some((polygon) => polygonHolds(polygon, point)),
    }
  );
}

interface Shape {
  readonly type: string;
  readonly coordinates: readonly Json[];
}

/** The cells whose middle lies in a polygon; its edges are straight between longitudes and latitudes here. */
function hexagonsIn(value: Json, level: number): Json {
  const shapes = polygonsOf(value);
  if (shapes === undefined) return null;
  // The library makes room for all cells of a shape before it looks for them.
  const largest = Math.max(...shapes.map(({ shell }) => ringArea(shell)));
  if (largest / (h3().getHexagonAreaAvg(level, 'm2') / RADIUS ** 2) > 4 * MOST_HEXAGONS) return null;
  const { type, coordinates } = value as unknown as Shape;
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as readonly number[][][][];
  const cells = new Set<string>();
  for (const rings of polygons) {
    for (const cell of h3().polygonToCells(rings, level, true)) cells.add(cell);
    if (cells.size > MOST_HEXAGONS) return null;
  }
  return inSetOrder(Array.from(cells));
}

export const coverings = [
  scripted('s2CellsOfLine', ['json', 'long', 'real'], 'json', (line, level, metres) =>
    cover(onLines(line), level, metres),
  ),
  scripted('s2CellsOfPolygon', ['json', 'long', 'real'], 'json', (polygon, level, metres) =>
    cover(onPolygons(polygon), level, metres),
  ),
  scripted('h3CellsOfPolygon', ['json', 'long'], 'json', (polygon, level) =>
    level >= 0n && level <= 15n ? hexagonsIn(polygon, Number(level)) : null,
  ),
];
