import { call, literal, long } from '@interloper/plan';
import type { AggregateName, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantNumber } from '../expressions/constants.js';
import { asPredicate } from '../predicate.js';
import { present } from '../text.js';
import { EXACT, conditional, constantRank, notEmpty, numeric, percentileType } from './aggregate-entry.js';
import type { AggregateEntry, AggregateUse } from './aggregate-entry.js';
import { sketchAggregates } from './aggregate-sketches.js';

/** What `makeset`, `makelist` and `mvexpand`, the legacy spellings, stop at. */
const LEGACY_LIMIT = 128;

/** The greatest number of elements in an array that an aggregate makes. */
const ARRAY_LIMIT = 1_048_576;

function simple(fn: AggregateName, page: string, typeOf: (use: AggregateUse) => ScalarType): AggregateEntry {
  return {
    page,
    support: 'supported',
    lower(use) {
      const [value] = use.args;
      if (value === undefined) return undefined;
      return { call: { fn, args: [numeric(value)], type: typeOf(use) } };
    },
  };
}

const sameType = ({ args, type }: AggregateUse): ScalarType => {
  const given = args[0]?.type;
  return given === undefined || given === 'dynamic' ? type : given;
};

const realType = (): ScalarType => 'real';

/** sum() of whole numbers is long. */
const sumType = (use: AggregateUse): ScalarType => {
  const type = use.args[0] === undefined ? 'long' : numeric(use.args[0]).type;
  return type === 'int' || type === 'bool' ? 'long' : type;
};

const averageType = (use: AggregateUse): ScalarType => {
  const type = sameType(use);
  return type === 'timespan' || type === 'datetime' || type === 'decimal' ? type : 'real';
};

/** Text over no rows is empty, not null. */
function extreme(fn: 'min' | 'max', page: string): AggregateEntry {
  return {
    page,
    support: 'supported',
    lower({ args: [value] }) {
      if (value === undefined) return undefined;
      return { call: { fn, args: [value], type: value.type }, finish: present };
    },
  };
}

/** Of one column, a value that is neither null nor empty text, if there is one. */
const takeAny: AggregateEntry = {
  page: 'take-any-aggregation-function',
  support: 'supported',
  lower({ args: [value] }) {
    if (value === undefined) return undefined;
    return { call: { fn: 'anyNotNull', args: [notEmpty(value)], type: value.type }, finish: present };
  },
};

/** Arrays among the values of a list or set give their elements. */
const ELEMENTS = { list: 'listElements', set: 'setElements' } as const;

/** Lists keep the order of sorted rows; the order of sets and bags is undefined. */
function collection(fn: 'list' | 'set' | 'bag', page: string, unsaid = ARRAY_LIMIT): AggregateEntry {
  return {
    page,
    support: 'supported',
    ...(fn === 'list' ? { ordered: true } : {}),
    lower({ args: [value, limit] }) {
      if (value === undefined) return undefined;
      const most = limit === undefined ? unsaid : constantNumber(limit);
      if (most === undefined) return undefined;
      const item = fn === 'bag' ? convert(value, 'dynamic') : value;
      const name = fn === 'bag' || item.type !== 'dynamic' ? fn : ELEMENTS[fn];
      return { call: { fn: name, args: [item], type: 'dynamic', limit: Math.min(most, ARRAY_LIMIT) } };
    },
  };
}

/** Of int and long; what the bits of other numbers are is not documented. */
function bits(fn: 'bitAndAll' | 'bitOrAll' | 'bitXorAll', page: string): AggregateEntry {
  return {
    page,
    support: 'supported',
    lower({ args: [value] }) {
      if (value === undefined || (value.type !== 'int' && value.type !== 'long')) return undefined;
      return {
        call: { fn, args: [convert(value, 'long')], type: 'long' },
        finish: (found) => convert(found, value.type),
      };
    },
  };
}

/**
 * Counts rows, also those where the argument is null (summarize-operator page). The binder wants a truth value there;
 * what one would mean is not documented.
 */
const count: AggregateEntry = {
  page: 'count-aggregation-function',
  support: 'partial',
  note: 'an argument that is a truth value is refused: use countif',
  lower: ({ args: [value] }) =>
    value?.type === 'bool' ? undefined : { call: { fn: 'count', args: [], type: 'long' } },
};

const countIf: AggregateEntry = {
  page: 'countif-aggregation-function',
  support: 'supported',
  lower: ({ args: [condition] }) =>
    condition === undefined
      ? undefined
      : { call: { fn: 'countIf', args: [asPredicate(convert(condition, 'bool'))], type: 'long' } },
};

/** Exact, where Kusto estimates: the estimate's accuracy argument has no meaning. */
const dcount: AggregateEntry = {
  page: 'dcount-aggregation-function',
  support: 'supported',
  note: EXACT,
  lower: ({ args: [value] }) =>
    value === undefined ? undefined : { call: { fn: 'countDistinct', args: [value], type: 'long' } },
};

/** As dcount, which is exact here; Kusto's is exact, too. */
const distinct: AggregateEntry = {
  page: 'count-distinct-aggregation-function',
  support: 'supported',
  lower: dcount.lower,
};

