import { diagnostic } from '../diagnostics.js';
import { topFields } from '../lower/json-fields.js';
import { emptyState, fieldValue, report } from '../lower/state.js';
import { isNullLiteral } from '../lower/values.js';
import { printOptions, printWord } from '../syntax/print-parts.js';
import { options, spanFrom, word } from '../syntax/scanner.js';
import { command } from './definition.js';

const OPTIONS = ['prefix'];

/** Search Reference: fromjson. The properties of a JSON object become fields; where there is none, fields stay. */
export const fromjson = command<'fromjson'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'fromjson', OPTIONS);
    const field = word(scanner, 'a field that holds JSON');
    const after = options(scanner, 'fromjson', OPTIONS);
    return { kind: 'fromjson', options: [...before, ...after], field, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const value = fieldValue(it.field.text, before, lowering, it.field.span);
    if (isNullLiteral(value)) return before;
    const prefix = it.options[0]?.value.text ?? '';
    const state = topFields(before, value, (name) => `${prefix}${name}`, lowering);
    if (state === undefined) return emptyState();
    if (state !== 'too many') return state;
    const message = 'there would be more than a thousand fields';
    report(lowering, diagnostic('SPL0203', ['fromjson', message], { span: it.span }));
    return emptyState();
  },
  print: (it) => `fromjson ${printWord(it.field)} ${printOptions(it.options)}`.trimEnd(),
});
