import type { AggregateName, Expression, ScalarType, SortKey, WindowName } from '@interloper/plan';
import { call, long, nullOf, real } from '@interloper/plan';
import { extremeNumber, extremeText, totalsOf } from './lower/list-numbers.js';
import { asNumber, asText, kindOf } from './lower/values.js';

/** What an aggregation is made of: plan aggregates, and the result computed from them. */
export interface Built {
  readonly parts: readonly Part[];
  /** The parts over the frames of a window, where they differ: its calls have one order, that of the results. */
  readonly framed?: readonly FramedPart[];
  readonly result: (parts: readonly Expression[]) => Expression;
}

interface Part {
  readonly fn: AggregateName;
  readonly args: readonly Expression[];
  readonly type: ScalarType;
  readonly order?: readonly SortKey[];
  readonly limit?: number;
}

interface FramedPart {
  readonly fn: WindowName;
  readonly args: readonly Expression[];
  readonly type: ScalarType;
}

/** What an aggregation is built over. */
interface Subject {
  readonly value: Expression;
  /** The order in which results are seen. */
  readonly order: readonly SortKey[];
  /** `_time`, where there is one. */
  readonly time?: Expression;
  /** For names with a number in them: 95 of `perc95`. */
  readonly percentile: number;
  /** The length of the spans of a timechart. */
  readonly spanSeconds?: number;
}

export interface AggregationDefinition {
  /** `field`: needs one; `optional`: may stand alone; `time`: needs a field and `_time`; `span`: only in a timechart. */
  readonly needs: 'field' | 'optional' | 'time' | 'span';
  /** Whether several values of one field count each. */
  readonly lists: boolean;
  readonly build: (subject: Subject) => Built;
  readonly partial?: string;
}

const LIST_LIMIT = 100;

/** The aggregations of stats and its kin. Search Reference: Statistical and charting functions. */
export const aggregations: Readonly<Record<string, AggregationDefinition>> = {
  ...named(['count', 'c'], {
    needs: 'optional',
    lists: true,
    build: ({ value }) => {
      if (value.type !== 'multivalue') return only('countValues', [value], 'long');
      const counted = call('coalesce', [call('mvCount', [value]), long(0)]);
      return one({ fn: 'sum', args: [counted], type: 'long' }, (sum) => call('coalesce', [sum, long(0)]));
    },
  }),
  ...named(['dc', 'distinct_count', 'estdc'], {
    needs: 'field',
    lists: true,
    build: ({ value }) => {
      if (value.type !== 'multivalue') return only('countDistinct', [asText(value)], 'long');
      const all = { fn: 'mvValues', args: [value], type: 'multivalue' } as const;
      return one(all, (list) => call('coalesce', [call('mvCount', [list]), long(0)]));
    },
  }),
  values: {
    needs: 'field',
    lists: true,
    build: ({ value }) =>
      only('mvValues', [value.type === 'multivalue' ? value : asText(value)], 'multivalue'),
  },
  list: {
    needs: 'field',
    lists: true,
    build: ({ value, order }) => {
      const args = [value.type === 'multivalue' ? value : asText(value)];
      return one({ fn: 'mvList', args, type: 'multivalue', order }, (list) =>
        call('mvIndex', [list, long(0), long(LIST_LIMIT - 1)]),
      );
    },
  },
  min: { needs: 'field', lists: true, build: ({ value }) => extreme(value, 'min') },
  max: { needs: 'field', lists: true, build: ({ value }) => extreme(value, 'max') },
  ...named(['avg', 'mean'], {
    needs: 'field',
    lists: true,
    build: ({ value }) =>
      value.type === 'multivalue' ? averageOfLists(value) : only('average', [asNumber(value)], 'real'),
  }),
  sum: {
    needs: 'field',
    lists: true,
    build: ({ value }) => {
      if (value.type === 'multivalue') return only('sum', [sumOfList(value)], 'real');
      const number = asNumber(value);
      return only('sum', [number], number.type === 'long' ? 'long' : 'real');
    },
  },
  sumsq: {
    needs: 'field',
    lists: false,
    build: ({ value }) => {
      const number = call('toReal', [asNumber(value)]);
      return only('sum', [call('multiply', [number, number], 'real')], 'real');
    },
  },
  range: {
    needs: 'field',
    lists: true,
    build: ({ value }) => {
      const isList = value.type === 'multivalue';
      const [number, lowest] = isList
        ? [extremeNumber(value, 'greatest'), extremeNumber(value, 'least')]
        : [asNumber(value), asNumber(value)];
      return {
        parts: [
          { fn: 'max', args: [number], type: number.type },
          { fn: 'min', args: [lowest], type: number.type },
        ],
        result: ([most, least]) =>
          call('subtract', [most ?? nullOf('real'), least ?? nullOf('real')], number.type),
      };
    },
  },
  stdev: ofSample('deviationSample', 'deviationPopulation'),
  stdevp: numeric('deviationPopulation', 'real'),
  var: ofSample('varianceSample', 'variancePopulation'),
  varp: numeric('variancePopulation', 'real'),
  median: { needs: 'field', lists: false, build: ({ value }) => median(value) },
  ...named(['perc', 'p', 'exactperc', 'upperperc'], {
    needs: 'field',
    lists: false,
    build: (subject) => percentile(subject.value, subject.percentile),
  }),
  mode: { needs: 'field', lists: false, build: ({ value }) => only('mode', [asText(value)], 'string') },
  first: {
    needs: 'field',
    lists: true,
    build: ({ value, order }) => pick(value, order, { fn: 'firstNotNull', args: [value], type: value.type }),
  },
  last: {
    needs: 'field',
    lists: true,
    build: ({ value, order }) =>
      pick(value, order.map(reversed), { fn: 'lastNotNull', args: [value], type: value.type }),
  },
  earliest: { needs: 'time', lists: true, build: (subject) => pickByTime(subject, false) },
  latest: { needs: 'time', lists: true, build: (subject) => pickByTime(subject, true) },
  earliest_time: { needs: 'time', lists: true, build: (subject) => timeOf(subject, 'min') },
  latest_time: { needs: 'time', lists: true, build: (subject) => timeOf(subject, 'max') },
  // The count of different values is exact here: the error of an estimate is none.
  estdc_error: {
    needs: 'field',
    lists: true,
    build: () => one({ fn: 'count', args: [], type: 'long' }, () => real(0)),
  },
  rate: { needs: 'time', lists: false, build: rate },
  per_second: perUnit(1),
  per_minute: perUnit(60),
  per_hour: perUnit(3600),
  per_day: perUnit(86_400),
};

