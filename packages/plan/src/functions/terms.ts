/** What stands around a term in a regular expression: the end of the text, or anything but letters and digits. */
const BEFORE = String.raw`(?:^|[^\p{L}\p{N}])`;
const AFTER = String.raw`(?:$|[^\p{L}\p{N}])`;

/** Which ends of a needle have to be the ends of terms: all, or where a term begins (`hasprefix`) or ends. */
export type TermEnds = 'both' | 'start' | 'end';

/**
 * A regular expression (RE2 and PCRE read it alike) that finds any of the needles as whole terms, which are runs of
 * letters and digits: https://learn.microsoft.com/kusto/query/datatypes-string-operators#what-is-a-term. An end of the
 * needle that is no letter or digit is the end of a term already, whatever stands beside it: published rules find
 * guests (`a_b.example#EXT#@c.example`) with `has "#EXT#"`, and Microsoft's ASIM parsers users with `has "@"`.
 */
export function termPattern(
  needles: readonly string[],
  escape: (needle: string) => string,
  ends: TermEnds = 'both',
): string {
  const around = new Map<
    string,
    { readonly before: string; readonly after: string; readonly texts: string[] }
  >();
  for (const needle of needles) {
    const before = ends !== 'end' && /^[\p{L}\p{N}]/u.test(needle) ? BEFORE : '';
    const after = ends !== 'start' && /[\p{L}\p{N}]$/u.test(needle) ? AFTER : '';
    const group = around.get(before + after) ?? { before, after, texts: [] };
    around.set(before + after, group);
    group.texts.push(escape(needle));
  }
  const groups = [...around.values()].map(({ before, after, texts }) => {
    const [first = '', ...others] = texts;
    return `${before}${others.length === 0 ? first : `(?:${texts.join('|')})`}${after}`;
  });
  return groups.join('|');
}

/** The same for a needle that only the rows know: SQL-like parts, each with the pattern that says when it stands there. */
export const TERM_EDGES = {
  before: { text: BEFORE, where: String.raw`^[\p{L}\p{N}]` },
  after: { text: AFTER, where: String.raw`[\p{L}\p{N}]$` },
} as const;
