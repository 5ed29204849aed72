import type { Expression } from '@interloper/plan';
import { call, long, real, text } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { refuseInside } from '../lower/inside-json.js';
import type { Lowering, State } from '../lower/state.js';
import { fieldNames, fieldValue, matchNames, report, setField } from '../lower/state.js';
import { parseTime } from '../lower/time-parse.js';
import { formatTime } from '../lower/time-format.js';
import { asNumber, asText, convert as toType, isNullLiteral } from '../lower/values.js';
import { printAggregation, printOptions } from '../syntax/print-parts.js';
import { options, spanFrom } from '../syntax/scanner.js';
import { parseAggregations } from '../syntax/statistics.js';
import type { Aggregation } from '../syntax/tree.js';
import { command } from './definition.js';

const DEFAULT_FORMAT = '%m/%d/%Y %H:%M:%S';
const KNOWN = ['auto', 'ctime', 'dur2sec', 'memk', 'mktime', 'mstime', 'none', 'num', 'rmcomma', 'rmunit'];

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
});

function converted(before: State, item: Aggregation, format: string, lowering: Lowering): State {
  const name = item.name.toLowerCase();
  const { argument } = item;
  if (!KNOWN.includes(name) || argument === undefined || 'kind' in argument) {
    const help = `the conversions are ${KNOWN.join(', ')}`;
    report(lowering, diagnostic('SPL0504', [`convert ${item.name}`], { span: item.span, help }));
    return before;
  }
  refuseInside('convert', argument.text, argument.span, before, lowering);
  const isWild = argument.text.includes('*');
  if (isWild && item.as !== undefined) {
    const what = 'convert of several fields AS one name';
    const help = 'leave AS away, and rename the fields before';
    report(lowering, diagnostic('SPL0504', [what], { span: item.span, help }));
    return before;
  }
  const fields = isWild ? matchNames(argument.text, fieldNames(before)) : [argument.text];
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
    case 'mktime': {
      const instant = parseTime(asText(value), format);
      if (!('why' in instant)) return call('epochSeconds', [instant]);
      report(lowering, diagnostic('SPL0203', ['mktime', instant.why], { span: item.span }));
      return undefined;
    }
    case 'dur2sec':
      return inUnits(asText(value), '^(?:(\\d+)\\+)?(\\d+):(\\d+):(\\d+)$', [86_400, 3600, 60, 1]);
    case 'mstime':
      return inUnits(asText(value), '^(?:(\\d+):)?(\\d+(?:\\.\\d+)?)$', [60, 1]);
    case 'memk': {
      const number = call('toReal', [call('regexExtract', [asText(value), MEMORY, long(1)])]);
      const unit = call('lower', [call('regexExtract', [asText(value), MEMORY, long(2)])]);
      const factor = call('case', [
        call('eq', [unit, text('m')]),
        real(1024),
        call('eq', [unit, text('g')]),
        real(1_048_576),
        real(1),
      ]);
      return call('multiply', [number, factor], 'real');
    }
    case 'rmcomma':
      return asNumber(call('replaceText', [asText(value), text(','), text('')]));
    case 'rmunit':
      return asNumber(call('regexExtract', [asText(value), LEADING_NUMBER, long(1)]));
    case 'num':
      return asNumber(value);
    case 'auto':
      return value.type === 'string' ? undefined : value;
    default:
      return value;
  }
}

/** A number of bytes: kilobytes without a unit. */
const MEMORY = text('^([0-9]*\\.?[0-9]+)([kKmMgG]?)$');
const LEADING_NUMBER = text('^([-+]?[0-9]*\\.?[0-9]+)');

/** The groups of a pattern as numbers, each times its unit; null when the pattern does not match. */
function inUnits(value: Expression, pattern: string, units: readonly number[]): Expression {
  const parts = units.map((unit, index): Expression => {
    const found = call('toReal', [call('regexExtract', [value, text(pattern), long(index + 1)])]);
    const scaled = call('multiply', [found, real(unit)], 'real');
    // The first part may be left out.
    return index === 0 ? call('coalesce', [scaled, real(0)]) : scaled;
  });
  return parts.reduce((sum, part) => call('add', [sum, part], 'real'));
}
