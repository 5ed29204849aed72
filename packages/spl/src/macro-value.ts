import { canEvaluate, evaluate, someExpression } from '@interloper/plan';
import { lowerExpression } from './lower/expression.js';
import type { Lowering } from './lower/state.js';
import { emptyState } from './lower/state.js';
import { parseExpression } from './syntax/eval-expression.js';
import { parse } from './syntax/parser.js';
import type { Scanner } from './syntax/scanner.js';
import { skipSpace } from './syntax/scanner.js';

/**
 * What an eval expression of constants gives: a text (numbers as theirs), a truth or null. Undefined where it cannot be
 * read, or where only the events or the time of the search can tell.
 */
export function constantOf(source: string): { readonly value: string | boolean | null } | undefined {
  const scanner: Scanner = {
    source,
    position: 0,
    end: source.length,
    diagnostics: [],
    parsePipeline: () => parse('').pipeline,
  };
  const expression = parseExpression(scanner);
  skipSpace(scanner);
  if (scanner.diagnostics.length > 0 || scanner.position < source.length) return undefined;
  const lowering = nowhere();
  const lowered = lowerExpression(expression, { state: emptyState(), lowering });
  if (lowering.diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  const open = someExpression(lowered, ({ kind }) => kind === 'column');
  if (open || !canEvaluate(lowered)) return undefined;
  const value = evaluate(lowered, { variable: () => null, column: () => null });
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return { value };
  return typeof value === 'object' ? undefined : { value: String(value) };
}

/** There are no events, and nothing is asked of any. */
function nowhere(): Lowering {
  return {
    catalog: { tables: [], sourcetypes: [], logsources: [] },
    diagnostics: [],
    missing: new Set(),
    demands: new Set(),
    warned: new Set(),
    macroDepth: 0,
    texts: [],
    writes: [],
    nested: false,
    ask: () => undefined,
    waits: () => false,
    window: {},
    fresh: (purpose) => purpose,
    lowerPipeline: () => emptyState(),
    parse,
  };
}
