import { and, call, literal, long, real, text } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantBool, constantText } from '../expressions/constants.js';
import { present } from '../text.js';
import { partial, supported } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

/** The earth's radius in metres that Kusto's distances rest on. */
const RADIUS = 6_371_010;

/** A place on the sphere: degrees as given, and whether they are within their bounds. */
interface Place {
  readonly longitude: Expression;
  readonly latitude: Expression;
}

function placeAt({ arg }: FunctionCall, index: number): Place {
  return { longitude: convert(arg(index), 'real'), latitude: convert(arg(index + 1), 'real') };
}

function isPlace({ longitude, latitude }: Place): Expression {
  const within = (value: Expression, most: number): Expression =>
    call('le', [call('abs', [value]), real(most)]);
  return and(within(longitude, 180), within(latitude, 90));
}

function times(...factors: readonly Expression[]): Expression {
  return factors.reduce((product, factor) => call('multiply', [product, factor], 'real'));
}

function minus(one: Expression, other: Expression): Expression {
  return call('subtract', [one, other], 'real');
}

function radians(degrees: Expression): Expression {
  return times(degrees, real(Math.PI / 180));
}

function sine(fn: 'sin' | 'cos', degrees: Expression): Expression {
  return call(fn, [radians(degrees)]);
}

/** Metres between two places, by the haversine formula. */
function distance(one: Place, other: Place): Expression {
  const half = (a: Expression, b: Expression): Expression => {
    const value = call('sin', [times(radians(minus(b, a)), real(0.5))]);
    return times(value, value);
  };
  const cosines = times(sine('cos', one.latitude), sine('cos', other.latitude));
  const square = call(
    'add',
    [half(one.latitude, other.latitude), times(half(one.longitude, other.longitude), cosines)],
    'real',
  );
  return times(real(2 * RADIUS), call('arcsine', [call('sqrt', [call('least', [real(1), square])])]));
}

/** The direction from one place to another, clockwise from north, from -π to π. */
function bearing(from: Place, to: Place): Expression {
  const turn = minus(to.longitude, from.longitude);
  const east = times(sine('sin', turn), sine('cos', to.latitude));
  const north = minus(
    times(sine('cos', from.latitude), sine('sin', to.latitude)),
    times(sine('sin', from.latitude), sine('cos', to.latitude), sine('cos', turn)),
  );
  return call('arctangent2', [east, north]);
}

/** An angle from 0 to below 2π. */
function turned(angle: Expression): Expression {
  return call('if', [call('lt', [angle, real(0)]), call('add', [angle, real(2 * Math.PI)], 'real'), angle]);
}

function whenPlaces(places: readonly Place[], value: Expression): Expression {
  return call('if', [and(...places.map(isPlace)), value, literal(value.type, null)]);
}

function inCircle(item: FunctionCall): Expression {
  const [point, centre] = [placeAt(item, 0), placeAt(item, 2)];
  const radius = convert(item.arg(4), 'real');
  const inside = call('le', [distance(point, centre), radius]);
  const known = and(isPlace(point), isPlace(centre), call('ge', [radius, real(0)]));
  return call('if', [known, inside, literal('bool', null)]);
}

/** A number at a place of the bounds of a cell: west, south, east, north. */
function bound(cell: Expression, index: number): Expression {
  return call('toReal', [call('path', [cell, long(index)])]);
}

function coordinates(longitude: Expression, latitude: Expression): Expression {
  return call('makeArray', [longitude, latitude]);
}

/** A GeoJSON value about the cell of a geohash; null when it is none. */
function ofCell(page: string, type: string, shapeOf: (cell: Expression) => Expression): FunctionEntry {
  return supported(page, ({ arg }) => {
    const cell = call('geohashBounds', [convert(arg(0), 'string')]);
    const shape = call('makeObject', [text('type'), text(type), text('coordinates'), shapeOf(cell)]);
    return call('if', [call('isNull', [cell]), literal('dynamic', null), shape]);
  });
}

function middle(cell: Expression, from: number): Expression {
  return times(call('add', [bound(cell, from), bound(cell, from + 2)], 'real'), real(0.5));
}

/** The eight cells around one; of the cells at the poles and at the date line that is not known. */
function neighbours(item: FunctionCall): Expression {
  const hash = constantText(item.arg(0))?.toLowerCase();
  if (hash !== undefined && isAtEdge(hash))
    return item.refuse('geo_geohash_neighbors at a pole or the date line');
  return call('geohashNeighbours', [convert(item.arg(0), 'string')]);
}

