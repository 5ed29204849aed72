import { call } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { atPath, fieldOfRaw } from '../lower/json-path.js';
import { deepFields } from '../lower/json-fields.js';
import { emptyState, fieldValue, report, setField } from '../lower/state.js';
import { asText, isNullLiteral } from '../lower/values.js';
import { printOptions, printWords } from '../syntax/print-parts.js';
import { atEnd, options, spanFrom, word } from '../syntax/scanner.js';
import { command } from './definition.js';

const OPTIONS = ['input', 'output', 'path'];

/**
 * Search Reference: spath. A path of the event's raw text is the view's field of that name. Without a path every
 * field of the event is extracted, which the view has done already.
 */
export const spath = command<'spath'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'spath', OPTIONS);
    const words =
      atEnd(scanner) || before.some((option) => option.name === 'path') ? [] : [word(scanner, 'a path')];
    const after = options(scanner, 'spath', OPTIONS);
    return { kind: 'spath', options: [...before, ...after], words, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => {
    const option = (name: string): string | undefined =>
      it.options.find((item) => item.name === name)?.value.text;
    const input = option('input') ?? '_raw';
    const path = option('path') ?? it.words[0]?.text;
    if (path === undefined) {
      if (input === '_raw' && state.origin?.('_raw') === '_raw') return state;
      const value = fieldValue(input, state, lowering, it.span);
      if (isNullLiteral(value)) return state;
      const found = deepFields(state, value, lowering);
      if (found === 'too many') {
        const help = 'name the path: spath input=field path=name';
        const message = 'there would be more than a thousand fields';
        report(lowering, diagnostic('SPL0203', ['spath', message], { span: it.span, help }));
      }
      return found === undefined || found === 'too many' ? emptyState() : found;
    }
    const output = option('output') ?? path;
    const intact = input === '_raw' && state.origin?.('_raw') === '_raw';
    if (intact) {
      const field = fieldOfRaw(path, state, lowering);
      return field === undefined ? state : setField(state, output, field);
    }
    const value = fieldValue(input, state, lowering, it.span);
    if (isNullLiteral(value)) return state;
    return setField(state, output, atPath(call('parseJson', [asText(value)]), path));
  },
  print: (it) => `spath ${printOptions(it.options)}${printWords(it.words)}`.trimEnd(),
  partial: 'JSON only, no XML',
});
