import type { Catalog, View } from '../catalog.js';
import { column, conjunctsOf } from '../expressions.js';
import type { Expression, NamedExpression } from '../expressions.js';
import { pruneColumns } from '../prune-columns.js';
import type { JoinColumn, Relation, SortKey } from '../relations.js';
import { columnType, columnsOf } from '../schema.js';
import { mapExpression } from '../visit.js';
import { NoField, toFields } from './fields.js';
import { isSaid, withoutSureTests } from './presence.js';
import { CannotSay } from './printed.js';
import { chooseView, logRows, questionsLast, timesOf } from './source.js';
import { fieldName, freeNames, isInternal, plain, tidied, writable } from './tidy.js';
import { united } from './united.js';

/**
 * A plan over the logs of another language: every log is a `scan` whose dataset is the name of that language's view and
 * whose columns are the view's, and every step names those. Only printers take such a plan; no engine has the datasets.
 *
 * Throws `CannotSay` when the language has no such log or field.
 */
export function retarget(plan: Relation, catalog: Catalog, views: readonly View[]): Relation {
  const isLog = (relation: Relation): boolean =>
    relation.kind === 'project' && logRows(relation, catalog) !== undefined;
  const slim = tidied(pruneColumns(withoutSureTests(plan), isLog));
  return visit(slim, { catalog, views, named: new Map() }).relation;
}

/** The column by which events of one time are told apart: their place among the records read. No language sees it. */
const PLACE = '_row';

class NoPlace extends CannotSay {}

interface Target {
  readonly catalog: Catalog;
  readonly views: readonly View[];
  /** What surrounding `let`s named. */
  readonly named: ReadonlyMap<string, Retargeted>;
}

/** A relation over views, and what the columns of the original are there. */
export interface Retargeted {
  readonly relation: Relation;
  readonly value: (name: string) => Expression;
  /** Columns that stand for others, too: they are not replaced. */
  readonly aliased?: ReadonlySet<string>;
}

function visit(given: Relation, target: Target): Retargeted {
  const relation = given.kind === 'filter' ? questionsLast(given) : given;
  const log = logRows(relation, target.catalog);
  if (log !== undefined) {
    const chosen = chooseView(log, target.catalog, target.views);
    if ('lacks' in chosen) throw new CannotSay(chosen.lacks);
    const { view, conditions } = chosen;
    const isTime = timesOf(log.scan, target.catalog);
    const scan: Relation = {
      kind: 'scan',
      dataset: view.name,
      columns: view.columns.map(({ name, type }) => ({ name, type })),
    };
    return {
      relation: conditions.reduce<Relation>(
        (input, predicate) => ({ kind: 'filter', input, predicate }),
        scan,
      ),
      value: (name) => {
        const meaning = log.names.get(name);
        if (meaning === undefined) throw new Error(`the log has no column ${name}`);
        try {
          return toFields(meaning, view, isTime);
        } catch (error) {
          if (!(error instanceof NoField)) throw error;
          const what = `a field for ${error.what} in ${view.name}`;
          throw error.what === PLACE ? new NoPlace(what) : new CannotSay(what);
        }
      },
    };
  }
  return visitStep(relation, target);
}

