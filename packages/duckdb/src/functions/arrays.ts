import { scriptedPrinters } from '../scripted/print.js';
import type { PrintedCall } from '@interloper/sql';
import type { FamilyPrinters } from './family.js';
import { argument } from './family.js';
import { within } from './strings.js';
import { quoteText } from '../text.js';

/** The greatest number of elements of an array that a range makes, as in Kusto. */
const LARGEST = 1_048_576;

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
  arraySort: (call) => sorted(call),
  arrayIndexOf: (call) =>
    `CAST(coalesce(list_position(${elements(argument(call, 0))}, ${argument(call, 1)}), 0) - 1 AS BIGINT)`,
  arraySum: (call) =>
    `CASE WHEN ${isArray(argument(call, 0))} THEN coalesce(list_sum(list_transform(${elements(argument(call, 0))}, lambda e: CASE WHEN ${isNumber('e')} THEN CAST(e AS DOUBLE) END)), 0::DOUBLE) END`,
  arrayUnion: (call) =>
    `to_json(${distinct(call.args.map(elements).reduce((all, next) => `list_concat(${all}, ${next})`))})`,
  arrayIntersect: (call) => filtered(call, (list) => `list_contains(${list}, e)`),
  arrayDifference: (call) => filtered(call, (list) => `NOT list_contains(${list}, e)`),
  arrayRange: (call) => {
    const [from, to, step] = [argument(call, 0), argument(call, 1), argument(call, 2)];
    const count = `least(CAST(floor((${to} - ${from}) / ${step}::DOUBLE) AS BIGINT) + 1, ${LARGEST})`;
    return `to_json(CASE WHEN ${step} <> 0 THEN list_transform(range(greatest(${count}, 0)), lambda i: ${from} + i * ${step}) END)`;
  },
  arrayZip: (call) => {
    const lists = call.args.map(elements);
    const length = `greatest(${lists.map((list) => `len(${list})`).join(', ')})`;
    const row = lists.map((list) => `${list}[i]`).join(', ');
    return `to_json(list_transform(range(1, ${length} + 1), lambda i: [${row}]))`;
  },
  arrayShift: (call) => {
    const [list, by] = [elements(argument(call, 0)), argument(call, 1)];
    const fill = call.args[2] ?? 'NULL::JSON';
    const inside = `i + ${by} BETWEEN 1 AND len(${list})`;
    return `to_json(list_transform(range(1, len(${list}) + 1), lambda i: CASE WHEN ${inside} THEN ${list}[i + ${by}] ELSE ${fill} END))`;
  },
  arrayRotate: (call) => {
    const [list, by] = [elements(argument(call, 0)), argument(call, 1)];
    const size = `len(${list})`;
    return `to_json(list_transform(range(0, ${size}), lambda i: ${list}[((i + ${by}) % ${size} + ${size}) % ${size} + 1]))`;
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
    const kept = `list_filter(${entries(value)}, lambda e: NOT list_contains(${namesOf(call) ?? `coalesce(TRY_CAST(${names} AS VARCHAR[]), [])`}, e.key))`;
    const pairs = `list_transform(${kept}, lambda e: CAST(to_json(e.key) AS VARCHAR) || ':' || coalesce(CAST(e.value AS VARCHAR), 'null'))`;
    return `CASE WHEN json_type(${value}) = 'OBJECT' THEN CAST('{' || array_to_string(${pairs}, ',') || '}' AS JSON) END`;
  },
  objectFromLists: (call) => {
    const [names, values] = [elements(argument(call, 0)), elements(argument(call, 1))];
    const places = `list_filter(range(1, len(${names}) + 1), lambda i: json_type(${names}[i]) = 'VARCHAR')`;
    const pairs = `list_transform(${places}, lambda i: CAST(${names}[i] AS VARCHAR) || ':' || coalesce(CAST(${values}[i] AS VARCHAR), 'null'))`;
    return `CASE WHEN ${isArray(argument(call, 0))} AND ${isArray(argument(call, 1))} THEN CAST('{' || array_to_string(${pairs}, ',') || '}' AS JSON) END`;
  },
  objectPairs: (call) => {
    const value = argument(call, 0);
    const pairs = `list_transform(${entries(value)}, lambda e: [to_json(e.key), coalesce(e.value, 'null'::JSON)])`;
    return `CASE WHEN json_type(${value}) = 'OBJECT' THEN to_json(${pairs}) END`;
  },
  arrayIndexWithin: (call) => {
    const list = elements(argument(call, 0));
    const places = within(`len(${list})`, call);
    const found = `list_filter(range(${places.from}, ${places.to}), lambda i: ${list}[i + 1] = ${argument(call, 1)})`;
    return `CASE WHEN ${isArray(argument(call, 0))} THEN coalesce(${found}[${argument(call, 4)}], -1) END`;
  },
  arraySplit: (call) => {
    const list = elements(argument(call, 0));
    const given = `TRY_CAST(${argument(call, 1)} AS BIGINT[])`;
    const places = `list_transform(${given}, lambda p: least(len(${list}), CASE WHEN p < 0 THEN greatest(len(${list}) + p, 0) ELSE p END))`;
    const bounds = `list_concat(list_concat([0::BIGINT], ${places}), [len(${list})::BIGINT])`;
    return `CASE WHEN ${isArray(argument(call, 0))} THEN to_json(list_transform(range(1, len(${bounds})), lambda i: list_filter(${list}, lambda e, n: n > ${bounds}[i] AND n <= ${bounds}[i + 1]))) END`;
  },
  ...scriptedPrinters(['frequentPatterns', 'scanRows', 'sortedJson', 'treePaths']),
  queryParameters: (call) => {
    const parts = `list_filter(string_split(ltrim(${argument(call, 0)}, '?'), '&'), lambda p: p <> '')`;
    const value = `coalesce(array_to_string(string_split(p, '=')[2:], '='), '')`;
    const pairs = `list_transform(${parts}, lambda p: CAST(to_json(string_split(p, '=')[1]) AS VARCHAR) || ':' || CAST(to_json(${value}) AS VARCHAR))`;
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
  return `list_filter(${list}, lambda e, i: list_position(${list}, e) = i)`;
}

