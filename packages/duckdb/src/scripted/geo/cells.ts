import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';
import { h3 } from './h3-library.js';
import { cellAt, cellOf, corner, tokenOf } from './s2-cells.js';
import { vectorOf } from './vectors.js';

/** Kusto's rings begin at the cell behind that of the library. */
function turned(ring: readonly string[]): readonly string[] {
  return [...ring.slice(1), ...ring.slice(0, 1)];
}

/** H3 cells. https://h3geo.org/docs/api/indexing */
const hexagons = [
  scripted('h3Cell', ['real', 'real', 'long'], 'text', (longitude, latitude, level) => {
    const good = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 && level >= 0n && level <= 15n;
    return good ? h3().latLngToCell(latitude, longitude, Number(level)) : '';
  }),
  scripted('h3Parent', ['text', 'long'], 'text', (cell, wanted) => {
    if (!h3().isValidCell(cell)) return '';
    const level = wanted === -1n ? h3().getResolution(cell) - 1 : Number(wanted);
    return level >= 0 && level < h3().getResolution(cell) ? h3().cellToParent(cell, level) : '';
  }),
  scripted('h3Children', ['text', 'long'], 'json', (cell, wanted) => {
    if (!h3().isValidCell(cell)) return null;
    const level = wanted === -1n ? h3().getResolution(cell) + 1 : Number(wanted);
    // Seven for each step: more than six steps are a hundred thousand.
    const good = level > h3().getResolution(cell) && level <= 15 && level - h3().getResolution(cell) <= 6;
    return good ? h3().cellToChildren(cell, level) : null;
  }),
  scripted('h3Level', ['text'], 'long', (cell) =>
    h3().isValidCell(cell) ? BigInt(h3().getResolution(cell)) : null,
  ),
  scripted('h3Centre', ['text'], 'json', (cell) => {
    if (!h3().isValidCell(cell)) return null;
    const [latitude, longitude] = h3().cellToLatLng(cell);
    return { type: 'Point', coordinates: [longitude, latitude] };
  }),
  scripted('h3Polygon', ['text'], 'json', (cell) => {
    if (!h3().isValidCell(cell)) return null;
    const ring = h3()
      .cellToBoundary(cell)
      .map(([latitude, longitude]) => [longitude, latitude]);
    return { type: 'Polygon', coordinates: [[...ring, ring[0] ?? []]] };
  }),
  scripted('h3Rings', ['text', 'long'], 'json', (cell, distance) => {
    if (!h3().isValidCell(cell) || distance < 0n || distance > 142n) return null;
    return Array.from({ length: Number(distance) + 1 }, (_, ring) => turned(h3().gridRing(cell, ring)));
  }),
];

const squares = [
  scripted('s2Cell', ['real', 'real', 'long'], 'text', (longitude, latitude, level) => {
    const good = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 && level >= 0n && level <= 30n;
    return good ? tokenOf(cellAt(vectorOf([longitude, latitude]), Number(level))) : '';
  }),
  scripted('s2Centre', ['text'], 'json', (token): Json => {
    const cell = cellOf(token);
    return cell === undefined ? null : { type: 'Point', coordinates: corner(cell, 0.5, 0.5) };
  }),
  scripted('s2Polygon', ['text'], 'json', (token): Json => {
    const cell = cellOf(token);
    if (cell === undefined) return null;
    const ring = [
      corner(cell, 0, 0),
      corner(cell, 1, 0),
      corner(cell, 1, 1),
      corner(cell, 0, 1),
      corner(cell, 0, 0),
    ];
    return { type: 'Polygon', coordinates: [ring] };
  }),
];

export const cells = [...hexagons, ...squares];
