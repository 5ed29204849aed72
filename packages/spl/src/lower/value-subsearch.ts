import { diagnostic } from '../diagnostics.js';
import { parseExpression } from '../syntax/eval-expression.js';
import type { Scanner } from '../syntax/scanner.js';
import { atEnd, failExpected } from '../syntax/scanner.js';
import type { Expr } from '../syntax/tree.js';
import { USUAL_WORDS, searchTerms } from './search-terms.js';
import type { Lowering } from './state.js';
import { fieldNames, report } from './state.js';
import { readText, resultsOf, termsIn } from './subsearch.js';

/**
 * The expression that a subsearch in eval or where stands for: its text is put in its place and read, `return $n` gives a
 * number, `format` or nothing a condition over fields. Undefined while it is not known, and without results. Search
 * Manual, "About subsearches".
 */
export function subsearchText(
  { pipeline, span }: Extract<Expr, { kind: 'subsearch' }>,
  lowering: Lowering,
): Expr | undefined {
  const inner = resultsOf(pipeline, lowering);
  if (inner.lost === true) return undefined;
  const held = fieldNames(inner).find((name) => name === 'search' || name === 'query');
  const terms = held === undefined ? searchTerms(inner, USUAL_WORDS, 0, '') : inner;
  if ('list' in terms) {
    const what = 'a subsearch over a field with several values';
    report(lowering, diagnostic('SPL0504', [what], { span, help: 'use mvexpand' }));
    return undefined;
  }
  const source = termsIn(held ?? 'search', terms, span, lowering);
  const found = source === undefined ? undefined : readText(source, span, parseWhole, lowering);
  return found === undefined ? undefined : { ...found, span };
}

function parseWhole(scanner: Scanner): Expr {
  const expression = parseExpression(scanner);
  return atEnd(scanner) ? expression : failExpected(scanner, 'the end of the expression');
}
