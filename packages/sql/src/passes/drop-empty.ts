import { columnsOf, mapExpression, mapRelation } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';

/**
 * Leaves out what has no rows: a rule that looks everywhere (`search "x"`) is a union over all logs there could be, and
 * an engine takes longer to plan the hundred that are not there than to read the two that are.
 */
export function dropEmpty(relation: Relation): Relation {
  const mapped = mapRelation(relation, dropEmpty, inQueries);
  switch (mapped.kind) {
    case 'filter':
    case 'extend':
    case 'project':
    case 'sort':
    case 'limit':
    case 'distinct':
    case 'window':
    case 'unnest':
      return isEmpty(mapped.input) ? nothingLike(mapped) : mapped;
    case 'aggregate':
      // Without keys there is one row, of no rows too.
      return mapped.groups.length > 0 && isEmpty(mapped.input) ? nothingLike(mapped) : mapped;
    case 'join':
      return mapped.flavour === 'inner' && (isEmpty(mapped.left) || isEmpty(mapped.right))
        ? nothingLike(mapped)
        : mapped;
    case 'union': {
      const inputs = mapped.inputs.filter((input) => !isEmpty(input));
      const [only, ...others] = inputs;
      if (only === undefined) return nothingLike(mapped);
      return others.length === 0 ? only : { ...mapped, inputs };
    }
    default:
      return mapped;
  }
}

function inQueries(expression: Expression): Expression {
  return mapExpression(expression, inQueries, dropEmpty);
}

function isEmpty(relation: Relation): boolean {
  return relation.kind === 'values' && relation.rows.length === 0;
}

function nothingLike(relation: Relation): Relation {
  const columns = columnsOf(relation).map(({ name, type }) => ({ name, type }));
  return { kind: 'values', columns, rows: [] };
}