/** Aggregations that are known and refused by name. */
export const refusedAggregations: Readonly<Record<string, string>> = {
  sparkline: 'it draws a picture',
  rate_avg: 'there is no index of metrics',
  rate_sum: 'there is no index of metrics',
};

/** The aggregation of a name, in any case; the number of `perc95` comes with it. */
export function aggregationOf(
  name: string,
): { readonly definition: AggregationDefinition; readonly percentile: number } | undefined {
  const lower = name.toLowerCase();
  const numbered = /^(perc|p|exactperc|upperperc)(\d{1,2}(?:\.\d+)?|100)$/.exec(lower);
  const key = numbered?.[1] ?? lower;
  const percentileName = ['perc', 'p', 'exactperc', 'upperperc'].includes(key);
  if (percentileName !== (numbered !== null)) return undefined;
  const definition = Object.hasOwn(aggregations, key) ? aggregations[key] : undefined;
  return definition === undefined ? undefined : { definition, percentile: Number(numbered?.[2] ?? 0) };
}

function named(
  names: readonly string[],
  definition: AggregationDefinition,
): Record<string, AggregationDefinition> {
  return Object.fromEntries(names.map((name) => [name, definition]));
}

function one(part: Part, result: (value: Expression) => Expression): Built {
  return { parts: [part], result: ([value]) => result(value ?? nullOf(part.type)) };
}

function only(fn: AggregateName, args: readonly Expression[], type: ScalarType): Built {
  return one({ fn, args, type }, (value) => value);
}

/** The sum of a list's numbers; null where it has none. */
function sumOfList(list: Expression): Expression {
  const { sum, count } = totalsOf(list);
  return call('if', [call('gt', [count, long(0)]), sum, nullOf('real')]);
}

/** Each value of the lists counts once. */
function averageOfLists(list: Expression): Built {
  const { sum, count } = totalsOf(list);
  return {
    parts: [
      { fn: 'sum', args: [sum], type: 'real' },
      { fn: 'sum', args: [count], type: 'long' },
    ],
    result: ([total = nullOf('real'), counted = nullOf('long')]) =>
      call('divide', [total, call('nullIf', [call('toReal', [counted]), real(0)])], 'real'),
  };
}

/** Values that are not numbers are ignored. */
function numeric(fn: AggregateName, type: ScalarType): AggregationDefinition {
  return { needs: 'field', lists: false, build: ({ value }) => only(fn, [asNumber(value)], type) };
}

/**
 * Texts that look like numbers are compared as numbers and lie below all others, which are compared as texts: the
 * least is the least number if there is one, the greatest the greatest other text if there is one.
 */
