import type { Expression } from '@interloper/plan';
import { call, long, nullOf, real, text, timespan } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { Lowering, State } from '../lower/state.js';
import { emptyState, fieldValue, report, setField } from '../lower/state.js';
import type { TimeSpan } from '../lower/time-span.js';
import { automaticSpan, writtenSpan } from '../lower/time-span.js';
import { applyModifier, binnedTime, instantOf, ticksOfSpan, unitOf } from '../lower/time-modifier.js';
import { asNumber, asText, isNullLiteral, looksNumeric } from '../lower/values.js';
import { printName, printOptions, printWord } from '../syntax/print-parts.js';
import { options, spanFrom, takeKeyword, word } from '../syntax/scanner.js';
import type { CommandOf, Option } from '../syntax/tree.js';
import { command } from './definition.js';

export const BIN_OPTIONS: readonly string[] = ['span', 'bins', 'minspan', 'start', 'end', 'aligntime'];

/** Search Reference: bin. Times are cut down to whole spans of UTC, numbers to `from-to` ranges. */
export const bin = command<'bin'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'bin', BIN_OPTIONS);
    const field = word(scanner, 'a field');
    const between = options(scanner, 'bin', BIN_OPTIONS);
    const as = takeKeyword(scanner, 'as') ? word(scanner, 'a name').text : undefined;
    const after = options(scanner, 'bin', BIN_OPTIONS);
    return {
      kind: 'bin',
      options: [...before, ...between, ...after],
      field,
      ...(as === undefined ? {} : { as }),
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, state, lowering) => {
    const value = fieldValue(it.field.text, state, lowering, it.field.span);
    if (isNullLiteral(value)) return state;
    const binned = binValue(it, value, state, lowering);
    if (binned === 'wait') return emptyState();
    return binned === undefined ? state : setField(state, it.as ?? it.field.text, binned);
  },
  print: (it) => {
    const as = it.as === undefined ? '' : ` AS ${printName(it.as)}`;
    return `bin ${printOptions(it.options)}${printWord(it.field)}${as}`;
  },
  partial: 'numbers need span; no start or end',
});

function binValue(
  it: CommandOf<'bin'>,
  value: Expression,
  state: State,
  lowering: Lowering,
): Expression | 'wait' | undefined {
  const option = (name: string): Option | undefined => it.options.find((item) => item.name === name);
  const known = value.type === 'datetime' ? ['span', 'aligntime', 'bins', 'minspan'] : ['span', 'aligntime'];
  const refused = it.options.find(({ name }) => !known.includes(name));
  if (refused !== undefined) {
    report(lowering, diagnostic('SPL0504', [`bin ${refused.name}`], { span: refused.span }));
    return undefined;
  }
  const span = option('span')?.value;
  if (span === undefined && value.type === 'datetime' && option('aligntime') === undefined) {
    const found = chosenSpan(it, state, lowering);
    return found === undefined || found === 'wait' ? found : found.floor(value);
  }
  if (span === undefined) {
    const help = 'write bin span=1h _time';
    report(lowering, diagnostic('SPL0504', ['bin without span'], { span: it.span, help }));
    return undefined;
  }
  const binned =
    value.type === 'datetime'
      ? binTime(value, span.text, option('aligntime'), lowering)
      : binNumber(value, span.text);
  if (binned !== undefined) return binned === 'reported' ? undefined : binned;
  const expected =
    value.type === 'datetime' ? 'a span such as 5m, 1h or 1d' : 'a whole number, or a log span such as log10';
  report(lowering, diagnostic('SPL0105', ['span', span.text, expected], { span: span.span }));
  return undefined;
}

