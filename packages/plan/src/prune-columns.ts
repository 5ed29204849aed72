import { column } from './expressions.js';
import type { Expression, NamedExpression } from './expressions.js';
import type { Relation } from './relations.js';
import { columnsOf } from './schema.js';
import type { Column } from './types.js';
import { expressionsOf, mapExpression, mapRelation, partsOf } from './visit.js';

/**
 * Leaves out columns nobody reads, so that a rule over a table of a hundred columns becomes a statement about the
 * ten it uses. The columns of the whole plan stay as they are, and so do relations that are `whole`.
 */
export function pruneColumns(
  relation: Relation,
  whole: (relation: Relation) => boolean = () => false,
): Relation {
  const references: References = { used: new Map(), whole };
  const names = columnsOf(relation).map((item) => item.name);
  return exactly(names, prune(relation, new Set(names), references));
}

type Needed = ReadonlySet<string>;
interface References {
  /** The columns that are read of what a `let` named. */
  readonly used: Map<string, Set<string>>;
  readonly whole: (relation: Relation) => boolean;
}

/** A relation that has at least the needed columns (and at least one). */
function prune(relation: Relation, needed: Needed, references: References): Relation {
  if (references.whole(relation)) return relation;
  const inside = (expression: Expression): Expression => pruneQueries(expression, references);
  const below = (input: Relation, more: Needed): Relation => prune(input, more, references);
  switch (relation.kind) {
    case 'scan':
    case 'values':
      return relation.kind === 'scan'
        ? { ...relation, columns: atLeastOne(relation.columns, needed) }
        : relation;
    case 'readFiles':
      return { ...relation, fields: relation.fields.filter((field) => needed.has(field.name)) };
    case 'range':
      // Its bounds may be asked of a relation that a surrounding `let` named.
      return mapRelation(relation, (input) => input, inside);
    case 'reference': {
      const columns = atLeastOne(relation.columns, needed);
      const known = references.used.get(relation.name) ?? new Set<string>();
      for (const { name } of columns) known.add(name);
      references.used.set(relation.name, known);
      return { ...relation, columns };
    }
    case 'filter':
    case 'sort': {
      const more = union(needed, expressionsOf(relation).flatMap(columnNames));
      return mapRelation(relation, (input) => below(input, more), inside);
    }
    case 'limit':
      return { ...relation, input: below(relation.input, needed) };
    case 'distinct':
      return { ...relation, input: exactRelation(relation.input, references) };
    case 'extend': {
      const kept = relation.columns.filter((item) => needed.has(item.name));
      const replaced = new Set(kept.map((item) => item.name));
      const passed = new Set([...needed].filter((name) => !replaced.has(name)));
      const more = union(
        passed,
        kept.flatMap((item) => columnNames(item.expression)),
      );
      const input = below(relation.input, more);
      return kept.length === 0 ? input : { ...relation, input, columns: mapNamed(kept, inside) };
    }
    case 'project': {
      const kept = atLeastOne(relation.columns, needed);
      const more = new Set(kept.flatMap((item) => columnNames(item.expression)));
      return { ...relation, input: below(relation.input, more), columns: mapNamed(kept, inside) };
    }
    case 'aggregate': {
      const aggregates = relation.aggregates.filter((item) => needed.has(item.name));
      const slim = {
        ...relation,
        aggregates:
          aggregates.length === 0 && relation.groups.length === 0
            ? relation.aggregates.slice(0, 1)
            : aggregates,
      };
      return mapRelation(
        slim,
        (input) => below(input, new Set(expressionsOf(slim).flatMap(columnNames))),
        inside,
      );
    }
    case 'window': {
      const calls = relation.calls.filter((item) => needed.has(item.name));
      const made = new Set(calls.map((item) => item.name));
      const passed = new Set([...needed].filter((name) => !made.has(name)));
      if (calls.length === 0) return below(relation.input, needed);
      const slim = { ...relation, calls };
      return mapRelation(
        slim,
        (input) => below(input, union(passed, expressionsOf(slim).flatMap(columnNames))),
        inside,
      );
    }
    case 'unnest': {
      const made = new Set([...relation.lists.map((item) => item.column.name), relation.index ?? '']);
      const passed = new Set([...needed].filter((name) => !made.has(name)));
      const more = union(passed, expressionsOf(relation).flatMap(columnNames));
      return mapRelation(relation, (input) => below(input, more), inside);
    }
    case 'join':
      return pruneJoin(relation, needed, references);
    case 'union': {
      const columns = atLeastOne(columnsOf(relation), needed);
      const names = columns.map((item) => item.name);
      const inputs = relation.inputs.map((input) => exactly(names, below(input, new Set(names))));
      return { ...relation, inputs };
    }
    case 'let': {
      const body = below(relation.body, needed);
      const used = references.used.get(relation.name) ?? new Set<string>();
      return { ...relation, body, value: below(relation.value, used) };
    }
  }
}

function pruneJoin(
  relation: Extract<Relation, { kind: 'join' }>,
  needed: Needed,
  references: References,
): Relation {
  const columns = atLeastOne(relation.columns, needed);
  const sideNames = (side: 'left' | 'right'): Needed =>
    new Set([
      ...columns.filter((item) => item.side === side).map((item) => item.source),
      ...sidedNames(relation.condition, side),
    ]);
  return {
    ...relation,
    columns,
    condition: pruneQueries(relation.condition, references),
    left: prune(relation.left, sideNames('left'), references),
    right: prune(relation.right, sideNames('right'), references),
  };
}

function exactRelation(relation: Relation, references: References): Relation {
  const names = columnsOf(relation).map((item) => item.name);
  return exactly(names, prune(relation, new Set(names), references));
}

/** Projects to exactly the named columns unless they are that already. */
function exactly(names: readonly string[], relation: Relation): Relation {
  const given = columnsOf(relation);
  if (given.length === names.length && given.every((item, index) => item.name === names[index]))
    return relation;
  const columns = names.map((name): NamedExpression => {
    const found = given.find((item) => item.name === name);
    if (found === undefined) throw new Error(`pruning lost the column ${name}`);
    return { name, expression: column(name, found.type) };
  });
  return { kind: 'project', input: relation, columns };
}

function pruneQueries(expression: Expression, references: References): Expression {
  return mapExpression(
    expression,
    (part) => pruneQueries(part, references),
    (relation) => exactRelation(relation, references),
  );
}

function mapNamed(
  items: readonly NamedExpression[],
  map: (part: Expression) => Expression,
): readonly NamedExpression[] {
  return items.map((item) => ({ name: item.name, expression: map(item.expression) }));
}

function atLeastOne<T extends Pick<Column, 'name'>>(items: readonly T[], needed: Needed): readonly T[] {
  const kept = items.filter((item) => needed.has(item.name));
  return kept.length === 0 ? items.slice(0, 1) : kept;
}

function columnNames(expression: Expression): readonly string[] {
  return expression.kind === 'column' ? [expression.name] : partsOf(expression).flatMap(columnNames);
}

function sidedNames(expression: Expression, side: 'left' | 'right'): readonly string[] {
  if (expression.kind === 'column') return expression.side === side ? [expression.name] : [];
  return partsOf(expression).flatMap((part) => sidedNames(part, side));
}

function union(first: Needed, more: readonly string[]): Needed {
  return new Set([...first, ...more]);
}