function extreme(value: Expression, fn: 'min' | 'max'): Built {
  const isList = value.type === 'multivalue';
  if (!isList && kindOf(value.type) !== 'text') return only(fn, [value], value.type);
  const side = fn === 'min' ? 'least' : 'greatest';
  const number = isList ? extremeNumber(value, side) : asNumber(value);
  const others = isList
    ? extremeText(value, side)
    : call('if', [call('isNull', [number]), value, nullOf('string')]);
  const picked = fn === 'min' ? 'argMin' : 'argMax';
  const numbers = isList ? asText(number) : call('if', [call('isNull', [number]), nullOf('string'), value]);
  return {
    parts: [
      { fn: picked, args: [numbers, number], type: 'string' },
      { fn, args: [others], type: 'string' },
    ],
    result: ([least, text]) => {
      const both = [least ?? nullOf('string'), text ?? nullOf('string')];
      return call('coalesce', fn === 'min' ? both : both.toReversed());
    },
  };
}

/** Of a single value a sample deviates by 0, as in the table of Search Reference: Aggregate functions, stdev. */
function ofSample(
  sample: 'deviationSample' | 'varianceSample',
  population: 'deviationPopulation' | 'variancePopulation',
): AggregationDefinition {
  return {
    needs: 'field',
    lists: false,
    build: ({ value }) => {
      const args = [asNumber(value)];
      return {
        parts: [
          { fn: sample, args, type: 'real' },
          { fn: population, args, type: 'real' },
        ],
        // Only of a single value the one is null and the other is not.
        result: (parts) => call('coalesce', parts),
      };
    },
  };
}

/** Between two values in proportion, as the worked examples have it. Search Reference: Aggregate functions, perc. */
function percentile(value: Expression, percent: number): Built {
  return only('percentileBetween', [asNumber(value), real(percent)], 'real');
}

/** Of an even number of values the higher of the middle two. Search Reference: Aggregate functions, median. */
function median(value: Expression): Built {
  const number = asNumber(value);
  const turned = call('negate', [number]);
  // The lower one of the values turned round.
  return one({ fn: 'percentile', args: [turned, real(50)], type: number.type }, (found) =>
    call('negate', [found]),
  );
}

/** The first value in an order that is there. */
function pick(value: Expression, order: readonly SortKey[], framed: FramedPart): Built {
  const part: Part = { fn: 'anyNotNull', args: [value], type: value.type, order };
  return { ...one(part, (found) => found), framed: [framed] };
}

/** The value of the newest or oldest result that has one. */
function pickByTime({ value, time = nullOf('datetime') }: Subject, latest: boolean): Built {
  return pick(value, byTime(time, latest), pickedByTime(value, time, latest));
}

function pickedByTime(value: Expression, time: Expression, latest: boolean): FramedPart {
  const instant = call('if', [call('isNull', [value]), nullOf(time.type), time]);
  return { fn: latest ? 'argMax' : 'argMin', args: [value, instant], type: value.type };
}

function reversed(key: SortKey): SortKey {
  return { ...key, descending: !key.descending, nulls: key.nulls === 'last' ? 'first' : 'last' };
}

function byTime(time: Expression, latest: boolean): readonly SortKey[] {
  return [{ expression: time, descending: latest, nulls: 'last' }];
}

function timeOf({ value, time }: Subject, fn: 'min' | 'max'): Built {
  const instant = time ?? nullOf('datetime');
  const present = call('if', [call('isNull', [value]), nullOf('datetime'), instant]);
  return only(fn, [present], 'datetime');
}

/** Time functions, rate: how much the last value is above the first, per second between them. */
function rate({ value, time }: Subject): Built {
  const number = call('toReal', [asNumber(value)]);
  const instant = time ?? nullOf('datetime');
  const counted = call('if', [call('isNull', [number]), nullOf('datetime'), instant]);
  const picked = (latest: boolean): Part => ({
    fn: 'anyNotNull',
    args: [number],
    type: 'real',
    order: byTime(instant, latest),
  });
  const ends = [
    { fn: 'max', args: [counted], type: 'datetime' },
    { fn: 'min', args: [counted], type: 'datetime' },
  ] as const;
  return {
    parts: [picked(true), picked(false), ...ends],
    framed: [pickedByTime(number, instant, true), pickedByTime(number, instant, false), ...ends],
    result: ([last = nullOf('real'), first = nullOf('real'), to = instant, from = instant]) => {
      const apart = call('subtract', [call('epochSeconds', [to]), call('epochSeconds', [from])], 'real');
      const seconds = call('nullIf', [apart, real(0)]);
      return call('divide', [call('subtract', [last, first], 'real'), seconds], 'real');
    },
  };
}

/** Time functions, per_hour and its kin: the sum of a span, scaled to the unit. */
function perUnit(unit: number): AggregationDefinition {
  return {
    needs: 'span',
    lists: false,
    build: ({ value, spanSeconds = unit }) =>
      one({ fn: 'sum', args: [call('toReal', [asNumber(value)])], type: 'real' }, (sum) =>
        call('multiply', [sum, real(unit / spanSeconds)], 'real'),
      ),
  };
}
