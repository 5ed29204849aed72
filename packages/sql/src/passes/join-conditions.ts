import {
  and,
  column,
  conjunctsOf,
  mapExpression,
  mapRelation,
  partsOf,
  someExpression,
} from '@interloper/plan';
import type { Call, ColumnReference, Expression, Join, Relation } from '@interloper/plan';
import { separated, timeDifference } from './time-differences.js';

/**
 * Moves comparisons of one side's value with the other's from the filters after an inner join into its condition:
 * `join … on User | where Time between (Earlier .. (Earlier + 1h))`. An engine that joins on the key alone builds every
 * pair of a user's rows first, which grows with their square.
 */
export function joinConditions(relation: Relation): Relation {
  const mapped = mapRelation(relation, joinConditions, inQueries);
  if (mapped.kind !== 'filter') return mapped;
  const conjuncts = conjunctsOf(mapped.predicate);
  const moved: Expression[] = [];
  const kept: Expression[] = [];
  for (const part of conjuncts) {
    const condition = joinCondition(throughSteps(part, mapped.input));
    if (condition === undefined) kept.push(part);
    else moved.push(condition);
  }
  if (moved.length === 0) return mapped;
  const input = withConditions(mapped.input, moved);
  return kept.length === 0 ? input : { ...mapped, input, predicate: and(...kept) };
}

function inQueries(expression: Expression): Expression {
  return mapExpression(expression, inQueries, joinConditions);
}

/** The expression over the sides of the inner join below; undefined where it looks at what steps between compute. */
function throughSteps(expression: Expression, over: Relation): Expression | undefined {
  switch (over.kind) {
    case 'filter':
      return throughSteps(expression, over.input);
    case 'extend': {
      const made = new Map(over.columns.map((item) => [item.name, item.expression]));
      const below = renamed(expression, ({ name, type }) => {
        const value = made.get(name);
        if (value === undefined) return column(name, type);
        return value.kind === 'column' ? value : undefined;
      });
      return below === undefined ? undefined : throughSteps(below, over.input);
    }
    case 'project': {
      const made = new Map(over.columns.map((item) => [item.name, item.expression]));
      const below = renamed(expression, ({ name }) => {
        const value = made.get(name);
        return value?.kind === 'column' ? value : undefined;
      });
      return below === undefined ? undefined : throughSteps(below, over.input);
    }
    case 'join': {
      if (over.flavour !== 'inner') return undefined;
      const sources = new Map(over.columns.map((item) => [item.name, item]));
      return renamed(expression, ({ name, type }) => {
        const from = sources.get(name);
        return from === undefined ? undefined : column(from.source, type, from.side);
      });
    }
    default:
      return undefined;
  }
}

/** The expression with other columns in the place of its own; undefined where one has none, or where it asks a query. */
function renamed(
  expression: Expression,
  to: (reference: ColumnReference) => Expression | undefined,
): Expression | undefined {
  let possible = true;
  const replace = (part: Expression): Expression => {
    if (part.kind === 'column') {
      const other = to(part);
      possible &&= other !== undefined;
      return other ?? part;
    }
    if (part.kind === 'scalarQuery' || part.kind === 'inQuery') possible = false;
    return mapExpression(part, replace);
  };
  const result = replace(expression);
  return possible ? result : undefined;
}

/** The expression as a comparison of a side with the other; undefined where it cannot be one. */
function joinCondition(expression: Expression | undefined): Expression | undefined {
  if (expression === undefined || comparesSides(expression)) return expression;
  // An instant that is computed is null outside the years there are; a sum that is only compared is not.
  if (someExpression(expression, (part) => part.kind === 'call' && part.type === 'datetime'))
    return undefined;
  const difference = timeDifference(expression);
  return difference === undefined ? undefined : separated(difference);
}

const COMPARISONS: ReadonlySet<Call['fn']> = new Set(['eq', 'lt', 'le', 'gt', 'ge']);

/** Whether each operand of a comparison stands on a side of its own. */
function comparesSides(expression: Expression): boolean {
  if (expression.kind !== 'call' || !COMPARISONS.has(expression.fn)) return false;
  const [left, right] = expression.args.map((argument) => new Set(sidesOf(argument)));
  if (left?.size !== 1 || right?.size !== 1) return false;
  return [...left][0] !== [...right][0];
}

function sidesOf(expression: Expression): readonly string[] {
  if (expression.kind === 'column') return [expression.side ?? 'none'];
  return partsOf(expression).flatMap(sidesOf);
}

function withConditions(relation: Relation, conditions: readonly Expression[]): Relation {
  if (relation.kind === 'join') {
    const join: Join = { ...relation, condition: and(relation.condition, ...conditions) };
    return join;
  }
  return mapRelation(
    relation,
    (input) => withConditions(input, conditions),
    (expression) => expression,
  );
}
