import type { Relation } from '@interloper/plan';
import type { CorrelationRule, CorrelationType } from '../rule/types.js';
import { eventCount } from './event-count.js';
import type { TypeLowering } from './type-lowering.js';
import { temporal } from './temporal.js';
import { temporalOrdered } from './temporal-ordered.js';
import { valueCount } from './value-count.js';
import { valueStatistic } from './value-statistic.js';

const lowerings: Readonly<Record<CorrelationType, TypeLowering>> = {
  event_count: eventCount,
  value_count: valueCount,
  value_sum: valueStatistic('sum'),
  value_avg: valueStatistic('average'),
  value_min: valueStatistic('min'),
  value_max: valueStatistic('max'),
  value_median: valueStatistic('median'),
  value_percentile: valueStatistic('percentile'),
  temporal,
  temporal_ordered: temporalOrdered,
};

/** Lowers a correlation by its type. */
export function lowerType(rule: CorrelationRule, matches: Relation): Relation {
  return lowerings[rule.type](rule, matches);
}
