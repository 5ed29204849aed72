import { jsonText } from '../json-number.js';
import { roundedPlaceOf } from './rounded-trigonometry.js';
import type { Vector } from './vectors.js';

type Points = readonly Vector[];

function placesOf(points: Points): unknown {
  return points.map(roundedPlaceOf);
}

function ringOf(points: Points): unknown {
  const [first] = points;
  return placesOf(first === undefined ? points : [...points, first]);
}

function shape(type: string, coordinates: unknown): object {
  return { type, coordinates };
}

/** What a set of points, lines and polygons without holes is in GeoJSON: one shape or a collection of them. */
export function geoJson({
  points = [],
  lines = [],
  shells = [],
}: {
  readonly points?: Points;
  readonly lines?: readonly Points[];
  readonly shells?: readonly Points[];
}): string {
  if (points.length > 1) throw new Error('a result of several points is not supported');
  const shapes = [
    ...points.map((at) => shape('Point', roundedPlaceOf(at))),
    ...one(lines, 'LineString', 'MultiLineString', placesOf),
    ...one(shells, 'Polygon', 'MultiPolygon', (ring) => [ringOf(ring)]),
  ];
  return jsonText(shapes.length === 1 ? shapes[0] : { type: 'GeometryCollection', geometries: shapes });
}

function one(
  items: readonly Points[],
  single: string,
  several: string,
  coordinates: (item: Points) => unknown,
): readonly object[] {
  const [first] = items;
  if (first === undefined) return [];
  return [items.length === 1 ? shape(single, coordinates(first)) : shape(several, items.map(coordinates))];
}
