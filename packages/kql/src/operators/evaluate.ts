import { nameOf, optionalPart, part } from '../kusto/syntax.js';
import { refuseRows } from '../lowering.js';
import { bagUnpack } from '../plugins/bag-unpack.js';
import { ipv4Lookup, ipv6Lookup } from '../plugins/ip-lookup.js';
import type { Plugin } from '../plugins/plugin.js';
import { rowsNear } from '../plugins/rows-near.js';
import type { Operator } from './operator.js';

const PLUGINS: Readonly<Record<string, Plugin>> = {
  bag_unpack: bagUnpack,
  ipv4_lookup: ipv4Lookup,
  ipv6_lookup: ipv6Lookup,
  rows_near: rowsNear,
};

/** https://learn.microsoft.com/kusto/query/evaluate-operator */
export const evaluate: Operator = {
  name: 'evaluate',
  classes: ['EvaluateOperator'],
  support: 'partial',
  note: `with ${Object.keys(PLUGINS).join(', ')}; bag_unpack only of rows written in the rule`,
  page: 'evaluate-operator',
  ownOrder: true,
  lower(node, input, env) {
    const call = part(node, 'FunctionCall');
    const name = nameOf(part(call, 'Name'));
    const plugin = PLUGINS[name];
    if (plugin === undefined) return refuseRows(env, 'KQL0101', `evaluate ${name}`, node);
    if (optionalPart(node, 'Schema') !== undefined) {
      return refuseRows(env, 'KQL0104', 'evaluate with a schema', node);
    }
    return plugin(call, input, env);
  },
};
