import type { SupportEntry } from '@interloper/plan';
import { activeUsersCount } from './activity/active-users.js';
import { activityCountsMetrics } from './activity/counts-metrics.js';
import { activityEngagement } from './activity/engagement.js';
import { activityMetrics } from './activity/metrics.js';
import { newActivityMetrics } from './activity/new-metrics.js';
import { rollingPercentile } from './activity/rolling-percentile.js';
import { sessionCount } from './activity/session-count.js';
import { slidingWindowCounts } from './activity/sliding-window.js';
import { bagUnpack } from './bag-unpack.js';
import { basket } from './basket.js';
import { dcountIntersect } from './dcount-intersect.js';
import { geoLineLookup, geoPolygonLookup } from './geo-lookup.js';
import { ipv4Lookup, ipv6Lookup } from './ip-lookup.js';
import { narrow } from './narrow.js';
import { pivot } from './pivot.js';
import type { Plugin } from './plugin.js';
import { preview } from './preview.js';
import { rowsNear } from './rows-near.js';

/** A plugin of `evaluate` and how far it is supported. */
interface PluginEntry {
  readonly lower: Plugin;
  readonly support: SupportEntry['support'];
  /** What is missing, when it is partial. */
  readonly note?: string;
  /** True when a rule may state the columns of the answer. */
  readonly open?: true;
}

/** The plugins of `evaluate` by name. */
export const plugins: Readonly<Record<string, PluginEntry>> = {
  active_users_count: whole(activeUsersCount),
  activity_counts_metrics: whole(activityCountsMetrics),
  activity_engagement: part(activityEngagement, 'with a start and an end; a window without ids gives no row'),
  activity_metrics: part(activityMetrics, 'with a start and an end; a window without ids gives no row'),
  bag_unpack: { ...whole(bagUnpack), open: true },
  basket: part(
    basket,
    'no weights and no dynamic columns; all patterns are counted, where Kusto samples rows to find them; segments are numbered by their counts',
  ),
  dcount_intersect: whole(dcountIntersect),
  geo_line_lookup: whole(geoLineLookup),
  geo_polygon_lookup: whole(geoPolygonLookup),
  ipv4_lookup: whole(ipv4Lookup),
  ipv6_lookup: whole(ipv6Lookup),
  narrow: whole(narrow),
  new_activity_metrics: part(newActivityMetrics, 'a window without new ids gives no row'),
  pivot: { ...whole(pivot), open: true },
  preview: part(preview, 'only the first table is answered, with a warning'),
  rolling_percentile: part(rollingPercentile, 'bins without rows give no row'),
  rows_near: whole(rowsNear),
  session_count: whole(sessionCount),
  sliding_window_counts: part(slidingWindowCounts, 'the lookback must be a constant number of whole steps'),
};

function whole(lower: Plugin): PluginEntry {
  return { lower, support: 'supported' };
}

function part(lower: Plugin, note: string): PluginEntry {
  return { lower, support: 'partial', note };
}
