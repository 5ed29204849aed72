import { family, strict } from './signature.js';

/** Places on the earth as longitude and latitude in degrees, and geohash cells. */
export const geography = family({
  geohash: strict(
    ['real', 'real', 'long'],
    'string',
    'geohash(longitude, latitude, length): the cell of so many characters (1 to 18); null outside -180 to 180 and -90 to 90.',
  ),
  addressGeography: strict(
    ['string'],
    'dynamic',
    'Where an address is and whose: an object of country, state, city, continent, timezone, metroCode, latitude, longitude, asn and organisation, those that are known; null when nothing is. It is answered before a plan reaches an engine: by a join with addresses that were looked up.',
  ),
  geohashBounds: strict(
    ['string'],
    'dynamic',
    'JSON array of the west, south, east and north bound of a geohash cell of 1 to 18 characters; null of anything else.',
  ),
  pointInPolygon: strict(
    ['real', 'real', 'dynamic'],
    'bool',
    'pointInPolygon(longitude, latitude, shape): a GeoJSON Polygon or MultiPolygon holds the point; null of what is not valid, as in all functions of shapes here. Edges are arcs of great circles, lengths metres on a sphere of 6,371,010 m.',
  ),
  pointToPolygon: strict(
    ['real', 'real', 'dynamic'],
    'real',
    'The distance of a point from a polygon, 0 inside.',
  ),
  pointToLine: strict(
    ['real', 'real', 'dynamic'],
    'real',
    'The distance of a point from a LineString or MultiLineString.',
  ),
  closestOnPolygon: strict(
    ['real', 'real', 'dynamic'],
    'dynamic',
    'The nearest point of a polygon, the point itself inside.',
  ),
  closestOnLine: strict(['real', 'real', 'dynamic'], 'dynamic', 'The nearest point of a line.'),
  linesMeet: strict(['dynamic', 'dynamic'], 'bool', 'Two lines have a point in common.'),
  lineMeetsPolygon: strict(['dynamic', 'dynamic'], 'bool', 'A line and a polygon have a point in common.'),
  polygonsMeet: strict(['dynamic', 'dynamic'], 'bool', 'Two polygons have a point in common.'),
  lineLength: strict(['dynamic'], 'real', 'The length of a line.'),
  polygonPerimeter: strict(
    ['dynamic'],
    'real',
    'The length of a polygon’s edges. What parts of a shape share counts once in all measures.',
  ),
  polygonArea: strict(['dynamic'], 'real', 'The area of a polygon in square metres.'),
  lineCentre: strict(['dynamic'], 'dynamic', 'The centroid of a line.'),
  polygonCentre: strict(['dynamic'], 'dynamic', 'The centroid of a polygon.'),
  lineInterpolate: strict(['dynamic', 'real'], 'dynamic', 'The point at a share (0 to 1) of a LineString.'),
  lineLocate: strict(
    ['dynamic', 'real', 'real'],
    'real',
    'The share of a LineString at which it is nearest to a point.',
  ),
  wktGeometry: strict(['string'], 'dynamic', 'GeoJSON of well-known text.'),
  h3Cell: strict(
    ['real', 'real', 'long'],
    'string',
    'h3Cell(longitude, latitude, resolution): empty outside the bounds (0 to 15).',
  ),
  h3Parent: strict(
    ['string', 'long'],
    'string',
    'The H3 cell around one at a resolution (-1: the next); empty when there is none.',
  ),
  h3Children: strict(
    ['string', 'long'],
    'dynamic',
    'The H3 cells in one at a resolution (-1: the next), at most six below.',
  ),
  h3Level: strict(['string'], 'long', 'The resolution of an H3 cell.'),
  h3Centre: strict(['string'], 'dynamic', 'The centre of an H3 cell as a GeoJSON Point.'),
  h3Polygon: strict(['string'], 'dynamic', 'The boundary of an H3 cell as a GeoJSON Polygon.'),
  h3Rings: strict(
    ['string', 'long'],
    'dynamic',
    'Arrays of the H3 cells at each distance up to one (0 to 142).',
  ),
  s2Cell: strict(
    ['real', 'real', 'long'],
    'string',
    's2Cell(longitude, latitude, level): token of the S2 cell; empty outside the bounds (0 to 30).',
  ),
  s2Centre: strict(['string'], 'dynamic', 'The centre of an S2 cell as a GeoJSON Point.'),
  s2Polygon: strict(['string'], 'dynamic', 'The corners of an S2 cell as a GeoJSON Polygon.'),
  geohashNeighbours: strict(
    ['string'],
    'dynamic',
    'The eight geohash cells around one, null of no geohash. Neighbours are listed in the order of Kusto’s answers: that of a hash set of their names. At the poles and the date line an error.',
  ),
  h3Neighbours: strict(['string'], 'dynamic', 'The H3 cells around one; an error beside a pentagon.'),
  s2Neighbours: strict(['string'], 'dynamic', 'The S2 cells of the same level that touch one.'),
  s2CellsOfLine: strict(
    ['dynamic', 'long', 'real'],
    'dynamic',
    's2CellsOfLine(line, level, metres): tokens of the S2 cells of a level (0 to 30) within a distance of a line; null when they are more than 65,536.',
  ),
  s2CellsOfPolygon: strict(['dynamic', 'long', 'real'], 'dynamic', 'The same of a polygon.'),
  h3CellsOfPolygon: strict(
    ['dynamic', 'long'],
    'dynamic',
    'The H3 cells of a resolution whose centre is in a polygon of straight edges; null when they are more than 61,680.',
  ),
  lineDensify: strict(
    ['dynamic', 'real'],
    'dynamic',
    'lineDensify(line, metres): straight edges between longitudes and latitudes as chains of arcs no further from them than a tolerance (0.1 to 10,000). Shapes are printed with the digits that Kusto gives.',
  ),
  polygonDensify: strict(
    ['dynamic', 'real'],
    'dynamic',
    'The same of a polygon; an error with holes or several polygons.',
  ),
  polygonsCommon: strict(
    ['dynamic', 'dynamic'],
    'dynamic',
    'What two polygons have in common: a shape or a GeometryCollection, empty when nothing. Rings begin where Kusto’s do; an error where that is not known, as in all functions that combine shapes.',
  ),
  lineWithinPolygon: strict(['dynamic', 'dynamic'], 'dynamic', 'The parts of a line in a polygon.'),
  linesCommon: strict(['dynamic', 'dynamic'], 'dynamic', 'What two lines have in common.'),
  linesTogether: strict(['dynamic'], 'dynamic', 'An array of lines as one line.'),
  polygonsTogether: strict(['dynamic'], 'dynamic', 'An array of polygons as one shape.'),
  pointBuffer: strict(
    ['real', 'real', 'real', 'real'],
    'dynamic',
    'pointBuffer(longitude, latitude, metres, tolerance): the regular polygon around a point; null of a radius or tolerance that is not positive.',
  ),
  lineBuffer: strict(
    ['dynamic', 'real', 'real'],
    'dynamic',
    'lineBuffer(line, metres, tolerance): the ground within a distance of a line, its ends round.',
  ),
  polygonBuffer: strict(['dynamic', 'real', 'real'], 'dynamic', 'The same of a polygon.'),
  lineSimplify: strict(
    ['dynamic', 'real'],
    'dynamic',
    'lineSimplify(line, metres): nearly straight chains as one edge, corners within the tolerance of each other as one; null when nothing is left. An error of several lines.',
  ),
  polygonSimplify: strict(
    ['dynamic', 'real'],
    'dynamic',
    'The same of a polygon; an error with holes or several polygons.',
  ),
  polygonsSimplify: strict(['dynamic', 'real'], 'dynamic', 'The same of an array of polygons.'),
});
