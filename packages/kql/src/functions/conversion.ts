import { call, literal, text } from '@interloper/plan';
import type { Expression, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantText } from '../expressions/constants.js';
import { bare } from '../text.js';
import { supported } from './entry.js';
import type { FunctionEntry, FunctionFamily } from './entry.js';

function to(type: ScalarType, page: string): FunctionEntry {
  return supported(page, (call_) => convert(call_.arg(0), type));
}

const parse: FunctionEntry = supported('parse-json-function', ({ arg }) => parsed(arg(0)));

/** JSON of a text; of a dynamic value that is itself a JSON text, the JSON in it. */
function parsed(value: Expression): Expression {
  const constant = value.type === 'string' ? constantText(value) : undefined;
  if (constant !== undefined) {
    try {
      const json: unknown = JSON.parse(constant);
      return literal('dynamic', json === null ? null : constant);
    } catch {
      return call('parseJson', [text(constant)]);
    }
  }
  return call('parseJson', [bare(value)]);
}

/** https://learn.microsoft.com/kusto/query/scalar-functions#conversion-functions */
export const conversionFunctions: FunctionFamily = {
  tostring: to('string', 'tostring-function'),
  toint: to('int', 'toint-function'),
  tolong: to('long', 'tolong-function'),
  toreal: to('real', 'toreal-function'),
  todouble: to('real', 'todouble-function'),
  todecimal: to('decimal', 'todecimal-function'),
  tobool: to('bool', 'tobool-function'),
  toboolean: to('bool', 'tobool-function'),
  todatetime: to('datetime', 'todatetime-function'),
  totimespan: to('timespan', 'totimespan-function'),
  toguid: to('guid', 'toguid-function'),
  parse_json: parse,
  parsejson: parse,
  todynamic: parse,
  toobject: parse,
};
