import type { Catalog, View } from '../catalog.js';
import { column, conjunctsOf } from '../expressions.js';
import type { Expression, NamedExpression } from '../expressions.js';
import type { JoinColumn, Relation, SortKey } from '../relations.js';
import { columnType, columnsOf } from '../schema.js';
import { mapExpression, mapRelation } from '../visit.js';
import { emptiedText } from './condition.js';
import { NoField, toFields } from './fields.js';
import { CannotSay } from './printed.js';
import { chooseView, logRows, timesOf } from './source.js';

/**
 * A plan over the logs of another language: every log is a `scan` whose dataset is the name of that language's view and
 * whose columns are the view's, and every step names those. Only printers take such a plan; no engine has the datasets.
 *
 * Throws `CannotSay` when the language has no such log or field.
 */
export function retarget(plan: Relation, catalog: Catalog, views: readonly View[]): Relation {
  return visit(withNames(withoutSettling(plan)), { catalog, views }).relation;
}

interface Target {
  readonly catalog: Catalog;
  readonly views: readonly View[];
}

/** A relation over views, and what the columns of the original are there. */
interface Retargeted {
  readonly relation: Relation;
  readonly value: (name: string) => Expression;
}

function visit(relation: Relation, target: Target): Retargeted {
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
          if (error instanceof NoField) throw new CannotSay(`a field for ${error.what} in ${view.name}`);
          throw error;
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
      const on = over(inner);
      const conjuncts = conjunctsOf(relation.predicate).map(on);
      const filter = conjuncts.reduce<Relation>(
        (input, predicate) => ({ kind: 'filter', input, predicate }),
        inner.relation,
      );
      return { ...inner, relation: filter };
    }
    case 'extend':
      return extend(relation.columns, visit(relation.input, target));
    case 'project': {
      const inner = visit(relation.input, target);
      const columns = named(relation.columns, over(inner));
      const shown = new Map(relation.columns.map((item, index) => [item.name, columns[index]] as const));
      return {
        relation: { kind: 'project', input: inner.relation, columns },
        value: (name) => columnOf(shown.get(name), name),
      };
    }
    case 'aggregate': {
      const inner = visit(relation.input, target);
      const on = over(inner);
      const groups = named(relation.groups, on);
      const aggregates = relation.aggregates.map((item) => ({
        ...item,
        args: item.args.map(on),
        ...(item.where === undefined ? {} : { where: on(item.where) }),
        ...(item.order === undefined ? {} : { order: keys(item.order, on) }),
      }));
      const shown = new Map<string, Expression>([
        ...relation.groups.map((item, index) => [item.name, columnOf(groups[index], item.name)] as const),
        ...aggregates.map(({ name, type }) => [name, column(name, type)] as const),
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
        relation: { kind: 'sort', input: inner.relation, keys: keys(relation.keys, over(inner)) },
      };
    }
    case 'limit':
    case 'distinct': {
      const inner = visit(relation.input, target);
      return { ...inner, relation: { ...relation, input: inner.relation } };
    }
    case 'join':
      return join(relation, target);
    default:
      throw new CannotSay(NAMES[relation.kind] ?? `the step ${relation.kind}`);
  }
}

const NAMES: Partial<Readonly<Record<Relation['kind'], string>>> = {
  window: 'a window over neighbouring rows, such as the sliding one of a correlation',
  union: 'rows of several logs together',
  let: 'a result used twice',
  unnest: 'a row for each element of a list',
  values: 'a table written in the rule',
  range: 'a table of counted rows',
};

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
  const columns = relation.columns.map((item): JoinColumn => {
    const value = sides[item.side].value(item.source);
    if (value.kind !== 'column') throw new CannotSay('a computed column of a join');
    return { ...item, source: value.name };
  });
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
    value: (name) => column(name, columnType(result, name) ?? missing(name)),
  };
}

