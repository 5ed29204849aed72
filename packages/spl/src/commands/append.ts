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
    // Fields inside the events' JSON stay reachable where a name leads to the same in both.
    const origins = [state.origin, added.origin].filter((origin) => origin !== undefined);
    const within = (name: string): string | undefined => {
      const [source, ...others] = origins.map((origin) => origin(name));
      return name === '_raw' || others.some((other) => other !== source) ? undefined : source;
    };
    const whole = { ...closed(unite([arrange(state), added])), order: [] };
    return origins.length === 0 ? whole : { ...whole, origin: within };
  },
  print: (it, printPipeline) => `append [ ${printPipeline(it.pipeline)} ]`,
});
