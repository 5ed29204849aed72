import { createRequire } from 'node:module';
import type * as H3 from 'h3-js';
import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';
import { placeOf, unit, vectorOf } from './vectors.js';
import type { Place, Vector } from './vectors.js';

let loaded: typeof H3 | undefined;

/** The library of H3, loaded at its first use: most runs need none of it. */
function library(): typeof H3 {
  loaded ??= createRequire(import.meta.url)('h3-js') as typeof H3;
  return loaded;
}

/** Kusto's rings begin at the cell behind that of the library. */
function turned(ring: readonly string[]): readonly string[] {
  return [...ring.slice(1), ...ring.slice(0, 1)];
}

/** H3 cells. https://h3geo.org/docs/api/indexing */
const h3 = [
  scripted('h3Cell', ['real', 'real', 'long'], 'text', (longitude, latitude, level) => {
    const good = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 && level >= 0n && level <= 15n;
    return good ? library().latLngToCell(latitude, longitude, Number(level)) : '';
  }),
  scripted('h3Parent', ['text', 'long'], 'text', (cell, wanted) => {
    if (!library().isValidCell(cell)) return '';
    const level = wanted === -1n ? library().getResolution(cell) - 1 : Number(wanted);
    return level >= 0 && level < library().getResolution(cell) ? library().cellToParent(cell, level) : '';
  }),
  scripted('h3Children', ['text', 'long'], 'json', (cell, wanted) => {
    if (!library().isValidCell(cell)) return null;
    const level = wanted === -1n ? library().getResolution(cell) + 1 : Number(wanted);
    // Seven for each step: more than six steps are a hundred thousand.
    const good =
      level > library().getResolution(cell) && level <= 15 && level - library().getResolution(cell) <= 6;
    return good ? library().cellToChildren(cell, level) : null;
  }),
  scripted('h3Level', ['text'], 'long', (cell) =>
    library().isValidCell(cell) ? BigInt(library().getResolution(cell)) : null,
  ),
  scripted('h3Centre', ['text'], 'json', (cell) => {
    if (!library().isValidCell(cell)) return null;
    const [latitude, longitude] = library().cellToLatLng(cell);
    return { type: 'Point', coordinates: [longitude, latitude] };
  }),
  scripted('h3Polygon', ['text'], 'json', (cell) => {
    if (!library().isValidCell(cell)) return null;
    const ring = library()
      .cellToBoundary(cell)
      .map(([latitude, longitude]) => [longitude, latitude]);
    return { type: 'Polygon', coordinates: [[...ring, ring[0] ?? []]] };
  }),
  scripted('h3Rings', ['text', 'long'], 'json', (cell, distance) => {
    if (!library().isValidCell(cell) || distance < 0n || distance > 142n) return null;
    return Array.from({ length: Number(distance) + 1 }, (_, ring) => turned(library().gridRing(cell, ring)));
  }),
];

/** S2 cells: the sphere on the faces of a cube, each walked by a curve of Hilbert. https://s2geometry.io/devguide/s2cell_hierarchy */
const DEEPEST = 30;
const CELLS = 2 ** DEEPEST;

/** How a quarter of a cell is reached: by place on the curve and orientation (1 swapped, 2 inverted). */
const POSITION_TO_IJ = [
  [0, 1, 3, 2],
  [0, 2, 3, 1],
  [3, 2, 0, 1],
  [3, 1, 0, 2],
] as const;
const TURN = [1, 0, 0, 3] as const;

interface Cell {
  readonly face: number;
  /** The least corner on the face and the side, in units of the deepest cells. */
  readonly i: number;
  readonly j: number;
  readonly side: number;
  readonly level: number;
}

function faceOf([x, y, z]: Vector): readonly [face: number, u: number, v: number] {
  const sizes = [Math.abs(x), Math.abs(y), Math.abs(z)];
  const axis = sizes.indexOf(Math.max(...sizes));
  const face = [x, y, z][axis] ?? 0;
  switch (face < 0 ? axis + 3 : axis) {
    case 0:
      return [0, y / x, z / x];
    case 1:
      return [1, -x / y, z / y];
    case 2:
      return [2, -x / z, -y / z];
    case 3:
      return [3, z / x, y / x];
    case 4:
      return [4, z / y, -x / y];
    default:
      return [5, -y / z, -x / z];
  }
}

function onFace(face: number, u: number, v: number): Vector {
  const points: readonly Vector[] = [
    [1, u, v],
    [-u, 1, v],
    [-u, -v, 1],
    [-1, -v, -u],
    [v, -1, -u],
    [v, u, -1],
  ];
  return points[face] ?? [0, 0, 0];
}

function toSide(u: number): number {
  return u >= 0 ? 0.5 * Math.sqrt(1 + 3 * u) : 1 - 0.5 * Math.sqrt(1 - 3 * u);
}

function fromSide(s: number): number {
  return s >= 0.5 ? (1 / 3) * (4 * s * s - 1) : (1 / 3) * (1 - 4 * (1 - s) * (1 - s));
}

function tokenOf({ face, i, j, level }: Cell): string {
  let id = BigInt(face);
  let orientation = face & 1;
  for (let depth = 0; depth < level; depth += 1) {
    const bit = 2 ** (DEEPEST - 1 - depth);
    const ij = (Math.floor(i / bit) % 2) * 2 + (Math.floor(j / bit) % 2);
    const place = (POSITION_TO_IJ[orientation] ?? POSITION_TO_IJ[0]).indexOf(ij as 0 | 1 | 2 | 3);
    id = (id << 2n) | BigInt(place);
    orientation ^= TURN[place] ?? 0;
  }
  const whole = ((id << 1n) | 1n) << BigInt(2 * (DEEPEST - level));
  return whole.toString(16).padStart(16, '0').replace(/0+$/, '');
}

function cellOf(token: string): Cell | undefined {
  if (!/^[0-9a-f]{1,16}$/i.test(token)) return undefined;
  const id = BigInt(`0x${token.padEnd(16, '0')}`);
  const face = Number(id >> 61n);
  const lowest = id & -id;
  const steps = lowest.toString(2).length - 1;
  if (face > 5 || lowest === 0n || steps % 2 === 1) return undefined;
  const level = DEEPEST - steps / 2;
  let [i, j, orientation] = [0, 0, face & 1];
  for (let depth = 0; depth < level; depth += 1) {
    const place = Number((id >> BigInt(2 * (DEEPEST - 1 - depth) + 1)) & 3n);
    const ij = (POSITION_TO_IJ[orientation] ?? POSITION_TO_IJ[0])[place] ?? 0;
    const bit = 2 ** (DEEPEST - 1 - depth);
    i += (ij >> 1) * bit;
    j += (ij & 1) * bit;
    orientation ^= TURN[place] ?? 0;
  }
  return { face, i, j, side: 2 ** (DEEPEST - level), level };
}

function cellAt(vector: Vector, level: number): Cell {
  const [face, u, v] = faceOf(vector);
  const side = 2 ** (DEEPEST - level);
  const at = (value: number): number => {
    const place = Math.max(0, Math.min(CELLS - 1, Math.floor(toSide(value) * CELLS)));
    return place - (place % side);
  };
  return { face, i: at(u), j: at(v), side, level };
}

function corner({ face, i, j, side }: Cell, across: number, up: number): Place {
  const [s, t] = [(i + across * side) / CELLS, (j + up * side) / CELLS];
  return placeOf(unit(onFace(face, fromSide(s), fromSide(t))));
}

const s2 = [
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

export const cells = [...h3, ...s2];
