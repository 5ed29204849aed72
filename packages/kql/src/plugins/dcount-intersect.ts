import { commonOf } from '../functions/sketches.js';
import { lowerExpression } from '../lowering.js';
import { extend } from '../text.js';
import { pluginArguments } from './plugin.js';
import type { Plugin } from './plugin.js';

/**
 * To each row of sketches of hll(): how many values the first holds, the first two have in common, and so on, as s0,
 * s1 … https://learn.microsoft.com/kusto/query/dcount-intersect-plugin
 */
export const dcountIntersect: Plugin = (node, input, env) => {
  const sets = pluginArguments(node).positional.map((set) => lowerExpression(set, { ...env, rows: input }));
  return extend(
    input,
    sets.map((_, index) => ({ name: `s${index}`, expression: commonOf(sets.slice(0, index + 1)) })),
  );
};
