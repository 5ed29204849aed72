import { lowerCondition } from '../lower/expression.js';
import { filtered } from '../lower/source.js';
import { parseExpression } from '../syntax/eval-expression.js';
import { printExpression } from '../syntax/print-parts.js';
import { spanFrom } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: where. Keeps the results for which the condition is true, not those for which it is null. */
export const where = command<'where'>({
  parse: (scanner, start) => {
    const condition = parseExpression(scanner);
    return { kind: 'where', condition, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => filtered(state, lowerCondition(it.condition, { state, lowering }, true)),
  print: (it) => `where ${printExpression(it.condition)}`,
});