function visitStep(relation: Relation, target: Target): Retargeted {
  switch (relation.kind) {
    case 'filter': {
      const inner = visit(relation.input, target);
      const on = over(inner, target);
      const conjuncts = conjunctsOf(relation.predicate)
        .filter((item) => !isSaid(item, true))
        .map(on);
      const filter = conjuncts.reduce<Relation>(
        (input, predicate) => ({ kind: 'filter', input, predicate }),
        inner.relation,
      );
      return { ...inner, relation: filter };
    }
    case 'extend':
      return extend(relation.columns, visit(relation.input, target), target);
    case 'project': {
      const inner = visit(relation.input, target);
      const on = over(inner, target);
      const there = relation.columns.filter(
        ({ expression }) => unlessPlace(() => on(expression)) !== undefined,
      );
      const columns = shownAs(there, on);
      const shown = new Map(there.map((item, index) => [item.name, columns[index]] as const));
      return {
        relation: { kind: 'project', input: inner.relation, columns },
        value: (name) => {
          if (there.length < relation.columns.length && !shown.has(name))
            throw new NoPlace(`a field for ${PLACE}`);
          return columnOf(shown.get(name), name);
        },
      };
    }
    case 'aggregate': {
      const inner = visit(relation.input, target);
      const on = over(inner, target);
      const groups = shownAs(relation.groups, on);
      const free = freeNames({ kind: 'project', input: inner.relation, columns: groups });
      const aggregates = relation.aggregates.map((item) => ({
        ...item,
        name: free(item.name),
        args: item.args.map(on),
        ...(item.where === undefined ? {} : { where: on(item.where) }),
        ...(item.order === undefined ? {} : { order: keys(item.order, on) }),
      }));
      const shown = new Map<string, Expression>([
        ...relation.groups.map((item, index) => [item.name, columnOf(groups[index], item.name)] as const),
        ...relation.aggregates.map(
          ({ name, type }, index) => [name, column(aggregates[index]?.name ?? name, type)] as const,
        ),
      ]);
      return {
        relation: { kind: 'aggregate', input: inner.relation, groups, aggregates },
        value: (name) => shown.get(name) ?? missing(name),
      };
    }
    case 'sort': {
      const inner = visit(relation.input, target);
      return {
        ...inner,
        relation: { kind: 'sort', input: inner.relation, keys: keys(relation.keys, over(inner, target)) },
      };
    }
    case 'limit':
    case 'distinct': {
      const inner = visit(relation.input, target);
      return { ...inner, relation: { ...relation, input: inner.relation } };
    }
    case 'join':
      return join(relation, target);
    case 'union':
      return united(
        relation,
        relation.inputs.map((input) => visit(input, target)),
      );
    case 'window':
      return window(relation, target);
    case 'unnest':
      return unnest(relation, target);
    case 'let':
      return bound(relation, target);
    case 'reference': {
      const found = target.named.get(relation.name);
      if (found === undefined) throw new Error(`nothing is called ${relation.name}`);
      return {
        relation: { ...relation, columns: columnsOf(found.relation) },
        value: found.value,
      };
    }
    case 'values':
      return writtenRows(relation);
    case 'range': {
      const on = over({ relation, value: missing }, target);
      const { from, to, step } = relation;
      const ranged: Relation = { ...relation, from: on(from), to: on(to), step: on(step) };
      return { relation: ranged, value: () => column(relation.column.name, relation.column.type) };
    }
    case 'scan':
      throw new CannotSay(`a log like ${relation.dataset}`);
    case 'readFiles':
      throw new CannotSay('files that are read as they are');
  }
}

/** Columns that no rule can name are there so that a row has any. */
function writtenRows(relation: Extract<Relation, { kind: 'values' }>): Retargeted {
  const kept = relation.columns.flatMap((item, at) => (isInternal(item.name) ? [] : [{ item, at }]));
  const columns = kept.map(({ item }) => item);
  const rows = relation.rows.map((row) => kept.map(({ at }) => row[at] ?? null));
  return {
    relation: { kind: 'values', columns, rows },
    value: (name) => column(name, columns.find((item) => item.name === name)?.type ?? missing(name)),
  };
}

function bound(relation: Extract<Relation, { kind: 'let' }>, target: Target): Retargeted {
  const value = visit(relation.value, target);
  const named = new Map(target.named).set(relation.name, value);
  const body = visit(relation.body, { ...target, named });
  return { ...body, relation: { ...relation, value: value.relation, body: body.relation } };
}

function window(relation: Extract<Relation, { kind: 'window' }>, target: Target): Retargeted {
  const inner = visit(relation.input, target);
  const on = over(inner, target);
  const free = freeNames(inner.relation);
  const names = new Map(relation.calls.map(({ name }) => [name, free(name)] as const));
  const result: Relation = {
    kind: 'window',
    input: inner.relation,
    partition: relation.partition.map(on),
    order: keys(relation.order, on),
    calls: relation.calls.map((item) => ({
      ...item,
      name: names.get(item.name) ?? item.name,
      args: item.args.map(on),
    })),
  };
  const made = new Map(
    relation.calls.map(({ name, type }) => [name, column(names.get(name) ?? name, type)] as const),
  );
  return { ...inner, relation: result, value: (name) => made.get(name) ?? inner.value(name) };
}

function unnest(relation: Extract<Relation, { kind: 'unnest' }>, target: Target): Retargeted {
  const inner = visit(relation.input, target);
  const on = over(inner, target);
  const free = freeNames(inner.relation);
  const made = new Map<string, Expression>();
  const add = (name: string, type: Expression['type']): string => {
    const given = free(name);
    made.set(name, column(given, type));
    return given;
  };
  const lists = relation.lists.map(({ list, column: { name, type } }) => ({
    list: on(list),
    column: { name: add(name, type), type },
  }));
  const { index: _index, ...rest } = relation;
  const index = relation.index === undefined ? {} : { index: add(relation.index, 'long') };
  return {
    ...inner,
    relation: { ...rest, ...index, input: inner.relation, lists },
    value: (name) => made.get(name) ?? inner.value(name),
  };
}

