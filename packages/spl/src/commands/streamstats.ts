import type { WindowFrame } from '@interloper/plan';
import { columnType } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { runsOf } from '../lower/reset-windows.js';
import { overSliding } from '../lower/sliding-windows.js';
import type { Sliding } from '../lower/sliding-windows.js';
import { lowerAggregations, overWindow } from '../lower/statistics.js';
import type { Lowering, State } from '../lower/state.js';
import { report, rowOrder, sortKeys } from '../lower/state.js';
import { ticksOfSpan } from '../lower/time-modifier.js';
import { looksNumeric } from '../lower/values.js';
import { spanFrom } from '../syntax/scanner.js';
import { parseStatistics } from '../syntax/statistics.js';
import type { CommandOf } from '../syntax/tree.js';
import { command } from './definition.js';
import { onlyWhere, partitionBy } from './eventstats.js';
import { printStatistics, refuseEffects } from './stats.js';

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
    refuseEffects(it, lowering);
    const ordered = rowOrder(before, lowering);
    const window = windowOf(it, ordered, lowering);
    if (window === undefined) return before;
    const groups = partitionBy(it.by, ordered, lowering);
    const statistics = lowerAggregations(it.aggregations, it.by, ordered, lowering);
    const names = statistics.map(({ name }) => name);
    const { state, runs } = runsOf(it.options, ordered, groups, names, lowering);
    const partition = [...groups.partition, ...runs];
    const shown = onlyWhere(groups.present, statistics);
    return 'current' in window
      ? overSliding(shown, state, partition, window, lowering)
      : overWindow(shown, state, partition, window, sortKeys(state));
  },
  print: (it) => `streamstats ${printStatistics(it)}`,
  partial: 'no reset over its own results; no allnum=true',
});

/** Which results the aggregates of one see: it and those before it, or the last so many of them. */
function windowOf(
  it: CommandOf<'streamstats'>,
  state: State,
  lowering: Lowering,
): WindowFrame | Sliding | undefined {
  const text = (name: string): string | undefined =>
    it.options.find((option) => option.name === name)?.value.text.toLowerCase();
  const is = (name: string): boolean => !['f', 'false', '0'].includes(text(name) ?? 'true');
  const written = text('window') ?? '0';
  if (!/^\d+$/.test(written)) {
    report(lowering, diagnostic('SPL0105', ['window', written, 'a whole number'], { span: it.span }));
    return undefined;
  }
  const count = Number(written);
  const current = is('current');
  const span = text('time_window');
  if (span !== undefined) {
    const time = ticksOfSpan(looksNumeric(span) ? `${span}s` : span);
    if (time === undefined || columnType(state.relation, '_time') !== 'datetime') {
      const expected = time === undefined ? 'a span such as 5m' : 'results that have _time';
      report(lowering, diagnostic('SPL0105', ['time_window', span, expected], { span: it.span }));
      return undefined;
    }
    return { time, count: count > 0 ? count : undefined, perGroup: !is('global'), current };
  }
  // With global=true (the default) one window slides over all groups together.
  if (count > 0 && is('global') && it.by.length > 0) {
    return { time: undefined, count, perGroup: false, current };
  }
  const before = count > 0 ? (current ? count - 1 : count) : 'unbounded';
  return { unit: 'rows', before, after: current ? 0 : -1 };
}
