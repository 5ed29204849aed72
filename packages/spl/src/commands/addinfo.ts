import type { Expression } from '@interloper/plan';
import { call, now, real, text } from '@interloper/plan';
import { setField } from '../lower/state.js';
import { spanFrom } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: addinfo. The time bounds of the search, as far as its terms name them, and when it runs. */
export const addinfo = command<'addinfo'>({
  parse: (scanner, start) => ({ kind: 'addinfo', span: spanFrom(scanner, start) }),
  lower: (_, state, lowering) => {
    const { earliest, latest } = lowering.window;
    const seconds = (instant: Expression): Expression => call('epochSeconds', [instant]);
    // A search that only says where it begins ends now; one that says nothing looks at all times.
    const to = latest ?? (earliest === undefined ? undefined : now);
    const fields: readonly (readonly [string, Expression])[] = [
      ['info_min_time', earliest === undefined ? real(0) : seconds(earliest)],
      ['info_max_time', to === undefined ? text('+Infinity') : seconds(to)],
      ['info_search_time', seconds(now)],
    ];
    return fields.reduce((before, [name, value]) => setField(before, name, value), state);
  },
  print: () => 'addinfo',
  partial: 'the bounds are those that the search names with earliest and latest; no info_sid',
});
