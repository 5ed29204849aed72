import { scriptedPrinters } from '../scripted/print.js';
import type { PrintedCall } from '@interloper/sql';
import type { FamilyPrinters } from './family.js';
import { argument } from './family.js';
import { within } from './strings.js';
import { parseTimespan } from './ticks-sql.js';
import { quoteText } from '../text.js';

/** An element in a lambda: a name that no column has, for a column of the same name would be hidden, or hide it. */
const E = '"→e"';

/** The greatest number of elements of an array that a range makes, as in Kusto. */
const LARGEST = 1_048_576;

const scriptedTexts = scriptedPrinters(['jsonChanged', 'objectWithoutPaths']);

export const arrays: FamilyPrinters<'arrays'> = {
  arraySlice: (call) => {
    const list = elements(argument(call, 0));
    const place = (index: string): string =>
      `(CASE WHEN ${index} < 0 THEN len(${list}) + ${index} ELSE ${index} END)`;
    const from = `greatest(${place(argument(call, 1))}, 0)`;
    const to = place(argument(call, 2));
    return `to_json(CASE WHEN ${from} > ${to} THEN list_slice(${list}, 1, 0) ELSE list_slice(${list}, ${from} + 1, ${to} + 1) END)`;
  },
  arrayConcat: (call) =>
    `to_json(${call.args.map(elements).reduce((all, next) => `list_concat(${all}, ${next})`)})`,
  arrayReverse: (call) => `to_json(list_reverse(${elements(argument(call, 0))}))`,
  arraySort: sorted,
  arrayOrder: order,
  arrayPick: (call) => {
    const [list, places] = [elements(argument(call, 0)), `TRY_CAST(${argument(call, 1)} AS BIGINT[])`];
    return `CASE WHEN len(${list}) = len(${places}) THEN to_json(list_transform(${places}, lambda "→p": ${list}["→p" + 1])) END`;
  },
  arrayIndexOf: (call) =>
    `CAST(coalesce(list_position(${elements(argument(call, 0))}, ${argument(call, 1)}), 0) - 1 AS BIGINT)`,
  arraySum: (call) =>
    `CASE WHEN ${isArray(argument(call, 0))} THEN coalesce(list_sum(list_transform(${elements(argument(call, 0))}, lambda "→e": CASE WHEN ${isNumber(E)} THEN CAST("→e" AS DOUBLE) END)), 0::DOUBLE) END`,
  arrayUnion: (call) =>
    `to_json(${distinct(call.args.map(elements).reduce((all, next) => `list_concat(${all}, ${next})`))})`,
  arrayIntersect: (call) => filtered(call, (list) => `list_contains(${list}, ${E})`),
  arrayDifference: (call) => filtered(call, (list) => `NOT list_contains(${list}, ${E})`),
  arrayRange: (call) => {
    const [from, to, step] = [argument(call, 0), argument(call, 1), argument(call, 2)];
    const count = `least(CAST(floor((${to} - ${from}) / ${step}::DOUBLE) AS BIGINT) + 1, ${LARGEST})`;
    return `to_json(CASE WHEN ${step} <> 0 THEN list_transform(range(greatest(${count}, 0)), lambda "→i": ${from} + "→i" * ${step}) END)`;
  },
  arrayZip: (call) => {
    const lists = call.args.map(elements);
    const length = `greatest(${lists.map((list) => `len(${list})`).join(', ')})`;
    const row = lists.map((list) => `${list}["→i"]`).join(', ');
    return `to_json(list_transform(range(1, ${length} + 1), lambda "→i": [${row}]))`;
  },
  arrayShift: (call) => {
    const [list, by] = [elements(argument(call, 0)), argument(call, 1)];
    const fill = call.args[2] ?? 'NULL::JSON';
    const inside = `"→i" + ${by} BETWEEN 1 AND len(${list})`;
    return `to_json(list_transform(range(1, len(${list}) + 1), lambda "→i": CASE WHEN ${inside} THEN ${list}["→i" + ${by}] ELSE ${fill} END))`;
  },
  arrayRotate: (call) => {
    const [list, by] = [elements(argument(call, 0)), argument(call, 1)];
    const size = `len(${list})`;
    return `to_json(list_transform(range(0, ${size}), lambda "→i": ${list}[(("→i" + ${by}) % ${size} + ${size}) % ${size} + 1]))`;
  },
  arrayRepeat: (call) => {
    const [value, count] = [argument(call, 0), argument(call, 1)];
    const repeated = `list_transform(range(least(${count}, ${LARGEST})), lambda "→i": coalesce(${value}, 'null'::JSON))`;
    return `CASE WHEN ${count} >= 0 THEN to_json(${repeated}) END`;
  },
  arrayMap: (call) => {
    const lambda = argument(call, 1);
    const present = `list_transform(${elements(argument(call, 0))}, lambda "→e": nullif("→e", 'null'::JSON))`;
    return `to_json(list_transform(${present}, ${lambda}))`;
  },
  // A patch would merge objects inside and drop nulls: properties are taken one by one, the first of a name.
  objectMerge: (call) => {
    const objects = call.args.map((value) => `CASE WHEN json_type(${value}) = 'OBJECT' THEN ${value} END`);
    return `CASE WHEN coalesce(${objects.join(', ')}) IS NOT NULL THEN ${mergedObjects(`[${objects.join(', ')}]`)} END`;
  },
  // By entries, not by paths: a path cannot name the property "".
  objectWithout: (call) => {
    const [value, names] = [argument(call, 0), argument(call, 1)];
    const kept = `list_filter(${entries(value)}, lambda "→e": NOT list_contains(${namesOf(call) ?? `coalesce(TRY_CAST(${names} AS VARCHAR[]), [])`}, "→e".key))`;
    const pairs = `list_transform(${kept}, lambda "→e": CAST(to_json("→e".key) AS VARCHAR) || ':' || coalesce(CAST("→e".value AS VARCHAR), 'null'))`;
    return `CASE WHEN json_type(${value}) = 'OBJECT' THEN CAST('{' || array_to_string(${pairs}, ',') || '}' AS JSON) END`;
  },
  jsonChanged: (call) => `CAST(${scriptedTexts.jsonChanged(call)} AS JSON)`,
  objectWithoutPaths: (call) => `CAST(${scriptedTexts.objectWithoutPaths(call)} AS JSON)`,
  objectFromLists: (call) => {
    const [names, values] = [elements(argument(call, 0)), `coalesce(${elements(argument(call, 1))}, [])`];
    const places = `list_filter(range(1, len(${names}) + 1), lambda "→i": json_type(${names}["→i"]) = 'VARCHAR')`;
    const pairs = `list_transform(${places}, lambda "→i": CAST(${names}["→i"] AS VARCHAR) || ':' || coalesce(CAST(${values}["→i"] AS VARCHAR), 'null'))`;
    return `CASE WHEN ${isArray(argument(call, 0))} AND ${argument(call, 1)} IS NOT NULL THEN CAST('{' || array_to_string(${pairs}, ',') || '}' AS JSON) END`;
  },
  objectPairs: (call) => {
    const value = argument(call, 0);
    const pairs = `list_transform(${entries(value)}, lambda "→e": [to_json("→e".key), coalesce("→e".value, 'null'::JSON)])`;
    return `CASE WHEN json_type(${value}) = 'OBJECT' THEN to_json(${pairs}) END`;
  },
  arrayIndexWithin: (call) => {
    const list = elements(argument(call, 0));
    const places = within(`len(${list})`, call);
    const found = `list_filter(range(${places.from}, ${places.to}), lambda "→i": ${list}["→i" + 1] = ${argument(call, 1)})`;
    return `CASE WHEN ${isArray(argument(call, 0))} THEN coalesce(${found}[${argument(call, 4)}], -1) END`;
  },
  arraySplit: (call) => {
    const list = elements(argument(call, 0));
    const given = `TRY_CAST(${argument(call, 1)} AS BIGINT[])`;
    const places = `list_transform(${given}, lambda "→p": least(len(${list}), CASE WHEN "→p" < 0 THEN greatest(len(${list}) + "→p", 0) ELSE "→p" END))`;
    const bounds = `list_concat(list_concat([0::BIGINT], ${places}), [len(${list})::BIGINT])`;
    return `CASE WHEN ${isArray(argument(call, 0))} THEN to_json(list_transform(range(1, len(${bounds})), lambda "→i": list_filter(${list}, lambda "→e", "→n": "→n" > ${bounds}["→i"] AND "→n" <= ${bounds}["→i" + 1]))) END`;
  },
  ...scriptedPrinters([
    'frequentPatterns',
    'graphComponents',
    'recordsOfText',
    'linkedRows',
    'scanRows',
    'sortedJson',
    'treePaths',
  ]),
  queryParameters: (call) => {
    const parts = `list_filter(string_split(ltrim(${argument(call, 0)}, '?'), '&'), lambda "→p": "→p" <> '')`;
    const value = `coalesce(array_to_string(string_split("→p", '=')[2:], '='), '')`;
    const pairs = `list_transform(${parts}, lambda "→p": CAST(to_json(string_split("→p", '=')[1]) AS VARCHAR) || ':' || CAST(to_json(${value}) AS VARCHAR))`;
    return `CAST('{' || array_to_string(${pairs}, ',') || '}' AS JSON)`;
  },
};

