import { refuseRows, report } from '../lowering.js';
import { rowCount } from '../operators/computed.js';
import { firstRows } from '../operators/first-rows.js';
import { pluginArguments } from './plugin.js';
import type { Plugin } from './plugin.js';

/**
 * Some rows and, in a second table, how many there are. There is room for one table: the first, with a warning.
 * https://learn.microsoft.com/kusto/query/preview-plugin
 */
export const preview: Plugin = (node, input, env) => {
  const [number] = pluginArguments(node).positional;
  const count = number === undefined ? undefined : rowCount(number, env);
  if (count === undefined) return refuseRows(env, 'KQL0104', 'preview with these arguments', node);
  report(env, 'KQL0206', 'the tables of preview', node);
  return firstRows(input, count, env);
};
