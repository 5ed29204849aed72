import { aggregate } from '../lower/statistics.js';
import { printAggregation, printBy, printOptions } from '../syntax/print-parts.js';
import { spanFrom } from '../syntax/scanner.js';
import { parseStatistics } from '../syntax/statistics.js';
import type { CommandOf } from '../syntax/tree.js';
import { command } from './definition.js';

/** Search Reference: stats. */
export const stats = command<'stats'>({
  parse: (scanner, start) => {
    const parsed = parseStatistics(scanner, 'stats', ['allnum', 'partitions', 'delim', 'dedup_splitvals']);
    return { kind: 'stats', ...parsed, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => aggregate(it.aggregations, it.by, state, lowering),
  print: (it) => `stats ${printStatistics(it)}`,
  partial: 'allnum and dedup_splitvals have no effect',
});

export function printStatistics(it: CommandOf<'stats' | 'eventstats' | 'streamstats'>): string {
  return `${printOptions(it.options)}${it.aggregations.map(printAggregation).join(', ')}${printBy(it.by)}`;
}