/** A literal array of names as a list: cast for each property of each row, it would cost most of the call. */
function namesOf({ expressions: [, names] }: PrintedCall): string | undefined {
  if (names?.kind !== 'literal' || typeof names.value !== 'string') return undefined;
  const list: unknown = JSON.parse(names.value);
  if (!Array.isArray(list) || !list.every((name) => typeof name === 'string')) return undefined;
  return `[${list.map(quoteText).join(', ')}]::VARCHAR[]`;
}

/** Names and values of a JSON object's properties, in order. */
function entries(value: string): string {
  return `map_entries(TRY_CAST(${value} AS MAP(VARCHAR, JSON)))`;
}

/** The elements of a JSON array as a list; null when it is none. */
function elements(value: string): string {
  return `(CASE WHEN ${isArray(value)} THEN TRY_CAST(${value} AS JSON[]) END)`;
}

function isArray(value: string): string {
  return `json_type(${value}) = 'ARRAY'`;
}

function isNumber(value: string): string {
  return `json_type(${value}) IN ('BIGINT', 'UBIGINT', 'DOUBLE')`;
}

/** list_distinct keeps no order; the position of the first occurrence does. */
function distinct(list: string): string {
  return `list_filter(${list}, lambda "→e", "→i": list_position(${list}, "→e") = "→i")`;
}

