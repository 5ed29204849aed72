import { bool, call, literal, long, not, text } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantBool, constantElements, constantNumber, constantText } from '../expressions/constants.js';
import { partial, supported } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

function dynamicOf(value: Expression): Expression {
  return convert(value, 'dynamic');
}

function onArrays(fn: FunctionName, page: string): FunctionEntry {
  return supported(page, ({ args }) => call(fn, args.map(dynamicOf)));
}

function moved(fn: 'arrayShift' | 'arrayRotate', sign: 1 | -1, page: string): FunctionEntry {
  return supported(page, ({ arg, args }) => {
    const places = convert(arg(1), 'long');
    const left = sign === 1 ? places : call('negate', [places]);
    const fill = fn === 'arrayShift' && args[2] !== undefined ? [call('toDynamic', [args[2]])] : [];
    return call(fn, [dynamicOf(arg(0)), left, ...fill]);
  });
}

/** array_sort_asc/desc of one array; sorting several by the first is refused. */
function sorting(descending: boolean, page: string): FunctionEntry {
  return partial(page, 'only one array', (item) => {
    const last = item.args[1];
    if (item.args.length > 2) return item.refuse(`${item.name} of several arrays`);
    if (last !== undefined && constantBool(last) !== true) {
      return item.refuse(`${item.name} with nulls first or a second array`);
    }
    return call('arraySort', [dynamicOf(item.arg(0)), bool(descending)]);
  });
}

function indexOf(item: FunctionCall): Expression {
  const [, , start, length, occurrence] = item.args;
  if (
    length !== undefined ||
    occurrence !== undefined ||
    (start !== undefined && constantNumber(start) !== 0)
  ) {
    return item.refuse('array_index_of with a start, length or occurrence');
  }
  return call('arrayIndexOf', [dynamicOf(item.arg(0)), call('toDynamic', [item.arg(1)])]);
}

/** range(): whole numbers and numbers with a point; instants and durations are refused. */
function range(item: FunctionCall): Expression {
  const [from, to, step = long(1)] = item.args;
  if (from === undefined || to === undefined) return item.refuse('range without bounds');
  const given = [from, to, step].map((value) => (value.type === 'dynamic' ? convert(value, 'long') : value));
  const numbers = given.every(({ type }) => ['int', 'long', 'real'].includes(type));
  return numbers ? call('arrayRange', given) : item.refuse('range of instants or durations');
}

/** The name of a property, or undefined when it is the path of a nested one (`$.a.b`). */
function plainKey(value: Expression): string | undefined {
  const key = constantText(value);
  return key === undefined || key.startsWith('$') ? undefined : key;
}

function hasKey(item: FunctionCall): Expression {
  const key = constantText(item.arg(1));
  const bag = dynamicOf(item.arg(0));
  if (key?.startsWith('$.') === true) {
    const steps = key.slice(2).split('.').map(text);
    const owner = steps.length === 1 ? bag : call('path', [bag, ...steps.slice(0, -1)]);
    const last = steps.at(-1) ?? text('');
    return call('isTrue', [call('arrayContains', [call('objectKeys', [owner]), call('toDynamic', [last])])]);
  }
  return call('isTrue', [
    call('arrayContains', [call('objectKeys', [bag]), call('toDynamic', [item.arg(1)])]),
  ]);
}

function setKey(item: FunctionCall): Expression {
  const key = plainKey(item.arg(1));
  if (key === undefined) return item.refuse('bag_set_key with a path or a key that is no constant');
  return call('objectMerge', [call('makeObject', [text(key), item.arg(2)]), dynamicOf(item.arg(0))]);
}

function removeKeys(item: FunctionCall): Expression {
  const names = constantElements(item.arg(1));
  if (names?.some((name) => plainKey(name) === undefined) === true) {
    return item.refuse('bag_remove_keys with a path');
  }
  return call('objectWithout', [dynamicOf(item.arg(0)), dynamicOf(item.arg(1))]);
}

function jaccard({ arg }: FunctionCall): Expression {
  const [one, other] = [dynamicOf(arg(0)), dynamicOf(arg(1))];
  const size = (fn: FunctionName): Expression =>
    convert(call('arrayLength', [call(fn, [one, other])]), 'real');
  return call('divide', [size('arrayIntersect'), size('arrayUnion')], 'real');
}

const concat = onArrays('arrayConcat', 'array-concat-function');

