import type { SupportEntry } from '@interloper/plan';
import type { CorrelationType } from '../rule/types.js';

interface TypeEntry {
  readonly needsField: boolean;
  readonly needsBounds: boolean;
  readonly support: SupportEntry['support'];
  readonly note?: string;
}

/** Every correlation type: what its condition needs and how far it is supported. */
export const correlationTypes: Readonly<Record<CorrelationType, TypeEntry>> = {
  event_count: { needsField: false, needsBounds: true, support: 'supported' },
  value_count: { needsField: true, needsBounds: true, support: 'supported' },
  value_sum: { needsField: true, needsBounds: true, support: 'supported' },
  value_avg: { needsField: true, needsBounds: true, support: 'supported' },
  value_min: { needsField: true, needsBounds: true, support: 'supported' },
  value_max: { needsField: true, needsBounds: true, support: 'supported' },
  value_median: { needsField: true, needsBounds: true, support: 'supported' },
  value_percentile: {
    needsField: true,
    needsBounds: true,
    support: 'partial',
    note: 'the condition must state its percentile; nearest rank',
  },
  temporal: { needsField: false, needsBounds: false, support: 'supported' },
  temporal_ordered: {
    needsField: false,
    needsBounds: false,
    support: 'partial',
    note: 'all of the rules must follow each other; a condition for fewer is refused',
  },
};

/** The type of that name. */
export function findCorrelationType(name: string): CorrelationType | undefined {
  return Object.keys(correlationTypes).find((type): type is CorrelationType => type === name);
}