function filtered(call: PrintedCall, test: (list: string) => string): string {
  const [first = 'NULL', ...others] = call.args.map(elements);
  const kept = others.reduce((list, other) => `list_filter(${list}, lambda "→e": ${test(other)})`, first);
  return `to_json(${distinct(kept)})`;
}

/**
 * What the elements of a list that are not null are sorted by, each with its value and position. (A plain name before a
 * point would be a column where there is one of that name, also inside a lambda.) The kinds stand in the
 * same order whichever the direction, and equal elements too, so what tells them apart turns with it.
 */
function sortKeys(list: string, descending: boolean): string {
  const sign = descending ? '-' : '';
  const duration = `regexp_full_match(json_extract_string(${E}, '$'), '-?(\\d+\\.)?\\d{2}:\\d{2}:\\d{2}(\\.\\d{7})?')`;
  const kind = `CASE WHEN ${isNumber(E)} OR ${duration} THEN 1 WHEN json_type(${E}) = 'VARCHAR' THEN 2 ELSE 3 END`;
  const ticks = `CASE WHEN ${duration} THEN ${parseTimespan(`json_extract_string(${E}, '$')`)} END`;
  const size = `CASE WHEN ${isNumber(E)} THEN CAST(${E} AS DOUBLE) ELSE coalesce(${ticks}, 0) END`;
  const whole = `CASE WHEN ${isNumber(E)} THEN coalesce(TRY_CAST(${E} AS HUGEINT), 0) ELSE 0 END`;
  const text = `CASE WHEN ${isNumber(E)} THEN '' ELSE json_extract_string(${E}, '$') END`;
  const keys = `{r: ${sign}(${kind}), s: ${size}, w: ${whole}, t: ${text}, i: ${sign}"→i", v: ${E}, p: "→i" - 1}`;
  const all = `list_transform(${list}, lambda "→e", "→i": CASE WHEN ${isPresent(E)} THEN ${keys} END)`;
  return `list_sort(list_filter(${all}, lambda "→k": "→k" IS NOT NULL), '${descending ? 'DESC' : 'ASC'}')`;
}