const DIGITS = '0123456789bcdefghjkmnpqrstuvwxyz';

/** True when all bits of the longitude or all of the latitude are equal: nothing lies beyond that side. */
function isAtEdge(hash: string): boolean {
  const bits = Array.from(hash, (digit) => DIGITS.indexOf(digit).toString(2).padStart(5, '0')).join('');
  const every = (first: number): string =>
    Array.from(bits)
      .filter((_, index) => index % 2 === first)
      .join('');
  return [every(0), every(1)].some((side) => /^(0+|1+)$/.test(side));
}

/** The object that Kusto gives: names are empty text where they are not known, coordinates null. */
function placeOfAddress(address: Expression): Expression {
  const place = call('addressGeography', [address]);
  const name = (part: string): Expression => present(call('pathText', [place, text(part)]));
  const degrees = (part: string): Expression => call('path', [place, text(part)]);
  return call('if', [
    call('isNull', [place]),
    literal('dynamic', null),
    call('makeObject', [
      text('country'),
      name('country'),
      text('state'),
      name('state'),
      text('city'),
      name('city'),
      text('latitude'),
      degrees('latitude'),
      text('longitude'),
      degrees('longitude'),
    ]),
  ]);
}

function pointAnd(fn: FunctionName) {
  return ({ arg }: FunctionCall): Expression =>
    call(fn, [convert(arg(0), 'real'), convert(arg(1), 'real'), convert(arg(2), 'dynamic')]);
}

function shapes(fn: FunctionName, page: string): FunctionEntry {
  return supported(page, ({ args }) =>
    call(
      fn,
      args.map((value) => convert(value, 'dynamic')),
    ),
  );
}

function cellAt(fn: 'h3Cell' | 's2Cell', level: number) {
  return ({ args, arg }: FunctionCall): Expression => {
    const wanted = args[2] === undefined ? long(level) : convert(args[2], 'long');
    return present(call(fn, [convert(arg(0), 'real'), convert(arg(1), 'real'), wanted]));
  };
}

/** A cell at another resolution, the next one unless it is given. */
function ofCellAt(fn: 'h3Parent' | 'h3Children') {
  return ({ args, arg }: FunctionCall): Expression => {
    const wanted = args[1] === undefined ? long(-1) : convert(args[1], 'long');
    return present(call(fn, [convert(arg(0), 'string'), wanted]));
  };
}

/** An argument that may be left out. */
function given(item: FunctionCall, index: number, type: 'long' | 'real', otherwise: Expression): Expression {
  const argument = item.args[index];
  return argument === undefined ? otherwise : convert(argument, type);
}

/** The S2 cells of a level (11) within a distance (0). */
function covering(fn: 's2CellsOfLine' | 's2CellsOfPolygon', item: FunctionCall): Expression {
  return call(fn, [
    convert(item.arg(0), 'dynamic'),
    given(item, 1, 'long', long(11)),
    given(item, 2, 'real', real(0)),
  ]);
}

/** A shape with more or fewer corners, not further from it than a tolerance (10 m). */
function withTolerance(fn: FunctionName, page: string, note: string): FunctionEntry {
  return partial(page, note, (item) =>
    call(fn, [convert(item.arg(0), 'dynamic'), given(item, 1, 'real', real(10))]),
  );
}

/** A shape with all that is within a distance of it; the tolerance is 10 m. */
function around(fn: 'lineBuffer' | 'polygonBuffer', item: FunctionCall): Expression {
  return call(fn, [
    convert(item.arg(0), 'dynamic'),
    convert(item.arg(1), 'real'),
    given(item, 2, 'real', real(10)),
  ]);
}

function buffered(page: string, lower: (item: FunctionCall) => Expression): FunctionEntry {
  return partial(page, 'the radius above the tolerance, up to 2,000 km; not with holes in the result', lower);
}

/** A measure that is taken on the sphere; Kusto also takes it on a spheroid when that argument is true. */
function onSphere(page: string, spheroid: number, lower: (item: FunctionCall) => Expression): FunctionEntry {
  return partial(page, 'on the sphere', (item) => {
    const wanted = item.args[spheroid];
    if (wanted === undefined || constantBool(wanted) === false) return lower(item);
    return item.refuse(`${item.name} on a spheroid`);
  });
}

function combined(fn: FunctionName, page: string, note: string): FunctionEntry {
  return { ...shapes(fn, page), support: 'partial', note };
}

