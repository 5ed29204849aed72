import type { Expression } from '@interloper/plan';
import { call, long, nullOf, real } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { overRows } from '../lower/row-windows.js';
import type { Lowering, State } from '../lower/state.js';
import { fieldValue, report, setField } from '../lower/state.js';
import { asNumber, isNullLiteral } from '../lower/values.js';
import { printAggregation } from '../syntax/print-parts.js';
import { spanFrom } from '../syntax/scanner.js';
import { parseAggregations } from '../syntax/statistics.js';
import type { Aggregation } from '../syntax/tree.js';
import { command } from './definition.js';

/** Search Reference: trendline. Moving averages over the last so many results; none before there are so many. */
export const trendline = command<'trendline'>({
  parse: (scanner, start) => ({
    kind: 'trendline',
    trends: parseAggregations(scanner, []),
    span: spanFrom(scanner, start),
  }),
  lower: (it, before, lowering) => it.trends.reduce((state, item) => trend(item, state, lowering), before),
  print: (it) => `trendline ${it.trends.map(printAggregation).join(' ')}`,
  partial: 'sma and wma, no ema',
});

const MOST_RESULTS = 10_000;
const MOST_WEIGHTED = 100;

function trend(item: Aggregation, before: State, lowering: Lowering): State {
  const match = /^(sma|wma)(\d+)$/i.exec(item.name);
  const period = Number(match?.[2] ?? 0);
  const { argument } = item;
  const most = match?.[1]?.toLowerCase() === 'wma' ? MOST_WEIGHTED : MOST_RESULTS;
  if (match === null || argument === undefined || 'kind' in argument || period < 2 || period > most) {
    const help = 'write sma5(field) or wma5(field), over 2 to 10,000 (wma: 100) results';
    report(lowering, diagnostic('SPL0504', [`trendline ${item.name}`], { span: item.span, help }));
    return before;
  }
  const value = fieldValue(argument.text, before, lowering, argument.span);
  if (isNullLiteral(value)) return before;
  const number = call('toReal', [asNumber(value)]);
  const weighted = match[1]?.toLowerCase() === 'wma';
  const average = weighted ? weightedAverage(before, number, period) : simpleAverage(before, number, period);
  return setField(average.state, item.as ?? `${item.name}(${argument.text})`, average.result);
}

interface Average {
  readonly state: State;
  readonly result: Expression;
}

function simpleAverage(before: State, number: Expression, period: number): Average {
  const frame = { unit: 'rows', before: period - 1, after: 0 } as const;
  const mean = overRows(before, { fn: 'average', args: [number], type: 'real', frame });
  const counted = overRows(mean.state, { fn: 'countValues', args: [number], type: 'long', frame });
  const full = call('eq', [counted.result, long(period)]);
  return { state: counted.state, result: call('if', [full, mean.result, nullOf('real')]) };
}

/** The latest result counts most: so many times as there are results in the window. */
function weightedAverage(before: State, number: Expression, period: number): Average {
  const places = Array.from({ length: period }, (_, index) => index);
  const { state: widened, result: total } = places.reduce<Average>(
    ({ state, result }, place) => {
      const lag = overRows(state, {
        fn: 'lag',
        args: [number, long(place)],
        type: 'real',
        frame: { unit: 'all' },
      });
      const share = call('multiply', [lag.result, real(period - place)], 'real');
      return { state: lag.state, result: place === 0 ? share : call('add', [result, share], 'real') };
    },
    { state: before, result: number },
  );
  const weights = real((period * (period + 1)) / 2);
  return { state: widened, result: call('divide', [total, weights], 'real') };
}