function isPresent(value: string): string {
  return `${value} IS NOT NULL AND json_type(${value}) <> 'NULL'`;
}

function isDescending({ expressions: [, descending] }: PrintedCall): boolean {
  return descending?.kind === 'literal' && descending.value === true;
}

function sorted(call: PrintedCall): string {
  const list = elements(argument(call, 0));
  const present = `list_transform(${sortKeys(list, isDescending(call))}, lambda "→k": "→k".v)`;
  const missing = `list_filter(${list}, lambda "→e": NOT (${isPresent(E)}))`;
  return `CASE WHEN ${isArray(argument(call, 0))} THEN to_json(list_concat(${present}, ${missing})) END`;
}

function order(call: PrintedCall): string {
  const list = elements(argument(call, 0));
  const present = `list_transform(${sortKeys(list, isDescending(call))}, lambda "→k": "→k".p)`;
  const places = `list_transform(${list}, lambda "→e", "→i": CASE WHEN NOT (${isPresent(E)}) THEN "→i" - 1 END)`;
  const missing = `list_filter(${places}, lambda "→p": "→p" IS NOT NULL)`;
  const placed = `CASE WHEN ${argument(call, 2)} THEN list_concat(${present}, ${missing}) ELSE list_concat(${missing}, ${present}) END`;
  return `CASE WHEN ${isArray(argument(call, 0))} THEN to_json(${placed}) END`;
}

/**
 * One object of the properties of a list of objects (nulls among them are left out); of a name the first counts. What
 * a value is inside does not matter, a JSON null included.
 */
export function mergedObjects(list: string, most?: number): string {
  const inner = `json_extract("→o", '$."' || replace("→k", '"', '\\"') || '"')`;
  const pair = `{k: "→k", v: CAST(to_json("→k") AS VARCHAR) || ':' || CAST(${inner} AS VARCHAR)}`;
  const present = `list_filter(${list}, lambda "→o": "→o" IS NOT NULL)`;
  const pairs = `flatten(list_transform(${present}, lambda "→o": list_transform(json_keys("→o"), lambda "→k": ${pair})))`;
  const names = `list_transform("→all", lambda "→p": "→p".k)`;
  const firsts = `list_sort(list_transform(list_distinct(${names}), lambda "→k": list_position(${names}, "→k")))`;
  const kept = most === undefined ? firsts : `list_slice(${firsts}, 1, ${most})`;
  const merged = `'{' || array_to_string(list_transform(${kept}, lambda "→n": "→all"["→n"].v), ',') || '}'`;
  return `list_transform([${pairs}], lambda "→all": CAST(${merged} AS JSON))[1]`;
}
