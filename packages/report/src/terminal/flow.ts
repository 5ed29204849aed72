import { displayWidth } from './display-width.js';
import { wrap } from './wrap.js';

/** A piece of a text in a line: `whole` is not broken, so that it can be copied. Neither is made safe here. */
export interface Piece {
  readonly text: string;
  readonly whole?: true;
}

/**
 * Pieces of text in lines of at most `width` cells, behind a first and a following indent. Only what must stay whole
 * and is wider than a line goes beyond it, on a line of its own.
 */
export function flow(
  pieces: readonly Piece[],
  width: number,
  first: string,
  following: string,
): readonly string[] {
  const room = Math.max(1, width - Math.max(displayWidth(first), displayWidth(following)));
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(pieces)) {
    const longer = line === '' ? word.text : `${line} ${word.text}`;
    if (displayWidth(longer) <= room) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = word.whole === true ? [word.text] : wrap(word.text, room);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? '';
  }
  if (line !== '') lines.push(line);
  return lines.map((text, index) => (index === 0 ? first : following) + text);
}

/** Words between spaces; pieces without a space between them are one word, whole when one of them is. */
function wordsOf(pieces: readonly Piece[]): readonly Piece[] {
  const words: Piece[] = [];
  let open = false;
  const add = (piece: Piece): void => {
    const before = open ? words.pop() : undefined;
    const whole = piece.whole === true || before?.whole === true;
    words.push({ text: (before?.text ?? '') + piece.text, ...(whole ? { whole } : {}) });
    open = true;
  };
  for (const piece of pieces) {
    if (piece.whole === true) {
      add(piece);
      continue;
    }
    for (const [index, part] of piece.text.split(/\s/).entries()) {
      if (index > 0) open = false;
      if (part !== '') add({ text: part });
    }
  }
  return words;
}
