import type { DuckDBValue } from '@duckdb/node-api';
import { isoOfTicks, textOfTimespan } from '@interloper/plan';
import type { Column } from '@interloper/plan';
import type { Json } from '@interloper/sql';
import { DuckDBListValue } from './node-api.js';

/** Turns a value as DuckDB's binding gives it into JSON of the plan's type; see `ResultSet`. */
export function toResult(value: DuckDBValue | undefined, column: Column): Json {
  if (value === null || value === undefined) return null;
  switch (column.type) {
    case 'datetime':
      return typeof value === 'bigint' ? isoOfTicks(value) : null;
    case 'timespan':
      return typeof value === 'bigint' ? textOfTimespan(value) : null;
    case 'dynamic':
      return parseJson(textOf(value));
    case 'long':
    case 'int':
      return integer(value);
    case 'real':
      return real(Number(value));
    case 'decimal':
      return decimal(textOf(value));
    case 'bool':
      return Boolean(value);
    case 'multivalue':
      return value instanceof DuckDBListValue
        ? value.items.map((item) => (item === null ? null : textOf(item)))
        : textOf(value);
    default:
      return textOf(value);
  }
}

function textOf(value: DuckDBValue): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? value.toString() : String(value);
}

function integer(value: DuckDBValue): Json {
  if (typeof value !== 'bigint') return Number(value);
  const safe = value <= 9007199254740991n && value >= -9007199254740991n;
  return safe ? Number(value) : value.toString();
}

/** Digits behind the point as far as they are not zero. */
function decimal(written: string): string {
  return written.includes('.') ? written.replace(/\.?0+$/, '') : written;
}

/** JSON has no nan and no infinity. */
function real(value: number): Json {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return value;
  return value > 0 ? 'Infinity' : '-Infinity';
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // DuckDB's JSON may hold what JavaScript's parser refuses (nan); the text itself loses nothing.
    return text;
  }
}
