import type { Expression } from '@interloper/plan';
import { call } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { Lowering, State } from '../lower/state.js';
import { fieldNames, fieldValue, matchNames, report, setField } from '../lower/state.js';
import { formatTime } from '../lower/time-format.js';
import { asNumber, asText, convert as toType, isNullLiteral } from '../lower/values.js';
import { printAggregation, printOptions } from '../syntax/print-parts.js';
import { options, spanFrom } from '../syntax/scanner.js';
import { parseAggregations } from '../syntax/statistics.js';
import type { Aggregation } from '../syntax/tree.js';
import { command } from './definition.js';

const DEFAULT_FORMAT = '%m/%d/%Y %H:%M:%S';
const KNOWN = ['ctime', 'num', 'none', 'auto'];

/** Search Reference: convert. */
export const convert = command<'convert'>({
  parse: (scanner, start) => {
    const found = options(scanner, 'convert', ['timeformat']);
    return {
      kind: 'convert',
      options: found,
      conversions: parseAggregations(scanner, []),
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, state, lowering) => {
    const format = it.options[0]?.value.text ?? DEFAULT_FORMAT;
    return it.conversions.reduce((before, item) => converted(before, item, format, lowering), state);
  },
  print: (it) => `convert ${printOptions(it.options)}${it.conversions.map(printAggregation).join(', ')}`,
  partial: `${KNOWN.join(', ')} only`,
});

function converted(before: State, item: Aggregation, format: string, lowering: Lowering): State {
  const name = item.name.toLowerCase();
  const { argument } = item;
  if (!KNOWN.includes(name) || argument === undefined || 'kind' in argument) {
    const help = `the conversions are ${KNOWN.join(', ')}`;
    report(lowering, diagnostic('SPL0504', [`convert ${item.name}`], { span: item.span, help }));
    return before;
  }
  const fields = argument.text.includes('*')
    ? matchNames(argument.text, fieldNames(before))
    : [argument.text];
  return fields.reduce((state, field) => {
    const value = fieldValue(field, state, lowering, argument.span);
    if (isNullLiteral(value)) return state;
    const result = conversionOf(name, value, format, item, lowering);
    return result === undefined ? state : setField(state, item.as ?? field, result);
  }, before);
}

function conversionOf(
  name: string,
  value: Expression,
  format: string,
  item: Aggregation,
  lowering: Lowering,
): Expression | undefined {
  switch (name) {
    case 'ctime': {
      const instant = toType(value, 'datetime');
      const formatted = formatTime(instant, format);
      if ('unknown' in formatted) {
        const what = `the time variable ${formatted.unknown}`;
        report(lowering, diagnostic('SPL0504', [what], { span: item.span }));
        return undefined;
      }
      // What is not a time stays as it is.
      return call('coalesce', [formatted, asText(value)]);
    }
    case 'num':
      return asNumber(value);
    case 'auto':
      return value.type === 'string' ? undefined : value;
    default:
      return value;
  }
}
