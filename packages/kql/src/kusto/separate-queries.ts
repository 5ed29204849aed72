import type { Span } from '@interloper/plan';
import { kustoLibrary } from './library.js';
import type { SyntaxNode } from './library.js';
import { classOf, elements } from './syntax.js';

/**
 * Where the queries of a text stand that holds several, one after the other with empty lines between them, as the query
 * editors run them one at a time. A text that is one query, or that does not fall apart into sound ones, is one span.
 * https://learn.microsoft.com/azure/azure-monitor/logs/log-analytics-tutorial
 */
export function separateQueries(text: string): readonly Span[] {
  const whole: readonly Span[] = [{ start: 0, end: text.length }];
  const blocks = blocksOf(text);
  if (blocks.length < 2 || isQuery(text)) return whole;
  const queries: { start: number; end: number }[] = [];
  let current: { start: number; end: number } | undefined;
  let remarks: Span | undefined;
  for (const block of blocks) {
    const code = withoutComments(text.slice(block.start, block.end));
    if (code === '') {
      remarks ??= block;
      continue;
    }
    const goesOn = code.startsWith('|') || current === undefined || !isQuery(slice(text, current));
    if (current !== undefined && goesOn) current.end = block.end;
    else {
      current = { start: remarks?.start ?? block.start, end: block.end };
      queries.push(current);
    }
    remarks = undefined;
  }
  return queries.length > 1 && queries.every((query) => isQuery(slice(text, query))) ? queries : whole;
}

function slice(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** The parts between empty lines. */
function blocksOf(text: string): readonly Span[] {
  const blocks: Span[] = [];
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(/\n(?:[ \t]*\r?\n)+/g)) {
    blocks.push({ start, end: index });
    start = index + gap.length;
  }
  blocks.push({ start, end: text.length });
  return blocks.filter((block) => slice(text, block).trim() !== '');
}

function withoutComments(code: string): string {
  return code.replaceAll(/^[ \t]*\/\/.*$/gm, '').trim();
}

/** True of statements without mistakes of syntax that end in a query. */
function isQuery(text: string): boolean {
  const { Syntax, ...code } = parsed(text);
  const last = elements(Syntax, 'Statements').at(-1);
  return code.mistakes === 0 && last !== undefined && classOf(last) === 'ExpressionStatement';
}

function parsed(text: string): { readonly Syntax: SyntaxNode; readonly mistakes: number } {
  const code = kustoLibrary().KustoCode.Parse(text);
  return { Syntax: code.Syntax, mistakes: code.GetDiagnostics().Count };
}
