/**
 * Everything that a terminal would act on instead of showing: control characters, format characters (bidirectional
 * marks, zero-width characters, tags), lone surrogates, line and paragraph separators, fillers that look like nothing.
 */
const ACTED_ON = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A value from a log or a rule as text that does nothing to a terminal: what would act is shown as `\x1b`, `\u202e`
 * or `\u{e0041}`. Every value that was not written by this program goes through here on its way to a terminal.
 */
export function visible(text: string): string {
  return text.replace(ACTED_ON, (character) => SHORT[character] ?? escapeOf(character));
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x1_0000 ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}
