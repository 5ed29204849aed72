import { family, strict, tolerant } from './signature.js';

/** JSON values. A path is given as literals: text for a property, long for an index (negative from the end). */
export const dynamic = family({
  path: strict(
    ['dynamic', ['string', 'long']],
    'dynamic',
    'path(value, step, …): the value there; null when there is none or it is JSON null.',
    { variadic: true },
  ),
  pathText: strict(
    ['dynamic', ['string', 'long']],
    'string',
    'pathText(value, step, …): toText of path; sources store the usual paths as columns of their own.',
    { variadic: true },
  ),
  pathAll: strict(
    ['dynamic', ['string', 'long']],
    'dynamic',
    'pathAll(value, step, …): JSON array of the values found along the path; a text step ending in {} goes through all elements of that array, {} alone through those of the value itself. Null when there are none.',
    { variadic: true },
  ),
  pathTexts: strict(
    ['dynamic', 'string'],
    'multivalue',
    'pathTexts(value, path, …): what pathText gives for several paths, found in one pass over the JSON; each path is a literal JSON array of property names, and none begins with another. Only pathTextAt can read the result.',
    { variadic: true },
  ),
  pathTextAt: strict(
    ['multivalue', 'string'],
    'string',
    'pathTextAt(pathTexts(…), path): the text at one of its paths.',
  ),
  arrayLength: strict(['dynamic'], 'long', 'Number of elements of a JSON array; null of anything else.'),
  arrayContains: strict(['dynamic', 'dynamic'], 'bool', 'An element of the array equals the second.'),
  makeArray: tolerant(['any'], 'dynamic', 'JSON array of the arguments; nulls stay as JSON null.', {
    variadic: true,
    optional: 1,
  }),
  makeObject: tolerant(
    ['any'],
    'dynamic',
    'makeObject(key, value, …): JSON object; keys are text literals.',
    {
      variadic: true,
      optional: 1,
    },
  ),
  presentObject: tolerant(
    ['string', 'any'],
    'dynamic',
    'presentObject(key, value, …): as makeObject, without the properties whose value is null.',
    { variadic: true },
  ),
  namedProperty: strict(
    ['dynamic', 'string', 'string', 'string'],
    'string',
    'namedProperty(array, key, name, property): the text of a property of the first element, of an array of objects, whose property `key` is the text `name`; key, name and property are literals.',
  ),
  jsonAtPath: strict(
    ['string', 'string'],
    'dynamic',
    'jsonAtPath(text, path): the value at a path that is only known per row (`$.a[0]["b c"]`) in the JSON of a text; null when there is none.',
  ),
  objectKeys: strict(['dynamic'], 'dynamic', 'JSON array of the names of an object’s properties.'),
  splitText: strict(['string', 'string'], 'dynamic', 'JSON array of the parts of a text between separators.'),
  jsonType: strict(['dynamic'], 'string', 'array, object, string, long, real, bool.'),
});

/** Splunk's multivalue fields: lists of text. */
export const multivalue = family({
  mvAppend: tolerant([['string', 'multivalue']], 'multivalue', 'All values in order; nulls are left out.', {
    variadic: true,
  }),
  mvCount: strict(['multivalue'], 'long', 'Number of values.'),
  mvIndex: strict(
    ['multivalue', 'long', 'long'],
    'multivalue',
    'mvIndex(list, from, to): from 0, negative from the end.',
    {
      optional: 1,
    },
  ),
  mvFirst: strict(['multivalue'], 'string', 'The first value.'),
  mvJoin: strict(['multivalue', 'string'], 'string', 'The values with the separator between them.'),
  mvFromJson: strict(
    ['dynamic'],
    'multivalue',
    'Text of each element of a JSON array (nulls left out); a single value becomes a list of one.',
  ),
  mvPath: strict(
    ['dynamic', ['string', 'long']],
    'multivalue',
    'mvPath(value, step, …): texts found along the path; a step ending in {} goes through all elements of that array, as spath does; {} alone through those of the value itself.',
    { variadic: true },
  ),
  mvFind: strict(
    ['dynamic', 'string'],
    'multivalue',
    'mvFind(value, step, …): texts found along the path, where every array met on the way or at the end is gone through; Sigma’s dotted field names.',
    { variadic: true },
  ),
  mvAny: tolerant(
    ['multivalue', 'bool'],
    'bool',
    'mvAny(list, lambda): the condition holds for any value. The lambda’s variable is the value. Null list: false.',
  ),
  mvFilter: strict(
    ['multivalue', 'bool'],
    'multivalue',
    'mvFilter(list, lambda): the values for which it holds.',
  ),
  mvMap: strict(
    ['multivalue', 'any'],
    'multivalue',
    'mvMap(list, lambda): the lambda’s text for every value.',
  ),
  mvRegexExtract: strict(
    [['string', 'multivalue'], 'string', 'long', 'long'],
    'multivalue',
    'mvRegexExtract(value, pattern, group, most): the group of the RE2 pattern (a literal) in each of the first so many (a literal; 0: all) matches, in a text or in one value of a list after the other; a match in which the group takes no part gives none.',
  ),
  mvSplit: strict(['string', 'string'], 'multivalue', 'Parts of a text between separators.'),
  mvDedup: strict(['multivalue'], 'multivalue', 'Without repeats, first occurrences kept.'),
  mvSort: strict(['multivalue'], 'multivalue', 'Sorted by code points.'),
});
