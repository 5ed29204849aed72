import type { Expression, Relation } from '@interloper/plan';

/** Whether a column of results is known to hold a value in every row. */
export function isNeverNull(relation: Relation, name: string): boolean {
  switch (relation.kind) {
    case 'filter':
      return (
        conjuncts(relation.predicate).some((item) => asksFor(item, name)) || isNeverNull(relation.input, name)
      );
    case 'sort':
    case 'limit':
    case 'distinct':
    case 'window':
      return isNeverNull(relation.input, name);
    case 'extend':
    case 'project': {
      const found = relation.columns.find((item) => item.name === name)?.expression;
      if (found !== undefined) return holds(found, relation.input);
      return relation.kind === 'extend' && isNeverNull(relation.input, name);
    }
    case 'aggregate': {
      const group = relation.groups.find((item) => item.name === name)?.expression;
      if (group !== undefined) return holds(group, relation.input);
      const fn = relation.aggregates.find((item) => item.name === name)?.fn;
      return fn === 'count' || fn === 'countValues' || fn === 'countDistinct';
    }
    case 'union':
      return relation.inputs.every((input) => isNeverNull(input, name));
    default:
      return false;
  }
}

function holds(expression: Expression, input: Relation): boolean {
  switch (expression.kind) {
    case 'literal':
      return expression.value !== null;
    case 'now':
      return true;
    case 'column':
      return isNeverNull(input, expression.name);
    case 'call':
      return expression.fn === 'coalesce' && expression.args.some((item) => holds(item, input));
    default:
      return false;
  }
}

function conjuncts(predicate: Expression): readonly Expression[] {
  return predicate.kind === 'call' && predicate.fn === 'and'
    ? predicate.args.flatMap(conjuncts)
    : [predicate];
}

/** `not(isNull(column))` */
function asksFor(predicate: Expression, name: string): boolean {
  if (predicate.kind !== 'call' || predicate.fn !== 'not') return false;
  const [inner] = predicate.args;
  if (inner?.kind !== 'call' || inner.fn !== 'isNull') return false;
  const [subject] = inner.args;
  return subject?.kind === 'column' && subject.name === name;
}
