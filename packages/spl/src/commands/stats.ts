import { diagnostic } from '../diagnostics.js';
import type { Lowering } from '../lower/state.js';
import { report } from '../lower/state.js';
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
  lower: (it, state, lowering) => {
    refuseEffects(it, lowering);
    return aggregate(it.aggregations, it.by, state, lowering);
  },
  print: (it) => `stats ${printStatistics(it)}`,
  partial: 'no allnum=true, delim or dedup_splitvals=true',
});

/** Options that change the results, and that nothing here minds; `partitions` is about speed. */
export function refuseEffects(
  it: CommandOf<'stats' | 'eventstats' | 'streamstats'>,
  lowering: Lowering,
): void {
  for (const { name, value, span } of it.options) {
    const isOn = /^(?:t|true|1)$/i.test(value.text);
    if (name === 'delim') {
      const place = { span, help: 'join the values with eval mvjoin()' };
      report(lowering, diagnostic('SPL0504', [`${it.kind} delim`], place));
    } else if (isOn && (name === 'allnum' || name === 'dedup_splitvals'))
      report(lowering, diagnostic('SPL0504', [`${it.kind} ${name}=true`], { span }));
  }
}

export function printStatistics(it: CommandOf<'stats' | 'eventstats' | 'streamstats'>): string {
  return `${printOptions(it.options)}${it.aggregations.map(printAggregation).join(', ')}${printBy(it.by)}`;
}
