import type { Expression } from '@interloper/plan';
import { and, call, real, text } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { fieldValue, report, setField } from '../lower/state.js';
import { asNumber, isNullLiteral } from '../lower/values.js';
import { printOptions } from '../syntax/print-parts.js';
import { anyOptions, spanFrom } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: rangemap. The name of the range in which a number lies, both ends included, in the field range. */
export const rangemap = command<'rangemap'>({
  parse: (scanner, start) => ({
    kind: 'rangemap',
    options: anyOptions(scanner),
    span: spanFrom(scanner, start),
  }),
  lower: (it, state, lowering) => {
    const written = (name: string): string | undefined =>
      it.options.find((option) => option.name === name)?.value.text;
    const field = written('field');
    if (field === undefined) {
      report(lowering, diagnostic('SPL0105', ['field', '', 'the field to look at'], { span: it.span }));
      return state;
    }
    const value = fieldValue(field, state, lowering, it.span);
    const otherwise = text(written('default') ?? 'None');
    const number = isNullLiteral(value) ? value : call('toReal', [asNumber(value)]);
    const ranges = it.options.filter(({ name }) => name !== 'field' && name !== 'default');
    const cases = ranges.flatMap((range): readonly Expression[] => {
      const bounds = /^(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?)$/.exec(range.value.text);
      if (bounds === null || isNullLiteral(number)) {
        if (bounds === null) {
          const problem = [range.name, range.value.text, 'a range such as 0-30'] as const;
          report(lowering, diagnostic('SPL0105', [...problem], { span: range.span }));
        }
        return [];
      }
      const [, from, to] = bounds.map(Number);
      const inside = and(call('ge', [number, real(from ?? 0)]), call('le', [number, real(to ?? 0)]));
      return [inside, text(range.name)];
    });
    return setField(state, 'range', cases.length === 0 ? otherwise : call('case', [...cases, otherwise]));
  },
  print: (it) => `rangemap ${printOptions(it.options)}`.trimEnd(),
});
