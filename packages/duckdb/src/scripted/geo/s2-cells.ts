import { placeOf, unit } from './vectors.js';
import type { Place, Vector } from './vectors.js';

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

export interface Cell {
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

export function tokenOf({ face, i, j, level }: Cell): string {
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

export function cellOf(token: string): Cell | undefined {
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

export function cellAt(vector: Vector, level: number): Cell {
  const [face, u, v] = faceOf(vector);
  const side = 2 ** (DEEPEST - level);
  const at = (value: number): number => {
    const place = Math.max(0, Math.min(CELLS - 1, Math.floor(toSide(value) * CELLS)));
    return place - (place % side);
  };
  return { face, i: at(u), j: at(v), side, level };
}

export function corner({ face, i, j, side }: Cell, across: number, up: number): Place {
  const [s, t] = [(i + across * side) / CELLS, (j + up * side) / CELLS];
  return placeOf(unit(onFace(face, fromSide(s), fromSide(t))));
}

/** The cell of a level whose leaf lies at (i, j) of a face, or beyond its edge on the face that follows there. */
function cellBeside(face: number, i: number, j: number, level: number): Cell {
  const side = 2 ** (DEEPEST - level);
  if (i >= 0 && j >= 0 && i < CELLS && j < CELLS)
    return { face, i: i - (i % side), j: j - (j % side), side, level };
  // A point barely outside the face, so that no other coordinate changes when it is seen from the next face.
  const most = 1 + Number.EPSILON;
  const outside = (value: number): number => {
    const leaf = Math.max(-1, Math.min(CELLS, value));
    return Math.max(-most, Math.min(most, (2 * (leaf - CELLS / 2) + 1) / CELLS));
  };
  const [next, u, v] = faceOf(onFace(face, outside(i), outside(j)));
  const leafOf = (value: number): number =>
    Math.max(0, Math.min(CELLS - 1, Math.floor(0.5 * (value + 1) * CELLS)));
  return cellBeside(next, leafOf(u), leafOf(v), level);
}

/** The cells of the same level that share an edge or a corner with one, in the order of the library of S2. */
export function neighboursOf({ face, i, j, side, level }: Cell): readonly Cell[] {
  const steps = [
    [-1, -1],
    [1, -1],
    [0, -1],
    [0, 1],
    [-1, 0],
    [1, 0],
    [-1, 1],
    [1, 1],
  ] as const;
  return steps.map(([x, y]) => cellBeside(face, i + x * side, j + y * side, level));
}

/** The six faces of the cube. */
export const FACES: readonly Cell[] = [0, 1, 2, 3, 4, 5].map((face) => ({
  face,
  i: 0,
  j: 0,
  side: CELLS,
  level: 0,
}));

/** The four quarters of a cell. */
export function quartersOf({ face, i, j, side, level }: Cell): readonly Cell[] {
  const half = side / 2;
  return [
    [i, j],
    [i + half, j],
    [i, j + half],
    [i + half, j + half],
  ].map(([x = 0, y = 0]) => ({ face, i: x, j: y, side: half, level: level + 1 }));
}

/** The corners of a cell, counter-clockwise. */
export function cornersOf(cell: Cell): readonly Vector[] {
  const [[west, east], [south, north]] = boundsOf(cell);
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ].map(([u = 0, v = 0]) => unit(onFace(cell.face, u, v)));
}

/** The middle of a cell. */
export function middleOf({ face, i, j, side }: Cell): Vector {
  return unit(onFace(face, fromSide((i + side / 2) / CELLS), fromSide((j + side / 2) / CELLS)));
}

/** True when the point lies in the cell or on its edge. */
export function cellHolds(cell: Cell, point: Vector): boolean {
  const [x, y, z] = point;
  const ahead = [x, y, z, -x, -y, -z][cell.face] ?? 0;
  if (ahead <= 0) return false;
  const [u, v] = [
    [y / x, z / x],
    [-x / y, z / y],
    [-x / z, -y / z],
    [z / x, y / x],
    [z / y, -x / y],
    [-y / z, -x / z],
  ][cell.face] ?? [0, 0];
  const [[west, east], [south, north]] = boundsOf(cell);
  return u !== undefined && v !== undefined && u >= west && u <= east && v >= south && v <= north;
}

type Range = readonly [from: number, to: number];

/** The bounds of a cell on the plane of its face. */
function boundsOf({ i, j, side }: Cell): readonly [Range, Range] {
  return [
    [fromSide(i / CELLS), fromSide((i + side) / CELLS)],
    [fromSide(j / CELLS), fromSide((j + side) / CELLS)],
  ];
}
