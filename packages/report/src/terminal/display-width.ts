/** Characters that take no cell: they are drawn onto the one before. */
const COMBINING = /^[\p{Mn}\p{Me}]$/u;

/** Code points that take two cells: East Asian wide and full-width ranges, and pictographs (Unicode annex 11). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1_f300, 0x1_f64f],
  [0x1_f680, 0x1_f6ff],
  [0x1_f900, 0x1_f9ff],
  [0x1_fa70, 0x1_faff],
  [0x2_0000, 0x3_fffd],
];

const PLAIN = /^[\x20-\x7e]*$/;

/** How many cells of a terminal a text takes; the text has been through `visible` and holds no escapes. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += cellsOf(character);
  return width;
}

/** Cells of one character (a code point). */
export function cellsOf(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (COMBINING.test(character)) return 0;
  return WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** The text with spaces after it (or before it) up to a width; longer text as it is. */
export function pad(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return side === 'left' ? text + space : space + text;
}

/** As much of the text's start as fits, with `…` where something was cut off. */
export function cutEnd(text: string, width: number): string {
  return displayWidth(text) <= width ? text : `${firstCells(text, width - 1)}…`;
}

/** As much of the text's end as fits, with `…` where something was cut off. */
export function cutStart(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = text;
  while (displayWidth(kept) > width - 1) kept = kept.slice((kept.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
  return `…${kept}`;
}

function firstCells(text: string, width: number): string {
  let cells = 0;
  let kept = '';
  for (const character of text) {
    cells += cellsOf(character);
    if (cells > width) break;
    kept += character;
  }
  return kept;
}
