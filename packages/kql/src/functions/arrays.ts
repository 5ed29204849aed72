import { and, bool, call, lambda, literal, long, not, text, timespan, variable } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantBool, constantElements, constantText } from '../expressions/constants.js';
import { present } from '../text.js';
import { pathSteps } from '../json-path.js';
import { supported } from './entry.js';
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

/** array_sort_asc/desc: the first array is sorted, the others are put in its order; one whose length differs is null. */
function sorting(descending: boolean, page: string): FunctionEntry {
  return supported(page, ({ args }) => {
    const last = args.at(-1);
    const nullsLast = last?.type === 'bool' ? last : bool(true);
    const arrays = args.filter((argument) => argument.type !== 'bool').map(dynamicOf);
    const [first = literal('dynamic', null), ...others] = arrays;
    if (others.length === 0 && constantBool(nullsLast) === true) {
      return call('arraySort', [first, bool(descending)]);
    }
    const order = call('arrayOrder', [first, bool(descending), nullsLast]);
    const picked = arrays.map((array) => call('arrayPick', [array, order]));
    return others.length === 0 ? call('arrayPick', [first, order]) : call('makeArray', picked);
  });
}

function indexOf({ args, arg }: FunctionCall): Expression {
  const [, , start, length = long(-1), occurrence = long(1)] = args;
  const [array, value] = [dynamicOf(arg(0)), call('toDynamic', [arg(1)])];
  if (start === undefined) return call('arrayIndexOf', [array, value]);
  const places = [start, length, occurrence].map((item) => convert(item, 'long'));
  return call('arrayIndexWithin', [array, value, ...places]);
}

/** range(): whole numbers, numbers with a point, instants and durations. */
function range(item: FunctionCall): Expression {
  const [from, to, step] = item.args;
  if (from === undefined || to === undefined) return item.refuse('range without bounds');
  if (from.type === 'datetime' || from.type === 'timespan') return rangeOfTime(from, to, step);
  const given = [from, to, step ?? long(1)].map((value) =>
    value.type === 'dynamic' ? convert(value, 'long') : value,
  );
  const numbers = given.every(({ type }) => ['int', 'long', 'real'].includes(type));
  return numbers ? call('arrayRange', given) : item.refuse('range of these types');
}

const HOUR = timespan(36_000_000_000n);

/** Instants and durations as their texts, which is how they stand in JSON; the step is an hour unless given. */
function rangeOfTime(from: Expression, to: Expression, step: Expression = HOUR): Expression {
  const ticks = call('arrayRange', [from, convert(to, from.type), convert(step, 'timespan')].map(ticksOf));
  const element = convert(call('toLong', [variable('element', 'dynamic')]), from.type);
  return call('arrayMap', [ticks, lambda('element', call('toText', [element]))]);
}

function ticksOf(value: Expression): Expression {
  return call('toLong', [value]);
}

function hasKey(item: FunctionCall): Expression {
  const [bag, key] = [dynamicOf(item.arg(0)), convert(item.arg(1), 'string')];
  const path = keyPath(constantText(key));
  const named = (owner: Expression, name: Expression): Expression =>
    call('isTrue', [call('arrayContains', [call('objectKeys', [owner]), call('toDynamic', [name])])]);
  if (path !== undefined) {
    const owner =
      path.length === 1 ? bag : call('path', [bag, ...path.slice(0, -1).map((name) => text(name))]);
    return named(owner, text(path.at(-1) ?? ''));
  }
  if (key.kind === 'literal') return item.refuse(`A path like this of ${item.name}`);
  const atPath = not(call('isNull', [call('jsonAtPath', [call('toText', [bag]), key])]));
  return call('if', [call('startsWith', [key, text('$')]), atPath, named(bag, key)]);
}

/** The names on the way to a property: `$.a['b c']` is a path, anything else the name itself. Undefined of other paths. */
function keyPath(key: string | undefined): readonly string[] | undefined {
  if (key === undefined || !key.startsWith('$')) return key === undefined ? undefined : [key];
  const names = pathSteps(key);
  return names?.length === 0 || names?.some((step) => typeof step === 'number') === true
    ? undefined
    : names?.map(String);
}

function setKey(item: FunctionCall): Expression {
  const [bag, key] = [dynamicOf(item.arg(0)), constantText(item.arg(1))];
  if (key === undefined) return item.notConstant(`The key of ${item.name}`);
  const path = keyPath(key);
  if (path === undefined) return item.refuse(`A path like this of ${item.name}`);
  const isBag = call('eq', [call('jsonType', [bag]), text('object')]);
  return call('if', [isBag, withProperty(bag, path, item.arg(2)), literal('dynamic', null)]);
}

/** The bag with a property at a path, behind all others; what is no bag on the way is replaced by one. */
function withProperty(
  bag: Expression,
  [name = '', ...rest]: readonly string[],
  value: Expression,
): Expression {
  const inner = rest.length === 0 ? value : withProperty(call('path', [bag, text(name)]), rest, value);
  const others = call('objectWithout', [bag, literal('dynamic', JSON.stringify([name]))]);
  return call('objectMerge', [others, call('makeObject', [text(name), inner])]);
}

function removeKeys(item: FunctionCall): Expression {
  const bag = dynamicOf(item.arg(0));
  const names = constantElements(item.arg(1));
  if (names === undefined) return call('objectWithoutPaths', [bag, dynamicOf(item.arg(1))]);
  const paths = names.map((name) => keyPath(constantText(name)));
  const known = paths.filter((path) => path !== undefined);
  if (known.length !== paths.length) return item.refuse(`A path like this of ${item.name}`);
  return known.reduce(withoutProperty, bag);
}

