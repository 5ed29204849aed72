import type { Column } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { boundColumns, nameOf, optionalPart, part } from '../kusto/syntax.js';
import { refuseRows } from '../lowering.js';
import {
  activityCountsMetrics,
  activityEngagement,
  activityMetrics,
  newActivityMetrics,
  sessionCount,
} from '../plugins/activity.js';
import { bagUnpack } from '../plugins/bag-unpack.js';
import { geoLineLookup, geoPolygonLookup } from '../plugins/geo-lookup.js';
import { ipv4Lookup, ipv6Lookup } from '../plugins/ip-lookup.js';
import { narrow } from '../plugins/narrow.js';
import { pivot } from '../plugins/pivot.js';
import type { Plugin } from '../plugins/plugin.js';
import { rowsNear } from '../plugins/rows-near.js';
import type { Operator } from './operator.js';

/** The plugins of `evaluate` by name. */
export const plugins: Readonly<Record<string, Plugin>> = {
  activity_counts_metrics: activityCountsMetrics,
  activity_engagement: activityEngagement,
  activity_metrics: activityMetrics,
  bag_unpack: bagUnpack,
  geo_line_lookup: geoLineLookup,
  geo_polygon_lookup: geoPolygonLookup,
  ipv4_lookup: ipv4Lookup,
  ipv6_lookup: ipv6Lookup,
  narrow,
  new_activity_metrics: newActivityMetrics,
  pivot,
  rows_near: rowsNear,
  session_count: sessionCount,
};

/** Plugins whose columns a rule may state, and that look for them in the data otherwise. */
const OPEN: ReadonlySet<string> = new Set(['bag_unpack', 'pivot']);

/** https://learn.microsoft.com/kusto/query/evaluate-operator */
export const evaluate: Operator = {
  name: 'evaluate',
  classes: ['EvaluateOperator'],
  support: 'partial',
  note: 'with the plugins listed as `evaluate NAME`',
  page: 'evaluate-operator',
  ownOrder: true,
  lower(node, input, env) {
    const call = part(node, 'FunctionCall');
    const name = nameOf(part(call, 'Name'));
    const plugin = plugins[name];
    if (plugin === undefined) return refuseRows(env, 'KQL0101', `evaluate ${name}`, node);
    const schema = schemaOf(node);
    if (schema !== undefined && !OPEN.has(name)) {
      return refuseRows(env, 'KQL0104', `evaluate ${name} with a schema`, node);
    }
    return plugin(call, input, env, schema);
  },
};

/** The columns that the rule states behind a colon, as the binder has them. */
function schemaOf(node: SyntaxNode): readonly Column[] | undefined {
  if (optionalPart(node, 'Schema') === undefined) return undefined;
  return (boundColumns(node) ?? []).map(({ name, type }) => ({ name, type: type ?? 'dynamic' }));
}
