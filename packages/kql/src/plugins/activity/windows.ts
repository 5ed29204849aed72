import type { Expression, Relation } from '@interloper/plan';
import { isMultiple } from '../../expressions/multiples.js';
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
