import { and, call, column, mapExpression, mapRelation, not, text } from '@interloper/plan';
import type { Catalog, Expression, Relation, ScalarType, Scan, View } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import type { LastRecord } from '../package.js';
import { rowsOf } from './logs.js';

/** A `LastRecord` over a dataset's columns. */
interface Replaced {
  readonly view: View;
  readonly of: readonly Expression[];
  readonly by: Expression;
  readonly keep: readonly Expression[];
}

/**
 * How to rewrite a plan so that it does not see records that a later one of the same event replaces; undefined when
 * the data has none. Throws when the table or a column is not in the catalogue.
 */
export async function lastRecordsOnly(
  lastRecord: LastRecord,
  catalog: Catalog,
  reader: Reader,
  signal?: AbortSignal,
): Promise<((plan: Relation) => Relation) | undefined> {
  const replaced = resolve(lastRecord, catalog);
  const events = rewritten(replaced);
  const { rows } = await reader.query(
    { kind: 'limit', input: events, count: 1 },
    signal === undefined ? {} : { signal },
  );
  return rows.length === 0 ? undefined : (plan) => withoutReplaced(plan, replaced, events);
}

function resolve({ table, of, by, keep }: LastRecord, catalog: Catalog): Replaced {
  const view = catalog.tables.find(({ name }) => name === table);
  if (view === undefined) throw new Error(`lastRecord: no source provides the table ${table}`);
  const found = (name: string): Expression => {
    const expression = view.columns.find((item) => item.name === name)?.expression;
    if (expression === undefined) throw new Error(`lastRecord: ${table} has no column ${name}`);
    return expression;
  };
  return {
    view,
    of: of.map(found),
    by: found(by),
    keep: Object.entries(keep).map(([name, values]) =>
      call('isTrue', [call('inIgnoreCase', [found(name), ...values.map(text)])]),
    ),
  };
}

/** The events with several records, `of0`, `of1` …, and the time of the last, `last`. */
function rewritten({ view, of, by }: Replaced): Relation {
  const known = of.map((expression) => not(call('isNull', [expression])));
  return {
    kind: 'filter',
    input: {
      kind: 'aggregate',
      input: { kind: 'filter', input: rowsOf(view), predicate: and(...known) },
      groups: of.map((expression, index) => ({ name: `of${index}`, expression })),
      aggregates: [
        { name: 'first', fn: 'min', args: [by], type: by.type },
        { name: 'last', fn: 'max', args: [by], type: by.type },
      ],
    },
    predicate: call('lt', [column('first', by.type), column('last', by.type)]),
  };
}

function withoutReplaced(plan: Relation, replaced: Replaced, events: Relation): Relation {
  const { view, of, by, keep } = replaced;
  const onScan = (scan: Scan): Relation => {
    // A record time that is the event's says nothing about which record came later.
    const dated = scan.time === undefined ? [] : [call('gt', [by, column(scan.time, 'datetime')])];
    const condition = and(
      ...of.map((expression, index) => call('eq', [left(expression), right(`of${index}`, expression.type)])),
      call('lt', [left(by), right('last', by.type)]),
      ...dated.map(left),
      ...keep.map((expression) => left(not(expression))),
    );
    const columns = scan.columns.map(({ name }) => ({ name, side: 'left' as const, source: name }));
    return { kind: 'join', flavour: 'leftAnti', left: scan, right: events, condition, columns };
  };
  const inPlan = (relation: Relation): Relation =>
    relation.kind === 'scan'
      ? relation.dataset === view.scan.dataset
        ? onScan(relation)
        : relation
      : mapRelation(relation, inPlan, inQueries);
  const inQueries = (expression: Expression): Expression => mapExpression(expression, inQueries, inPlan);
  return inPlan(plan);
}

/** An expression over the left side of a join. */
function left(expression: Expression): Expression {
  return expression.kind === 'column'
    ? column(expression.name, expression.type, 'left')
    : mapExpression(expression, left);
}

function right(name: string, type: ScalarType): Expression {
  return column(name, type, 'right');
}
