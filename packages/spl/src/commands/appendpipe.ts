import { appended } from '../lower/appended.js';
import { arrange } from '../lower/state.js';
import { options, spanFrom, subsearch } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: appendpipe. The results of commands over the results, after them. */
export const appendpipe = command<'appendpipe'>({
  parse: (scanner, start) => {
    options(scanner, 'appendpipe', ['run_in_preview']);
    // The commands in the brackets go on from the results: nothing generates them.
    const pipeline = subsearch(scanner, true);
    return { kind: 'appendpipe', pipeline, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const state = arrange(before);
    const added = lowering.lowerPipeline(it.pipeline, lowering, state);
    return appended(state, added);
  },
  print: (it, printPipeline) => `appendpipe [ ${printPipeline(it.pipeline)} ]`,
});
