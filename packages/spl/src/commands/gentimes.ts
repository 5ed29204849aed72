import { TICKS_PER_SECOND, ticksOfIso } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { instantOf, ticksOfSpan } from '../lower/time-modifier.js';
import { emptyState, report } from '../lower/state.js';
import { printOptions } from '../syntax/print-parts.js';
import { options, spanFrom } from '../syntax/scanner.js';
import { command } from './definition.js';

const OPTIONS = ['start', 'end', 'increment'];
const MOST_RESULTS = 100_000;

/** Search Reference: gentimes. Spans of time one after the other, from a date up to and without another. */
export const gentimes = command<'gentimes'>({
  parse: (scanner, start) => ({
    kind: 'gentimes',
    options: options(scanner, 'gentimes', OPTIONS),
    span: spanFrom(scanner, start),
  }),
  lower: (it, _, lowering) => {
    const written = (name: string): string | undefined =>
      it.options.find((option) => option.name === name)?.value.text;
    const [start, end] = [secondsOf(written('start')), secondsOf(written('end'))];
    const step = Number((ticksOfSpan(written('increment') ?? '1d') ?? 0n) / TICKS_PER_SECOND);
    if (start === undefined || end === undefined || step <= 0 || (end - start) / step > MOST_RESULTS) {
      const help = 'write gentimes start=10/01/2025 end=10/08/2025 increment=1h';
      const what = 'gentimes without dates for start and end';
      report(lowering, diagnostic('SPL0504', [what], { span: it.span, help }));
      return emptyState();
    }
    const rows: (readonly [number, number])[] = [];
    for (let at = start; at < end; at += step) rows.push([at, at + step - 1]);
    const relation: Relation = {
      kind: 'values',
      columns: [
        { name: 'starttime', type: 'long' },
        { name: 'endtime', type: 'long' },
      ],
      rows,
    };
    return { relation, order: [], hidesTime: false };
  },
  print: (it) => `gentimes ${printOptions(it.options)}`.trimEnd(),
  partial: 'start and end are dates; no starthuman and endhuman',
});

/** Seconds since 1970 of a date; undefined of anything else, days relative to now among it. */
function secondsOf(date: string | undefined): number | undefined {
  const instant = date?.includes('/') === true ? instantOf(date) : undefined;
  if (instant?.kind !== 'literal') return undefined;
  const ticks = BigInt(String(instant.value)) - (ticksOfIso('1970-01-01') ?? 0n);
  return Number(ticks / TICKS_PER_SECOND);
}
