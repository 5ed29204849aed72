import { call, long } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { overRows } from '../lower/row-windows.js';
import { fieldValue, report, setField } from '../lower/state.js';
import { asNumber, isNullLiteral } from '../lower/values.js';
import { printName, printOptions, printWord } from '../syntax/print-parts.js';
import { options, spanFrom, takeKeyword, word } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: delta. The difference to the result `p` places before. */
export const delta = command<'delta'>({
  parse: (scanner, start) => {
    const field = word(scanner, 'a field');
    const as = takeKeyword(scanner, 'as') ? { as: word(scanner, 'a name').text } : {};
    const found = options(scanner, 'delta', ['p']);
    return { kind: 'delta', field, ...as, options: found, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const value = fieldValue(it.field.text, before, lowering, it.field.span);
    if (isNullLiteral(value)) return before;
    const places = Number(it.options[0]?.value.text ?? '1');
    if (!Number.isInteger(places) || places < 1) {
      const given = it.options[0]?.value.text ?? '';
      report(lowering, diagnostic('SPL0105', ['p', given, 'a whole number'], { span: it.span }));
      return before;
    }
    const number = asNumber(value);
    const lag = {
      fn: 'lag',
      args: [number, long(places)],
      type: number.type,
      frame: { unit: 'all' },
    } as const;
    const { state, result } = overRows(before, lag);
    const difference = call('subtract', [number, result], number.type === 'long' ? 'long' : 'real');
    return setField(state, it.as ?? `delta(${it.field.text})`, difference);
  },
  print: (it) => {
    const as = it.as === undefined ? '' : ` AS ${printName(it.as)}`;
    return `delta ${printWord(it.field)}${as} ${printOptions(it.options)}`.trimEnd();
  },
});
