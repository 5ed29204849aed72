import {
  TICKS_PER_SECOND,
  bool,
  datetime,
  isoOfTicks,
  literal,
  long,
  now,
  nullOf,
  text,
  textOfTimespan,
  timespan,
} from '@interloper/plan';
import type { Expression, LiteralValue, ScalarType } from '@interloper/plan';
import { datetimeTicks } from '../datetime-text.js';
import type { SyntaxNode } from '../kusto/library.js';
import { children, classOf, elements, optionalPart, part, tokenText, typeNamed } from '../kusto/syntax.js';

/**
 * The value of a literal, read from its text: the library's own values lose what JavaScript cannot hold (hexadecimal
 * numbers, `time(1.02:03:04)`, `real(nan)`). Undefined when the text is not a value of its type.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/
 */
export function literalOf(node: SyntaxNode): Expression | undefined {
  switch (classOf(node)) {
    case 'CompoundStringLiteralExpression':
      return text(String(node.LiteralValue));
    case 'DynamicExpression': {
      const json = jsonOf(part(node, 'Expression'));
      return json === undefined ? undefined : literal('dynamic', json === 'null' ? null : json);
    }
    case 'LiteralExpression':
      return ofToken(node);
    default:
      return undefined;
  }
}

function ofToken(node: SyntaxNode): Expression | undefined {
  const written = tokenText(node, 'Token');
  if (typeof node.LiteralValue === 'string' && /^[hH]?[@]?["'`~]/.test(written))
    return text(node.LiteralValue);
  const goo = /^([a-z0-9_]+)\s*\(([\s\S]*)\)$/i.exec(written);
  if (goo !== null) return ofGoo(goo[1] ?? '', (goo[2] ?? '').trim());
  if (/^(true|false)$/i.test(written)) return bool(/^true$/i.test(written));
  // The values of datatable come with their sign.
  if (/^[+-]?(0x[0-9a-f]+|\d+)$/i.test(written)) return wholeNumber('long', written);
  if (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(written)) return literal('real', Number(written));
  const ticks = timespanTicks(written);
  return ticks === undefined ? undefined : timespan(ticks);
}

/** `type(value)`, which Kusto's grammar calls a goo literal. */
function ofGoo(name: string, written: string): Expression | undefined {
  const type = typeNamed(name);
  const inner = unquoted(written);
  if (type === undefined) return undefined;
  if (/^null$/i.test(inner)) return nullOf(type);
  switch (type) {
    case 'bool':
      return /^(true|false|0|1)$/i.test(inner) ? bool(/^(true|1)$/i.test(inner)) : undefined;
    case 'int':
    case 'long':
      return wholeNumber(type, inner);
    case 'real':
      return realNumber(inner);
    case 'decimal':
      return decimalNumber(inner);
    case 'datetime': {
      if (inner === '') return now;
      // The engine takes `datetime(2017 - 08 - 01)`, as a page writes it.
      const ticks = datetimeTicks(inner.replace(/^(\d{4})\s*-\s*(\d{1,2})\s*-\s*(\d{1,2})/, '$1-$2-$3'));
      return ticks === undefined ? undefined : datetime(ticks);
    }
    case 'timespan': {
      const ticks = timespanTicks(inner);
      return ticks === undefined ? undefined : timespan(ticks);
    }
    case 'guid':
      return /^[{(]?[0-9a-f-]{32,36}[)}]?$/i.test(inner)
        ? literal('guid', inner.replace(/[{}()]/g, '').toLowerCase())
        : undefined;
    default:
      return undefined;
  }
}

function unquoted(written: string): string {
  const quoted = /^(["'])([\s\S]*)\1$/.exec(written);
  return quoted === null ? written : (quoted[2] ?? '');
}

const LONG_MAX = 9223372036854775807n;

function wholeNumber(type: 'int' | 'long', written: string): Expression | undefined {
  const match = /^([+-]?)(0x[0-9a-f]+|\d+)$/i.exec(written);
  if (match === null) return undefined;
  const size = BigInt(match[2] ?? '0');
  const value = match[1] === '-' ? -size : size;
  if (value > LONG_MAX || value < -LONG_MAX - 1n) return undefined;
  return type === 'long' ? long(value) : literal('int', Number(value));
}

/** Decimals have 26 digits before the point and 12 behind it; a number with more is none. */
function decimalNumber(written: string): Expression | undefined {
  const match = /^[+-]?(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(written);
  const [, whole = '', fraction = '', exponent = '0'] = match ?? [];
  if (match === null || whole + fraction === '') return undefined;
  const [power, behind] = [Number(exponent), fraction.replace(/0+$/, '').length];
  const fits = whole.replace(/^0+/, '').length + power <= 26 && behind - power <= 12;
  return fits ? literal('decimal', written) : undefined;
}

/** JSON has no nan and no infinity: the plan holds them as text. */
function realNumber(written: string): Expression | undefined {
  if (/^\+?inf$/i.test(written)) return literal('real', 'Infinity');
  if (/^-inf$/i.test(written)) return literal('real', '-Infinity');
  if (/^nan$/i.test(written)) return literal('real', 'NaN');
  const value = Number(written);
  return written === '' || Number.isNaN(value) ? undefined : literal('real', value);
}

const UNITS: ReadonlyMap<string, bigint> = new Map<string, bigint>([
  ...(['d', 'day', 'days'] as const).map((unit) => [unit, 86_400n * TICKS_PER_SECOND] as const),
  ...(['h', 'hr', 'hrs', 'hour', 'hours'] as const).map((unit) => [unit, 3_600n * TICKS_PER_SECOND] as const),
  ...(['m', 'min', 'minute', 'minutes'] as const).map((unit) => [unit, 60n * TICKS_PER_SECOND] as const),
  ...(['s', 'sec', 'second', 'seconds'] as const).map((unit) => [unit, TICKS_PER_SECOND] as const),
  ...(['ms', 'milli', 'millis', 'millisec', 'millisecond', 'milliseconds'] as const).map(
    (unit) => [unit, 10_000n] as const,
  ),
  ...(['microsecond', 'microseconds', 'micro', 'micros', 'microsec'] as const).map(
    (unit) => [unit, 10n] as const,
  ),
  ...(['tick', 'ticks'] as const).map((unit) => [unit, 1n] as const),
]);

/** Ticks of `1.5h`, `2 seconds` or `1.02:03:04.5`. */
function timespanTicks(written: string): bigint | undefined {
  const unit = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)\s*([a-z]+)$/i.exec(written);
  if (unit !== null) {
    const name = (unit[3] ?? '').toLowerCase();
    const size = /^nano(?:s|sec|seconds?)?$/.test(name) ? 1n : UNITS.get(name);
    if (size === undefined) return undefined;
    const whole = scaled(unit[2] ?? '0', size);
    const ticks = size === 1n && name.startsWith('nano') ? whole / 100n : whole;
    return unit[1] === '-' ? -ticks : ticks;
  }
  const clock = /^([+-]?)(?:(\d+)\.)?(\d+):(\d+)(?::(\d+)(?:\.(\d{1,7})\d*)?)?$/.exec(written);
  if (clock !== null) {
    const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = clock;
    const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
    const ticks = whole * TICKS_PER_SECOND + BigInt(fraction.padEnd(7, '0'));
    return sign === '-' ? -ticks : ticks;
  }
  const days = /^([+-]?)(\d+)$/.exec(written);
  if (days === null) return undefined;
  const ticks = BigInt(days[2] ?? '0') * 86_400n * TICKS_PER_SECOND;
  return days[1] === '-' ? -ticks : ticks;
}

/** A decimal number times a size, without floating point. */
function scaled(number: string, size: bigint): bigint {
  const [whole = '0', fraction = ''] = number.split('.');
  const digits = BigInt(`${whole === '' ? '0' : whole}${fraction}`);
  return (digits * size) / 10n ** BigInt(fraction.length);
}

/** JSON text of the content of `dynamic(…)`. Reals keep their point; typed literals become their text. */
function jsonOf(node: SyntaxNode): string | undefined {
  switch (classOf(node)) {
    case 'JsonArrayExpression': {
      const values = elements(node, 'Values').map(jsonOf);
      return values.every((value) => value !== undefined) ? `[${values.join(',')}]` : undefined;
    }
    case 'JsonObjectExpression': {
      const pairs = elements(node, 'Pairs').map((pair) => {
        const value = jsonOf(part(pair, 'Value'));
        return value === undefined ? undefined : `${JSON.stringify(keyOf(pair))}:${value}`;
      });
      return pairs.every((pair) => pair !== undefined) ? `{${pairs.join(',')}}` : undefined;
    }
    case 'PrefixUnaryExpression': {
      const value = jsonOf(part(node, 'Expression'));
      return value === undefined ? undefined : `${tokenText(node, 'Operator')}${value}`.replace(/^\+/, '');
    }
    case 'DynamicExpression':
    case 'ParenthesizedExpression':
      return jsonOf(part(node, 'Expression'));
    default:
      return jsonOfLiteral(node);
  }
}

function keyOf(pair: SyntaxNode): string {
  const name = optionalPart(pair, 'Name') ?? children(pair)[0];
  const value: unknown = name === undefined ? undefined : Reflect.get(name, 'ValueText');
  return typeof value === 'string' ? value : unquoted(name?.Text ?? '');
}

function jsonOfLiteral(node: SyntaxNode): string | undefined {
  const written = tokenText(node, 'Token');
  if (/^null$/i.test(written)) return 'null';
  const value = literalOf(node);
  return value?.kind === 'literal' ? jsonOfValue(value.type, value.value, written) : undefined;
}

function jsonOfValue(type: ScalarType, value: LiteralValue, written: string): string | undefined {
  if (value === null) return 'null';
  switch (type) {
    case 'real':
      return /^[\d.eE+-]+$/.test(written) ? written : JSON.stringify(value);
    case 'datetime':
      return JSON.stringify(sevenDigits(BigInt(String(value))));
    case 'timespan':
      return JSON.stringify(textOfTimespan(BigInt(String(value))));
    case 'string':
    case 'guid':
      return JSON.stringify(value);
    default:
      return String(value);
  }
}

/** Kusto's text of an instant: always seven fraction digits. */
function sevenDigits(ticks: bigint): string {
  const [seconds = '', fraction = ''] = isoOfTicks(ticks).replace('Z', '').split('.');
  return `${seconds}.${fraction.padEnd(7, '0')}Z`;
}
