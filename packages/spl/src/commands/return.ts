import { diagnostic } from '../diagnostics.js';
import { report } from '../lower/state.js';
import { printName } from '../syntax/print-parts.js';
import { failExpected, skipSpace, spanFrom, take, tryCount, tryWord, word } from '../syntax/scanner.js';
import type { Returned } from '../syntax/tree.js';
import { command } from './definition.js';

/** Search Reference: return. Only the end of a subsearch among search terms gives it a meaning (lower/subsearch). */
export const returning = command<'return'>({
  parse: (scanner, start) => {
    const count = tryCount(scanner) ?? 1;
    const items: Returned[] = [];
    for (;;) {
      take(scanner, ',');
      skipSpace(scanner);
      const from = scanner.position;
      const first = tryWord(scanner);
      if (first === undefined) break;
      const field = take(scanner, '=') ? word(scanner, 'a field') : first;
      items.push({ name: first.text, field: field.text, span: spanFrom(scanner, from) });
    }
    if (items.length === 0) failExpected(scanner, 'a field to return');
    return { kind: 'return', count, items, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => {
    const help = 'it ends a subsearch among search terms';
    report(lowering, diagnostic('SPL0504', ['return outside a subsearch'], { span: it.span, help }));
    return state;
  },
  print: (it) => {
    const items = it.items.map(({ name, field }) =>
      name === field ? printName(field) : `${printName(name)}=${printName(field)}`,
    );
    return `return ${it.count} ${items.join(' ')}`;
  },
  partial: 'at the end of a subsearch among search terms',
});
