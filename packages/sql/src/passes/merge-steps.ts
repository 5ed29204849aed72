import { and, conjunctsOf, mapExpression, mapRelation, partsOf } from '@interloper/plan';
import type { Expression, NamedExpression, Relation } from '@interloper/plan';

/**
 * Makes one step of neighbouring ones where the answer stays the same: filters of filters, and extends whose
 * expressions do not look at what the step before made. Rules are written a line at a time; SQL is easier to read, and
 * quicker to plan, when it is not nested a level for each line.
 */
export function mergeSteps(relation: Relation): Relation {
  const mapped = mapRelation(relation, mergeSteps, inQueries);
  if (mapped.kind === 'filter' && mapped.input.kind === 'filter') {
    const conjuncts = [...conjunctsOf(mapped.input.predicate), ...conjunctsOf(mapped.predicate)];
    return { ...mapped, input: mapped.input.input, predicate: and(...conjuncts) };
  }
  if (mapped.kind === 'extend' && mapped.input.kind === 'extend') {
    const columns = merged(mapped.input.columns, mapped.columns);
    if (columns !== undefined) return { ...mapped, input: mapped.input.input, columns };
  }
  return mapped;
}

function inQueries(expression: Expression): Expression {
  return mapExpression(expression, inQueries, mergeSteps);
}

/** The columns of both extends in one; undefined when the second looks at or replaces what the first makes. */
function merged(
  first: readonly NamedExpression[],
  second: readonly NamedExpression[],
): readonly NamedExpression[] | undefined {
  const made = new Set(first.map((item) => item.name));
  const apart = second.every((item) => !made.has(item.name) && !mentions(item.expression, made));
  if (!apart) return undefined;
  // Replacing a column that the first step reads keeps its old value there: both steps see the same input.
  return [...first, ...second];
}

function mentions(expression: Expression, names: ReadonlySet<string>): boolean {
  if (expression.kind === 'column') return names.has(expression.name);
  return partsOf(expression).some((part) => mentions(part, names));
}
