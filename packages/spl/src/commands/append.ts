import { arrange } from '../lower/state.js';
import { unite } from '../lower/source.js';
import { options, spanFrom, subsearch } from '../syntax/scanner.js';
import { command } from './definition.js';
import { closed } from './table.js';

/** Search Reference: append. The results of a subsearch after those there are. */
export const append = command<'append'>({
  parse: (scanner, start) => {
    options(scanner, 'append', ['extendtimerange', 'maxtime', 'maxout', 'timeout']);
    const pipeline = subsearch(scanner);
    return { kind: 'append', pipeline, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => {
    const added = arrange(lowering.lowerPipeline(it.pipeline, lowering));
    return { ...closed(unite([arrange(state), added])), order: [] };
  },
  print: (it, printPipeline) => `append [ ${printPipeline(it.pipeline)} ]`,
});