function ofToken(fn: FunctionName, page: string): FunctionEntry {
  return supported(page, ({ arg }) => call(fn, [convert(arg(0), 'string')]));
}

/** https://learn.microsoft.com/kusto/query/scalar-functions#geospatial-functions */
export const geographyFunctions: FunctionFamily = {
  geo_info_from_ip_address: partial(
    'geo-info-from-ip-address-function',
    'by the databases that are given (--geo); an address without a place gives null',
    ({ arg }) => placeOfAddress(convert(arg(0), 'string')),
  ),
  geo_distance_2points: onSphere('geo-distance-2points-function', 4, (item) => {
    const [one, other] = [placeAt(item, 0), placeAt(item, 2)];
    return whenPlaces([one, other], distance(one, other));
  }),
  geo_point_in_circle: supported('geo-point-in-circle-function', inCircle),
  geo_azimuth: supported('geo-azimuth-function', (item) => {
    const [one, other] = [placeAt(item, 0), placeAt(item, 2)];
    return whenPlaces([one, other], turned(bearing(one, other)));
  }),
  geo_angle: supported('geo-angle-function', (item) => {
    const [first, vertex, last] = [placeAt(item, 0), placeAt(item, 2), placeAt(item, 4)];
    return whenPlaces([first, vertex, last], turned(minus(bearing(vertex, last), bearing(vertex, first))));
  }),
  geo_point_to_geohash: supported('geo-point-to-geohash-function', (item) => {
    const { longitude, latitude } = placeAt(item, 0);
    const length = item.args[2] === undefined ? long(5) : convert(item.args[2], 'long');
    return present(call('geohash', [longitude, latitude, length]));
  }),
  geo_geohash_to_central_point: ofCell('geo-geohash-to-central-point-function', 'Point', (cell) =>
    coordinates(middle(cell, 0), middle(cell, 1)),
  ),
  geo_geohash_to_polygon: ofCell('geo-geohash-to-polygon-function', 'Polygon', (cell) => {
    const corners = [
      [0, 1],
      [2, 1],
      [2, 3],
      [0, 3],
      [0, 1],
    ] as const;
    const ring = corners.map(([x, y]) => coordinates(bound(cell, x), bound(cell, y)));
    return call('makeArray', [call('makeArray', ring)]);
  }),
  geo_point_in_polygon: supported('geo-point-in-polygon-function', pointAnd('pointInPolygon')),
  geo_distance_point_to_polygon: supported(
    'geo-distance-point-to-polygon-function',
    pointAnd('pointToPolygon'),
  ),
  geo_distance_point_to_line: supported('geo-distance-point-to-line-function', pointAnd('pointToLine')),
  geo_closest_point_on_polygon: supported(
    'geo-closest-point-on-polygon-function',
    pointAnd('closestOnPolygon'),
  ),
  geo_closest_point_on_line: supported('geo-closest-point-on-line-function', pointAnd('closestOnLine')),
  geo_intersects_2lines: shapes('linesMeet', 'geo-intersects-2lines-function'),
  geo_intersects_line_with_polygon: shapes('lineMeetsPolygon', 'geo-intersects-line-with-polygon-function'),
  geo_intersects_2polygons: shapes('polygonsMeet', 'geo-intersects-2polygons-function'),
  geo_line_length: shapes('lineLength', 'geo-line-length-function'),
  geo_line_centroid: shapes('lineCentre', 'geo-line-centroid-function'),
  geo_polygon_perimeter: shapes('polygonPerimeter', 'geo-polygon-perimeter-function'),
  geo_polygon_area: shapes('polygonArea', 'geo-polygon-area-function'),
  geo_polygon_centroid: shapes('polygonCentre', 'geo-polygon-centroid-function'),
  geo_line_interpolate_point: supported('geo-line-interpolate-point-function', ({ arg }) =>
    call('lineInterpolate', [convert(arg(0), 'dynamic'), convert(arg(1), 'real')]),
  ),
  geo_line_locate_point: onSphere('geo-line-locate-point-function', 3, ({ arg }) =>
    call('lineLocate', [convert(arg(0), 'dynamic'), convert(arg(1), 'real'), convert(arg(2), 'real')]),
  ),
  geo_from_wkt: supported('geo-from-wkt-function', ({ arg }) =>
    call('wktGeometry', [convert(arg(0), 'string')]),
  ),
  geo_point_to_h3cell: supported('geo-point-to-h3cell-function', cellAt('h3Cell', 6)),
  geo_h3cell_parent: supported('geo-h3cell-parent-function', ofCellAt('h3Parent')),
  geo_h3cell_children: supported('geo-h3cell-children-function', ofCellAt('h3Children')),
  geo_h3cell_level: supported('geo-h3cell-level-function', ({ arg }) =>
    convert(call('h3Level', [convert(arg(0), 'string')]), 'int'),
  ),
  geo_h3cell_to_central_point: ofToken('h3Centre', 'geo-h3cell-to-central-point-function'),
  geo_h3cell_to_polygon: ofToken('h3Polygon', 'geo-h3cell-to-polygon-function'),
  geo_h3cell_rings: supported('geo-h3cell-rings-function', ({ arg }) =>
    call('h3Rings', [convert(arg(0), 'string'), convert(arg(1), 'long')]),
  ),
  geo_point_to_s2cell: supported('geo-point-to-s2cell-function', cellAt('s2Cell', 11)),
  geo_s2cell_to_central_point: ofToken('s2Centre', 'geo-s2cell-to-central-point-function'),
  geo_s2cell_to_polygon: ofToken('s2Polygon', 'geo-s2cell-to-polygon-function'),
  geo_geohash_neighbors: partial(
    'geo-geohash-neighbors-function',
    'not at the poles and the date line',
    neighbours,
  ),
  geo_h3cell_neighbors: partial(
    'geo-h3cell-neighbors-function',
    'not beside the twelve pentagons',
    ({ arg }) => call('h3Neighbours', [convert(arg(0), 'string')]),
  ),
  geo_s2cell_neighbors: ofToken('s2Neighbours', 'geo-s2cell-neighbors-function'),
  geo_line_to_s2cells: supported('geo-line-to-s2cells-function', (item) => covering('s2CellsOfLine', item)),
  geo_polygon_to_s2cells: supported('geo-polygon-to-s2cells-function', (item) =>
    covering('s2CellsOfPolygon', item),
  ),
  geo_polygon_to_h3cells: partial('geo-polygon-to-h3cells-function', 'without a radius', (item) =>
    item.args[2] === undefined
      ? call('h3CellsOfPolygon', [convert(item.arg(0), 'dynamic'), given(item, 1, 'long', long(6))])
      : item.refuse('geo_polygon_to_h3cells with a radius'),
  ),
  geo_intersection_2lines: combined(
    'linesCommon',
    'geo-intersection-2lines-function',
    'not of lines that meet themselves, or in several points',
  ),
  geo_intersection_line_with_polygon: combined(
    'lineWithinPolygon',
    'geo-intersection-line-with-polygon-function',
    'one line, not where it only touches the polygon',
  ),
  geo_intersection_2polygons: combined(
    'polygonsCommon',
    'geo-intersection-2polygons-function',
    'not where they share an edge or have holes or several points in common',
  ),
  geo_union_lines_array: combined(
    'linesTogether',
    'geo-union-lines-array-function',
    'of lines that become one',
  ),
  geo_union_polygons_array: combined(
    'polygonsTogether',
    'geo-union-polygons-array-function',
    'not with holes in the result',
  ),
  geo_point_buffer: buffered('geo-point-buffer-function', (item) =>
    call('pointBuffer', [
      convert(item.arg(0), 'real'),
      convert(item.arg(1), 'real'),
      convert(item.arg(2), 'real'),
      given(item, 3, 'real', real(10)),
    ]),
  ),
  geo_line_buffer: buffered('geo-line-buffer-function', (item) => around('lineBuffer', item)),
  geo_polygon_buffer: buffered('geo-polygon-buffer-function', (item) => around('polygonBuffer', item)),
  geo_line_simplify: withTolerance('lineSimplify', 'geo-line-simplify-function', 'one line'),
  geo_polygon_simplify: withTolerance(
    'polygonSimplify',
    'geo-polygon-simplify-function',
    'one polygon without holes',
  ),
  geo_simplify_polygons_array: withTolerance(
    'polygonsSimplify',
    'geo-simplify-polygons-array-function',
    'one polygon without holes, or what vanishes',
  ),
  geo_line_densify: withTolerance(
    'lineDensify',
    'geo-line-densify-function',
    'not over half of the longitudes',
  ),
  geo_polygon_densify: withTolerance(
    'polygonDensify',
    'geo-polygon-densify-function',
    'not over half of the longitudes; one polygon without holes',
  ),
};