function withoutProperty(bag: Expression, [name = '', ...rest]: readonly string[]): Expression {
  if (rest.length === 0) return call('objectWithout', [bag, literal('dynamic', JSON.stringify([name]))]);
  const inner = call('path', [bag, text(name)]);
  const isBag = call('eq', [call('jsonType', [inner]), text('object')]);
  const replaced = call('objectMerge', [call('makeObject', [text(name), withoutProperty(inner, rest)]), bag]);
  return call('if', [isBag, replaced, bag]);
}

/** array_iff(): conditions that are neither truth values nor numbers give null; values are arrays or stand for all. */
function arrayIff({ arg }: FunctionCall): Expression {
  const zipped = call('arrayZip', [dynamicOf(arg(0)), ...[arg(1), arg(2)].filter(isArray)]);
  const element = variable('element', 'dynamic');
  const at = (index: number): Expression => call('path', [element, long(index)]);
  const first = isArray(arg(1)) ? at(1) : call('toDynamic', [arg(1)]);
  const second = isArray(arg(2)) ? at(isArray(arg(1)) ? 2 : 1) : call('toDynamic', [arg(2)]);
  const kind = call('jsonType', [at(0)]);
  const chosen = call('case', [
    call('in', [kind, text('bool'), text('long'), text('real')]),
    call('if', [truth(at(0), kind), first, second]),
    literal('dynamic', null),
  ]);
  const mapped = call('arrayMap', [zipped, lambda('element', chosen)]);
  const size = call('subtract', [call('arrayLength', [dynamicOf(arg(0))]), long(1)], 'long');
  return call('if', [
    call('ge', [size, long(0)]),
    call('arraySlice', [mapped, long(0), size]),
    dynamicOf(arg(0)),
  ]);
}

function isArray(value: Expression): boolean {
  return value.type === 'dynamic';
}

function truth(value: Expression, kind: Expression): Expression {
  const isBool = call('eq', [kind, text('bool')]);
  return call('if', [
    isBool,
    call('toBool', [value]),
    call('ne', [call('toReal', [value]), literal('real', 0)]),
  ]);
}

function jaccard({ arg }: FunctionCall): Expression {
  const [one, other] = [dynamicOf(arg(0)), dynamicOf(arg(1))];
  const size = (fn: FunctionName): Expression =>
    convert(call('arrayLength', [call(fn, [one, other])]), 'real');
  return call('divide', [size('arrayIntersect'), size('arrayUnion')], 'real');
}

const urlQuery = supported('parse-urlquery-function', ({ arg }) =>
  call('makeObject', [text('Query Parameters'), call('queryParameters', [convert(arg(0), 'string')])]),
);

/** Equal sets: neither has an element that the other lacks. */
function setEquals({ arg }: FunctionCall): Expression {
  const [one, other] = [dynamicOf(arg(0)), dynamicOf(arg(1))];
  const left = (from: Expression, what: Expression): Expression =>
    call('eq', [call('arrayLength', [call('arrayDifference', [from, what])]), long(0)]);
  return and(left(one, other), left(other, one));
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
  array_index_of: supported('array-index-of-function', indexOf),
  array_iff: supported('array-iff-function', arrayIff),
  array_iif: supported('array-iff-function', arrayIff),
  array_split: supported('array-split-function', ({ arg }) => {
    const places = arg(1).type === 'dynamic' ? arg(1) : call('makeArray', [convert(arg(1), 'long')]);
    return call('arraySplit', [dynamicOf(arg(0)), places]);
  }),
  array_rotate_left: moved('arrayRotate', 1, 'array-rotate-left-function'),
  array_rotate_right: moved('arrayRotate', -1, 'array-rotate-right-function'),
  array_shift_left: moved('arrayShift', 1, 'array-shift-left-function'),
  array_shift_right: moved('arrayShift', -1, 'array-shift-right-function'),
  set_union: onArrays('arrayUnion', 'set-union-function'),
  set_intersect: onArrays('arrayIntersect', 'set-intersect-function'),
  set_difference: onArrays('arrayDifference', 'set-difference-function'),
  jaccard_index: supported('jaccard-index-function', jaccard),
  zip: onArrays('arrayZip', 'zip-function'),
  range: supported('range-function', range),
  repeat: supported('repeat-function', ({ arg }) =>
    call('arrayRepeat', [call('toDynamic', [arg(0)]), convert(arg(1), 'long')]),
  ),
  bag_has_key: supported('bag-has-key-function', hasKey),
  bag_set_key: supported('bag-set-key-function', setKey),
  bag_remove_keys: supported('bag-remove-keys-function', removeKeys),
  bag_merge: onArrays('objectMerge', 'bag-merge-function'),
  bag_zip: onArrays('objectFromLists', 'bag-zip-function'),
  parse_urlquery: urlQuery,
  parse_url: supported('parse-url-function', ({ arg }) => parseUrl(convert(arg(0), 'string'))),
  parseurl: supported('parse-url-function', ({ arg }) => parseUrl(convert(arg(0), 'string'))),
  parseurlquery: urlQuery,
  set_equals: supported('set-equals-function', setEquals),
  treepath: supported('treepath-function', ({ arg }) => call('treePaths', [dynamicOf(arg(0))])),
  dynamic_to_json: supported('dynamic-to-json-function', ({ arg }) =>
    present(call('sortedJson', [dynamicOf(arg(0))])),
  ),
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
