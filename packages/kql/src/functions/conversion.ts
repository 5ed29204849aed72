import { call, literal, long, text } from '@interloper/plan';
import type { Expression, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantText } from '../expressions/constants.js';
import { bare } from '../text.js';
import { pathSteps } from '../json-path.js';
import { partial, supported } from './entry.js';
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
      if (constant === '') return literal('dynamic', null);
      return call('parseJson', [text(constant)]);
    }
  }
  const read = bare(value);
  const [inner] = read.kind === 'call' ? read.args : [];
  if (read.kind === 'call' && read.fn === 'toText' && inner?.type === 'dynamic')
    return call('parseInner', [inner]);
  if (read.kind === 'call' && read.fn === 'pathText') return call('parseInner', [call('path', read.args)]);
  return call('parseJson', [read]);
}

/** extract_json(): a path of names and positions into the JSON of a text. */
const extractJson: FunctionEntry = supported('extract-json-function', (item) => {
  const [path, source] = [convert(item.arg(0), 'string'), convert(item.arg(1), 'string')];
  if (path.kind !== 'literal') return convert(call('jsonAtPath', [source, path]), item.type);
  const steps = pathSteps(constantText(path) ?? '');
  if (steps === undefined) return item.refuse(`This path of ${item.name}`);
  const owner = call('parseJson', [bare(source)]);
  const places = steps.map((step) => (typeof step === 'string' ? text(step) : long(step)));
  return convert(places.length === 0 ? owner : call('path', [owner, ...places]), item.type);
});

/** The page knows days and days with a time; what becomes of a year or a month alone is not documented. */
const instant: FunctionEntry = partial(
  'todatetime-function',
  'a year or a month alone is refused as a constant, and null in a column',
  (item) => {
    const written = constantText(item.arg(0));
    if (written !== undefined && /^\s*\d{4}(?:-\d{1,2})?\s*$/.test(written))
      return item.refuse(`The instant "${written}" as text`);
    return convert(item.arg(0), 'datetime');
  },
);

/** The page knows texts like 1.02:03:04; what becomes of `1d` as text is not documented. */
const duration: FunctionEntry = partial(
  'totimespan-function',
  'text with units (1d) is refused as a constant, and null in a column',
  (item) => {
    const written = constantText(item.arg(0));
    if (written !== undefined && /^\s*[+-]?[\d.]+\s*[a-z]+\s*$/i.test(written))
      return item.refuse(`The duration "${written}" as text`);
    return convert(item.arg(0), 'timespan');
  },
);

/** https://learn.microsoft.com/kusto/query/scalar-functions#conversion-functions */
export const conversionFunctions: FunctionFamily = {
  tostring: to('string', 'tostring-function'),
  toint: to('int', 'toint-function'),
  tolong: to('long', 'tolong-function'),
  toreal: to('real', 'toreal-function'),
  todouble: to('real', 'todouble-function'),
  todecimal: partial('todecimal-function', 'decimals have 12 digits behind the point', (item) =>
    convert(item.arg(0), 'decimal'),
  ),
  tobool: to('bool', 'tobool-function'),
  toboolean: to('bool', 'tobool-function'),
  todatetime: instant,
  totimespan: duration,
  totime: duration,
  toguid: to('guid', 'toguid-function'),
  extract_json: extractJson,
  extractjson: extractJson,
  parse_json: parse,
  parsejson: parse,
  todynamic: parse,
  toobject: parse,
};
