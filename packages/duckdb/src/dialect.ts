import type { LiteralValue, ScalarType } from '@interloper/plan';
import type { Dialect } from '@interloper/sql';
import { aggregates, windows } from './aggregates.js';
import { functions } from './functions/index.js';
import { readFiles } from './read-files.js';
import { quoteIdentifier, quoteText } from './text.js';

const TYPES: Readonly<Record<ScalarType, string>> = {
  bool: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  real: 'DOUBLE',
  decimal: 'DECIMAL(38, 12)',
  string: 'VARCHAR',
  datetime: 'BIGINT',
  timespan: 'BIGINT',
  guid: 'VARCHAR',
  dynamic: 'JSON',
  multivalue: 'VARCHAR[]',
};

/** DuckDB's SQL. */
export const dialect: Dialect = {
  name: 'duckdb',
  identifier: quoteIdentifier,
  literal,
  typeName: (type) => TYPES[type],
  // A parameter bound from a bigint is a HUGEINT, which functions of instants do not take.
  now: 'CAST($now AS BIGINT)',
  functions,
  aggregates,
  windows,
  // SELECT * FROM duckdb_functions() WHERE function_type = 'macro': those used here that repeat an argument.
  expansions: { nullif: [2, 1], fmod: [2, 2], array_to_string: [2, 1] },
  lambda: (parameter, body) => `lambda ${parameter}: ${body}`,
  readFiles,
  range: (node, from, to, step) => {
    const type = TYPES[node.column.type];
    if (node.column.type !== 'real')
      return `(SELECT unnest(generate_series(CAST(${from} AS BIGINT), CAST(${to} AS BIGINT), CAST(${step} AS BIGINT)))::${type})`;
    return `(SELECT ${from} + i * ${step} FROM range(CAST(floor((${to} - ${from}) / ${step}) AS BIGINT) + 1) AS s(i))`;
  },
  listOf: (list, type, element) => {
    if (type === 'multivalue') return list;
    // A JSON object is walked as its properties, each an object of one; any other single value is a list of one.
    const value = list;
    const object = `list_transform(json_keys(${value}), lambda "→k": json_object("→k", json_extract(${value}, '$."' || replace("→k", '"', '\\"') || '"')))`;
    const elements = `CASE json_type(${value}) WHEN 'ARRAY' THEN CAST(${value} AS JSON[]) WHEN 'OBJECT' THEN ${object} WHEN 'NULL' THEN NULL ELSE CASE WHEN ${value} IS NOT NULL THEN [${value}] END END`;
    const nullsOut = `list_transform(${elements}, lambda e: nullif(e, 'null'::JSON))`;
    if (element === 'dynamic') return nullsOut;
    const text = functions.toText({
      args: ['e'],
      expressions: [{ kind: 'variable', name: 'e', type: 'dynamic' }],
      type: 'string',
    });
    if (element === 'string') return `list_transform(${elements}, lambda e: ${text})`;
    const conversions = {
      bool: functions.toBool,
      int: functions.toInt,
      long: functions.toLong,
      real: functions.toReal,
      decimal: functions.toDecimal,
      datetime: functions.toDatetime,
      timespan: functions.toTimespan,
      guid: functions.toGuid,
    };
    if (element === 'multivalue') throw new Error('a list of multivalues is no list of the plan');
    const convert = conversions[element];
    const printed = convert({
      args: ['e'],
      expressions: [{ kind: 'variable', name: 'e', type: 'dynamic' }],
      type: element,
    });
    return `list_transform(${elements}, lambda e: ${printed})`;
  },
  rowNumber: 'rowid',
};

function literal(type: ScalarType, value: LiteralValue): string {
  if (value === null) return `NULL::${TYPES[type]}`;
  if (typeof value === 'boolean') return type === 'dynamic' ? `'${value}'::JSON` : String(value);
  if (Array.isArray(value))
    return `CAST([${value.map((item: string) => quoteText(item)).join(', ')}] AS VARCHAR[])`;
  switch (type) {
    case 'string':
    case 'guid':
      return quoteText(String(value));
    case 'dynamic':
      return `${quoteText(typeof value === 'string' ? value : JSON.stringify(value))}::JSON`;
    case 'real':
      return realLiteral(value);
    case 'decimal':
      return `${number(value)}::${TYPES.decimal}`;
    case 'bool':
      return value === 'true' || value === 1 ? 'true' : 'false';
    default:
      return `${number(value)}::${TYPES[type]}`;
  }
}

function realLiteral(value: LiteralValue): string {
  const real = Number(value);
  if (Number.isNaN(real)) return "'nan'::DOUBLE";
  if (!Number.isFinite(real)) return `'${real > 0 ? 'inf' : '-inf'}'::DOUBLE`;
  return `${String(real)}::DOUBLE`;
}

/** A number's digits; anything else is our bug and must not reach SQL. Negative numbers get parentheses: -1::INT is -(1::INT). */
function number(value: LiteralValue): string {
  const digits = String(value);
  if (!/^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(digits)) throw new Error(`${digits} is not a number`);
  return digits.startsWith('-') ? `(${digits})` : digits;
}
