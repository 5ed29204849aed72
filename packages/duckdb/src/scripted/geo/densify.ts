import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';
import { geoJson } from './geo-json.js';
import { roundedVectorOf } from './rounded-trigonometry.js';
import { linesOf, polygonsOf, ringArea } from './shapes.js';
import { RADIUS, angle, between, dot } from './vectors.js';
import type { Place, Vector } from './vectors.js';

/**
 * Straight edges between longitudes and latitudes as chains of arcs, halved until none is further from its edge than
 * the tolerance: the rule of S2's tessellator, which measures at one place on each half and scales what it finds.
 * https://github.com/google/s2geometry/blob/master/src/s2/s2edge_tessellator.cc
 */
const SHARE = 0.31215691082248315;
const SCALE = 0.8382999256988851;

/** https://learn.microsoft.com/kusto/query/geo-line-densify-function */
const MOST_POINTS = 10_485_760;

interface Stop {
  readonly place: Place;
  readonly at: Vector;
}

function stopAt(place: Place): Stop {
  return { place, at: roundedVectorOf(place) };
}

function along(a: Stop, b: Stop, share: number): Stop {
  const mix = (from: number, to: number): number => (1 - share) * from + share * to;
  return stopAt([mix(a.place[0], b.place[0]), mix(a.place[1], b.place[1])]);
}

function error(a: Stop, b: Stop): number {
  if (dot(a.at, b.at) < -1e-14) return Infinity;
  const offAt = (share: number): number => angle(between(a.at, b.at, share), along(a, b, share).at);
  return Math.max(offAt(SHARE), offAt(1 - SHARE));
}

/** The points behind `a` on the way to `b`. */
function chain(a: Stop, b: Stop, tolerance: number): readonly Vector[] {
  if (error(a, b) <= tolerance) return [b.at];
  const middle = along(a, b, 0.5);
  return [...chain(a, middle, tolerance), ...chain(middle, b, tolerance)];
}

function densified(places: readonly Place[], metres: number): readonly Vector[] {
  const stops = places.map(stopAt);
  const points = stops.flatMap((stop, index) => {
    const last = stops[index - 1];
    if (last === undefined) return [stop.at];
    if (Math.abs(stop.place[0] - last.place[0]) >= 180)
      throw new Error('to densify an edge over half of the longitudes is not supported');
    return chain(last, stop, (SCALE * metres) / RADIUS);
  });
  if (points.length > MOST_POINTS)
    throw new Error(`a densified shape of ${points.length} points is not supported`);
  return points;
}

interface Written {
  readonly type: string;
  readonly coordinates: Json;
}

export const densifications = [
  scripted('lineDensify', ['json', 'real'], 'printed', (line, metres) => {
    if (linesOf(line) === undefined || !(metres >= 0.1 && metres <= 10_000)) return null;
    const { type, coordinates } = line as unknown as Written;
    const lines = (type === 'LineString' ? [coordinates] : coordinates) as unknown as readonly Place[][];
    if (type === 'MultiLineString' && lines.length === 1)
      throw new Error('to densify a MultiLineString of one line is not supported');
    return geoJson({ lines: lines.map((places) => densified(places, metres)) });
  }),
  scripted('polygonDensify', ['json', 'real'], 'printed', (polygon, metres) => {
    if (polygonsOf(polygon) === undefined || !(metres >= 0.1 && metres <= 10_000)) return null;
    const { type, coordinates } = polygon as unknown as Written;
    const rings = coordinates as unknown as readonly Place[][];
    const [places] = rings;
    if (type !== 'Polygon' || places === undefined || rings.length > 1)
      throw new Error('to densify a polygon with holes or a MultiPolygon is not supported');
    const ring = densified(places, metres).slice(0, -1);
    const counterClockwise = ringArea(places.slice(0, -1).map(roundedVectorOf)) > 0;
    if (counterClockwise) return geoJson({ shells: [ring] });
    // Where a clockwise ring begins when it is turned around is not known if its last edge is divided.
    const closing = densified(places.slice(-2), metres);
    if (closing.length > 2)
      throw new Error('to densify the last edge of a clockwise polygon is not supported');
    return geoJson({ shells: [ring.toReversed()] });
  }),
];
