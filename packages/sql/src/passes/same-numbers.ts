import { call, mapExpression, mapRelation } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';

/**
 * Says in one call that two texts are the same number: engines can tell from a look at both that most texts are none,
 * and need not read them as numbers first.
 */
export function sameNumbers(relation: Relation): Relation {
  return mapRelation(relation, sameNumbers, compared);
}

function compared(expression: Expression): Expression {
  const mapped = mapExpression(expression, compared, sameNumbers);
  if (mapped.kind !== 'call' || mapped.fn !== 'isTrue') return mapped;
  const [equal] = mapped.args;
  if (equal?.kind !== 'call' || equal.fn !== 'eq') return mapped;
  const texts = equal.args.flatMap(textRead);
  return texts.length === 2 ? call('sameNumber', texts) : mapped;
}

/** The text that is read as a number. */
function textRead(value: Expression): readonly Expression[] {
  if (value.kind !== 'call' || value.fn !== 'toReal') return [];
  return value.args.filter(({ type }) => type === 'string');
}
