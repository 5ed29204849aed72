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
  [
    /(?:(?<!\\)[\^$]|\\[bBAzZ])(?:[*+?]|\{\d+,?\d*\})/,
    'PCRE has no quantifier behind a place, which holds nothing to repeat',
  ],
  [/\\[GKXR]/, 'RE2 does not know this escape'],
];

/**
 * Splunk's patterns are PCRE, the engines' RE2 (linear time). Named groups `(?<name>` are written `(?P<name>`; what
 * RE2 cannot do is refused. `names` are the names of the groups by number, empty for unnamed ones.
 */
export function translateRegex(pattern: string): Translated {
  const bare = pattern
    .replace(/\\\\/g, '  ')
    // Signs by their number or class have braces that repeat nothing.
    .replace(/\\[pPx]\{[^}]*\}/g, (found) => ' '.repeat(found.length))
    // An escaped bracket opens no class, and no escaped sign means anything.
    .replace(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]/gs, (found) =>
      /^\\[A-Za-z0-9]/.test(found) ? found : ' '.repeat(found.length),
    );
  for (const [sign, why] of REFUSED) if (sign.test(bare)) return { why };
  const names: string[] = [];
  for (const found of bare.matchAll(/(\\)?\((?!\?(?!P?<[A-Za-z_]))(?:\?P?<(\w+)>)?/g)) {
    if (found[1] === undefined) names.push(found[2] ?? '');
  }
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
  if (twice !== undefined) return { why: `two groups have the name ${twice}` };
  const translated = pattern
    .replace(/(^|[^\\])((?:\\\\)*)\(\?<([A-Za-z_]\w*)>/g, '$1$2(?P<$3>')
    .replace(/\\h/g, '[ \\t]')
    .replace(/\\Z/g, '\\z');
  const repeats = [...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, from, to]) => [
    Number(from),
    Number(to ?? 0),
  ]);
  if (repeats.some((count) => count > LARGEST_REPEAT))
    return { why: `RE2 repeats at most ${LARGEST_REPEAT} times` };
  const why = mistakeIn(translated);
  if (why !== undefined) return { why };
  return { pattern: translated, names };
}

const LARGEST_REPEAT = 1000;

/**
 * What is wrong with a replacement for a pattern with so many groups: engines leave out what they cannot read. A
 * backslash stands before the number of a group, 0 for all that was found, or before another backslash.
 */
export function mistakeInReplacement(by: string, groups: number): string | undefined {
  for (const [sign, next = ''] of by.matchAll(/\\([\s\S]?)/g)) {
    if (/[0-9]/.test(next) && Number(next) > groups) return `the regular expression has no group ${next}`;
    if (!/[0-9\\]/.test(next)) return `${sign} stands for nothing; a backslash is written as two`;
  }
  return undefined;
}

/** What is wrong with a pattern, as far as JavaScript's laxer grammar tells; its flags in the pattern are left out. */
function mistakeIn(pattern: string): string | undefined {
  const plain = pattern
    .replace(/\(\?P</g, '(?<')
    .replace(/\\[pPx]\{[^}]*\}/g, 'a')
    .replace(/\(\?[A-Za-z-]+\)/g, '')
    .replace(/\(\?[A-Za-z-]+:/g, '(?:');
  try {
    void new RegExp(plain);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.replace(/^Invalid regular expression: .*: /s, '').toLowerCase();
  }
}
