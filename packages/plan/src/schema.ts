import type { NamedExpression } from './expressions.js';
import type { Join, ReadFiles, Relation } from './relations.js';
import type { Column, ScalarType } from './types.js';

const known = new WeakMap<Relation, readonly Column[]>();

/** The columns of a relation, in order. */
export function columnsOf(relation: Relation): readonly Column[] {
  const before = known.get(relation);
  if (before !== undefined) return before;
  const columns = compute(relation);
  known.set(relation, columns);
  return columns;
}

/** The type of a column of a relation; undefined when it has none of that name. */
export function columnType(relation: Relation, name: string): ScalarType | undefined {
  return columnsOf(relation).find((column) => column.name === name)?.type;
}

function compute(relation: Relation): readonly Column[] {
  switch (relation.kind) {
    case 'scan':
    case 'values':
    case 'reference':
      return relation.columns;
    case 'range':
      return [relation.column];
    case 'readFiles':
      return readColumns(relation);
    case 'filter':
    case 'sort':
    case 'limit':
    case 'distinct':
      return columnsOf(relation.input);
    case 'extend':
      return extended(columnsOf(relation.input), relation.columns.map(named));
    case 'project':
      return relation.columns.map(named);
    case 'aggregate':
      return [
        ...relation.groups.map(named),
        ...relation.aggregates.map(({ name, type }) => ({ name, type })),
      ];
    case 'window':
      return extended(columnsOf(relation.input), relation.calls);
    case 'join':
      return joinColumns(relation);
    case 'union':
      return relation.inputs[0] === undefined ? [] : columnsOf(relation.inputs[0]);
    case 'unnest': {
      const index: Column[] = relation.index === undefined ? [] : [{ name: relation.index, type: 'long' }];
      return extended(columnsOf(relation.input), [...relation.lists.map((item) => item.column), ...index]);
    }
    case 'let':
      return columnsOf(relation.body);
  }
}

function named(item: NamedExpression): Column {
  return { name: item.name, type: item.expression.type };
}

/** Columns with some added; one of the same name is replaced where it stands. */
function extended(columns: readonly Column[], added: readonly Column[]): readonly Column[] {
  const result = columns.map(({ name, type }) => ({ name, type }));
  for (const { name, type } of added) {
    const at = result.findIndex((column) => column.name === name);
    if (at === -1) result.push({ name, type });
    else result[at] = { name, type };
  }
  return result;
}

function readColumns(relation: ReadFiles): readonly Column[] {
  const fields = relation.fields.map(({ name, type }) => ({ name, type }));
  return relation.fileColumn === undefined
    ? fields
    : [...fields, { name: relation.fileColumn, type: 'string' }];
}

function joinColumns(relation: Join): readonly Column[] {
  return relation.columns.map(({ name, side, source }) => {
    const type = columnType(side === 'left' ? relation.left : relation.right, source);
    if (type === undefined) throw new Error(`join: the ${side} side has no column ${source}`);
    return { name, type };
  });
}
