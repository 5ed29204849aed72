import { and, call, column, long, mapExpression, mapRelation, not, text } from '@interloper/plan';
import type { Catalog, Column, Expression, Relation, ScalarType, View } from '@interloper/plan';
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

/** More values than this make a longer statement than reading the whole log costs. */
const MOST_VALUES = 20_000;

/**
 * How to rewrite a plan so that it does not see records that a later one of the same event replaces; undefined when
 * there are none. `events` are the values of the first column of `of` that matter; without them all do. Throws when
 * the table or a column is not in the catalogue.
 */
export async function lastRecordsOnly(
  lastRecord: LastRecord,
  events: readonly string[] | undefined,
  catalog: Catalog,
  reader: Reader,
  signal?: AbortSignal,
): Promise<((plan: Relation) => Relation) | undefined> {
  const replaced = resolve(lastRecord, catalog);
  const known = events !== undefined && events.length <= MOST_VALUES ? events : undefined;
  const { rows } = await reader.query(replacedRows(replaced, known), signal === undefined ? {} : { signal });
  if (rows.length === 0) return undefined;
  const numbers = rows.map(([row]): Expression => long(Number(row)));
  return (plan) => withoutRows(plan, replaced.view.scan.dataset, numbers);
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

/** The numbers of the rows that a later record replaces. */
function replacedRows(replaced: Replaced, events: readonly string[] | undefined): Relation {
  const { view, of, by, keep } = replaced;
  const [first] = of;
  const named =
    events === undefined || first === undefined
      ? []
      : [call('in', [first, ...events.map((event) => text(event))])];
  const records: Relation = {
    kind: 'filter',
    input: rowsOf(view, ROW),
    predicate: and(...of.map((expression) => not(call('isNull', [expression]))), ...named),
  };
  const rewritten: Relation = {
    kind: 'filter',
    input: {
      kind: 'aggregate',
      input: records,
      groups: of.map((expression, index) => ({ name: `of${index}`, expression })),
      aggregates: [
        { name: 'first', fn: 'min', args: [by], type: by.type },
        { name: 'last', fn: 'max', args: [by], type: by.type },
      ],
    },
    predicate: call('lt', [column('first', by.type), column('last', by.type)]),
  };
  const { time } = view.scan;
  // A record time that is the event's says nothing about which record came later.
  const dated = time === undefined ? [] : [call('gt', [by, column(time, 'datetime')])];
  const condition = and(
    ...of.map((expression, index) =>
      call('eq', [onLeft(expression), onRight(`of${index}`, expression.type)]),
    ),
    call('lt', [onLeft(by), onRight('last', by.type)]),
    ...[...dated, ...keep.map(not)].map(onLeft),
  );
  const columns = [{ name: ROW.name, side: 'left' as const, source: ROW.name }];
  return { kind: 'join', flavour: 'leftSemi', left: records, right: rewritten, condition, columns };
}

/** A plan whose scans of a dataset do not see the rows of these numbers. */
function withoutRows(plan: Relation, dataset: string, numbers: readonly Expression[]): Relation {
  const inPlan = (relation: Relation): Relation => {
    if (relation.kind !== 'scan') return mapRelation(relation, inPlan, inQueries);
    if (relation.dataset !== dataset) return relation;
    const seen: Relation = {
      kind: 'filter',
      input: { ...relation, columns: [...relation.columns, ROW] },
      predicate: not(call('in', [column(ROW.name, ROW.type), ...numbers])),
    };
    const columns = relation.columns.map(({ name, type }) => ({ name, expression: column(name, type) }));
    return { kind: 'project', input: seen, columns };
  };
  const inQueries = (expression: Expression): Expression => mapExpression(expression, inQueries, inPlan);
  return inPlan(plan);
}

/** The row's number in its dataset. */
const ROW = { name: '_row', type: 'long' } as const satisfies Column;

/** An expression over the left side of a join. */
function onLeft(expression: Expression): Expression {
  return expression.kind === 'column'
    ? column(expression.name, expression.type, 'left')
    : mapExpression(expression, onLeft);
}

function onRight(name: string, type: ScalarType): Expression {
  return column(name, type, 'right');
}
