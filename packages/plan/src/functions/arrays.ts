import { family, strict, tolerant } from './signature.js';

const NUMBER = ['int', 'long', 'real'] as const;

/** JSON arrays and objects as lists and maps. What is not an array (or object) gives null. */
export const arrays = family({
  arraySlice: strict(
    ['dynamic', 'long', 'long'],
    'dynamic',
    'arraySlice(array, from, to): both ends included, from 0, negative from the end.',
  ),
  arrayConcat: strict(['dynamic'], 'dynamic', 'All elements of the arrays in order.', { variadic: true }),
  arrayReverse: strict(['dynamic'], 'dynamic', 'Last element first.'),
  arraySort: strict(
    ['dynamic', 'bool'],
    'dynamic',
    'Sorted, descending when the second (a literal) is true: numbers and durations by size, then text by code points, then anything else by its JSON; equal ones keep their order, nulls stand last.',
  ),
  arrayOrder: strict(
    ['dynamic', 'bool', 'bool'],
    'dynamic',
    'arrayOrder(array, descending, nullsLast): array of the positions of the elements, from 0, in the order of arraySort; nulls stand last or first. The second is a literal.',
  ),
  arrayPick: strict(
    ['dynamic', 'dynamic'],
    'dynamic',
    'arrayPick(array, positions): the elements at the positions; null when there are not as many positions as elements.',
  ),
  arrayIndexOf: strict(
    ['dynamic', 'dynamic'],
    'long',
    'Position of the first equal element; -1 when absent.',
  ),
  arraySum: strict(['dynamic'], 'real', 'Sum of the elements that are numbers.'),
  arrayUnion: strict(['dynamic'], 'dynamic', 'Different elements of all arrays in order of appearance.', {
    variadic: true,
  }),
  arrayIntersect: strict(['dynamic'], 'dynamic', 'Different elements of the first that all others hold.', {
    variadic: true,
  }),
  arrayDifference: strict(['dynamic'], 'dynamic', 'Different elements of the first that no other holds.', {
    variadic: true,
  }),
  arrayRange: strict(
    [NUMBER, NUMBER, NUMBER],
    'dynamic',
    'arrayRange(from, to, step): whole numbers, or numbers with a point when any is real; at most 1,048,576.',
  ),
  arrayZip: strict(
    ['dynamic'],
    'dynamic',
    'Array of arrays of the elements at equal positions; null where one is shorter.',
    {
      variadic: true,
    },
  ),
  arrayShift: strict(
    ['dynamic', 'long', 'dynamic'],
    'dynamic',
    'arrayShift(array, n, fill): moved n places to the left (negative: right); the places left empty hold the fill, null without it.',
    { optional: 1 },
  ),
  arrayRotate: strict(
    ['dynamic', 'long'],
    'dynamic',
    'Rotated so many places to the left (negative: right).',
  ),
  arrayRepeat: tolerant(
    ['dynamic', 'long'],
    'dynamic',
    'arrayRepeat(value, count): array of so many times the value, at most 1,048,576; null for a count below zero or null.',
  ),
  arrayMap: strict(
    ['dynamic', 'any'],
    'dynamic',
    'arrayMap(array, lambda): the array of the lambda’s values; its variable (dynamic) is the element, null for JSON null.',
  ),
  objectMerge: tolerant(
    ['dynamic'],
    'dynamic',
    'Properties of all objects, the first of a name wins; what is no object is left out.',
    { variadic: true },
  ),
  objectWithout: strict(
    ['dynamic', 'dynamic'],
    'dynamic',
    'objectWithout(object, names): without the properties named in an array.',
  ),
  objectWithoutPaths: strict(
    ['dynamic', 'dynamic'],
    'dynamic',
    'objectWithoutPaths(object, keys): without the properties that an array names, by their names or by paths of names (`$.a["b c"]`).',
  ),
  jsonChanged: strict(
    ['dynamic', 'string', 'string', 'dynamic'],
    'dynamic',
    'jsonChanged(value, how, path, given): with what stands at a path of SPL (`a.b{0}.c`, {} for all elements) changed by the one element of `given`. how is a literal: set (missing names are made), setExact (the path is a name as it is), append (behind the elements of the array there), extend (as append, an array as its elements), delete. Where the path meets something else the value stays.',
  ),
  objectFromLists: strict(
    ['dynamic', 'dynamic'],
    'dynamic',
    'objectFromLists(names, values): names that are not text are left out with their value; a missing value is null, and so is each when the values are no array.',
  ),
  objectPairs: strict(['dynamic'], 'dynamic', 'Array of an array of name and value for each property.'),
  queryParameters: strict(['string'], 'dynamic', 'Object of the parameters of a URL’s query, `a=1&b=2`.'),
  arrayIndexWithin: strict(
    ['dynamic', 'dynamic', 'long', 'long', 'long'],
    'long',
    'arrayIndexWithin(array, value, start, length, n): position of the n-th equal element among so many (-1: all) from start (negative: from the end); -1 when absent.',
  ),
  sortedJson: strict(
    ['dynamic'],
    'string',
    'JSON text with the properties of objects in the order of their names.',
  ),
  treePaths: strict(
    ['dynamic'],
    'dynamic',
    'JSON array of the paths inside a value: ["[\'a\']", "[\'a\'][0]"].',
  ),
  graphComponents: strict(
    ['dynamic'],
    'dynamic',
    'graphComponents(pairs): of an array of pairs of nodes (texts) each node once, as an array of the node and the number of its connected component, from 0 in the order of the pairs.',
  ),
  recordsOfText: strict(
    ['string', 'string'],
    'dynamic',
    'recordsOfText(text, form): the records that lie in a file’s text, each an array of cells; `form` is the JSON text of a TextForm, a literal.',
  ),
  scanRows: strict(
    ['dynamic', 'string'],
    'dynamic',
    'scanRows(rows, program): the rows that the steps of a ScanProgram (its JSON text, a literal) give.',
  ),
  linkedRows: strict(
    ['dynamic', 'string'],
    'dynamic',
    'linkedRows(rows, options): rows [number, ticks, starts, ends, value, …], cells as text, newest first, as [number, group, 1 or 0 for whether it is in one]: a row goes on with the open group that it shares a value with and contradicts in none. options is the JSON text (a literal) of span, pause (ticks), events, starts, ends: how groups end in SPL’s transaction.',
  ),
  frequentPatterns: strict(
    ['dynamic', 'real', 'long'],
    'dynamic',
    'frequentPatterns(rows, threshold, dimensions): [number of rows, value or null of each column] of each combination of values that at least so much of the rows (0 to 1) have and to which none can be added without losing rows; of at most so many values that do not follow from others; most rows first. A row is its number, then each value as an array of one, or null where it counts for nothing.',
  ),
  arraySplit: strict(
    ['dynamic', 'dynamic'],
    'dynamic',
    'arraySplit(array, places): array of the pieces between the places, an array of positions in rising order (negative: from the end).',
  ),
});
