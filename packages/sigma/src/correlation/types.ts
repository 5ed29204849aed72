import type { SupportEntry } from '@interloper/plan';
import type { CorrelationType } from '../rule/types.js';

interface TypeEntry {
  readonly needsField: boolean;
  readonly needsBounds: boolean;
  readonly support: SupportEntry['support'];
  readonly note?: string;
  /** What it measures of a window, as the manual prints it. */
  readonly doc: string;
}

/** Every correlation type: what its condition needs and how far it is supported. */
export const correlationTypes: Readonly<Record<CorrelationType, TypeEntry>> = {
  event_count: {
    needsField: false,
    needsBounds: true,
    support: 'supported',
    doc: 'How many events the window holds.',
  },
  value_count: {
    needsField: true,
    needsBounds: true,
    support: 'supported',
    doc: 'How many different values of `field`, or combinations of several fields, without regard to case.',
  },
  value_sum: {
    needsField: true,
    needsBounds: true,
    support: 'supported',
    doc: 'The sum of a numeric field.',
  },
  value_avg: {
    needsField: true,
    needsBounds: true,
    support: 'supported',
    doc: 'The mean of a numeric field.',
  },
  value_min: {
    needsField: true,
    needsBounds: true,
    support: 'supported',
    doc: 'The least number of a field.',
  },
  value_max: {
    needsField: true,
    needsBounds: true,
    support: 'supported',
    doc: 'The greatest number of a field.',
  },
  value_median: {
    needsField: true,
    needsBounds: true,
    support: 'supported',
    doc: 'The median of a numeric field.',
  },
  value_percentile: {
    needsField: true,
    needsBounds: true,
    support: 'partial',
    note: 'the condition must state its percentile; nearest rank',
    doc: 'The value that so many percent of a numeric field do not exceed.',
  },
  temporal: {
    needsField: false,
    needsBounds: false,
    support: 'supported',
    doc: 'Events of all the rules, of as many as bounds say, or of those that a condition over their names says.',
  },
  temporal_ordered: {
    needsField: false,
    needsBounds: false,
    support: 'partial',
    note: 'all of the rules must follow each other; a condition for fewer is refused',
    doc: 'Events of all the rules, in the order in which they are listed.',
  },
};

/** The type of that name. */
export function findCorrelationType(name: string): CorrelationType | undefined {
  return Object.keys(correlationTypes).find((type): type is CorrelationType => type === name);
}
