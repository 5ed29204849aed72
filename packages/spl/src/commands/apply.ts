import { absentCommand } from '../lower/absent-command.js';
import { restOf, spanFrom } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Machine Learning Toolkit: apply. It asks a trained model, and there is none: the rule is not evaluable. */
export const apply = command<'apply'>({
  parse: (scanner, start) => {
    const text = restOf(scanner);
    return { kind: 'apply', text, span: spanFrom(scanner, start) };
  },
  lower: (it, _, lowering) => absentCommand('apply', 'a trained model', it.span, lowering),
  print: (it) => `apply ${it.text}`,
  partial: 'not evaluable: there is no trained model',
});
