import { call, literal, nullOf, text } from '@interloper/plan';
import type { Expression, ScalarType } from '@interloper/plan';
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

function convertLiteral(from: ScalarType, value: unknown, to: ScalarType): Expression | undefined {
  if (value === null) return to === 'string' ? text('') : nullOf(to);
  const whole = from === 'int' || from === 'long';
  if (whole && to === 'string') return text(String(value));
  if (whole && to === 'long') return literal('long', value as number | string);
  if (whole && to === 'real') return literal('real', Number(value));
  if (whole && to === 'decimal') return literal('decimal', String(value));
  if (from === 'dynamic' && to === 'string') {
    const parsed: unknown = JSON.parse(String(value));
    return typeof parsed === 'string' ? text(parsed) : undefined;
  }
  return undefined;
}
