import { long } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { overRows } from '../lower/row-windows.js';
import { fieldValue, report, setField } from '../lower/state.js';
import { isNullLiteral } from '../lower/values.js';
import { printName, printOptions, printWord } from '../syntax/print-parts.js';
import { options, spanFrom, takeKeyword, word } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: autoregress. The value of the result `p` places before, or of several (`p=1-3`), each in a field. */
export const autoregress = command<'autoregress'>({
  parse: (scanner, start) => {
    const field = word(scanner, 'a field');
    const as = takeKeyword(scanner, 'as') ? { as: word(scanner, 'a name').text } : {};
    const found = options(scanner, 'autoregress', ['p']);
    return { kind: 'autoregress', field, ...as, options: found, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const value = fieldValue(it.field.text, before, lowering, it.field.span);
    if (isNullLiteral(value)) return before;
    const written = it.options[0]?.value.text ?? '1';
    const bounds = /^([1-9]\d*)(?:-([1-9]\d*))?$/.exec(written);
    const [from, to] = [Number(bounds?.[1] ?? 0), Number(bounds?.[2] ?? bounds?.[1] ?? 0)];
    if (bounds === null || to < from || to - from > 100) {
      report(
        lowering,
        diagnostic('SPL0105', ['p', written, 'a number or a range such as 1-3'], { span: it.span }),
      );
      return before;
    }
    const single = from === to ? it.as : undefined;
    return Array.from({ length: to - from + 1 }, (_, index) => from + index).reduce((state, places) => {
      const lag = {
        fn: 'lag',
        args: [value, long(places)],
        type: value.type,
        frame: { unit: 'all' },
      } as const;
      const { state: widened, result } = overRows(state, lag);
      return setField(widened, single ?? `${it.field.text}_p${places}`, result);
    }, before);
  },
  print: (it) => {
    const as = it.as === undefined ? '' : ` AS ${printName(it.as)}`;
    return `autoregress ${printWord(it.field)}${as} ${printOptions(it.options)}`.trimEnd();
  },
});
