import { call, long } from '@interloper/plan';
import type { Expression, ScalarType } from '@interloper/plan';
import { convert } from './convert.js';
import { present } from './text.js';

/** A value as a cell that loses nothing in JSON, for functions that see whole rows. */
export function cellOf(value: Expression): Expression {
  switch (value.type) {
    case 'datetime':
    case 'timespan':
      return call('toText', [call('toLong', [value])]);
    case 'int':
    case 'long':
    case 'real':
    case 'decimal':
    case 'bool':
      return call('toText', [value]);
    default:
      return value;
  }
}

/** The value of the cell at a place of a row. */
export function valueOfCell(row: Expression, index: number, type: ScalarType): Expression {
  const place = long(index);
  if (type === 'dynamic') return call('path', [row, place]);
  const written = call('pathText', [row, place]);
  if (type === 'string') return present(written);
  return type === 'datetime' || type === 'timespan'
    ? convert(convert(written, 'long'), type)
    : convert(written, type);
}
