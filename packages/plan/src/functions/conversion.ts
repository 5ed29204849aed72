import { family, strict } from './signature.js';

/** Conversions give null for what cannot be converted; none raises an error. */
export const conversion = family({
  toBool: strict(['any'], 'bool', 'Text true/false (any case) or a number other than zero.'),
  toInt: strict(
    ['any'],
    'int',
    'Text of a whole number (also hexadecimal with 0x), a number cut towards zero, true as 1. Out of range: null.',
  ),
  toLong: strict(['any'], 'long', 'As toInt with 64 bits; ticks of datetime and timespan.'),
  toReal: strict(['any'], 'real', 'Text of a number, a number, true as 1.'),
  toDecimal: strict(['any'], 'decimal', 'Text of a number or a number.'),
  toText: strict(
    ['any'],
    'string',
    'Kusto’s tostring: JSON text of dynamic (a JSON string without its quotes), ISO 8601 with seven digits of datetime, True/False as `True`/`False`… of bool `true`/`false`.',
  ),
  toDatetime: strict(
    ['any'],
    'datetime',
    'ISO 8601 text and the spellings of the log-format reference; ticks of long.',
  ),
  toTimespan: strict(['any'], 'timespan', 'Text [-][d.]hh:mm[:ss[.fffffff]].'),
  toGuid: strict(['any'], 'guid', 'Text of a guid with or without braces.'),
  parseJson: strict(
    ['any'],
    'dynamic',
    'The JSON value of a text; a text that is not JSON becomes a JSON string, empty text null.',
  ),
  parseInner: strict(
    ['dynamic'],
    'dynamic',
    'What parseJson(toText(value)) gives: a JSON string is parsed as JSON, any other value stays as it is.',
  ),
  parseObject: strict(['string'], 'dynamic', 'The JSON object of a text; null of any other text.'),
  toDynamic: strict(['any'], 'dynamic', 'The value as JSON: text becomes a JSON string, numbers numbers.'),
});
