import type { AggregateName, WindowName } from '@interloper/plan';
import type { AggregatePrinter, PrintedAggregate } from '@interloper/sql';
import { mergedObjects } from './functions/arrays.js';
import { toJson } from './functions/conversion.js';

/** The aggregates of the plan in DuckDB's SQL. */
export const aggregates: Readonly<Record<AggregateName, AggregatePrinter>> = {
  count: (call) => `count(*)${call.filter}${call.over}`,
  countIf: (call) => `count(*) FILTER (WHERE ${call.args[0]})${call.over}`,
  countValues: (call) => plain('count', call),
  countDistinct: (call) => {
    const value = call.args.length === 1 ? call.args[0] : `row(${call.args.join(', ')})`;
    return `count(DISTINCT ${value})${call.filter}${call.over}`;
  },
  sum: (call) => typed('sum', call),
  average: (call) => typed('avg', call),
  min: (call) => plain('min', call),
  max: (call) => plain('max', call),
  anyValue: (call) => plain('first', call),
  anyNotNull: (call) => plain('any_value', call),
  // arg_max leaves out rows whose value is null; arg_max_null keeps them.
  argMax: (call) => plain('arg_max_null', call),
  argMin: (call) => plain('arg_min_null', call),
  list: (call) => jsonList(call, false),
  set: (call) => jsonList(call, true),
  listElements: (call) => jsonList(call, false, true),
  setElements: (call) => jsonList(call, true, true),
  listWithNulls: (call) => {
    const value = toJson(call.args[0] ?? 'NULL', call.expressions[0]?.type);
    return `to_json(coalesce(list(${value}${call.order})${call.filter}${call.over}, []))`;
  },
  bitAndAll: (call) => `CAST(${plain('bit_and', call)} AS BIGINT)`,
  bitOrAll: (call) => `CAST(${plain('bit_or', call)} AS BIGINT)`,
  bitXorAll: (call) => `CAST(${plain('bit_xor', call)} AS BIGINT)`,
  mvList: (call) => `nullif(${texts(call)}, [])`,
  mvValues: (call) => `nullif(list_sort(list_distinct(${texts(call)})), [])`,
  bag: (call) => reduceBag(call),
  deviationSample: (call) => plain('stddev_samp', call),
  deviationPopulation: (call) => plain('stddev_pop', call),
  varianceSample: (call) => plain('var_samp', call),
  variancePopulation: (call) => plain('var_pop', call),
  covarianceSample: (call) => plain('covar_samp', call),
  covariancePopulation: (call) => plain('covar_pop', call),
  percentile: (call) => `quantile_disc(${call.args[0]}, (${call.args[1]}) / 100.0)${call.filter}${call.over}`,
  percentileBetween: (call) =>
    `quantile_cont(CAST(${call.args[0]} AS DOUBLE), (${call.args[1]}) / 100.0)${call.filter}${call.over}`,
  median: (call) => `median(CAST(${call.args[0]} AS DOUBLE))${call.filter}${call.over}`,
  mode: (call) => `mode(${call.args[0]} ORDER BY ${call.args[0]})${call.filter}${call.over}`,
  allTrue: (call) => plain('bool_and', call),
  anyTrue: (call) => plain('bool_or', call),
};

/** The window functions of the plan in DuckDB's SQL. */
export const windows: Readonly<Record<Exclude<WindowName, AggregateName>, AggregatePrinter>> = {
  rowNumber: (call) => `row_number()${call.over}`,
  lag: (call) => `lag(${call.args.join(', ')})${call.over}`,
  lead: (call) => `lead(${call.args.join(', ')})${call.over}`,
  firstValue: (call) => `first_value(${call.args[0]})${call.over}`,
  lastValue: (call) => `last_value(${call.args[0]})${call.over}`,
  firstNotNull: (call) => `first_value(${call.args[0]} IGNORE NULLS)${call.over}`,
  lastNotNull: (call) => `last_value(${call.args[0]} IGNORE NULLS)${call.over}`,
};

function plain(name: string, call: PrintedAggregate): string {
  return `${name}(${call.args.join(', ')}${call.order})${call.filter}${call.over}`;
}

const SQL_TYPES: Partial<Record<string, string>> = {
  int: 'INTEGER',
  long: 'BIGINT',
  real: 'DOUBLE',
  decimal: 'DECIMAL(38, 12)',
  datetime: 'BIGINT',
  timespan: 'BIGINT',
};

/**
 * DuckDB's sum of integers is wider, its mean a DOUBLE: cast to what the plan states. A sum that is out of range is an
 * error, as it is for HUGEINT: as null it would look like a sum over nothing, which languages take for 0.
 */
function typed(name: string, call: PrintedAggregate): string {
  const whole = call.type === 'datetime' || call.type === 'timespan';
  const value = name === 'avg' && whole ? `trunc(${plain(name, call)})` : plain(name, call);
  return `${name === 'sum' ? 'CAST' : 'TRY_CAST'}(${value} AS ${SQL_TYPES[call.type] ?? 'DOUBLE'})`;
}

function listed(value: string, call: PrintedAggregate): string {
  const present = `${value} IS NOT NULL`;
  const filter =
    call.filter === '' ? ` FILTER (WHERE ${present})` : call.filter.replace(/\)$/, () => ` AND ${present})`);
  return `coalesce(list(${value}${call.order})${filter}${call.over}, [])`;
}

/** The values of all rows in one list; those of a multivalue one by one. */
function texts(call: PrintedAggregate): string {
  const list = listed(call.args[0] ?? 'NULL', call);
  return call.expressions[0]?.type === 'multivalue' ? `flatten(${list})` : list;
}

function jsonList(call: PrintedAggregate, distinct: boolean, takenApart = false): string {
  const value = toJson(call.args[0] ?? 'NULL', call.expressions[0]?.type);
  const list = takenApart ? elementsOf(listed(value, call)) : listed(value, call);
  const kept = distinct ? inFirstOrder(list) : list;
  return `to_json(${call.limit === undefined ? kept : `list_slice(${kept}, 1, ${call.limit})`})`;
}

/** JSON values with each array among them replaced by its elements; JSON nulls are left out, as nulls are. */
function elementsOf(list: string): string {
  const apart = `list_transform(${list}, lambda "→v": CASE WHEN json_type("→v") = 'ARRAY' THEN CAST("→v" AS JSON[]) ELSE ["→v"] END)`;
  return `list_filter(flatten(${apart}), lambda "→v": "→v" IS NOT NULL AND json_type("→v") <> 'NULL')`;
}

/**
 * list_distinct keeps no order: its values are sorted by the place of their first occurrence, which is found early
 * for values that occur often. That is too slow for very many values, which are sorted by themselves instead.
 */
function inFirstOrder(list: string): string {
  const values = `list_distinct(${list})`;
  const placed = `list_transform(${values}, lambda "→x": {p: list_position(${list}, "→x"), v: "→x"})`;
  return `CASE WHEN len(${values}) > 10000 THEN list_sort(${values}) ELSE list_transform(list_sort(${placed}), lambda "→s": "→s".v) END`;
}

/** The first value of a key wins. */
function reduceBag(call: PrintedAggregate): string {
  return mergedObjects(listed(call.args[0] ?? 'NULL', call), call.limit);
}
