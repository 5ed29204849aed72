import { call, nullOf } from '@interloper/plan';
import { fieldValue, setField } from '../lower/state.js';
import { overRows } from '../lower/row-windows.js';
import { asNumber, isNullLiteral } from '../lower/values.js';
import { printName, printWord } from '../syntax/print-parts.js';
import { spanFrom, takeKeyword, word } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: accum. The sum of the numbers up to each result; a result without a number has none. */
export const accum = command<'accum'>({
  parse: (scanner, start) => {
    const field = word(scanner, 'a field');
    const as = takeKeyword(scanner, 'as') ? { as: word(scanner, 'a name').text } : {};
    return { kind: 'accum', field, ...as, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const value = fieldValue(it.field.text, before, lowering, it.field.span);
    if (isNullLiteral(value)) return before;
    const number = asNumber(value);
    const frame = { unit: 'rows', before: 'unbounded', after: 0 } as const;
    const type = number.type === 'long' ? 'long' : 'real';
    const { state, result } = overRows(before, { fn: 'sum', args: [number], type, frame });
    const total = call('if', [call('isNull', [number]), nullOf(type), result]);
    return setField(state, it.as ?? it.field.text, total);
  },
  print: (it) => `accum ${printWord(it.field)}${it.as === undefined ? '' : ` AS ${printName(it.as)}`}`,
});