function filtered(call: PrintedCall, test: (list: string) => string): string {
  const [first = 'NULL', ...others] = call.args.map(elements);
  const kept = others.reduce((list, other) => `list_filter(${list}, lambda e: ${test(other)})`, first);
  return `to_json(${distinct(kept)})`;
}

function sorted(call: PrintedCall): string {
  const list = elements(argument(call, 0));
  const [, descending] = call.expressions;
  const order = descending?.kind === 'literal' && descending.value === true ? 'DESC' : 'ASC';
  const numbers = `len(list_filter(${list}, lambda e: e IS NOT NULL AND json_type(e) <> 'NULL' AND NOT ${isNumber('e')})) = 0`;
  // Nulls stand last whichever the order: they are taken off and put back.
  const present = `list_filter(${list}, lambda e: e IS NOT NULL AND json_type(e) <> 'NULL')`;
  const missing = `list_filter(${list}, lambda e: e IS NULL OR json_type(e) = 'NULL')`;
  const by = (key: string): string =>
    `list_transform(list_sort(list_transform(${present}, lambda e: {k: ${key}, v: e}), '${order}', 'NULLS LAST'), lambda s: s.v)`;
  return `to_json(list_concat(CASE WHEN ${numbers} THEN ${by('CAST(e AS DOUBLE)')} ELSE ${by("json_extract_string(e, '$')")} END, ${missing}))`;
}

/**
 * One object of the properties of a list of objects (nulls among them are left out); of a name the first counts. What
 * a value is inside does not matter, a JSON null included.
 */
export function mergedObjects(list: string): string {
  const inner = `json_extract("→o", '$."' || replace("→k", '"', '\\"') || '"')`;
  const pair = `{k: "→k", v: CAST(to_json("→k") AS VARCHAR) || ':' || CAST(${inner} AS VARCHAR)}`;
  const present = `list_filter(${list}, lambda "→o": "→o" IS NOT NULL)`;
  const pairs = `flatten(list_transform(${present}, lambda "→o": list_transform(json_keys("→o"), lambda "→k": ${pair})))`;
  const names = `list_transform("→all", lambda "→p": "→p".k)`;
  const firsts = `list_sort(list_transform(list_distinct(${names}), lambda "→k": list_position(${names}, "→k")))`;
  const merged = `'{' || array_to_string(list_transform(${firsts}, lambda "→n": "→all"["→n"].v), ',') || '}'`;
  return `list_transform([${pairs}], lambda "→all": CAST(${merged} AS JSON))[1]`;
}
