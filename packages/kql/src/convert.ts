import { call, datetime, literal, nullOf, text } from '@interloper/plan';
import type { Expression, LiteralValue, ScalarType } from '@interloper/plan';
import { datetimeTicks } from './datetime-text.js';
import { bare, present } from './text.js';

/** A value in another type, by Kusto's conversions; text is never null. */
export function convert(value: Expression, type: ScalarType): Expression {
  if (value.type === type) return value;
  if (value.kind === 'literal') {
    const constant = convertLiteral(value.type, value.value, type);
    if (constant !== undefined) return constant;
  }
  switch (type) {
    case 'string':
      return present(textOf(value));
    case 'bool':
      return call('toBool', [bare(value)]);
    case 'int':
      return call('toInt', [bare(value)]);
    case 'long':
      return call('toLong', [bare(value)]);
    case 'real':
      return call('toReal', [bare(value)]);
    case 'decimal':
      return call('toDecimal', [bare(value)]);
    case 'datetime':
      return call('toDatetime', [bare(value)]);
    case 'timespan':
      return call('toTimespan', [bare(value)]);
    case 'guid':
      return call('toGuid', [bare(value)]);
    case 'dynamic':
      return call('toDynamic', [value]);
    case 'multivalue':
      throw new Error('KQL has no multivalue');
  }
}

/** tostring(), null where the value is. A path into JSON is asked for as text, which sources may store. */
function textOf(value: Expression): Expression {
  if (value.kind === 'call' && value.fn === 'path') return call('pathText', value.args);
  return call('toText', [value]);
}

/** A constant in another type as far as that is known without an engine. */
function convertLiteral(from: ScalarType, value: LiteralValue, to: ScalarType): Expression | undefined {
  if (value === null) return to === 'string' ? text('') : nullOf(to);
  const plain = typeof value === 'boolean' || typeof value === 'number' ? String(value) : value;
  if (typeof plain !== 'string') return undefined;
  if (from === 'int' || from === 'long') return ofWhole(plain, value, to);
  if (from === 'string') return ofText(plain, to);
  if (from === 'real' && to === 'decimal') return literal('decimal', plain);
  if (from === 'bool' && (to === 'string' || to === 'dynamic')) return literal(to, plain);
  if (from === 'dynamic' && to === 'string') {
    const parsed: unknown = JSON.parse(plain);
    return typeof parsed === 'string' ? text(parsed) : undefined;
  }
  return undefined;
}

function ofWhole(plain: string, value: LiteralValue, to: ScalarType): Expression | undefined {
  switch (to) {
    case 'string':
      return text(plain);
    case 'long':
      return literal('long', value);
    case 'int':
      return Math.abs(Number(plain)) <= 2147483647 ? literal('int', Number(plain)) : nullOf('int');
    case 'real':
      return literal('real', Number(plain));
    case 'decimal':
    case 'dynamic':
      return literal(to, plain);
    case 'bool':
      return literal('bool', plain !== '0');
    default:
      return undefined;
  }
}

function ofText(plain: string, to: ScalarType): Expression | undefined {
  if (to === 'dynamic') return literal('dynamic', JSON.stringify(plain));
  if (to !== 'datetime') return undefined;
  const ticks = datetimeTicks(plain);
  return ticks === undefined ? undefined : datetime(ticks);
}
