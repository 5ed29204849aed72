import { scriptedPrinters } from '../scripted/print.js';
import { Unsupported } from '@interloper/sql';
import type { FamilyPrinters } from './family.js';
import { argument } from './family.js';

const DIGITS = '0123456789bcdefghjkmnpqrstuvwxyz';

/** Bits of a geohash belong to the longitude and the latitude in turn, the first to the longitude. */
export const geography: FamilyPrinters<'geography'> = {
  geohash: (call) => {
    const [longitude, latitude, length] = [argument(call, 0), argument(call, 1), argument(call, 2)];
    const east = `((5 * ${length} + 1) // 2)`;
    const north = `((5 * ${length}) // 2)`;
    const x = cell(longitude, -180, 360, east);
    const y = cell(latitude, -90, 180, north);
    const bit = (place: string): string =>
      `CASE WHEN (${place}) % 2 = 0 THEN (${x} // CAST(pow(2, ${east} - 1 - (${place}) // 2) AS BIGINT)) % 2 ELSE (${y} // CAST(pow(2, ${north} - 1 - (${place}) // 2) AS BIGINT)) % 2 END`;
    const value = [16, 8, 4, 2, 1]
      .map((weight, index) => `${weight} * (${bit(`5 * "→i" + ${index}`)})`)
      .join(' + ');
    const text = `array_to_string(list_transform(range(${length}), lambda "→i": substring('${DIGITS}', CAST(1 + ${value} AS BIGINT), 1)), '')`;
    return `CASE WHEN ${longitude} BETWEEN -180 AND 180 AND ${latitude} BETWEEN -90 AND 90 AND ${length} BETWEEN 1 AND 18 THEN ${text} END`;
  },
  addressGeography: () => {
    throw new Unsupported('places of addresses: give a database of them with --geo');
  },
  ...scriptedPrinters([
    'pointInPolygon',
    'pointToPolygon',
    'pointToLine',
    'closestOnPolygon',
    'closestOnLine',
    'linesMeet',
    'lineMeetsPolygon',
    'polygonsMeet',
    'lineLength',
    'polygonPerimeter',
    'polygonArea',
    'lineCentre',
    'polygonCentre',
    'lineInterpolate',
    'lineLocate',
    'wktGeometry',
    'h3Cell',
    'h3Parent',
    'h3Children',
    'h3Level',
    'h3Centre',
    'h3Polygon',
    'h3Rings',
    's2Cell',
    's2Centre',
    's2Polygon',
    'geohashNeighbours',
    'h3Neighbours',
    's2Neighbours',
    's2CellsOfLine',
    's2CellsOfPolygon',
    'h3CellsOfPolygon',
    'lineDensify',
    'polygonDensify',
    'polygonsCommon',
    'lineWithinPolygon',
    'linesCommon',
    'linesTogether',
    'polygonsTogether',
    'pointBuffer',
    'lineBuffer',
    'polygonBuffer',
    'lineSimplify',
    'polygonSimplify',
    'polygonsSimplify',
  ]),
  geohashBounds: (call) => {
    const text = `lower(${argument(call, 0)})`;
    const length = `length(${text})`;
    // The whole number made of every second bit, beginning with the first or the second.
    const number = (first: number): string =>
      `list_sum(list_transform(range(5 * ${length}), lambda "→b": CASE WHEN "→b" % 2 = ${first} THEN ((strpos('${DIGITS}', substring(${text}, "→b" // 5 + 1, 1)) - 1) // CAST(pow(2, 4 - "→b" % 5) AS BIGINT)) % 2 * pow(2, (5 * ${length} - 1 - "→b") // 2) ELSE 0 END))`;
    const [x, y] = [number(0), number(1)];
    // Bits of the other coordinate behind the last of one do not count: they halve nothing.
    const width = `(360 / pow(2, (5 * ${length} + 1) // 2))`;
    const height = `(180 / pow(2, (5 * ${length}) // 2))`;
    const bounds = [
      `-180 + ${x} * ${width}`,
      `-90 + ${y} * ${height}`,
      `-180 + (${x} + 1) * ${width}`,
      `-90 + (${y} + 1) * ${height}`,
    ];
    return `CASE WHEN regexp_full_match(${text}, '[${DIGITS}]{1,18}') THEN to_json([${bounds.join(', ')}]) END`;
  },
};

/** The number of the cell among 2^bits equal ones that a coordinate lies in. */
function cell(value: string, least: number, span: number, bits: string): string {
  const count = `pow(2, ${bits})`;
  return `CAST(least(floor((${value} - (${least})) / ${span} * ${count}), ${count} - 1) AS BIGINT)`;
}
