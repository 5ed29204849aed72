import { absentCommand } from '../lower/absent-command.js';
import { restOf, spanFrom } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: mstats. It reads an index of metrics, and there is none: the rule is not evaluable. */
export const mstats = command<'mstats'>({
  parse: (scanner, start) => {
    const text = restOf(scanner);
    return { kind: 'mstats', text, span: spanFrom(scanner, start) };
  },
  lower: (it, _, lowering) => absentCommand('mstats', 'an index of metrics', it.span, lowering),
  print: (it) => `mstats ${it.text}`,
  partial: 'not evaluable: there is no index of metrics',
});