/** A new column keeps its name unless a field that means something else has it. */
function extend(items: readonly NamedExpression[], inner: Retargeted): Retargeted {
  const taken = new Set(columnsOf(inner.relation).map(({ name }) => name));
  const on = over(inner);
  const made = new Map<string, Expression>();
  const columns = items.map(({ name, expression }): NamedExpression => {
    let free = name;
    for (let count = 2; taken.has(free); count += 1) free = `${name}_${count}`;
    taken.add(free);
    const value = on(expression);
    made.set(name, column(free, value.type));
    return { name: free, expression: value };
  });
  return {
    relation: { kind: 'extend', input: inner.relation, columns },
    value: (name) => made.get(name) ?? inner.value(name),
  };
}

function over(inner: Retargeted): (expression: Expression) => Expression {
  const on = (expression: Expression): Expression => {
    if (expression.kind === 'column') return inner.value(expression.name);
    if (expression.kind === 'scalarQuery' || expression.kind === 'inQuery')
      throw new CannotSay('a query inside a condition');
    return mapExpression(expression, on);
  };
  return on;
}

/** A field that is shown keeps the name it has in the language. */
function named(
  items: readonly NamedExpression[],
  on: (expression: Expression) => Expression,
): readonly NamedExpression[] {
  const values = items.map(({ name, expression }) => ({ name, expression: on(plain(expression)) }));
  const taken = new Set<string>();
  return values.map(({ name, expression }) => {
    const wanted = fieldName(expression) ?? name;
    let free = wanted;
    for (let count = 2; taken.has(free); count += 1) free = `${name}_${count}`;
    taken.add(free);
    return { name: free, expression };
  });
}

/** The field that a value is; a time cut to a step is still called by its name. */
function fieldName(expression: Expression): string | undefined {
  if (expression.kind === 'column') return expression.name;
  const [first] = expression.kind === 'call' && expression.fn === 'binDown' ? expression.args : [];
  return first?.kind === 'column' && first.type === 'datetime' ? first.name : undefined;
}

/**
 * A projection that only names the columns of groups: the groups have those names themselves. It stays where it puts
 * them in another order.
 */
function withNames(plan: Relation): Relation {
  const inner = mapRelation(plan, withNames, (expression) => expression);
  if (inner.kind !== 'project' || inner.input.kind !== 'aggregate') return inner;
  const { input, columns } = inner;
  const names = new Map<string, string>();
  for (const item of columns) {
    const value = plain(item.expression);
    if (value.kind !== 'column' || names.has(value.name)) return inner;
    names.set(value.name, item.name);
  }
  const given = columnsOf(input);
  if (names.size < given.length) return inner;
  const renamed = <Item extends { readonly name: string }>(item: Item): Item => ({
    ...item,
    name: names.get(item.name) ?? item.name,
  });
  const aggregate: Relation = {
    ...input,
    groups: input.groups.map(renamed),
    aggregates: input.aggregates.map(renamed),
  };
  const ordered = columns.every((item, index) => names.get(given[index]?.name ?? '') === item.name);
  if (ordered) return aggregate;
  const reordered = columns.map(({ name, expression }) => ({
    name,
    expression: column(name, expression.type),
  }));
  return { kind: 'project', input: aggregate, columns: reordered };
}

/** Text shown as empty where it is absent is the text. */
function plain(expression: Expression): Expression {
  return emptiedText(expression) ?? expression;
}

function keys(items: readonly SortKey[], on: (expression: Expression) => Expression): readonly SortKey[] {
  return items.map((key) => ({ ...key, expression: on(plain(key.expression)) }));
}

function columnOf(item: NamedExpression | undefined, name: string): Expression {
  return item === undefined ? missing(name) : column(item.name, item.expression.type);
}

function missing(name: string): never {
  throw new Error(`the relation has no column ${name}`);
}

/** Without the last step that only makes absent text empty. */
function withoutSettling(plan: Relation): Relation {
  if (plan.kind === 'sort' || plan.kind === 'limit') return { ...plan, input: withoutSettling(plan.input) };
  if (plan.kind !== 'project') return plan;
  const given = columnsOf(plan.input);
  const settles =
    given.length === plan.columns.length &&
    plan.columns.every(({ name, expression }, index) => {
      const value = plain(expression);
      return value.kind === 'column' && value.name === name && given[index]?.name === name;
    });
  return settles ? plan.input : plan;
}