function join(relation: Extract<Relation, { kind: 'join' }>, target: Target): Retargeted {
  const sides = { left: visit(relation.left, target), right: visit(relation.right, target) };
  const on = (expression: Expression): Expression => {
    if (expression.kind !== 'column' || expression.side === undefined) {
      return mapExpression(expression, on);
    }
    const value = sides[expression.side].value(expression.name);
    if (value.kind !== 'column') throw new CannotSay('a join by a computed value');
    return { ...value, side: expression.side };
  };
  const free = freeNames({ kind: 'values', columns: [], rows: [] });
  const columns = relation.columns.map((item): JoinColumn => {
    const value = sides[item.side].value(item.source);
    if (value.kind !== 'column') throw new CannotSay('a computed column of a join');
    return { ...item, name: free(item.name), source: value.name };
  });
  const names = new Map(relation.columns.map(({ name }, index) => [name, columns[index]?.name ?? name]));
  const result: Relation = {
    kind: 'join',
    flavour: relation.flavour,
    left: sides.left.relation,
    right: sides.right.relation,
    condition: on(relation.condition),
    columns,
  };
  return {
    relation: result,
    value: (name) => {
      const given = names.get(name) ?? missing(name);
      return column(given, columnType(result, given) ?? missing(name));
    },
  };
}

/** A new column keeps its name unless a field that means something else has it. */
function extend(items: readonly NamedExpression[], inner: Retargeted, target: Target): Retargeted {
  const free = freeNames(inner.relation);
  const on = over(inner, target);
  const made = new Map<string, Expression>();
  const columns: NamedExpression[] = [];
  const gone = new Set<string>();
  const aliased = new Set(inner.aliased);
  for (const { name, expression } of items) {
    const value = unlessPlace(() => on(expression));
    if (value === undefined) {
      gone.add(name);
      continue;
    }
    // Another name for a column is that column.
    if (value.kind === 'column' && isInternal(name)) {
      made.set(name, value);
      aliased.add(value.name);
    } else {
      const given = !aliased.has(name) && means(inner, name) ? name : free(name);
      made.set(name, column(given, value.type));
      columns.push({ name: given, expression: value });
    }
  }
  return {
    relation: columns.length === 0 ? inner.relation : { kind: 'extend', input: inner.relation, columns },
    aliased,
    value: (name) => {
      if (gone.has(name)) throw new NoPlace(`a field for ${PLACE}`);
      return made.get(name) ?? inner.value(name);
    },
  };
}

/** A value; undefined of one that rests on the place of an event. */
function unlessPlace(value: () => Expression): Expression | undefined {
  try {
    return value();
  } catch (error) {
    if (error instanceof NoPlace) return undefined;
    throw error;
  }
}

/** True for a name that a column has already that means the same: a new column of that name takes its place. */
function means(inner: Retargeted, name: string): boolean {
  if (!columnsOf(inner.relation).some((item) => item.name === name)) return false;
  try {
    const value = inner.value(name);
    return value.kind === 'column' && value.name === name;
  } catch {
    return false;
  }
}

function over(inner: Retargeted, target: Target): (expression: Expression) => Expression {
  const on = (expression: Expression): Expression => {
    if (expression.kind === 'column') return inner.value(expression.name);
    return mapExpression(expression, on, (relation) => {
      const tidy = tidied(relation);
      return shownColumns(tidy, visit(tidy, target));
    });
  };
  return on;
}

/** A relation whose columns are those of the original, in its order. */
function shownColumns(original: Relation, { relation, value }: Retargeted): Relation {
  const columns = columnsOf(original).map(({ name }) => ({ name, expression: plain(value(name)) }));
  const given = columnsOf(relation);
  const same =
    given.length === columns.length &&
    columns.every(
      ({ expression }, index) => expression.kind === 'column' && expression.name === given[index]?.name,
    );
  return same ? relation : { kind: 'project', input: relation, columns };
}

/** A field that is shown keeps the name it has in the language. */
function shownAs(
  items: readonly NamedExpression[],
  on: (expression: Expression) => Expression,
): readonly NamedExpression[] {
  const values = items.map(({ name, expression }) => ({ name, expression: on(plain(expression)) }));
  const taken = new Set<string>();
  return values.map(({ name, expression }) => {
    const own = writable(name);
    let free = fieldName(expression) ?? own;
    for (let count = 1; taken.has(free); count += 1) free = count === 1 ? own : `${own}_${count}`;
    taken.add(free);
    return { name: free, expression };
  });
}

/**
 * The keys of an order. What only tells apart events of the same time, by their place in the file, has no field: they
 * stand in the order in which the platform holds them.
 */
function keys(items: readonly SortKey[], on: (expression: Expression) => Expression): readonly SortKey[] {
  return items.flatMap((key, index) => {
    const expression = unlessPlace(() => on(plain(key.expression)));
    if (expression !== undefined) return [{ ...key, expression }];
    if (index === 0) throw new CannotSay('the order in which the records were read');
    return [];
  });
}

function columnOf(item: NamedExpression | undefined, name: string): Expression {
  return item === undefined ? missing(name) : column(item.name, item.expression.type);
}

function missing(name: string): never {
  throw new Error(`the relation has no column ${name}`);
}
