import { and, bool } from '../expressions.js';
import type { Expression } from '../expressions.js';
import type { Relation } from '../relations.js';
import { mapExpression, mapRelation } from '../visit.js';

/**
 * True when it is sure that a column is never null: a language to which empty text is absent must not ask whether such
 * a column is there.
 */
function isAlwaysThere(relation: Relation, name: string): boolean {
  switch (relation.kind) {
    case 'filter':
    case 'sort':
    case 'limit':
      return isAlwaysThere(relation.input, name);
    case 'window':
      return !relation.calls.some((item) => item.name === name) && isAlwaysThere(relation.input, name);
    case 'extend':
    case 'project': {
      const made = relation.columns.find((item) => item.name === name);
      if (made !== undefined) return isGiven(made.expression, relation.input);
      return relation.kind === 'extend' && isAlwaysThere(relation.input, name);
    }
    case 'aggregate': {
      const group = relation.groups.find((item) => item.name === name);
      return group !== undefined && isGiven(group.expression, relation.input);
    }
    default:
      return false;
  }
}

function isGiven(expression: Expression, input: Relation): boolean {
  if (expression.kind === 'literal') return expression.value !== null;
  if (expression.kind === 'column') return isAlwaysThere(input, expression.name);
  if (expression.kind !== 'call') return false;
  const given = (part: Expression): boolean => isGiven(part, input);
  if (expression.fn === 'coalesce') return expression.args.some(given);
  return (expression.fn === 'lower' || expression.fn === 'upper') && expression.args.every(given);
}

/** A plan that asks of no column whether it is there where that is sure. */
export function withoutSureTests(plan: Relation): Relation {
  const inner = mapRelation(plan, withoutSureTests, (expression) => expression);
  if (!('input' in inner)) return inner;
  return mapRelation(
    inner,
    (input) => input,
    (expression) => settled(expression, inner.input),
  );
}

function settled(expression: Expression, input: Relation): Expression {
  if (expression.kind !== 'call') return expression;
  const whole = mapExpression(expression, (part) => settled(part, input));
  if (whole.kind !== 'call') return whole;
  const [first, second, third] = whole.args;
  if (whole.fn === 'isNull' && first?.kind === 'column' && isAlwaysThere(input, first.name))
    return bool(false);
  if (whole.fn === 'not' && isSaid(first, false)) return bool(true);
  if (whole.fn === 'and' && whole.args.some((part) => isSaid(part, true)))
    return and(...whole.args.filter((part) => !isSaid(part, true)));
  if (whole.fn === 'if' && second !== undefined && isSaid(first, true)) return second;
  return whole.fn === 'if' && third !== undefined && isSaid(first, false) ? third : whole;
}

/** True for the literal true or false. */
export function isSaid(expression: Expression | undefined, value: boolean): boolean {
  return expression?.kind === 'literal' && expression.type === 'bool' && expression.value === value;
}
