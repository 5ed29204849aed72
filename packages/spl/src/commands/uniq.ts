import { column, columnsOf } from '@interloper/plan';
import { withoutRuns } from '../lower/runs.js';
import { isInternal } from '../lower/state.js';
import { spanFrom } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: uniq. A result that is the same as the one before it goes. */
export const uniq = command<'uniq'>({
  parse: (scanner, start) => ({ kind: 'uniq', span: spanFrom(scanner, start) }),
  lower: (_, state) =>
    withoutRuns(
      state,
      columnsOf(state.relation)
        .filter(({ name }) => !isInternal(name))
        .map(({ name, type }) => column(name, type)),
    ),
  print: () => 'uniq',
});