/** https://learn.microsoft.com/kusto/query/scalar-functions#dynamicarray-functions */
export const arrayFunctions: FunctionFamily = {
  array_concat: concat,
  arrayconcat: concat,
  array_slice: supported('array-slice-function', ({ arg }) =>
    call('arraySlice', [dynamicOf(arg(0)), convert(arg(1), 'long'), convert(arg(2), 'long')]),
  ),
  array_reverse: onArrays('arrayReverse', 'array-reverse-function'),
  array_sum: onArrays('arraySum', 'array-sum-function'),
  array_sort_asc: sorting(false, 'array-sort-asc-function'),
  array_sort_desc: sorting(true, 'array-sort-desc-function'),
  array_index_of: partial('array-index-of-function', 'start, length and occurrence are refused', indexOf),
  array_rotate_left: moved('arrayRotate', 1, 'array-rotate-left-function'),
  array_rotate_right: moved('arrayRotate', -1, 'array-rotate-right-function'),
  array_shift_left: moved('arrayShift', 1, 'array-shift-left-function'),
  array_shift_right: moved('arrayShift', -1, 'array-shift-right-function'),
  set_union: onArrays('arrayUnion', 'set-union-function'),
  set_intersect: onArrays('arrayIntersect', 'set-intersect-function'),
  set_difference: onArrays('arrayDifference', 'set-difference-function'),
  jaccard_index: supported('jaccard-index-function', jaccard),
  zip: onArrays('arrayZip', 'zip-function'),
  range: partial('range-function', 'instants and durations are refused', range),
  repeat: partial('repeat-function', 'the count must be a constant', (item) => {
    const count = constantNumber(item.arg(1));
    if (count === undefined || count > 10_000) return item.notConstant('The count of repeat, at most 10000,');
    return call(
      'makeArray',
      Array.from({ length: Math.max(0, count) }, () => item.arg(0)),
    );
  }),
  bag_has_key: supported('bag-has-key-function', hasKey),
  bag_set_key: partial('bag-set-key-function', 'nested paths are refused', setKey),
  bag_remove_keys: partial('bag-remove-keys-function', 'nested paths are refused', removeKeys),
  bag_merge: onArrays('objectMerge', 'bag-merge-function'),
  bag_zip: onArrays('objectFromLists', 'bag-zip-function'),
  parse_urlquery: supported('parse-urlquery-function', ({ arg }) =>
    call('makeObject', [text('Query Parameters'), call('queryParameters', [convert(arg(0), 'string')])]),
  ),
  parse_url: supported('parse-url-function', ({ arg }) => parseUrl(convert(arg(0), 'string'))),
  array_strcat: supported('strcat-array-function', strcatArray),
  strcat_array: supported('strcat-array-function', strcatArray),
};

function strcatArray({ arg }: FunctionCall): Expression {
  const list = call('mvFromJson', [dynamicOf(arg(0))]);
  return call('coalesce', [call('mvJoin', [list, convert(arg(1), 'string')]), text('')]);
}

const SCHEME = '^([A-Za-z][A-Za-z0-9+.-]*)://';
const AUTHORITY = `${SCHEME}(?:([^:@/?#]*)(?::([^@/?#]*))?@)?(\\[[^\\]]*\\]|[^:/?#]*)(?::(\\d+))?`;

/** The parts of an absolute URL. */
function parseUrl(url: Expression): Expression {
  const at = (pattern: string, group: number): Expression =>
    call('coalesce', [call('regexExtract', [url, text(pattern), long(group)]), text('')]);
  const query = at('^[^?#]*\\?([^#]*)', 1);
  const parsed = call('makeObject', [
    text('Scheme'),
    at(SCHEME, 1),
    text('Host'),
    at(AUTHORITY, 4),
    text('Port'),
    at(AUTHORITY, 5),
    text('Path'),
    at(`${AUTHORITY}([^?#]*)`, 6),
    text('Username'),
    at(AUTHORITY, 2),
    text('Password'),
    at(AUTHORITY, 3),
    text('Query Parameters'),
    call('queryParameters', [query]),
    text('Fragment'),
    at('#(.*)$', 1),
  ]);
  const absolute = call('matchesRegex', [url, text(SCHEME)]);
  return call('if', [not(call('isNull', [absolute])), parsed, literal('dynamic', null)]);
}