/** The spans of times that are not told; undefined, reported, when there are none. Search Reference: bin, "bins". */
function chosenSpan(it: CommandOf<'bin'>, state: State, lowering: Lowering): TimeSpan | 'wait' | undefined {
  const option = (name: string): string | undefined =>
    it.options.find((each) => each.name === name)?.value.text;
  const bins = Number(option('bins') ?? '100');
  const least = option('minspan');
  const shortest = least === undefined ? 0 : writtenSpan(least)?.seconds;
  const found =
    bins >= 1 && shortest !== undefined ? automaticSpan(bins, shortest, state, lowering) : undefined;
  if (found === undefined) {
    const help = 'write bin span=1h _time';
    report(lowering, diagnostic('SPL0504', ['bin without span'], { span: it.span, help }));
  }
  return found;
}

function binTime(
  value: Expression,
  span: string,
  align: Option | undefined,
  lowering: Lowering,
): Expression | 'reported' | undefined {
  const ticks = looksNumeric(span) ? ticksOfSpan(`${span}s`) : ticksOfSpan(span);
  const unit = unitOf(/[a-z]+$/i.exec(span)?.[0] ?? 's');
  if (ticks !== undefined && ticks > 0n) {
    const step = timespan(ticks);
    // Spans of days and more are not moved. Search Reference: bin, "aligntime".
    if (align === undefined || unit === 'd' || unit === 'w') return binnedTime(value, ticks);
    const base = alignment(align, lowering);
    if (base === undefined) return 'reported';
    const offset = call('subtract', [base, call('binDown', [base, step])], 'timespan');
    const moved = call('subtract', [value, offset], 'datetime');
    return call('add', [call('binDown', [moved, step]), offset], 'datetime');
  }
  if (!/^1?[a-z]+$/i.test(span) || unit === undefined) return undefined;
  return ['mon', 'q', 'y'].includes(unit) ? applyModifier(`@${unit}`, value) : undefined;
}

/** The instant that bins begin at; undefined, reported, when it is not known. */
function alignment(option: Option, lowering: Lowering): Expression | undefined {
  const { text: written } = option.value;
  const bound = written === 'earliest' || written === 'latest';
  const instant = bound ? lowering.window[written] : instantOf(written);
  if (instant !== undefined) return instant;
  const help = bound
    ? `name ${written}= in the search`
    : 'a time is relative ("@d+3h") or seconds since 1970';
  report(lowering, diagnostic('SPL0504', [`bin aligntime=${written}`], { span: option.span, help }));
  return undefined;
}

/** Ranges such as `0-10`, or `10-100` of a log span. */
function binNumber(value: Expression, span: string): Expression | undefined {
  const logarithmic = /^(\d+(?:\.\d+)?)?log(\d+(?:\.\d+)?)?$/.exec(span);
  if (logarithmic !== null) {
    const [coefficient, base] = [Number(logarithmic[1] ?? 1), Number(logarithmic[2] ?? 10)];
    return coefficient >= 1 && coefficient < base && base > 1
      ? logRange(call('toReal', [asNumber(value)]), coefficient, base)
      : undefined;
  }
  if (/^[1-9]\d*$/.test(span)) {
    const number = call('toLong', [call('floor', [asNumber(value)])]);
    const low = call('binDown', [number, long(Number(span))]);
    return rangeText(low, call('add', [low, long(Number(span))], 'long'));
  }
  return undefined;
}

/** From one power of the base, times the coefficient, to the next; null of what is not above zero. */
function logRange(number: Expression, coefficient: number, base: number): Expression {
  const scaled = call('divide', [number, real(coefficient)], 'real');
  const power = call('floor', [call('divide', [call('ln', [scaled]), real(Math.log(base))], 'real')]);
  const at = (exponent: Expression): Expression =>
    call('multiply', [call('power', [real(base), exponent]), real(coefficient)], 'real');
  const above = call('add', [power, real(1)], 'real');
  // The logarithm of a power of the base may fall just below it.
  const exact = call('if', [call('le', [at(above), number]), above, power]);
  const next = call('add', [exact, real(1)], 'real');
  const positive = call('gt', [number, real(0)]);
  return call('if', [positive, rangeText(at(exact), at(next)), nullOf('string')]);
}

function rangeText(low: Expression, high: Expression): Expression {
  return call('concat', [asText(low), text('-'), asText(high)]);
}
