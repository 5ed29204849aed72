import type { Span } from '@interloper/plan';

/** A token of a condition; keywords are told from names by the parser, because `all` may name a selection. */
export interface Token {
  readonly kind: 'word' | 'open' | 'close' | 'pipe' | 'other' | 'end';
  readonly text: string;
  readonly span: Span;
}

const TOKEN = /\s*(?:(?<word>[\w*?.\-$@#:]+)|(?<open>\()|(?<close>\))|(?<pipe>\|)|(?<other>\S))/uy;

/** Splits a condition into tokens; `offset` is where the condition begins in the rule's text. */
export function tokenise(text: string, offset: number): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const groups = match.groups ?? {};
    const kind = (['word', 'open', 'close', 'pipe', 'other'] as const).find(
      (name) => groups[name] !== undefined,
    );
    if (kind === undefined) break;
    const found = groups[kind] ?? '';
    const end = offset + match.index + match[0].length;
    tokens.push({ kind, text: found, span: { start: end - found.length, end } });
  }
  const end = offset + text.length;
  return [...tokens, { kind: 'end', text: '', span: { start: end, end } }];
}
