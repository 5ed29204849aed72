import { column, columnsOf, mapExpression, mapRelation } from '@interloper/plan';
import type { Expression, NamedExpression, Relation } from '@interloper/plan';

/** For a column: which stored columns hold paths of its JSON value. */
type Paths = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface Rewritten {
  readonly relation: Relation;
  readonly paths: Paths;
}

/**
 * Replaces `pathText(column, 'a', 'b')` by the dataset's own column for that path, where the source stores one
 * (`DatasetColumn.paths`): a predicate on a stored column is an order of magnitude faster than one inside JSON text.
 * Steps between the scan and the use carry the stored column along under a name no rule can have.
 */
export function usePaths(relation: Relation): Relation {
  return exactly(relation, rewrite(relation).relation);
}

const NONE: Paths = new Map();

function rewrite(relation: Relation): Rewritten {
  switch (relation.kind) {
    case 'scan': {
      const paths = new Map(
        relation.columns
          .filter((item) => item.paths !== undefined)
          .map((item) => [item.name, new Map(Object.entries(item.paths ?? {}))] as const),
      );
      const present = new Set(relation.columns.map((item) => item.name));
      const stored = [...paths.values()]
        .flatMap((map) => [...map.values()])
        .filter((name) => !present.has(name));
      const added = [...new Set(stored)].map((name) => ({ name, type: 'string' as const }));
      return { relation: { ...relation, columns: [...relation.columns, ...added] }, paths };
    }
    case 'filter':
    case 'sort':
    case 'limit':
    case 'window':
    case 'unnest': {
      const input = rewrite(relation.input);
      const mapped = mapRelation(
        relation,
        () => input.relation,
        (part) => replace(part, input.paths),
      );
      const changed = new Set(
        relation.kind === 'window'
          ? relation.calls.map((item) => item.name)
          : relation.kind === 'unnest'
            ? relation.lists.map((item) => item.column.name)
            : [],
      );
      return { relation: mapped, paths: without(input.paths, changed) };
    }
    case 'extend': {
      const input = rewrite(relation.input);
      const columns = relation.columns.map((item) => named(item, input.paths));
      return {
        relation: { ...relation, input: input.relation, columns },
        paths: without(input.paths, new Set(columns.map((item) => item.name))),
      };
    }
    case 'project': {
      const input = rewrite(relation.input);
      const columns = relation.columns.map((item) => named(item, input.paths));
      const carried: NamedExpression[] = [];
      const paths = new Map<string, ReadonlyMap<string, string>>();
      for (const { name, expression } of relation.columns) {
        const known = expression.kind === 'column' ? input.paths.get(expression.name) : undefined;
        if (known === undefined) continue;
        const renamed = new Map(
          [...known].map(([path, stored]) => [path, { stored, as: `${name}\u2192${path}` }]),
        );
        for (const { stored, as } of renamed.values())
          carried.push({ name: as, expression: column(stored, 'string') });
        paths.set(name, new Map([...renamed].map(([path, { as }]) => [path, as])));
      }
      return { relation: { ...relation, input: input.relation, columns: [...columns, ...carried] }, paths };
    }
    case 'join': {
      const left = rewrite(relation.left);
      const right = rewrite(relation.right);
      return {
        relation: {
          ...relation,
          left: exactly(relation.left, left.relation),
          right: exactly(relation.right, right.relation),
        },
        paths: NONE,
      };
    }
    case 'union':
      return rewriteUnion(relation.inputs);
    default:
      return {
        relation: mapRelation(relation, usePaths, (part) => replace(part, NONE)),
        paths: NONE,
      };
    case 'aggregate': {
      const input = rewrite(relation.input);
      return {
        relation: mapRelation(
          relation,
          () => input.relation,
          (part) => replace(part, input.paths),
        ),
        paths: NONE,
      };
    }
  }
}

/** A union carries the paths that all its inputs have. */
function rewriteUnion(inputs: readonly Relation[]): Rewritten {
  const rewritten = inputs.map(rewrite);
  const [first, ...rest] = rewritten;
  const common = new Map<string, readonly string[]>();
  for (const [name, paths] of first?.paths ?? NONE) {
    const keys = [...paths.keys()].filter((path) =>
      rest.every((other) => other.paths.get(name)?.has(path) === true),
    );
    if (keys.length > 0) common.set(name, keys);
  }
  const paths = new Map(
    [...common].map(
      ([name, keys]) => [name, new Map(keys.map((path) => [path, `${name}\u2192${path}`]))] as const,
    ),
  );
  const projected = rewritten.map(({ relation, paths: own }, index): Relation => {
    const kept = columnsOf(inputs[index] ?? relation).map(({ name, type }) => ({
      name,
      expression: column(name, type),
    }));
    const carried = [...common].flatMap(([name, keys]) =>
      keys.map((path) => ({
        name: `${name}\u2192${path}`,
        expression: column(own.get(name)?.get(path) ?? path, 'string'),
      })),
    );
    return { kind: 'project', input: relation, columns: [...kept, ...carried] };
  });
  return { relation: { kind: 'union', inputs: projected }, paths };
}

function named(item: NamedExpression, paths: Paths): NamedExpression {
  return { name: item.name, expression: replace(item.expression, paths) };
}

function replace(expression: Expression, paths: Paths): Expression {
  if (expression.kind === 'call' && expression.fn === 'pathText') {
    const [value, ...steps] = expression.args;
    if (value?.kind === 'column' && value.side === undefined) {
      const key = steps.map((step) =>
        step.kind === 'literal' && typeof step.value === 'string' ? step.value : '[]',
      );
      const stored = paths.get(value.name)?.get(key.join('.'));
      if (stored !== undefined) return column(stored, 'string');
    }
  }
  return mapExpression(expression, (part) => replace(part, paths), usePaths);
}

function without(paths: Paths, names: ReadonlySet<string>): Paths {
  return names.size === 0 ? paths : new Map([...paths].filter(([name]) => !names.has(name)));
}

/** Cuts a rewritten relation back to the columns of the original. */
function exactly(original: Relation, rewritten: Relation): Relation {
  const wanted = columnsOf(original);
  const given = columnsOf(rewritten);
  const equal =
    wanted.length === given.length && wanted.every((item, index) => item.name === given[index]?.name);
  if (equal) return rewritten;
  const columns = wanted.map(({ name, type }) => ({ name, expression: column(name, type) }));
  return { kind: 'project', input: rewritten, columns };
}
