import { cellsOf, displayWidth } from './display-width.js';

/**
 * Breaks a text into lines of at most `width` cells: at spaces where there are, inside words where a word alone is
 * too long. Nothing is left out; the spaces at a break are.
 */
export function wrap(text: string, width: number): readonly string[] {
  const room = Math.max(1, width);
  if (displayWidth(text) <= room) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= room) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, room);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line];
}

/** Lines behind a first and a following indent, which count toward the width. */
export function wrapIndented(
  text: string,
  width: number,
  first: string,
  following: string,
): readonly string[] {
  const room = width - Math.max(displayWidth(first), displayWidth(following));
  return wrap(text, room).map((line, index) => (index === 0 ? first : following) + line);
}

/** A word in pieces of at most `room` cells, broken after a separator where one is near the end of the piece. */
function breakWord(word: string, room: number): readonly string[] {
  if (displayWidth(word) <= room) return [word];
  const pieces: string[] = [];
  let piece = '';
  let width = 0;
  for (const character of word) {
    const cells = cellsOf(character);
    if (width + cells > room && piece !== '') {
      const [whole, rest] = splitAtSeparator(piece);
      pieces.push(whole);
      piece = rest;
      width = displayWidth(rest);
    }
    piece += character;
    width += cells;
  }
  return [...pieces, piece];
}

function splitAtSeparator(piece: string): readonly [string, string] {
  const at = Math.max(...['/', ',', ';', '@', '|', '&', '\\'].map((mark) => piece.lastIndexOf(mark)));
  return at >= (piece.length * 2) / 3 && at < piece.length - 1
    ? [piece.slice(0, at + 1), piece.slice(at + 1)]
    : [piece, ''];
}
