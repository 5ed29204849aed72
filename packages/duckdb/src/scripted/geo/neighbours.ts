import { scripted } from '../scripted-function.js';
import { h3 } from './h3-library.js';
import { neighboursOf, tokenOf, cellOf } from './s2-cells.js';
import { inSetOrder } from './set-order.js';

const DIGITS = '0123456789bcdefghjkmnpqrstuvwxyz';

/** The steps east and north to the cells around one, clockwise from the north-west. */
const AROUND = [
  [-1, 1],
  [0, 1],
  [1, 1],
  [1, 0],
  [1, -1],
  [0, -1],
  [-1, -1],
  [-1, 0],
] as const;

/** The bits of a geohash: those of the longitude and those of the latitude in turn. */
function bitsOf(hash: string): readonly [east: string, north: string] {
  const bits = Array.from(hash, (digit) => DIGITS.indexOf(digit).toString(2).padStart(5, '0')).join('');
  const every = (first: number): string =>
    Array.from(bits)
      .filter((_, index) => index % 2 === first)
      .join('');
  return [every(0), every(1)];
}

function geohashOf(east: bigint, north: bigint, length: number): string {
  const [x, y] = [
    east.toString(2).padStart(Math.ceil((5 * length) / 2), '0'),
    north.toString(2).padStart(Math.floor((5 * length) / 2), '0'),
  ];
  const bits = Array.from({ length: 5 * length }, (_, index) => (index % 2 === 0 ? x : y)[index >> 1]).join(
    '',
  );
  return Array.from(
    { length },
    (_, index) => DIGITS[Number.parseInt(bits.slice(5 * index, 5 * index + 5), 2)],
  ).join('');
}

export const neighbours = [
  scripted('geohashNeighbours', ['text'], 'json', (given) => {
    const hash = given.toLowerCase();
    if (!/^[0-9b-hjkmnp-z]{1,18}$/.test(hash)) return null;
    const bits = bitsOf(hash);
    if (bits.some((side) => /^(?:0+|1+)$/.test(side)))
      throw new Error('neighbours of a geohash at a pole or the date line are not supported');
    const [east, north] = [BigInt(`0b${bits[0]}`), BigInt(`0b${bits[1]}`)];
    return inSetOrder(AROUND.map(([x, y]) => geohashOf(east + BigInt(x), north + BigInt(y), hash.length)));
  }),
  scripted('h3Neighbours', ['text'], 'json', (cell) => {
    if (!h3().isValidCell(cell)) return null;
    const disk = h3().gridDisk(cell, 1);
    // Around the twelve pentagons of each resolution the order of the cells is another one, which is not known.
    if (disk.some((item) => h3().isPentagon(item)))
      throw new Error('neighbours of an H3 cell beside a pentagon are not supported');
    return inSetOrder(disk.slice(1));
  }),
  scripted('s2Neighbours', ['text'], 'json', (token) => {
    const cell = cellOf(token);
    return cell === undefined ? null : inSetOrder(neighboursOf(cell).map(tokenOf));
  }),
];
