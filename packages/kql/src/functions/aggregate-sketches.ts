import { and, call, literal, long, not, nullOf } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantNumber } from '../expressions/constants.js';
import { EXACT, conditional, constantRank, numeric, percentileType } from './aggregate-entry.js';
import type { AggregateEntry, AggregateUse } from './aggregate-entry.js';
import { percentileOf } from './sketches.js';

/** Kusto's accuracies of hll() and dcount(): the logarithm of the number of registers. */
const BITS: ReadonlyMap<number, number> = new Map([
  [0, 12],
  [1, 14],
  [2, 16],
  [3, 17],
  [4, 18],
]);

/** How many hashes Kusto keeps before it estimates. */
const MOST = 1024;

/** The hash of a value, as hash() where that is known; else of its text, which only has to tell values apart. */
function hashOf(value: Expression): Expression {
  switch (value.type) {
    case 'string':
      return call('xxhashText', [value]);
    case 'long':
    case 'datetime':
    case 'timespan':
      return call('xxhashLong', [value]);
    case 'int':
      return call('xxhashLong', [convert(value, 'long')]);
    case 'dynamic':
      return call('xxhashText', [call('concat', [call('jsonType', [value]), call('toText', [value])])]);
    default:
      return call('xxhashText', [call('toText', [value])]);
  }
}

/** `[[1024, bits], hashes, []]`, as Kusto writes a sketch that has not yet become an estimate; null of no values. */
const hll: AggregateEntry = {
  page: 'hll-aggregation-function',
  support: 'supported',
  note: EXACT,
  warning: 'KQL0213',
  lower({ args: [value, accuracy] }) {
    const bits = BITS.get(accuracy === undefined ? 1 : (constantNumber(accuracy) ?? -1));
    if (value === undefined || bits === undefined) return undefined;
    return {
      call: { fn: 'set', args: [call('toText', [hashOf(value)])], type: 'dynamic' },
      finish: (hashes) =>
        call('if', [
          call('gt', [call('arrayLength', [hashes]), long(0)]),
          call('makeArray', [
            literal('dynamic', JSON.stringify([MOST, bits])),
            hashes,
            literal('dynamic', '[]'),
          ]),
          nullOf('dynamic'),
        ]),
    };
  },
};

/** All values of a group become one array, of which a sketch is made. */
function ofList(
  page: string,
  item: (use: AggregateUse) => Expression | undefined,
  finish: (list: Expression) => Expression,
): AggregateEntry {
  return {
    page,
    support: 'supported',
    lower(use) {
      const value = item(use);
      return value === undefined
        ? undefined
        : { call: { fn: 'list', args: [value], type: 'dynamic' }, finish };
    },
  };
}

const merging = (fn: 'setMerge' | 'digestMerge', page: string): AggregateEntry =>
  ofList(
    page,
    ({ args: [sketch] }) => (sketch === undefined ? undefined : convert(sketch, 'dynamic')),
    (list) => call(fn, [list]),
  );

const mergeDigests = merging('digestMerge', 'tdigest-merge-aggregation-function');

/** The values and weights of a group as one digest. */
export const tdigest: AggregateEntry = {
  page: 'tdigest-aggregation-function',
  support: 'supported',
  note: EXACT,
  warning: 'KQL0213',
  lower({ args: [value, weight = long(1)] }) {
    if (value === undefined) return undefined;
    const [of, by] = [numeric(value), numeric(weight)];
    const isNumber = not(call('isNull', [of]));
    return {
      call: {
        fn: 'list',
        args: [call('makeArray', [of, by])],
        type: 'dynamic',
        where: weight.kind === 'literal' ? isNumber : and(isNumber, not(call('isNull', [by]))),
      },
      finish: (pairs) => call('digestOf', [pairs]),
    };
  },
};

const percentilew: AggregateEntry = {
  page: 'percentilesw-aggregation-function',
  support: 'supported',
  note: EXACT,
  lower({ args: [value, weight, rank] }) {
    const percent = constantRank(rank);
    const type = value === undefined ? undefined : percentileType(value.type);
    if (type === undefined || value === undefined || weight === undefined || percent === undefined)
      return undefined;
    const digest = tdigest.lower({ args: [value, weight], type: 'dynamic' });
    const finish = digest?.finish;
    if (digest === undefined || finish === undefined) return undefined;
    return { call: digest.call, finish: (pairs) => convert(percentileOf(finish(pairs), percent), type) };
  },
};

/** Sketches of the values of a group. https://learn.microsoft.com/kusto/query/using-hll-tdigest */
export const sketchAggregates: Readonly<Record<string, AggregateEntry>> = {
  hll,
  hll_if: conditional(hll, 'hll-if-aggregation-function', 1),
  hll_merge: merging('setMerge', 'hll-merge-aggregation-function'),
  tdigest,
  tdigest_merge: mergeDigests,
  merge_tdigest: mergeDigests,
  percentilew,
  buildschema: {
    page: 'buildschema-aggregation-function',
    support: 'partial',
    note: 'datetimes, timespans and guids inside JSON are texts; null says nothing of a type',
    lower: ({ args: [value] }) =>
      value === undefined
        ? undefined
        : {
            call: { fn: 'list', args: [convert(value, 'dynamic')], type: 'dynamic' },
            finish: (values) => call('schemaOf', [values]),
          },
  },
};
