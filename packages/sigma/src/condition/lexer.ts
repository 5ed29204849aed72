import type { Span } from '@interloper/plan';

/** A token of a condition; keywords are told from names by the parser, because `all` may name a selection. */
export interface Token {
  readonly kind: 'word' | 'open' | 'close' | 'pipe' | 'other' | 'end';
  readonly text: string;
  readonly span: Span;
}

const TOKEN = /\s*(?:(?<word>[\w*?.\-$@#:]+)|(?<open>\()|(?<close>\))|(?<pipe>\|)|(?<other>\S))/uy;

/** Where a part of a condition, given by offsets in it, lies in the rule's text. */
export type Locate = (start: number, end: number) => Span;

/** Splits a condition into tokens. */
export function tokenise(text: string, locate: Locate): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const groups = match.groups ?? {};
    const kind = (['word', 'open', 'close', 'pipe', 'other'] as const).find(
      (name) => groups[name] !== undefined,
    );
    if (kind === undefined) break;
    const found = groups[kind] ?? '';
    const end = match.index + match[0].length;
    tokens.push({ kind, text: found, span: locate(end - found.length, end) });
  }
  return [...tokens, { kind: 'end', text: '', span: locate(text.length, text.length) }];
}
