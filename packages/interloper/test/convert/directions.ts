import { kql, print as printKql } from '@interloper/kql';
import { hasErrors, validatePlan } from '@interloper/plan';
import type { Catalog, Language, LanguageId, PrintOptions, Relation, View } from '@interloper/plan';
import { print as printSigma, sigma } from '@interloper/sigma';
import { print as printSpl, spl } from '@interloper/spl';
import type { Json, ResultSet } from '@interloper/sql';
import type { Printer } from '../../src/compile/printers.js';

/** The languages and their printers. */
export const languages: Readonly<
  Record<LanguageId, { readonly language: Language; readonly print: Printer }>
> = {
  kql: { language: kql, print: printKql },
  spl: { language: spl, print: printSpl },
  sigma: { language: sigma, print: printSigma },
};

/** A rule that compiles, and how to run plans over its events. */
export interface ConvertedCase {
  readonly id: string;
  readonly plan: Relation;
  readonly catalog: Catalog;
  readonly run: (plan: Relation) => Promise<ResultSet>;
}

/** What became of many rules in another language. */
export interface Tally {
  /** How many were said and gave the same rows. */
  readonly said: number;
  /** How many were refused, by the reason. */
  readonly refused: ReadonlyMap<string, readonly string[]>;
  /** What went wrong: rules that do not compile again, or give other rows. */
  readonly wrong: readonly string[];
}

/** Prints each rule in a language, compiles that and holds its rows against those of the rule. */
export async function convertAll(
  cases: readonly ConvertedCase[],
  to: LanguageId,
  options: PrintOptions = {},
): Promise<Tally> {
  const refused = new Map<string, string[]>();
  const wrong: string[] = [];
  let said = 0;
  for (const { id, plan, catalog, run } of cases) {
    const printed = languages[to].print(plan, catalog, options);
    if ('refused' in printed) {
      refused.set(printed.refused, [...(refused.get(printed.refused) ?? []), id]);
      continue;
    }
    const again = languages[to].language.compile(printed.text, catalog);
    if (again.plan === undefined || hasErrors(again.diagnostics)) {
      wrong.push(`${id}\n${printed.text}\n${JSON.stringify(again.diagnostics)}`);
      continue;
    }
    const faults = validatePlan(again.plan);
    const answer = await run(again.plan).catch((error: unknown) => String(error));
    if (typeof answer === 'string') {
      wrong.push(`${id}\n${printed.text}\n${answer}`);
      continue;
    }
    const others = new Set([...differingTimes(plan, catalog), ...ownValues(plan, catalog)]);
    const [original, converted] = rowsOf(without(await run(plan), others), without(answer, others));
    if (faults.length === 0 && JSON.stringify(original) === JSON.stringify(converted)) said += 1;
    else
      wrong.push(
        `${id}\n${printed.text}\n${JSON.stringify(faults)} ${original.join('\n')}\n≠\n${converted.join('\n')}`,
      );
  }
  return { said, refused, wrong };
}

/** The logs that a plan reads, as any language has them. */
function viewsOf(plan: Relation, catalog: Catalog): readonly View[] {
  const text = JSON.stringify(plan);
  return [...catalog.tables, ...catalog.sourcetypes, ...catalog.logsources].filter(({ scan }) =>
    text.includes(`"dataset":${JSON.stringify(scan.dataset)}`),
  );
}

/**
 * The names of a log's own time where languages take another of its instants for it: what a row shows there is then
 * another platform's time, and no fault of the rule's.
 */
function differingTimes(plan: Relation, catalog: Catalog): readonly string[] {
  const views = viewsOf(plan, catalog);
  const byLog = new Map<string, Set<string>>();
  for (const { scan, columns, time } of views) {
    const instant = JSON.stringify(columns.find(({ name }) => name === time)?.expression);
    byLog.set(scan.dataset, (byLog.get(scan.dataset) ?? new Set()).add(instant));
  }
  const differing = views.filter(({ scan }) => (byLog.get(scan.dataset)?.size ?? 0) > 1);
  return differing.map(({ time }) => time);
}

