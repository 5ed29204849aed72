import { column } from '../expressions.js';
import type { Expression, NamedExpression } from '../expressions.js';
import type { Relation, Window } from '../relations.js';
import { columnsOf } from '../schema.js';
import { mapExpression, mapRelation, partsOf } from '../visit.js';
import { emptiedText } from './condition.js';

/** A plan without the steps that only prepare or settle columns, so that its other steps can be said as they are. */
export function tidied(plan: Relation): Relation {
  return tidySteps(withoutSettling(plan));
}

function tidySteps(plan: Relation): Relation {
  const inner = mapRelation(plan, tidySteps, (expression) => expression);
  return renamedBelow(windowNames(groupNames(onceChosen(inner))));
}

/** Columns that are chosen twice are chosen once, where the second time only picks and names them. */
export function onceChosen(relation: Relation): Relation {
  if (relation.kind !== 'project' || relation.input.kind !== 'project') return relation;
  const { input } = relation;
  const values = new Map(input.columns.map(({ name, expression }) => [name, expression] as const));
  const read = relation.columns.flatMap(({ expression }) => columnNames(expression));
  const plainly = relation.columns.every(
    ({ expression }) => expression.kind === 'literal' || plain(expression).kind === 'column',
  );
  const simply = input.columns.every(
    ({ expression }) => expression.kind === 'literal' || expression.kind === 'column',
  );
  if (!simply && (!plainly || new Set(read).size < read.length)) return relation;
  const on = (expression: Expression): Expression =>
    expression.kind === 'column'
      ? (values.get(expression.name) ?? expression)
      : mapExpression(expression, on);
  const columns = relation.columns.map(({ name, expression }) => ({ name, expression: on(expression) }));
  return { kind: 'project', input: input.input, columns };
}

/** Columns that the last step only names anew have their names from where they are made. */
function renamedBelow(relation: Relation): Relation {
  if (relation.kind !== 'project') return relation;
  let { input } = relation;
  const columns = relation.columns.map((item): NamedExpression => {
    const { name, expression } = item;
    if (expression.kind !== 'column' || expression.name === name) return item;
    const readOnce =
      relation.columns.filter((other) => columnNames(other.expression).includes(expression.name)).length ===
      1;
    const renamed = readOnce ? renamedIn(input, expression.name, name) : undefined;
    if (renamed === undefined) return item;
    input = renamed;
    return { name, expression: column(name, expression.type) };
  });
  return { kind: 'project', input, columns };
}

/** A relation with a computed column under another name; undefined where it is not made by a step that is near. */
function renamedIn(relation: Relation, from: string, to: string): Relation | undefined {
  if (columnsOf(relation).some(({ name }) => name === to)) return undefined;
  const on = (expression: Expression): Expression =>
    expression.kind === 'column' && expression.name === from
      ? { ...expression, name: to }
      : mapExpression(expression, on);
  const renamed = <Item extends { readonly name: string }>(item: Item): Item =>
    item.name === from ? { ...item, name: to } : item;
  switch (relation.kind) {
    case 'filter':
    case 'sort':
    case 'limit': {
      const input = renamedIn(relation.input, from, to);
      return input === undefined ? undefined : mapRelation(relation, () => input, on);
    }
    case 'window': {
      if (columnsOf(relation.input).some(({ name }) => name === to)) return undefined;
      if (relation.calls.some(({ name }) => name === from))
        return columnsOf(relation.input).some(({ name }) => name === from)
          ? undefined
          : { ...relation, calls: relation.calls.map(renamed) };
      const input = renamedIn(relation.input, from, to);
      return input === undefined ? undefined : mapRelation(relation, () => input, on);
    }
    case 'extend': {
      if (columnsOf(relation.input).some(({ name }) => name === to)) return undefined;
      if (relation.columns.some(({ name }) => name === from))
        return columnsOf(relation.input).some(({ name }) => name === from)
          ? undefined
          : { ...relation, columns: relation.columns.map(renamed) };
      const input = renamedIn(relation.input, from, to);
      return input === undefined ? undefined : mapRelation(relation, () => input, on);
    }
    case 'aggregate':
      return relation.aggregates.some(({ name }) => name === from)
        ? { ...relation, aggregates: relation.aggregates.map(renamed) }
        : undefined;
    case 'project':
      // The names that a language gives a log's columns stay: by them the log is known.
      if (['scan', 'unnest'].includes(relation.input.kind)) return undefined;
      return relation.columns.some(({ name }) => name === from)
        ? { ...relation, columns: relation.columns.map(renamed) }
        : undefined;
    case 'union': {
      const inputs = relation.inputs.map((input) => renamedIn(input, from, to));
      return inputs.every((input) => input !== undefined) ? { ...relation, inputs } : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * A projection that only names the columns of groups: the groups have those names themselves. It stays where it puts
 * them in another order.
 */
function groupNames(inner: Relation): Relation {
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

/** Columns that only name the results of a window: the window gives them those names itself. */
function windowNames(relation: Relation): Relation {
  if (relation.kind !== 'extend' || relation.input.kind !== 'window') return relation;
  const window: Window = relation.input;
  const made = new Set(window.calls.map(({ name }) => name));
  const given = new Set(columnsOf(window.input).map(({ name }) => name));
  const names = new Map<string, string>();
  const used = relation.columns.flatMap(({ expression }) =>
    expression.kind === 'column' ? [] : columnNames(expression),
  );
  for (const { name, expression } of relation.columns) {
    if (expression.kind !== 'column' || !made.has(expression.name)) continue;
    if (names.has(expression.name) || given.has(name) || used.includes(expression.name)) continue;
    if (!isInternal(expression.name)) continue;
    names.set(expression.name, name);
  }
  if (names.size === 0) return relation;
  const calls = window.calls.map((item) => ({ ...item, name: names.get(item.name) ?? item.name }));
  const rest = relation.columns.filter(
    ({ expression }) => expression.kind !== 'column' || !names.has(expression.name),
  );
  const renamed: Relation = { ...window, calls };
  return rest.length === 0 ? renamed : { ...relation, input: renamed, columns: rest };
}

/** Names that a language gives to what it needs between two steps; no rule can write them. */
export function isInternal(name: string): boolean {
  return name.startsWith('$') || name.startsWith('_interloper:');
}

/** Gives each new column a name that none of a relation's has, and that a rule can write. */
export function freeNames(relation: Relation): (name: string) => string {
  const taken = new Set(columnsOf(relation).map(({ name }) => name));
  return (name) => {
    const base = writable(name);
    let free = base;
    for (let count = 2; taken.has(free); count += 1) free = `${base}_${count}`;
    taken.add(free);
    return free;
  };
}

/** A name that a rule can write. */
export function writable(name: string): string {
  return isInternal(name) ? name.replace(/^(?:\$|_interloper:)/, '').replaceAll(/\W/g, '_') : name;
}

function columnNames(expression: Expression): readonly string[] {
  return expression.kind === 'column' ? [expression.name] : partsOf(expression).flatMap(columnNames);
}

/** Text shown as empty where it is absent is the text. */
export function plain(expression: Expression): Expression {
  return emptiedText(expression) ?? expression;
}

/** The field that a value is; a time cut to a step is still called by its name. */
export function fieldName(expression: Expression): string | undefined {
  if (expression.kind === 'column') return expression.name;
  const [first] = expression.kind === 'call' && expression.fn === 'binDown' ? expression.args : [];
  return first?.kind === 'column' && first.type === 'datetime' ? first.name : undefined;
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
