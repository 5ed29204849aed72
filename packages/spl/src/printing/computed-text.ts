import { call, mapExpression, mapRelation, text, walkRelations } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';

/**
 * Paths lead into the fields of events by their names; into text that the rule computes they are asked for by `spath`,
 * so that such a text is marked as no field.
 */
export function markComputedText(relation: Relation): Relation {
  const computed = new Set<string>();
  walkRelations(relation, (each) => {
    if (each.kind === 'extend' || each.kind === 'project') {
      for (const { name, expression } of each.columns)
        if (expression.kind !== 'column' || expression.name !== name) computed.add(name);
    } else if (each.kind === 'window') for (const { name } of each.calls) computed.add(name);
    else if (each.kind === 'aggregate') for (const { name } of each.aggregates) computed.add(name);
    else if (each.kind === 'unnest') for (const { column } of each.lists) computed.add(column.name);
    else if (each.kind === 'values') for (const { name } of each.columns) computed.add(name);
  });
  const on = (expression: Expression): Expression => {
    const inner = mapExpression(expression, on);
    if (inner.kind !== 'call' || inner.fn !== 'parseJson') return inner;
    const [of] = inner.args;
    if (of?.kind !== 'column' || of.type !== 'string' || !computed.has(of.name)) return inner;
    return { ...inner, args: [call('concat', [of, text('')])] };
  };
  const visit = (each: Relation): Relation => mapRelation(each, visit, on);
  return visit(relation);
}
