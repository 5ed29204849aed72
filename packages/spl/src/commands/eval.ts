import { lowerValue } from '../lower/expression.js';
import { setField } from '../lower/state.js';
import { asField } from '../lower/values.js';
import { parseAssignments } from '../syntax/eval-expression.js';
import { printExpression, printTarget } from '../syntax/print-parts.js';
import { spanFrom } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: eval. Each assignment sees those before it. */
export const evaluate = command<'eval'>({
  parse: (scanner, start) => {
    const assignments = parseAssignments(scanner);
    return { kind: 'eval', assignments, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) =>
    it.assignments.reduce((before, { field, value }) => {
      const result = lowerValue(value, { state: before, lowering }, field);
      return setField(before, field, asField(result));
    }, state),
  print: (it) =>
    `eval ${it.assignments
      .map(({ field, value }) => `${printTarget(field)}=${printExpression(value)}`)
      .join(', ')}`,
});