/**
 * The names under which Sigma has several texts where the table has one value (`Status`: its rules compare the portal's
 * words for what the table holds as an object): a row shows there what its own language has.
 */
function ownValues(plan: Relation, catalog: Catalog): readonly string[] {
  const tables = viewsOf(plan, catalog).filter((view) => catalog.tables.includes(view));
  const single = new Set(
    tables.flatMap(({ columns }) =>
      columns.flatMap(({ name, type }) => (type === 'multivalue' ? [] : [name])),
    ),
  );
  return viewsOf(plan, catalog)
    .filter((view) => catalog.logsources.some((logsource) => logsource === view))
    .flatMap(({ columns }) => columns.filter(({ name, type }) => type === 'multivalue' && single.has(name)))
    .map(({ name }) => name);
}

function without({ columns, rows }: ResultSet, names: ReadonlySet<string>): ResultSet {
  const kept = columns.flatMap(({ name }, place) => (names.has(name) ? [] : [place]));
  return {
    columns: kept.flatMap((place) => columns[place] ?? []),
    rows: rows.map((row) => kept.map((place) => row[place] ?? null)),
  };
}

/** A line for each reason, the most frequent first. */
export function reasonsOf({ refused }: Tally): string {
  return [...refused]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([reason, ids]) => `${ids.length} × ${reason}`)
    .join('\n');
}

/**
 * The rows of two results by all columns, or where one has more (a log has columns that another language has no name
 * for) by those that both have, at the least by how many they are.
 */
function rowsOf(one: ResultSet, other: ResultSet): readonly [readonly string[], readonly string[]] {
  if (one.columns.length === other.columns.length) return [comparable(one), comparable(other)];
  const names = one.columns
    .map(({ name }) => name)
    .filter((name) => other.columns.some((item) => item.name === name));
  if (names.length === 0) return [[String(one.rows.length)], [String(other.rows.length)]];
  const chosen = ({ columns, rows }: ResultSet): ResultSet => {
    const places = names.map((name) => columns.findIndex((item) => item.name === name));
    return {
      columns: places.flatMap((place) => columns[place] ?? []),
      rows: rows.map((row) => places.map((place) => row[place] ?? null)),
    };
  };
  return [comparable(chosen(one)), comparable(chosen(other))];
}

/**
 * Rows in any order, cells as every language shows them: absent text is empty or null, instants are seconds, truth is a
 * word, numbers have one form, a list of one is its element and an empty one nothing, a set has no order.
 */
export function comparable({ rows }: ResultSet): readonly string[] {
  return rows.map((row) => JSON.stringify(row.map((cell) => plain(cell)))).toSorted();
}

function plain(value: Json): Json {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(plain);
    if (items.length <= 1) return items[0] ?? null;
    return items.map((item) => JSON.stringify(item)).toSorted();
  }
  if (value === null || value === '' || value === 'null' || value === 'NaN') return null;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (typeof value === 'object') return JSON.stringify(value);
  if (/^[[{]/.test(value)) return json(value);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return Number((Date.parse(value) / 1000).toPrecision(12));
  const span = /^(-?)(?:(\d+)\.)?(\d\d):(\d\d):(\d\d(?:\.\d+)?)$/.exec(value);
  if (span !== null) {
    const [, sign, days = '0', hours, minutes, seconds] = span;
    const size = Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return sign === '-' ? -size : size;
  }
  return value.trim() !== '' && Number.isFinite(Number(value))
    ? Number(Number(value).toPrecision(12))
    : value;
}

function json(value: string): Json {
  try {
    const parsed = JSON.parse(value) as Json;
    return Array.isArray(parsed) ? plain(parsed) : JSON.stringify(parsed);
  } catch {
    return value;
  }
}
