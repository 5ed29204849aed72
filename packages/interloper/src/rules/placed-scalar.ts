import type { PlacedText } from '@interloper/plan';
import type { Scalar } from 'yaml';

const LINE_GOES_ON = /\\\r?\n[ \t]*/y;
const ESCAPE = /\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)/y;

/**
 * The text of a YAML (or JSON) scalar, and where each of its characters is written. White space that folding put in the
 * place of other white space stands where that begins.
 */
export function placedScalar(source: string, scalar: Scalar): PlacedText {
  const text = String(scalar.value);
  const [from = 0, to = from] = scalar.range ?? [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = beginOf(source, from, scalar.type);
  const put = (length: number): void => {
    starts.push(at);
    ends.push(at + length);
    at += length;
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    const escape = scalar.type === 'QUOTE_DOUBLE' ? escapeAt(source, at, character) : undefined;
    if (escape !== undefined) {
      at += escape.skipped;
      if (escape.length > 0) {
        put(escape.length);
        continue;
      }
    }
    if (/\s/.test(character)) {
      put(at < to && /\s/.test(source[at] ?? '') ? 1 : 0);
      continue;
    }
    while (at < to && source[at] !== character && /\s/.test(source[at] ?? '')) at += 1;
    put(scalar.type === 'QUOTE_SINGLE' && character === "'" ? 2 : 1);
  }
  return { text, starts, ends };
}

function beginOf(source: string, from: number, type: Scalar['type']): number {
  switch (type) {
    case 'BLOCK_LITERAL':
    case 'BLOCK_FOLDED':
      return source.indexOf('\n', from) + 1;
    case 'QUOTE_DOUBLE':
    case 'QUOTE_SINGLE':
      return from + 1;
    default:
      return from;
  }
}

/**
 * An escape in double quotes, behind lines that go on. White space is not told apart exactly, for folding changes it;
 * every other character is found again behind it.
 */
function escapeAt(
  source: string,
  from: number,
  character: string,
): { readonly skipped: number; readonly length: number } | undefined {
  const isSpace = /\s/.test(character);
  let at = from;
  for (;;) {
    const passed = at;
    if (!isSpace) while (/\s/.test(source[at] ?? '')) at += 1;
    at += matchAt(LINE_GOES_ON, source, at).length;
    const escape = matchAt(ESCAPE, source, at);
    const standsForSpace = /^\\[ntrvf \t_NLP]/.test(escape);
    if (!isSpace && standsForSpace) at += escape.length;
    else if (escape !== '' && isSpace === standsForSpace) {
      // The second half of a pair that one escape wrote has no place of its own.
      const isLowHalf = /[\uDC00-\uDFFF]/.test(character) && !/^\\u[dD][c-fC-F]/.test(escape);
      return isLowHalf ? undefined : { skipped: at - from, length: escape.length };
    }
    if (at === passed) return at === from ? undefined : { skipped: at - from, length: 0 };
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
