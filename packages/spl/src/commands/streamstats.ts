import type { WindowFrame } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { runsOf } from '../lower/reset-windows.js';
import { lowerAggregations, overWindow } from '../lower/statistics.js';
import type { Lowering } from '../lower/state.js';
import { knownOrder, report, sortKeys } from '../lower/state.js';
import { spanFrom } from '../syntax/scanner.js';
import { parseStatistics } from '../syntax/statistics.js';
import type { CommandOf } from '../syntax/tree.js';
import { command } from './definition.js';
import { onlyWhere, partitionBy } from './eventstats.js';
import { printStatistics } from './stats.js';

const OPTIONS = [
  'current',
  'window',
  'global',
  'time_window',
  'allnum',
  'reset_on_change',
  'reset_before',
  'reset_after',
];

/** Search Reference: streamstats. */
export const streamstats = command<'streamstats'>({
  parse: (scanner, start) => {
    const parsed = parseStatistics(scanner, 'streamstats', OPTIONS);
    return { kind: 'streamstats', ...parsed, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const frame = frameOf(it, lowering);
    const ordered = knownOrder(before);
    const groups = partitionBy(it.by, ordered, lowering);
    const statistics = lowerAggregations(it.aggregations, ordered, lowering);
    const names = statistics.map(({ name }) => name);
    const { state, runs } = runsOf(it.options, ordered, groups, names, lowering);
    const partition = [...groups.partition, ...runs];
    return overWindow(onlyWhere(groups.present, statistics), state, partition, frame, sortKeys(state));
  },
  print: (it) => `streamstats ${printStatistics(it)}`,
  partial: 'no time_window, no reset over its own results; a window over groups needs global=false',
});

/** Which results the aggregates of one see: it and those before it, or the last so many of them. */
function frameOf(it: CommandOf<'streamstats'>, lowering: Lowering): WindowFrame {
  const text = (name: string): string | undefined =>
    it.options.find((option) => option.name === name)?.value.text.toLowerCase();
  for (const option of it.options) {
    if (option.name === 'time_window') {
      const help = 'events of one second would count by chance: use bin span=… _time and stats';
      report(lowering, diagnostic('SPL0504', [`streamstats ${option.name}`], { span: option.span, help }));
    }
  }
  const window = Number(text('window') ?? '0');
  const current = !['f', 'false', '0'].includes(text('current') ?? 'true');
  const shared = !['f', 'false', '0'].includes(text('global') ?? 'true');
  if (window > 0 && shared && it.by.length > 0) {
    // With global=true (the default) one window slides over all groups together.
    const help = 'write global=false to give each group a window of its own';
    report(lowering, diagnostic('SPL0504', ['streamstats window over groups'], { span: it.span, help }));
  }
  const before = window > 0 ? (current ? window - 1 : window) : 'unbounded';
  if (current) return { unit: 'rows', before, after: 0 };
  return { unit: 'rows', before, after: -1 };
}
