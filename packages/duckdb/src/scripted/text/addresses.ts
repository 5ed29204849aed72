import { scripted } from '../scripted-function.js';

/** The fewest networks that hold just the addresses from one number to another. */
function networks(first: number, last: number): readonly string[] {
  const found: string[] = [];
  let at = first;
  while (at <= last) {
    let size = at === 0 ? 2 ** 32 : at & -at;
    if (size < 0) size += 2 ** 32;
    while (at + size - 1 > last) size /= 2;
    found.push(`${dotted(at)}/${32 - Math.log2(size)}`);
    at += size;
  }
  return found;
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

export const addresses = [
  scripted('networksBetween', ['long', 'long'], 'json', (first, last) =>
    first > last ? null : networks(Number(first), Number(last)),
  ),
];
