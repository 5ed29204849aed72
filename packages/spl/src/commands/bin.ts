import type { Expression } from '@interloper/plan';
import { call, long, timespan } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { Lowering } from '../lower/state.js';
import { fieldValue, report, setField } from '../lower/state.js';
import { ticksOfSpan, unitOf } from '../lower/time-modifier.js';
import { asNumber, isNullLiteral, looksNumeric } from '../lower/values.js';
import { printName, printOptions, printWord } from '../syntax/print-parts.js';
import { options, spanFrom, takeKeyword, word } from '../syntax/scanner.js';
import type { CommandOf } from '../syntax/tree.js';
import { command } from './definition.js';

const OPTIONS = ['span', 'bins', 'minspan', 'start', 'end', 'aligntime'];

/** Search Reference: bin. Times are cut down to whole spans of UTC, numbers to `from-to` ranges. */
export const bin = command<'bin'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'bin', OPTIONS);
    const field = word(scanner, 'a field');
    const as = takeKeyword(scanner, 'as') ? word(scanner, 'a name').text : undefined;
    const after = options(scanner, 'bin', OPTIONS);
    return {
      kind: 'bin',
      options: [...before, ...after],
      field,
      ...(as === undefined ? {} : { as }),
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, state, lowering) => {
    const value = fieldValue(it.field.text, state, lowering, it.field.span);
    if (isNullLiteral(value)) return state;
    const binned = binValue(it, value, lowering);
    return binned === undefined ? state : setField(state, it.as ?? it.field.text, binned);
  },
  print: (it) => {
    const as = it.as === undefined ? '' : ` AS ${printName(it.as)}`;
    return `bin ${printOptions(it.options)}${printWord(it.field)}${as}`;
  },
  partial: 'needs span; no log spans, aligntime or bins',
});

function binValue(it: CommandOf<'bin'>, value: Expression, lowering: Lowering): Expression | undefined {
  for (const option of it.options) {
    if (option.name !== 'span') {
      report(lowering, diagnostic('SPL0504', [`bin ${option.name}`], { span: option.span }));
      return undefined;
    }
  }
  const span = it.options[0]?.value;
  if (span === undefined) {
    const help = 'write bin span=1h _time';
    report(lowering, diagnostic('SPL0504', ['bin without span'], { span: it.span, help }));
    return undefined;
  }
  if (value.type === 'datetime') {
    const ticks = looksNumeric(span.text) ? ticksOfSpan(`${span.text}s`) : ticksOfSpan(span.text);
    if (ticks !== undefined && ticks > 0n) return call('binDown', [value, timespan(ticks)]);
    const unit = /^1?([a-z]+)$/i.exec(span.text);
    if (unit !== null && unitOf(unit[1] ?? '') === 'mon') return call('startOfMonth', [value]);
  } else if (/^[1-9]\d*$/.test(span.text)) {
    const number = call('toLong', [call('floor', [asNumber(value)])]);
    // Numbers fall into ranges such as 0-10.
    const low = call('binDown', [number, long(Number(span.text))]);
    const high = call('add', [low, long(Number(span.text))], 'long');
    return call('concat', [
      call('toText', [low]),
      { kind: 'literal', type: 'string', value: '-' },
      call('toText', [high]),
    ]);
  }
  const expected = value.type === 'datetime' ? 'a span such as 5m, 1h or 1d' : 'a whole number';
  report(lowering, diagnostic('SPL0105', ['span', span.text, expected], { span: span.span }));
  return undefined;
}
