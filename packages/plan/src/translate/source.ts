import type { Catalog, View } from '../catalog.js';
import { and, conjunctsOf } from '../expressions.js';
import type { Expression, NamedExpression } from '../expressions.js';
import type { Relation, Scan } from '../relations.js';
import { columnsOf } from '../schema.js';
import { mapExpression, someExpression } from '../visit.js';
import { NoField, keyOf, toFields } from './fields.js';

/** The rows of one log that a plan begins with: a dataset, conditions over its columns, and the names given to them. */
export interface LogRows {
  readonly scan: Scan;
  /** The list of which every element is a row (see `View.each`). */
  readonly each?: NonNullable<View['each']>;
  readonly conditions: readonly Expression[];
  /** What the columns of the relation stand for over the dataset. */
  readonly names: ReadonlyMap<string, Expression>;
}

/**
 * Reads the beginning of a plan as rows of one log: a scan, filters on it and the naming of its columns. Undefined when
 * the relation does more than that.
 */
export function logRows(relation: Relation, catalog: Catalog): LogRows | undefined {
  switch (relation.kind) {
    case 'scan':
      return { scan: relation, conditions: [], names: identity(columnsOf(relation)) };
    case 'unnest': {
      const rows = logRows(relation.input, catalog);
      const [list] = relation.lists;
      if (rows === undefined || rows.each !== undefined || list === undefined) return undefined;
      if (!relation.outer || relation.lists.length > 1) return undefined;
      if (!isEach(list, rows.scan, catalog)) return undefined;
      const names = new Map([...rows.names, ...identity([list.column])]);
      return { ...rows, each: list, names };
    }
    case 'filter': {
      const rows = logRows(relation.input, catalog);
      if (rows === undefined || asksOtherRows(relation.predicate)) return undefined;
      const conditions = conjunctsOf(substitute(relation.predicate, rows.names));
      return { ...rows, conditions: [...rows.conditions, ...conditions] };
    }
    case 'project': {
      const rows = logRows(relation.input, catalog);
      if (rows === undefined || !namesLog(relation.columns, rows.scan, catalog)) return undefined;
      return { ...rows, names: named(relation.columns, rows.names) };
    }
    default:
      return undefined;
  }
}

/** True for a condition that holds a query: its logs are found like those of the rule itself. */
function asksOtherRows(condition: Expression): boolean {
  return someExpression(condition, ({ kind }) => kind === 'inQuery' || kind === 'scalarQuery');
}

/** What a condition asks of other rows comes after what it asks of an event: a log may be told by that. */
export function questionsLast(filter: Extract<Relation, { kind: 'filter' }>): Relation {
  const conjuncts = conjunctsOf(filter.predicate);
  const asking = conjuncts.filter(asksOtherRows);
  if (asking.length === 0 || asking.length === conjuncts.length) return filter;
  const rest = and(...conjuncts.filter((item) => !asking.includes(item)));
  return { ...filter, input: { ...filter, predicate: rest }, predicate: and(...asking) };
}

function identity(
  columns: readonly { readonly name: string; readonly type: Expression['type'] }[],
): Map<string, Expression> {
  return new Map(columns.map(({ name, type }) => [name, { kind: 'column', name, type }]));
}

/** An expression with its columns replaced by what they stand for. */
export function substitute(expression: Expression, names: ReadonlyMap<string, Expression>): Expression {
  if (expression.kind === 'column') return names.get(expression.name) ?? expression;
  return mapExpression(expression, (part) => substitute(part, names));
}

function named(
  columns: readonly NamedExpression[],
  names: ReadonlyMap<string, Expression>,
): ReadonlyMap<string, Expression> {
  return new Map(columns.map((item) => [item.name, substitute(item.expression, names)]));
}

/** True when columns are those that some language sees a log under: a rule has chosen nothing yet. */
function namesLog(columns: readonly NamedExpression[], scan: Scan, catalog: Catalog): boolean {
  const given = new Set(columns.map(({ name }) => name));
  return [...catalog.tables, ...catalog.sourcetypes, ...catalog.logsources].some(
    (view) => view.scan.dataset === scan.dataset && view.columns.every(({ name }) => given.has(name)),
  );
}

/** A view that shows the same rows, and the conditions that are left to say over its columns. */
export interface ChosenView<Kind extends View> {
  readonly view: Kind;
  readonly conditions: readonly Expression[];
}

/** Tells the dataset columns by which some language orders a log: its time, to a language that has another. */
export function timesOf(scan: Scan, catalog: Catalog): (name: string) => boolean {
  const times = [...catalog.tables, ...catalog.sourcetypes, ...catalog.logsources]
    .filter((view) => view.scan.dataset === scan.dataset)
    .map((view) => view.columns.find(({ name }) => name === view.time)?.expression);
  return (name) => times.some((time) => time?.kind === 'column' && time.name === name);
}

/**
 * The view that shows some rows of a log: of those over its dataset whose own filter is among the conditions, the one
 * that says most of them itself and has a column for the rest.
 *
 * @returns the view, or what no view has a column for
 */
export function chooseView<Kind extends View>(
  rows: LogRows,
  catalog: Catalog,
  views: readonly Kind[],
): ChosenView<Kind> | { readonly lacks: string } {
  const same = views.filter(
    (view) =>
      view.scan.dataset === rows.scan.dataset &&
      eachKey(view.each, rows.scan) === eachKey(rows.each, rows.scan),
  );
  const isTime = timesOf(rows.scan, catalog);
  let lacks = `a log like ${rows.scan.dataset}`;
  let most = 0;
  const found: (ChosenView<Kind> & { readonly said: number })[] = [];
  for (const view of same) {
    const own = view.filter === undefined ? [] : conjunctsOf(view.filter);
    const given = new Set(rows.conditions.map((item) => keyOf(item, rows.scan)));
    const keys = own.map((item) => keyOf(item, rows.scan));
    if (!keys.every((key) => given.has(key))) continue;
    const rest = rows.conditions.filter((item) => !keys.includes(keyOf(item, rows.scan)));
    try {
      const conditions = rest.map((item) => toFields(item, view, isTime));
      found.push({ view, conditions, said: own.length });
    } catch (error) {
      if (!(error instanceof NoField)) throw error;
      if (own.length >= most) lacks = `a field for ${error.what} in ${view.name}`;
      most = Math.max(most, own.length);
    }
  }
  const [best] = found.toSorted((one, other) => other.said - one.said);
  return best === undefined ? { lacks } : { view: best.view, conditions: best.conditions };
}

/** True for the list by which some language sees a log's records as several rows. */
function isEach(list: NonNullable<View['each']>, scan: Scan, catalog: Catalog): boolean {
  const key = eachKey(list, scan);
  return [...catalog.tables, ...catalog.sourcetypes, ...catalog.logsources].some(
    (view) => view.scan.dataset === scan.dataset && eachKey(view.each, scan) === key,
  );
}

function eachKey(each: View['each'], scan: Scan): string {
  return each === undefined ? '' : `${each.column.name} ${keyOf(each.list, scan)}`;
}
