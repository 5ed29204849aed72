import type { PrintedCall } from '@interloper/sql';
import { printsItself } from '../scripted/print.js';
import type { ScalarType } from '@interloper/plan';
import type { FamilyPrinters } from './family.js';
import { argument } from './family.js';
import { isoText, parseDatetime, timespanText, parseTimespan } from './ticks-sql.js';

export const conversion: FamilyPrinters<'conversion'> = {
  toBool: (call) => {
    const value = scalar(call);
    if (typeOf(call) === 'bool') return value;
    if (isText(call)) {
      return `CASE lower(trim(${value})) WHEN 'true' THEN true WHEN 'false' THEN false ELSE TRY_CAST(${value} AS BIGINT) <> 0 END`;
    }
    return `(${value} <> 0)`;
  },
  toInt: (call) => whole(call, 'INTEGER'),
  toLong: (call) => whole(call, 'BIGINT'),
  toReal: (call) => (isText(call) ? realOf(scalar(call)) : `CAST(${scalar(call)} AS DOUBLE)`),
  toDecimal: (call) => `TRY_CAST(${scalar(call)} AS DECIMAL(38, 12))`,
  toText: (call) => {
    const value = argument(call, 0);
    switch (typeOf(call)) {
      case 'string':
      case 'guid':
        return value;
      case 'datetime':
        return isoText(value, true);
      case 'timespan':
        return timespanText(value);
      case 'dynamic':
        return isPrinted(call) ? `CAST(${value} AS VARCHAR)` : jsonText(value);
      case 'multivalue':
        return `array_to_string(${value}, chr(10))`;
      case 'decimal':
        return `rtrim(regexp_replace(CAST(${value} AS VARCHAR), '(\\.[0-9]*?)0+$', '\\1'), '.')`;
      case 'real':
        return `CASE WHEN isnan(${value}) THEN 'NaN' ELSE regexp_replace(CAST(${value} AS VARCHAR), '^(-?)inf$', '\\1∞') END`;
      default:
        return `CAST(${value} AS VARCHAR)`;
    }
  },
  toDatetime: (call) => {
    const value = argument(call, 0);
    if (typeOf(call) === 'datetime') return value;
    if (isText(call)) return parseDatetime(scalar(call));
    return `CAST(${value} AS BIGINT)`;
  },
  toTimespan: (call) => {
    if (typeOf(call) === 'timespan') return argument(call, 0);
    if (isText(call)) return parseTimespan(scalar(call));
    return `CAST(${argument(call, 0)} AS BIGINT)`;
  },
  // Hyphens may stand anywhere, as Kusto takes them.
  toGuid: (call) => {
    const digits = `regexp_replace(lower(trim(${scalar(call)})), '^\\{(.*)\\}$|-', '\\1', 'g')`;
    const groups = `'^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$'`;
    const bare = `replace(${digits}, '-', '')`;
    return `CASE WHEN regexp_full_match(${bare}, '[0-9a-f]{32}') THEN regexp_replace(${bare}, ${groups}, '\\1-\\2-\\3-\\4-\\5') END`;
  },
  parseJson: (call) => {
    const value = argument(call, 0);
    if (typeOf(call) === 'dynamic') return value;
    if (typeOf(call) !== 'string') return toJson(value, typeOf(call));
    return jsonOf(value);
  },
  // Only strings change; objects and arrays, the usual case, are told by their first character without parsing.
  parseInner: (call) => {
    const value = argument(call, 0);
    return `CASE WHEN starts_with(${value}, '{') OR starts_with(${value}, '[') THEN ${value} ELSE ${jsonOf(jsonText(value))} END`;
  },
  // A JSON object is parsed once: telling its type would parse it again.
  parseObject: (call) =>
    `CASE WHEN starts_with(ltrim(${argument(call, 0)}), '{') THEN TRY_CAST(${argument(call, 0)} AS JSON) END`,
  toDynamic: (call) => toJson(argument(call, 0), typeOf(call)),
};

/** A value as JSON; datetimes, timespans and the numbers that JSON does not have (NaN, Infinity) become their texts. */
export function toJson(value: string, type: ScalarType | undefined): string {
  if (type === 'dynamic') return value;
  if (type === 'datetime') return `to_json(${isoText(value, true)})`;
  if (type === 'timespan') return `to_json(${timespanText(value)})`;
  if (type === 'real')
    return `CAST(regexp_replace(CAST(to_json(${value}) AS VARCHAR), '^-?[NI]\\w+$', '"\\0"') AS JSON)`;
  return `to_json(${value})`;
}

/** The JSON value of a text; the text as a JSON string where it is not JSON, null where it is empty. */
function jsonOf(value: string): string {
  return `nullif(coalesce(TRY_CAST(nullif(${value}, '') AS JSON), CASE WHEN ${value} <> '' THEN to_json(${value}) END), 'null'::JSON)`;
}

/** Text of a JSON value: a string without quotes, anything else as JSON. */
export function jsonText(value: string): string {
  return `json_extract_string(${value}, '$')`;
}

/** A text as a DOUBLE, null where it is no number. DuckDB reads 1_1 as eleven; to the plan it is no number. */
export function realOf(value: string): string {
  return `TRY_CAST(CASE WHEN NOT contains(${value}, '_') THEN trim(${value}) END AS DOUBLE)`;
}

function typeOf({ expressions }: PrintedCall): ScalarType | undefined {
  return expressions[0]?.type;
}

function isPrinted({ expressions: [from] }: PrintedCall): boolean {
  return from?.kind === 'call' && printsItself(from.fn);
}

function isText(call: PrintedCall): boolean {
  const type = typeOf(call);
  return type === 'string' || type === 'dynamic' || type === 'guid';
}

/** The argument, a JSON value as its text. */
function scalar(call: PrintedCall): string {
  return typeOf(call) === 'dynamic' ? jsonText(argument(call, 0)) : argument(call, 0);
}

/** Whole numbers: a fraction is cut towards zero, where SQL's cast would round. */
function whole(call: PrintedCall, type: string): string {
  const value = scalar(call);
  switch (typeOf(call)) {
    case 'string':
    case 'dynamic':
      return `coalesce(${decimalDigits(value, type)}, ${hexadecimal(value, type)}, TRY_CAST(trunc(TRY_CAST(${value} AS DOUBLE)) AS ${type}))`;
    case 'real':
    case 'decimal':
      return `TRY_CAST(trunc(${value}) AS ${type})`;
    default:
      return `TRY_CAST(${value} AS ${type})`;
  }
}

function decimalDigits(value: string, type: string): string {
  return `TRY_CAST(TRY_CAST(regexp_extract(${value}, '^\\s*([+-]?\\d+)\\s*$', 1) AS HUGEINT) AS ${type})`;
}

/** DuckDB reads 0x1f as a number where it casts to 64 bits. */
function hexadecimal(value: string, type: string): string {
  return `TRY_CAST(TRY_CAST(regexp_extract(${value}, '^\\s*(0[xX][0-9a-fA-F]+)\\s*$', 1) AS BIGINT) AS ${type})`;
}