const percentile: AggregateEntry = {
  page: 'percentiles-aggregation-function',
  support: 'supported',
  note: EXACT,
  lower({ args: [value, rank] }) {
    const percent = constantRank(rank);
    const type = value === undefined ? undefined : percentileType(value.type);
    if (value === undefined || type === undefined || percent === undefined) return undefined;
    return {
      call: { fn: 'percentile', args: [value, literal('real', percent)], type: value.type },
      finish: (found) => convert(found, type),
    };
  },
};

const sum = simple('sum', 'sum-aggregation-function', sumType);
/** Over no values, nought is divided by nought; durations, instants and decimals have no NaN and are null. */
function meanOrNan(entry: AggregateEntry): AggregateEntry {
  return {
    ...entry,
    lower(use) {
      const result = entry.lower(use);
      if (result?.call.type !== 'real') return result;
      return { ...result, finish: (value) => call('coalesce', [value, literal('real', 'NaN')]) };
    },
  };
}

const average = meanOrNan(simple('average', 'avg-aggregation-function', averageType));
const deviation = sumOrZero(simple('deviationSample', 'stdev-aggregation-function', realType));
const variance = sumOrZero(simple('varianceSample', 'variance-aggregation-function', realType));
const minimum = extreme('min', 'min-aggregation-function');
const maximum = extreme('max', 'max-aggregation-function');
const makeList = collection('list', 'make-list-aggregation-function');
const makeSet = collection('set', 'make-set-aggregation-function');
const makeBag = collection('bag', 'make-bag-aggregation-function');

/** Every sum over no rows is null in Kusto except that of whole numbers and durations, which is zero. */
function sumOrZero(entry: AggregateEntry): AggregateEntry {
  return {
    ...entry,
    lower(use) {
      const result = entry.lower(use);
      if (result === undefined) return undefined;
      const { type } = result.call;
      const zero = type === 'long' ? long(0) : literal(type, type === 'real' ? 0 : '0');
      return { ...result, finish: (value) => call('coalesce', [value, zero]) };
    },
  };
}

function covariance(fn: 'covarianceSample' | 'covariancePopulation', page: string): AggregateEntry {
  return {
    page,
    support: 'partial',
    note: 'without a name in the rule only as its last step, where the name is the engine’s and not the binder’s',
    lower({ args: [one, other] }) {
      if (one === undefined || other === undefined) return undefined;
      return { call: { fn, args: [convert(one, 'real'), convert(other, 'real')], type: 'real' } };
    },
  };
}

const covarianceSample = covariance('covarianceSample', 'covariance-aggregation-function');
const covariancePopulation = covariance('covariancePopulation', 'covariancep-aggregation-function');

/** https://learn.microsoft.com/kusto/query/aggregation-functions */
export const aggregates: Readonly<Record<string, AggregateEntry>> = {
  count,
  countif: countIf,
  dcount,
  dcountif: conditional(dcount, 'dcountif-aggregation-function', 1),
  count_distinct: distinct,
  count_distinctif: conditional(distinct, 'count-distinctif-aggregation-function', 1),
  sum: sumOrZero(sum),
  sumif: conditional(sumOrZero(sum), 'sumif-aggregation-function', 1),
  avg: average,
  avgif: conditional(average, 'avgif-aggregation-function', 1),
  min: minimum,
  minif: conditional(minimum, 'minif-aggregation-function', 1),
  max: maximum,
  maxif: conditional(maximum, 'maxif-aggregation-function', 1),
  stdev: deviation,
  stdevif: conditional(deviation, 'stdevif-aggregation-function', 1),
  stdevp: simple('deviationPopulation', 'stdevp-aggregation-function', realType),
  variance,
  varianceif: conditional(variance, 'varianceif-aggregation-function', 1),
  variancep: simple('variancePopulation', 'variancep-aggregation-function', realType),
  variancepif: conditional(
    simple('variancePopulation', 'variancep-aggregation-function', realType),
    'variancepif-aggregation-function',
    1,
  ),
  covariance: covarianceSample,
  covarianceif: conditional(covarianceSample, 'covarianceif-aggregation-function', 2),
  covariancep: covariancePopulation,
  covariancepif: conditional(covariancePopulation, 'covariancepif-aggregation-function', 2),
  make_list: makeList,
  makelist: collection('list', 'make-list-aggregation-function', LEGACY_LIMIT),
  make_list_if: conditional(makeList, 'make-list-if-aggregation-function', 1),
  make_set: makeSet,
  makeset: collection('set', 'make-set-aggregation-function', LEGACY_LIMIT),
  make_set_if: conditional(makeSet, 'make-set-if-aggregation-function', 1),
  make_bag: makeBag,
  make_dictionary: makeBag,
  make_bag_if: conditional(makeBag, 'make-bag-if-aggregation-function', 1),
  take_any: takeAny,
  any: takeAny,
  take_anyif: conditional(takeAny, 'take-anyif-aggregation-function', 1),
  anyif: conditional(takeAny, 'take-anyif-aggregation-function', 1),
  percentile,
  ...sketchAggregates,
  make_list_with_nulls: {
    page: 'make-list-with-nulls-aggregation-function',
    support: 'supported',
    ordered: true,
    lower: ({ args: [value] }) =>
      value === undefined ? undefined : { call: { fn: 'listWithNulls', args: [value], type: 'dynamic' } },
  },
  binary_all_and: bits('bitAndAll', 'binary-all-and-aggregation-function'),
  binary_all_or: bits('bitOrAll', 'binary-all-or-aggregation-function'),
  binary_all_xor: bits('bitXorAll', 'binary-all-xor-aggregation-function'),
};
