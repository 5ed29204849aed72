import type { Expression, Relation } from '@interloper/plan';
import { TICKS_PER_DAY } from '@interloper/plan';
import type { SyntaxNode } from '../../kusto/library.js';
import { nameOf, part } from '../../kusto/syntax.js';
import { report } from '../../lowering.js';
import type { Env } from '../../lowering.js';
import { activityRows, fromStartToEnd, isLength, windowFrom } from './call.js';
import type { ActivityCall } from './call.js';

/**
 * The rows from start to end with the window each lies in. Windows are counted from the start, as the pages of
 * active_users_count and sliding_window_counts show; no page tells whether the others count from the start or from
 * zero, so a start where the two differ is warned of.
 */
export function windowed(
  node: SyntaxNode,
  activity: ActivityCall,
  size: Expression | undefined,
  env: Env,
): Relation | undefined {
  if (!isLength(size, activity)) return undefined;
  const { time, start } = activity;
  if (!isMultiple(start, size)) report(env, 'KQL0211', nameOf(part(node, 'Name')), node);
  return activityRows(activity, windowFrom(time, start, size), fromStartToEnd(activity), env);
}

/** True when an instant is certainly a whole number of windows from zero. */
function isMultiple(instant: Expression, size: Expression): boolean {
  const length = wholeOf(size);
  if (length === undefined || length <= 0n) return false;
  const value = wholeOf(instant);
  if (value !== undefined) return value % length === 0n;
  if (instant.kind !== 'call') return false;
  switch (instant.fn) {
    case 'startOfDay':
    case 'startOfWeek':
    case 'startOfMonth':
    case 'startOfYear':
      return TICKS_PER_DAY % length === 0n;
    case 'add':
    case 'subtract':
      return instant.args.every((term) => isMultiple(term, size));
    default:
      return false;
  }
}

function wholeOf(value: Expression): bigint | undefined {
  if (value.kind !== 'literal' || value.value === null) return undefined;
  return ['datetime', 'timespan', 'int', 'long'].includes(value.type)
    ? BigInt(String(value.value))
    : undefined;
}
