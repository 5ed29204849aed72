import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';

const TYPES: Readonly<Record<string, string>> = {
  POINT: 'Point',
  LINESTRING: 'LineString',
  POLYGON: 'Polygon',
  MULTIPOINT: 'MultiPoint',
  MULTILINESTRING: 'MultiLineString',
  MULTIPOLYGON: 'MultiPolygon',
};

/** How many lists of coordinates lie in each other. */
const DEPTHS: Readonly<Record<string, number>> = {
  Point: 0,
  LineString: 1,
  MultiPoint: 1,
  Polygon: 2,
  MultiLineString: 2,
  MultiPolygon: 3,
};

/** GeoJSON of well-known text; undefined of anything else. */
function geometryOf(text: string): Json | undefined {
  const tokens = text.toUpperCase().match(/[A-Z]+|[(),]|[-+]?(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d+)?/g) ?? [];
  if (tokens.join('').length !== text.replace(/\s/g, '').length) return undefined;
  let at = 0;
  const take = (expected: string): boolean => {
    if (tokens[at] !== expected) return false;
    at += 1;
    return true;
  };
  const list = <T>(item: () => T | undefined): readonly T[] | undefined => {
    if (!take('(')) return undefined;
    const found: T[] = [];
    do {
      const one = item();
      if (one === undefined) return undefined;
      found.push(one);
    } while (take(','));
    return take(')') ? found : undefined;
  };
  const place = (): Json | undefined => {
    const bracketed = take('(');
    const numbers: number[] = [];
    while (/^[-+.\d]/.test(tokens[at] ?? '')) {
      numbers.push(Number(tokens[at]));
      at += 1;
    }
    if (numbers.length !== 2 || (bracketed && !take(')'))) return undefined;
    return numbers;
  };
  const nested = (depth: number): Json | undefined =>
    depth === 0 ? place() : list(() => (depth === 1 ? place() : nested(depth - 1)));
  const geometry = (): Json | undefined => {
    const word = tokens[at] ?? '';
    at += 1;
    if (word === 'GEOMETRYCOLLECTION') {
      const geometries = list(geometry);
      return geometries === undefined ? undefined : { type: 'GeometryCollection', geometries };
    }
    const type = TYPES[word];
    const depth = type === undefined ? undefined : DEPTHS[type];
    if (type === undefined || depth === undefined) return undefined;
    const coordinates = depth === 0 ? list(place)?.[0] : nested(depth);
    return coordinates === undefined ? undefined : { type, coordinates };
  };
  const found = geometry();
  return at === tokens.length ? found : undefined;
}

export const wellKnown = [scripted('wktGeometry', ['text'], 'json', (text) => geometryOf(text) ?? null)];
