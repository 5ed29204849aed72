import { long, mapExpression, mapRelation } from '@interloper/plan';
import type { Expression, Relation, WindowCall, WindowName } from '@interloper/plan';

/** What gives, of one row, its value. */
const OF_ONE: ReadonlySet<WindowName> = new Set<WindowName>([
  'anyValue',
  'anyNotNull',
  'firstNotNull',
  'lastNotNull',
  'firstValue',
  'lastValue',
  'min',
  'max',
]);

/** Looks at the row so many places before where a window has only that one: engines find it without an aggregate. */
export function singleRows(relation: Relation): Relation {
  const mapped = mapRelation(relation, singleRows, inQueries);
  return mapped.kind === 'window' ? { ...mapped, calls: mapped.calls.map(lagging) } : mapped;
}

function inQueries(expression: Expression): Expression {
  return mapExpression(expression, inQueries, singleRows);
}

function lagging(call: WindowCall): WindowCall {
  const { fn, args, frame } = call;
  const [value] = args;
  if (!OF_ONE.has(fn) || value === undefined || frame.unit !== 'rows') return call;
  if (frame.before === 'unbounded' || frame.before < 1 || frame.after !== -frame.before) return call;
  return { ...call, fn: 'lag', args: [value, long(frame.before)], frame: { unit: 'all' } };
}
