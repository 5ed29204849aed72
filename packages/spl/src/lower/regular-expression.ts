/** A PCRE pattern in the words of RE2, or why it has none. */
export type Translated =
  { readonly pattern: string; readonly names: readonly string[] } | { readonly why: string };

const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/, 'RE2 has no lookaround'],
  [/\(\?>/, 'RE2 has no atomic groups'],
  [/\(\?(?:R|\d|&|P>)/, 'RE2 has no recursion'],
  [/\(\?\(/, 'RE2 has no conditional groups'],
  [/\\[1-9]|\\k[<{']|\(\?P=/, 'RE2 has no backreferences'],
  [/(?<!\\)[*+?}]\+/, 'RE2 has no possessive quantifiers'],
  [/\\[GKXR]/, 'RE2 does not know this escape'],
];

/**
 * Splunk's patterns are PCRE, the engines' RE2 (linear time). Named groups `(?<name>` are written `(?P<name>`; what
 * RE2 cannot do is refused. `names` are the names of the groups by number, empty for unnamed ones.
 */
export function translateRegex(pattern: string): Translated {
  const bare = pattern
    .replace(/\\\\/g, '  ')
    .replace(/\[(?:\\.|[^\]\\])+\]/g, (found) => ' '.repeat(found.length));
  for (const [sign, why] of REFUSED) if (sign.test(bare)) return { why };
  const names: string[] = [];
  for (const found of bare.matchAll(/(\\)?\((?!\?(?!P?<[A-Za-z_]))(?:\?P?<(\w+)>)?/g)) {
    if (found[1] === undefined) names.push(found[2] ?? '');
  }
  const translated = pattern
    .replace(/(^|[^\\])((?:\\\\)*)\(\?<([A-Za-z_]\w*)>/g, '$1$2(?P<$3>')
    .replace(/\\h/g, '[ \\t]')
    .replace(/\\Z/g, '\\z');
  try {
    void new RegExp(translated.replace(/\(\?P</g, '(?<').replace(/^\(\?[imsx]+\)/, ''));
  } catch {
    // JavaScript's grammar differs in small things; only an unbalanced bracket is surely wrong.
    if (/^(?:[^()\\]|\\[\s\S])*\((?:[^()\\]|\\[\s\S])*$/.test(bare))
      return { why: 'a bracket is not closed' };
  }
  return { pattern: translated, names };
}
