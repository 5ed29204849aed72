import { arrange } from '../lower/state.js';
import { unite } from '../lower/source.js';
import { atEnd, failExpected, spanFrom, subsearch, take } from '../syntax/scanner.js';
import type { Pipeline } from '../syntax/tree.js';
import { command } from './definition.js';

/**
 * Search Reference: multisearch, union. The results of all subsearches, newest first where they are events; union takes
 * those before it, too.
 */
export const multisearch = command<'multisearch'>({
  parse: (scanner, start, name) => {
    const union = name === 'union';
    const pipelines: Pipeline[] = [];
    while (!atEnd(scanner) && scanner.source[scanner.position] === '[') {
      pipelines.push(subsearch(scanner));
      take(scanner, ',');
    }
    if (pipelines.length < (union ? 1 : 2))
      failExpected(scanner, `${union ? 'one' : 'two'} or more subsearches in square brackets`);
    return { kind: 'multisearch', ...(union ? { union } : {}), pipelines, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const found = it.pipelines.map((pipeline) => lowering.lowerPipeline(pipeline, lowering));
    const states = before.lost === true ? found : [before, ...found];
    const events = states.every((state) => state.order === 'events');
    return unite(events ? states : states.map(arrange));
  },
  print: (it, printPipeline) => {
    const pipelines = it.pipelines.map((pipeline) => `[ ${printPipeline(pipeline)} ]`).join(' ');
    return `${it.union === true ? 'union' : 'multisearch'} ${pipelines}`;
  },
});
